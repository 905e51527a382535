package import DocumentTree
import Facts
package import Linting

/// What was decided for one file and for each request in it, and why.
package struct ConfigReport: Sendable {
  /// As the user names it.
  package let path: String
  /// The path of the configuration that counts; nil where there is none.
  package var configuration: String?
  /// The paths of the configurations that it extends.
  package var bases: [String] = []
  /// What `--set` has, as written.
  package var overrides: [String] = []
  /// The entry of `files:` that counts.
  package var entry: Entry?
  /// The model of `--model-as`.
  package var modelAs: String?
  /// The only rules that speak, as `--select` says.
  package var selected: [String]?
  /// The rules among those that do not speak as their cards say, by their ids.
  package var levels: [Level] = []
  package var limits = UsageLimits()
  /// Why a walk passes over the file; nil where it does not.
  package var passedOver: String?
  package private(set) var requests: [Group] = []
  /// The indexes of the groups.
  private var places: [Decision: Int] = [:]

  /// An entry of `files:`, and what it says.
  package struct Entry: Sendable {
    package let glob: String
    package let api: DeclaredAPI

    package init(glob: String, api: DeclaredAPI) {
      self.glob = glob
      self.api = api
    }
  }

  /// What became of a rule, and who said so.
  package struct Level: Sendable {
    package let rule: String
    package let level: RuleLevel
    package let reason: String

    package init(rule: String, level: RuleLevel, reason: String) {
      self.rule = rule
      self.level = level
      self.reason = reason
    }
  }

  /// Requests for which the same was decided.
  package struct Group: Sendable {
    /// Where they start, counted from 1.
    package fileprivate(set) var lines: [Int]
    package let request: RecognisedRequest
    /// The facts about the model that the user's configuration has, as `max_output: 8,192 tokens`.
    package let ownFacts: [String]
  }

  package init(path: String) {
    self.path = path
  }

  /// - Parameter ownFacts: gives the facts about a request's model that the user's configuration has.
  package mutating func add(_ file: FileReport, ownFacts: (RecognisedRequest) -> [String]) {
    for located in file.requests {
      let decision = Decision(located.request)
      if let known = places[decision] {
        requests[known].lines.append(located.line)
      } else {
        places[decision] = requests.count
        requests.append(
          Group(lines: [located.line], request: located.request, ownFacts: ownFacts(located.request)))
      }
    }
  }
}

/// What was decided about a request, and why.
private struct Decision: Hashable {
  let provider: String
  let endpoint: String
  let model: String?
  let reason: String
  let modelReason: String?

  init(_ request: RecognisedRequest) {
    provider = request.provider
    endpoint = request.endpoint
    model = request.judgedModel
    reason = request.evidence.rawValue
    modelReason = request.modelEvidence?.rawValue
  }
}

extension RuleLevel {
  fileprivate var word: String {
    switch self {
    case .off: "off"
    case .standard: "as its card says"
    case .always(let severity): severity.rawValue
    }
  }
}

extension UsageLimits {
  /// With the keys of the configuration.
  fileprivate var named: [(name: String, value: Int)] {
    [
      ("tpm", tokensPerMinute), ("tpd", tokensPerDay), ("rpm", requestsPerMinute), ("rpd", requestsPerDay),
      ("enqueued_tokens", enqueuedTokens),
    ].compactMap { name, value in value.map { (name, $0) } }
  }
}

extension DeclaredAPI {
  /// With the keys of the configuration.
  fileprivate var named: [(name: String, value: String)] {
    [("provider", provider), ("endpoint", endpoint), ("model", model), ("server", server?.description)]
      .compactMap { name, value in value.map { (name, $0) } }
  }
}

// MARK: For people

extension TextReport {
  package func render(_ report: ConfigReport) -> String {
    var rows = [("configuration", report.configuration ?? "none")]
    if !report.bases.isEmpty { rows.append(("extends", report.bases.joined(separator: ", "))) }
    for (place, text) in report.overrides.enumerated() { rows.append((place == 0 ? "set" : "", text.forTerminal)) }
    if let entry = report.entry {
      let api = entry.api.named.map { "\($0.name) \($0.value)" }
      rows.append(("files", "\(entry.glob) → \(api.isEmpty ? "nothing" : api.joined(separator: ", "))"))
    }
    if let model = report.modelAs { rows.append(("model-as", model)) }
    if let selected = report.selected { rows.append(("select", "only " + Wording.list(selected, "and"))) }
    for (place, level) in report.levels.enumerated() {
      rows.append((place == 0 ? "rules" : "", "\(level.rule): \(level.level.word), by \(level.reason)"))
    }
    let limits = report.limits.named.map { "\($0.name) \(Wording.grouped($0.value))" }
    if !limits.isEmpty { rows.append(("limits", limits.joined(separator: ", "))) }
    if let reason = report.passedOver { rows.append(("walks", "pass it over, by \(reason)")) }
    var text = palette.strong(report.path.forTerminal) + "\n" + Self.columns(rows)
    if report.requests.isEmpty { text += "\nno request: nothing says which API this is for\n" }
    for group in report.requests { text += "\n" + render(group) }
    return text
  }

  private func render(_ group: ConfigReport.Group) -> String {
    let request = group.request
    let count = group.lines.count
    let first = group.lines.first ?? 1
    let place = count == 1 ? "line \(first)" : "\(Wording.grouped(count)) requests, the first in line \(first)"
    var rows = [
      ("provider", "\(request.provider), because of \(request.evidence.rawValue)"), ("endpoint", request.endpoint),
    ]
    let reason = request.modelEvidence.map { ", because of \($0.rawValue)" } ?? ""
    rows.append(("model", request.judgedModel.map { $0.excerpt + reason } ?? "none is named"))
    for (place, fact) in group.ownFacts.enumerated() { rows.append((place == 0 ? "own facts" : "", fact)) }
    return palette.strong(place) + "\n" + Self.columns(rows)
  }
}

// MARK: For programs

extension ConfigReport {
  /// Version 1. Every key is always there; what is not known is null.
  ///
  /// - Parameter version: of reqlint.
  package func json(version: String) -> JSONValue {
    [
      "format": 1, "reqlint": .string(version), "path": .string(path), "configuration": .optional(configuration),
      "extends": .strings(bases), "set": .strings(overrides), "files": entry?.json ?? .null,
      "modelAs": .optional(modelAs),
      "select": selected.map { .strings($0) } ?? .null,
      "rules": .array(
        levels.map {
          ["rule": .string($0.rule), "level": .string($0.level.word), "reason": .string($0.reason)]
        }),
      "limits": .object(limits.named.map { .init(name: $0.name, value: .integer($0.value)) }),
      "passedOver": .optional(passedOver), "requests": .array(requests.map(\.json)),
    ]
  }
}

extension ConfigReport.Entry {
  fileprivate var json: JSONValue {
    [
      "glob": .string(glob), "provider": .optional(api.provider), "endpoint": .optional(api.endpoint),
      "model": .optional(api.model), "server": .optional(api.server?.description),
    ]
  }
}

extension ConfigReport.Group {
  fileprivate var json: JSONValue {
    [
      "lines": .array(lines.map { .integer($0) }), "provider": .string(request.provider),
      "endpoint": .string(request.endpoint), "reason": .string(request.evidence.rawValue),
      "model": .optional(request.judgedModel?.excerpt), "modelReason": .optional(request.modelEvidence?.rawValue),
      "ownFacts": .strings(ownFacts),
    ]
  }
}
