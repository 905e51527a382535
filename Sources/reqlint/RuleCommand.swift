import ArgumentParser
import Linting
import Reporting

struct RuleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rule", abstract: "Explain a rule, or list all of them.")

  @Argument(help: "The id of a rule, such as unsupported-parameter.")
  var id: String?

  func run() throws {
    guard let id else {
      let cards = AllRules.cards
      let width = cards.map(\.id.count).max() ?? 0
      for card in cards {
        let padding = String(repeating: " ", count: width - card.id.count + 2)
        let severity = card.severity.rawValue + String(repeating: " ", count: 9 - card.severity.rawValue.count)
        Terminal.write("\(card.id)\(padding)\(severity)\(card.summary)\n")
      }
      return
    }
    Terminal.write(RulePage.markdown(try Self.card(id)))
  }

  /// The card of a rule that the user names.
  static func card(_ id: String) throws(ValidationError) -> RuleCard {
    let cards = AllRules.cards
    if let card = cards.first(where: { $0.id == id }) { return card }
    let meant = Spelling.suggestion(for: id, among: cards.map(\.id)).map { "did you mean `\($0)`?" }
    throw ValidationError("there is no rule `\(id)`; \(meant ?? "`reqlint rule` lists them")")
  }
}
