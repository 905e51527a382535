import Configuration
import Diagnosis
import DocumentTree
import Facts
import Linting
import SourceText

/// The index of the rules by group, with what the APIs would answer to the bad examples of each.
enum RuleIndex {
  static func markdown() -> String {
    var text = """
      # Rules

      A page each says why, with examples; `reqlint rule ID` prints it, and `reqlint rule GROUP` lists a group. An error is
      refused, with the status that is shown; of several, each belongs to another API or model. A warning is taken, and may
      not do what was meant, or has the status with which it may be refused; the rest is advice. Where the facts behind a
      finding are less certain, it is milder than here.
      What the rules know of providers and models is in the other folders:
      [how to add to it](../.github/CONTRIBUTING.md).

      """
    for group in AllRules.groups {
      let title = group.about.prefix(1).uppercased() + group.about.dropFirst()
      text += "\n## \(title) (`\(group.id)`)\n\n| rule | severity | answer | finds |\n| --- | --- | --- | --- |\n"
      for rule in group.rules {
        let card = rule.card
        text +=
          "| [\(card.id)](pages/\(card.id).md) | \(card.severity.rawValue) | \(answers(rule)) | \(card.summary) |\n"
      }
    }
    return text
  }

  /// The statuses that the findings in the bad examples name.
  private static func answers(_ rule: any Rule.Type) -> String {
    let statuses = rule.card.examples.filter(\.isBad).flatMap { example in
      diagnostics(in: example, rule).compactMap { $0.answer?.status }
    }
    return Set(statuses).sorted().map(String.init).joined(separator: ", ")
  }

  private static func diagnostics(in example: RuleCard.Example, _ rule: any Rule.Type) -> [Diagnostic] {
    let api = example.api.split(separator: "/").map(String.init)
    guard api.count == 2 else { return [] }
    var settings = LintSettings(
      provider: api[0], endpoint: api[1], today: Day("2026-11-21") ?? Day(secondsSince1970: 0))
    if let text = example.configuration {
      let configuration = Configuration(ContiguousArray(text.utf8), path: "/.reqlint.yaml", facts: .embedded)
      settings = configuration.settings(settings, for: "/example")
    }
    let linter = Linter(facts: .embedded, settings: settings, rules: [rule]).explaining(Diagnoser.explanation)
    let text = example.payload.filter { $0 != "«" && $0 != "»" }
    return linter.lint(Document.parse(SourceText(text), as: example.format == .yaml ? .yaml : .json)).diagnostics
  }
}
