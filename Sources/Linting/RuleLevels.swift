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

/// What the user made of the rules, by their ids, or by PROVIDER/ID for the requests to one provider, which counts first.
package struct RuleLevels: Sendable, Hashable {
  /// The only rules that speak; nil: all.
  package var selected: Set<String>?
  package var levels: [String: RuleLevel] = [:]

  package init() {}

  /// - Parameter provider: of the request that is spoken about; nil: of none.
  package subscript(rule: String, at provider: String? = nil) -> RuleLevel {
    let own = provider.map { "\($0)/\(rule)" }
    if let selected, !selected.contains(rule), !(own.map { selected.contains($0) } ?? false) { return .off }
    return own.flatMap { levels[$0] } ?? levels[rule] ?? .standard
  }

  /// Whether a rule speaks about some requests at least.
  package func isHeard(_ rule: String) -> Bool {
    self[rule] != .off || providers.contains { self[rule, at: String($0)] != .off }
  }

  /// Whether a rule speaks about all requests.
  package func isHeardEverywhere(_ rule: String) -> Bool {
    self[rule] != .off && providers.allSatisfy { self[rule, at: String($0)] != .off }
  }

  /// Those for which something of their own is said.
  private var providers: Set<Substring> {
    Set((Array(levels.keys) + (selected ?? [])).compactMap { key in key.firstIndex(of: "/").map { key[..<$0] } })
  }

  /// These levels and, where they say nothing, those of `lower`. A rule that is selected here is on, whatever it is there.
  package func laid(over lower: RuleLevels) -> RuleLevels {
    var result = self
    result.selected = selected ?? lower.selected
    for (key, level) in lower.levels {
      let rule = key.split(separator: "/").last.map(String.init) ?? key
      guard levels[key] == nil, levels[rule] == nil else { continue }
      if level == .off, let selected, selected.contains(where: { $0 == rule || $0.hasSuffix("/" + rule) }) { continue }
      result.levels[key] = level
    }
    return result
  }
}
