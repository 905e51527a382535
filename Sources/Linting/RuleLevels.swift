/// Whether a rule speaks, and how loudly.
package enum RuleLevel: Sendable, Hashable {
  case off
  /// As loudly as its card and the facts behind a finding say.
  case standard
  /// All of its findings have this severity.
  case always(Severity)

  /// Reads `off` or the name of a severity.
  package init?(_ text: String) {
    if text == "off" {
      self = .off
    } else {
      guard let severity = Severity(rawValue: text) else { return nil }
      self = .always(severity)
    }
  }

  /// The words that ``init(_:)`` reads, the loudest first.
  package static let words = Severity.allCases.reversed().map(\.rawValue) + ["off"]
}

/// What the user made of the rules, by their ids.
package struct RuleLevels: Sendable, Hashable {
  /// The only rules that speak; nil: all.
  package var selected: Set<String>?
  package var levels: [String: RuleLevel] = [:]

  package init() {}

  package subscript(rule: String) -> RuleLevel {
    guard selected?.contains(rule) ?? true else { return .off }
    return levels[rule] ?? .standard
  }

  /// These levels and, where they say nothing, those of `lower`. A rule that is selected here is on, whatever it is there.
  package func laid(over lower: RuleLevels) -> RuleLevels {
    var result = self
    result.selected = selected ?? lower.selected
    for (rule, level) in lower.levels where levels[rule] == nil {
      if level == .off, selected?.contains(rule) ?? false { continue }
      result.levels[rule] = level
    }
    return result
  }
}
