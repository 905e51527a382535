import Facts
package import Linting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What was decided for one file and for each request in it, and why.
package struct ConfigReport: Sendable {
  /// As the user names it.
  package let path: String
  /// The path of the configuration that counts; nil where there is none.
  package var configuration: String?
  /// The paths of the configurations that it extends.
  package var bases: [String] = []
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
      let known = requests.firstIndex { $0.request.isDecided(as: located.request) }
      if let known {
        requests[known].lines.append(located.line)
      } else {
        requests.append(
          Group(lines: [located.line], request: located.request, ownFacts: ownFacts(located.request)))
      }
    }
  }
}

extension RecognisedRequest {
  fileprivate func isDecided(as other: RecognisedRequest) -> Bool {
    (provider, endpoint, judgedModel, evidence, modelEvidence)
      == (other.provider, other.endpoint, other.judgedModel, other.evidence, other.modelEvidence)
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

/// What was decided for a file, for other programs, version 1. Every key is always there; what is not known is null.
package struct ConfigJSON: Encodable {
  private let format = 1
  private let reqlint: String
  private let path: String
  private let configuration: OrNull<String>
  private let extends: [String]
  private let files: OrNull<Entry>
  private let modelAs: OrNull<String>
  private let select: OrNull<[String]>
  private let rules: [Level]
  private let limits: [String: Int]
  private let passedOver: OrNull<String>
  private let requests: [Group]

  private struct Entry: Encodable {
    let glob: String
    let provider: OrNull<String>
    let endpoint: OrNull<String>
    let model: OrNull<String>
    let server: OrNull<String>
  }

  private struct Level: Encodable {
    let rule: String
    let level: String
    let reason: String
  }

  private struct Group: Encodable {
    let lines: [Int]
    let provider: String
    let endpoint: String
    let reason: String
    let model: OrNull<String>
    let modelReason: OrNull<String>
    let ownFacts: [String]
  }

  /// - Parameter version: of reqlint.
  package init(_ report: ConfigReport, version: String) {
    reqlint = version
    path = report.path
    configuration = OrNull(report.configuration)
    extends = report.bases
    files = OrNull(
      report.entry.map { entry in
        Entry(
          glob: entry.glob, provider: OrNull(entry.api.provider), endpoint: OrNull(entry.api.endpoint),
          model: OrNull(entry.api.model), server: OrNull(entry.api.server?.description))
      })
    modelAs = OrNull(report.modelAs)
    select = OrNull(report.selected)
    rules = report.levels.map { Level(rule: $0.rule, level: $0.level.word, reason: $0.reason) }
    limits = Dictionary(report.limits.named.map { ($0.name, $0.value) }) { first, _ in first }
    passedOver = OrNull(report.passedOver)
    requests = report.requests.map { group in
      Group(
        lines: group.lines, provider: group.request.provider, endpoint: group.request.endpoint,
        reason: group.request.evidence.rawValue, model: OrNull(group.request.judgedModel?.excerpt),
        modelReason: OrNull(group.request.modelEvidence?.rawValue), ownFacts: group.ownFacts)
    }
  }

  /// The report as JSON with sorted keys, the same for the same input.
  package func render() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
