package import DocumentTree
package import Facts
import Linting

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

extension ModelReport {
  /// What is known about models, for other programs, version 1.
  ///
  /// - Parameters:
  ///   - version: of reqlint.
  ///   - facts: the day of the newest facts.
  package static func json(_ models: [ModelReport], version: String, facts: String) -> JSONValue {
    let models = models.map { model -> JSONValue in
      [
        "provider": .string(model.provider.id), "model": .string(model.profile.name),
        "facts": .array(model.facts.map(\.json)),
      ]
    }
    return ["format": 1, "reqlint": .string(version), "facts": .string(facts), "models": .array(models)]
  }
}

extension ModelReport.KnownFact {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "value": value.json, "source": .optional(provenance.source),
      "checked": .optional(provenance.checked?.description), "confidence": .string(provenance.confidence.rawValue),
      "file": .string(file),
    ]
  }
}

extension ModelReport.Value {
  fileprivate var json: JSONValue {
    switch self {
    case .count(let count, _): .integer(count)
    case .flag(let isTrue): .boolean(isTrue)
    case .text(let text): .string(text)
    case .texts(let texts): .strings(texts)
    case .parameter(let fact): fact.json
    }
  }
}

extension ParameterFact {
  /// With the keys of the files of `rules/`; what is not said is left out.
  fileprivate var json: JSONValue {
    var members: [(String, JSONValue)] = []
    switch verdict {
    case .nothing: members.append(("accepts", "nothing"))
    case .only(let values): members.append(("accepts", .array(values.map(\.json))))
    case .allBut(let values): members.append(("rejects", .array(values.map(\.json))))
    case .within(let bounds):
      members.append(("minimum", bounds.minimum.map { .number($0) } ?? .null))
      members.append(("maximum", bounds.maximum.map { .number($0) } ?? .null))
    case .noLongerThan(let length): members.append(("max_length", .integer(length)))
    case .sizes(let grid):
      members.append(
        (
          "sizes",
          ["multiple_of": .integer(grid.multiple), "ratio": .integer(grid.ratio), "edge": .integer(grid.edge)]
        ))
    case .keysUpTo(let largest): members.append(("max_key", .integer(largest)))
    }
    members.append(("instead", .optional(instead)))
    members.append(("why", .optional(why)))
    members.append(("endpoints", endpoints.map { .strings($0) } ?? .null))
    members.append(("from", .optional(from?.description)))
    for (key, conditions) in [("when", when), ("unless", unless)] where !conditions.isEmpty {
      let values = conditions.map { JSONValue.Member(name: $0.key, value: .array($0.values.map(\.json))) }
      members.append((key, .object(values)))
    }
    return JSONValue.object(members.map { .init(name: $0.0, value: $0.1) }).compact
  }
}

extension FactValue {
  /// As JSON has it.
  fileprivate var json: JSONValue {
    switch self {
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .number(let value): .number(value)
    case .string(let value): .string(value)
    }
  }
}
