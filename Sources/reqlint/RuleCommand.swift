import ArgumentParser
import DocumentTree
import Linting
import Reporting

struct RuleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rule", abstract: "Explain a rule, or list rules.")

  @Argument(
    help: "The id of a rule, such as unsupported-parameter; a group, or unknown-* and the like, lists its rules.",
    completion: .custom { _, _, _ in RuleChoice.words })
  var id: String?

  @Option(help: "How to print: \(AnswerFormat.names).")
  var format: AnswerFormat = .text

  func run() throws {
    let choice = try id.map { try RuleOptions.choice($0) }
    let cards = AllRules.cards.filter { choice?.rules.contains($0.id) ?? true }
    if format == .json {
      return Terminal.write(RulePage.json(cards, version: Reqlint.version).text + "\n")
    }
    if let card = cards.first, card.id == id { return Terminal.write(RulePage.markdown(card)) }
    let width = cards.map(\.id.count).max() ?? 0
    for card in cards {
      let padding = String(repeating: " ", count: width - card.id.count + 2)
      let severity = card.severity.rawValue + String(repeating: " ", count: 9 - card.severity.rawValue.count)
      Terminal.write("\(card.id)\(padding)\(severity)\(card.summary)\n")
    }
  }
}
