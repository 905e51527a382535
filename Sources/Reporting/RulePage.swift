package import DocumentTree
package import Linting

/// The page of a rule; `rules/pages/` holds them, and `reqlint rule` prints them.
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

  /// The pages of rules, for other programs, version 1.
  ///
  /// - Parameter version: of reqlint.
  package static func json(_ cards: [RuleCard], version: String) -> JSONValue {
    let rules = cards.map { card -> JSONValue in
      [
        "id": .string(card.id), "since": .string(card.since), "severity": .string(card.severity.rawValue),
        "summary": .string(card.summary), "why": .string(card.why), "url": .string(RuleCard.url(of: card.id)),
        "examples": .array(card.examples.map(json)),
      ]
    }
    return ["format": 1, "reqlint": .string(version), "rules": .array(rules)]
  }

  /// What is not there is null.
  private static func json(_ example: RuleCard.Example) -> JSONValue {
    [
      "isBad": .boolean(example.isBad), "payload": .string(example.payload), "fixed": .optional(example.fixed),
      "api": .string(example.api), "yaml": .boolean(example.format == .yaml),
      "configuration": .optional(example.configuration),
    ]
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
