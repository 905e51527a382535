package import Facts
import Linting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What is known about one model at one provider, fact by fact, each with where it is known from.
package struct ModelReport: Sendable {
  package let provider: Provider
  package let profile: ModelProfile
  /// In the order of interest: limits first, parameters last.
  let facts: [KnownFact]

  /// One fact about a model.
  struct KnownFact: Sendable {
    /// As in the files of `rules/`: `max_output`, `capabilities/vision`, `parameters/reasoning_effort`.
    let name: String
    let value: Value
    let provenance: Provenance
    /// The path under `rules/`, or that of the user's configuration.
    let file: String
  }

  enum Value: Sendable {
    case count(Int, unit: String)
    case flag(Bool)
    case text(String)
    case texts([String])
    case parameter(ParameterFact)
  }

  package init(_ profile: ModelProfile, at provider: Provider) {
    self.profile = profile
    self.provider = provider
    var facts: [KnownFact] = []
    func add<Content>(_ name: String, _ fact: Fact<Content>?, _ value: (Content) -> Value) {
      guard let fact else { return }
      facts.append(
        KnownFact(name: name, value: value(fact.value), provenance: fact.provenance, file: fact.place.file))
    }
    add("context_window", profile.contextWindow) { .count($0, unit: "tokens") }
    add("max_input", profile.maxInput) { .count($0, unit: "tokens") }
    add("max_output", profile.maxOutput) { .count($0, unit: "tokens") }
    add("dimensions", profile.dimensions) { .count($0, unit: "numbers") }
    add("encoding", profile.encoding) { .text($0) }
    add("endpoints", profile.endpoints) { .texts($0) }
    add("plans", profile.plans) { .texts($0) }
    add("since", profile.since) { .text($0.description) }
    add("deprecated", profile.deprecated) { .text($0.description) }
    add("retires", profile.retires) { .text($0.description) }
    add("successor", profile.successor) { .text($0) }
    add("unknown_keys", profile.unknownKeys) { .text($0.rawValue) }
    for (name, fact) in profile.capabilities.sorted(by: { $0.key < $1.key }) {
      add("capabilities/\(name)", fact) { .flag($0) }
    }
    for fact in profile.parameters {
      facts.append(
        KnownFact(
          name: "parameters/" + fact.path.joined(separator: "/"), value: .parameter(fact), provenance: fact.provenance,
          file: fact.place.file))
    }
    self.facts = facts
  }

  /// The facts that one file has, as `max_output: 8,192 tokens`.
  package func facts(from file: String) -> [String] {
    facts.filter { $0.file == file }.map { "\($0.name): \($0.value.words)" }
  }
}

extension ModelReport.Value {
  /// As people read it.
  var words: String {
    switch self {
    case .count(let count, let unit): "\(Wording.grouped(count)) \(unit)"
    case .flag(let isTrue): isTrue ? "yes" : "no"
    case .text(let text): text
    case .texts(let texts): texts.joined(separator: ", ")
    case .parameter(let fact): Wording.verdict(of: fact)
    }
  }
}

// MARK: For people

extension TextReport {
  /// All that is known of a model: below each source the facts that it has.
  ///
  /// - Parameter name: gives the name that people know a file by.
  package func render(_ model: ModelReport, nameOf name: (_ file: String) -> String) -> String {
    var text =
      palette.strong("\(model.profile.name) at \(model.provider.name) (\(model.provider.id))".forTerminal) + "\n"
    var sources: [String] = []
    var lines: [String: [(String, String)]] = [:]
    for fact in model.facts {
      let (source, day) = (fact.provenance.source, fact.provenance.checked?.description)
      let parts = [name(fact.file), source, day, source == nil ? nil : "\(fact.provenance.confidence) confidence"]
      let key = parts.compactMap(\.self).joined(separator: " · ")
      if lines[key] == nil { sources.append(key) }
      lines[key, default: []].append((fact.name, fact.value.words))
    }
    for source in sources {
      text += "\n" + palette.dim(source.forTerminal) + "\n" + Self.columns(lines[source] ?? [])
    }
    return text
  }

