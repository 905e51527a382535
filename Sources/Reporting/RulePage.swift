package import Linting

/// The page of a rule, in Markdown; `rules/pages/` holds them, and `reqlint rule` prints them.
package enum RulePage {
  package static func markdown(_ card: RuleCard) -> String {
    var text = "# \(card.id)\n\n\(card.summary)\n\n"
    text += "Severity: \(card.severity.rawValue) · since \(card.since)\n\n## Why\n\n\(card.why)\n"
    let bad = card.examples.filter(\.isBad)
    let good = card.examples.filter { !$0.isBad }
    if !bad.isEmpty { text += "\n## Found\n" + bad.map(section).joined() }
    if !good.isEmpty { text += "\n## Fine\n" + good.map(section).joined() }
    return text
  }

  private static func section(_ example: RuleCard.Example) -> String {
    let language = example.format == .yaml ? "yaml" : "json"
    let body = example.payload.hasSuffix("\n") ? example.payload : example.payload + "\n"
    let configuration = example.configuration.map { ", where `.reqlint.yaml` says `\($0)`" } ?? ""
    var text = "\nFor `\(example.api)`\(configuration):\n\n```\(language)\n\(body)```\n"
    if let fixed = example.fixed {
      text += "\nMended:\n\n```\(language)\n\(fixed.hasSuffix("\n") ? fixed : fixed + "\n")```\n"
    }
    return text
  }
}