  /// The models of one provider, one a line.
  package func table(_ models: [ModelReport]) -> String {
    guard let provider = models.first?.provider else { return "" }
    var rows = [["model", "context", "output", "retires", "can"]]
    for profile in models.map(\.profile) {
      let can = profile.capabilities.filter(\.value.value).keys.sorted()
      rows.append([
        profile.name, profile.contextWindow.map { Wording.grouped($0.value) } ?? "",
        profile.maxOutput.map { Wording.grouped($0.value) } ?? "", profile.retires?.value.description ?? "",
        can.joined(separator: ", "),
      ])
    }
    var text = palette.strong("\(provider.name) (\(provider.id))") + "\n"
    let widths = rows[0].indices.map { column in rows.map { $0[column].unicodeScalars.count }.max() ?? 0 }
    for row in rows {
      let cells = row.indices.map { column in
        let gap = String(repeating: " ", count: widths[column] - row[column].unicodeScalars.count)
        return column == 1 || column == 2 ? gap + row[column] : row[column] + gap
      }
      text += "  " + cells.joined(separator: "  ").trimmedAtEnd.forTerminal + "\n"
    }
    return text
  }

  /// Names, and beside them what belongs to them.
  static func columns(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.unicodeScalars.count).max() ?? 0
    return rows.map { name, value in
      let gap = String(repeating: " ", count: width - name.unicodeScalars.count + 2)
      return "  \(name)\(gap)\(value)".trimmedAtEnd.forTerminal + "\n"
    }.joined()
  }
}

extension String {
  /// Without the blanks at its end.
  fileprivate var trimmedAtEnd: String {
    String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
  }
}

// MARK: For programs

/// What is known about models, for other programs, version 1.
package struct ModelsJSON: Encodable {
  private let format = 1
  private let reqlint: String
  private let facts: String
  private let models: [Model]

  private struct Model: Encodable {
    let provider: String
    let model: String
    let facts: [Entry]
  }

  private struct Entry: Encodable {
    let name: String
    let value: ModelReport.Value
    let source: OrNull<String>
    let checked: OrNull<String>
    let confidence: String
    let file: String
  }

  /// - Parameters:
  ///   - version: of reqlint.
  ///   - facts: the day of the newest facts.
  package init(_ models: [ModelReport], version: String, facts: String) {
    reqlint = version
    self.facts = facts
    self.models = models.map { model in
      Model(
        provider: model.provider.id, model: model.profile.name,
        facts: model.facts.map { fact in
          Entry(
            name: fact.name, value: fact.value, source: OrNull(fact.provenance.source),
            checked: OrNull(fact.provenance.checked?.description), confidence: fact.provenance.confidence.rawValue,
            file: fact.file)
        })
    }
  }

  /// The report as JSON with sorted keys, the same for the same input.
  package func render() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

extension ModelReport.Value: Encodable {
  private enum Key: String, CodingKey {
    case accepts, rejects, minimum, maximum, sizes, instead, why, endpoints, from, when, unless
    case maxLength = "max_length"
    case maxKey = "max_key"
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .count(let count, _): try count.encode(to: encoder)
    case .flag(let isTrue): try isTrue.encode(to: encoder)
    case .text(let text): try text.encode(to: encoder)
    case .texts(let texts): try texts.encode(to: encoder)
    case .parameter(let fact): try Self.encode(fact, to: encoder)
    }
  }

  /// With the keys of the files of `rules/`.
  private static func encode(_ fact: ParameterFact, to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch fact.verdict {
    case .nothing: try container.encode("nothing", forKey: .accepts)
    case .only(let values): try container.encode(values.map(Plain.init), forKey: .accepts)
    case .allBut(let values): try container.encode(values.map(Plain.init), forKey: .rejects)
    case .within(let bounds):
      try container.encodeIfPresent(bounds.minimum, forKey: .minimum)
      try container.encodeIfPresent(bounds.maximum, forKey: .maximum)
    case .noLongerThan(let length): try container.encode(length, forKey: .maxLength)
    case .sizes(let grid):
      try container.encode(["multiple_of": grid.multiple, "ratio": grid.ratio, "edge": grid.edge], forKey: .sizes)
    case .keysUpTo(let largest): try container.encode(largest, forKey: .maxKey)
    }
    try container.encodeIfPresent(fact.instead, forKey: .instead)
    try container.encodeIfPresent(fact.why, forKey: .why)
    try container.encodeIfPresent(fact.endpoints, forKey: .endpoints)
    try container.encodeIfPresent(fact.from?.description, forKey: .from)
    for (key, conditions) in [(Key.when, fact.when), (.unless, fact.unless)] where !conditions.isEmpty {
      let values = Dictionary(conditions.map { ($0.key, $0.values.map(Plain.init)) }) { _, last in last }
      try container.encode(values, forKey: key)
    }
  }

  /// A value as JSON has it.
  private struct Plain: Encodable {
    let value: FactValue

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch value {
      case .null: try container.encodeNil()
      case .boolean(let value): try container.encode(value)
      case .number(let value): try container.encode(value)
      case .string(let value): try container.encode(value)
      }
    }
  }
}
