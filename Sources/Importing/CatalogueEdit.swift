package import DocumentTree
package import Facts
import Linting
package import SourceText

/// What a list changes in a file of models: the edits, and for people what is other than before.
///
/// Models and facts are only added or replaced: what the list does not have stays as it is, and so does every byte that
/// none of this is about.
package struct CatalogueEdit: Sendable {
  /// Which file is edited.
  package enum Target: Sendable {
    /// A provider's catalogue. What families and overrides say is theirs.
    case catalogue(provider: String)
    /// A user's configuration, whose models win over all that is built in.
    case configuration
  }

  package enum Change: Sendable, Hashable {
    case addedModel(String, facts: [PublishedFact])
    /// - Parameter old: nil: nothing was known.
    case changedFact(String, fact: String, old: FactValue?, new: FactValue)
    /// The list says otherwise, and what is known counts.
    case keptFact(String, fact: String, known: FactValue, listed: FactValue, why: String)
    /// A model that came from this list and is not in it any more.
    case gone(String)
    /// The name is taken by a model of another provider.
    case taken(String)
  }

  /// In bytes of the document; they do not overlap.
  package private(set) var edits: [TextEdit] = []
  /// In the order of the names.
  package private(set) var changes: [Change] = []

  private let document: Document
  private let path: String
  private let target: Target
  private let facts: Facts
  private let provenance: Provenance
  private let lines: LineIndex
  /// The rows that there are, and what each says of where its facts come from.
  private var rows: [String: (member: Node.Member, provenance: Provenance)] = [:]
  /// What holds for rows that say nothing.
  private let headProvenance: Provenance
  private var insertions: [Int: String] = [:]

  /// - Parameters:
  ///   - document: the file, in YAML.
  ///   - path: as the places of facts name the file.
  ///   - facts: those that hold with the file as it is.
  ///   - today: the day on which the list was read.
  package init(
    of document: Document, path: String, _ target: Target, adding list: PublishedModels, _ facts: Facts, today: Day
  ) throws(ListFailure) {
    self.document = document
    self.path = path
    self.target = target
    self.facts = facts
    lines = LineIndex(document.source)
    var provenance = list.mapping.provenance
    provenance.checked = today
    self.provenance = provenance
    var problems: [FactProblem] = []
    let root = document.roots.first.flatMap { $0.kind == .object ? $0 : nil }
    let file = root.map { RawFact($0, in: path, under: Provenance(), &problems) }
    headProvenance = file?.provenance ?? Provenance()
    let block = root.flatMap { Array($0.members).last { $0.name == "models" } }
    if let models = block?.value, models.kind == .object, models.members.contains(where: { _ in true }) {
      guard !models.isFlow else {
        throw ListFailure(range: models.range, reason: "`models` stands in braces; write one model a line below it")
      }
      var provenances: [String: Provenance] = [:]
      for entry in file?["models"]?.entries ?? [] { provenances[entry.key] = entry.value.provenance }
      for member in models.members {
        rows[member.name] = (member, provenances[member.name] ?? headProvenance)
      }
    } else if let value = block?.value, value.kind != .null, value.kind != .missing, value.kind != .object {
      throw ListFailure(range: value.range, reason: "`models` is no mapping")
    }
    var added: [(name: String, text: String)] = []
    for model in list.models.sorted(by: { ($0.name, $0.provider) < ($1.name, $1.provider) }) {
      if let text = add(model), added.last?.name != model.name { added.append((model.name, text)) }
    }
    if case .catalogue = target { noteGone(list) }
    place(added, below: block)
    edits += insertions.map { .insertion($1, at: $0) }
    edits = edits.inOrder
  }

  // MARK: One model

  /// Brings a model up to date; returns the text of its row where there is none yet.
  private mutating func add(_ model: PublishedModel) -> String? {
    guard let provider = facts.provider(model.provider) else { return nil }
    let profile = facts.profile(of: model.name, at: provider)
    let row = rows[model.name]
    if case .configuration = target, let owner = row?.member.value["provider"]?.string, owner != provider.id {
      changes.append(.taken(model.name))
      return nil
    }
    let own = settled(model, profile)
    guard let row else {
      // A user need not repeat what is known anyhow.
      if case .configuration = target, profile.isKnown, own.isEmpty { return nil }
      changes.append(.addedModel(model.name, facts: own))
      return rowText(of: model.name, own, provider)
    }
    for fact in own {
      changes.append(
        .changedFact(model.name, fact: fact.name, old: profile.known(fact.name)?.value, new: fact.value))
      set(fact, in: row.member, under: row.provenance)
    }
    return nil
  }

  /// What of a model's facts is to be written.
  private mutating func settled(_ model: PublishedModel, _ profile: ModelProfile) -> [PublishedFact] {
    var settled: [PublishedFact] = []
    var window = profile.contextWindow
    for fact in model.facts {
      let known = profile.known(fact.name)
      guard known?.value != fact.value else { continue }
      if case .number(let number) = fact.value, fact.name == "max_input" || fact.name == "max_output" {
        let bound = settled.first { $0.name == "context_window" }?.value ?? window.map { .number(Double($0.value)) }
        // The window itself is no limit of its own.
        if bound == .number(number) { continue }
        if case .number(let limit)? = bound, number > limit {
          keep(model, fact, .number(limit), "it is more than the window has")
          continue
        }
      }
      if fact.name == "context_window", case .number(let number) = fact.value {
        let limits = [profile.maxInput, profile.maxOutput].compactMap { $0?.value }
        if let most = limits.max(), Double(most) > number {
          keep(model, fact, .number(Double(most)), "a limit is above it")
          continue
        }
        window = nil
      }
      guard let known else {
        settled.append(fact)
        continue
      }
      switch judge(fact, known) {
      case .replaced(let fact): settled.append(fact)
      case .kept(let why): keep(model, fact, known.value, why)
      }
    }
    return settled
  }

  private mutating func keep(_ model: PublishedModel, _ fact: PublishedFact, _ known: FactValue, _ why: String) {
    changes.append(.keptFact(model.name, fact: fact.name, known: known, listed: fact.value, why: why))
  }

  private enum Judgement {
    case replaced(PublishedFact)
    case kept(why: String)
  }

  /// The surer of two facts counts; of two that contradict each other the one that lets more pass, as a weak one.
  private func judge(_ fact: PublishedFact, _ known: KnownFact) -> Judgement {
    let isSurer = fact.confidence.rank > known.provenance.confidence.rank
    guard known.place.file == path else {
      if case .configuration = target, isSurer || fact.confidence == .high { return .replaced(fact) }
      return .kept(why: "reviewed by hand")
    }
    let isOfOneSource = known.provenance.source == provenance.source
    if isOfOneSource || fact.confidence == .high { return .replaced(fact) }
    if known.provenance.confidence.rank > fact.confidence.rank { return .kept(why: "a surer source") }
    let mild = fact.value.isMilder(than: known.value)
    if !mild, known.provenance.confidence == .low { return .kept(why: "sources contradict each other") }
    return .replaced(PublishedFact(name: fact.name, value: mild ? fact.value : known.value, confidence: .low))
  }

  private mutating func noteGone(_ list: PublishedModels) {
    guard case .catalogue(let provider) = target else { return }
    let listed = Set(list.models.lazy.filter { $0.provider == provider }.map(\.name))
    for (name, row) in rows.sorted(by: { $0.key < $1.key }) where row.provenance.source == provenance.source {
      if !listed.contains(name) { changes.append(.gone(name)) }
    }
  }

  // MARK: Text

  private func rowText(of name: String, _ facts: [PublishedFact], _ provider: Provider) -> String {
    var row = provenance
    if case .configuration = target, facts.isEmpty { row = headProvenance }
    let common = Set(facts.map(\.confidence))
    row.confidence = common.count == 1 ? common.first ?? row.confidence : row.confidence
    if facts.isEmpty { row.confidence = headProvenance.confidence }
    var members: [String] = []
    if case .configuration = target { members.append("provider: \(provider.id)") }
    members += Self.members(facts) { text($0, under: row) }
    members += keys(of: row, besides: headProvenance)
    return "\(Self.key(name)): {\(members.joined(separator: ", "))}"
  }

  /// The facts as members; those with a slash in their name as one mapping.
  private static func members(_ facts: [PublishedFact], _ text: (PublishedFact) -> String) -> [String] {
    var members: [String] = []
    var groups: [(name: String, members: [String])] = []
    for fact in facts {
      let parts = fact.name.split(separator: "/", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        members.append("\(fact.name): \(text(fact))")
        continue
      }
      if let place = groups.firstIndex(where: { $0.name == parts[0] }) {
        groups[place].members.append("\(parts[1]): \(text(fact))")
      } else {
        groups.append((parts[0], ["\(parts[1]): \(text(fact))"]))
      }
    }
    return members + groups.map { "\($0.name): {\($0.members.joined(separator: ", "))}" }
  }

  /// A value, with its provenance where it is not that of what is around it.
  private func text(_ fact: PublishedFact, under outer: Provenance) -> String {
    var own = provenance
    own.confidence = fact.confidence
    let keys = keys(of: own, besides: outer)
    return keys.isEmpty ? fact.value.description : "{value: \(fact.value), \(keys.joined(separator: ", "))}"
  }

  private func keys(of own: Provenance, besides outer: Provenance) -> [String] {
    var keys: [String] = []
    if own.source != outer.source, let source = own.source { keys.append("source: \"\(source.escapedForJSON)\"") }
    if own.checked != outer.checked, let checked = own.checked { keys.append("checked: \(checked)") }
    if own.confidence != outer.confidence { keys.append("confidence: \(own.confidence.rawValue)") }
    return keys
  }

  private static func key(_ name: String) -> String {
    CoreSchema.isPlain(name) ? name : "\"\(name.escapedForJSON)\""
  }

  // MARK: Edits

  /// Sets a fact in a row that there is.
  private mutating func set(_ fact: PublishedFact, in row: Node.Member, under outer: Provenance) {
    let text = text(fact, under: outer)
    guard row.value.kind == .object else {
      let members = Self.members([fact]) { _ in text }
      let end = max(row.value.range.upper, row.key.range.upper + 1)
      edits.append(TextEdit(ByteRange(row.key.range.upper, end), ": {\(members.joined())}"))
      return
    }
    var object = row.value
    var parts = fact.name.split(separator: "/").map(String.init)
    while parts.count > 1, let inner = object[parts[0]], inner.kind == .object {
      object = inner
      parts.removeFirst()
    }
    guard let name = parts.first else { return }
    if parts.count == 1, let value = object[name] {
      edits.append(TextEdit(value.range, text))
    } else {
      insert(name, parts.count == 1 ? text : "{\(parts.dropFirst().joined(separator: "/")): \(text)}", into: object)
    }
  }

  private mutating func insert(_ name: String, _ text: String, into object: Node) {
    guard object.isFlow else {
      for edit in object.adding(name, text) ?? [] { insertions[edit.range.lower, default: ""] += edit.text }
      return
    }
    let members = Array(object.members)
    let last = members.last { !["source", "checked", "confidence"].contains($0.name) }
    let offset = last?.value.range.upper ?? object.range.lower + 1
    let before = last == nil ? "" : ", "
    let after = last == nil && !members.isEmpty ? ", " : ""
    insertions[offset, default: ""] += before + "\(name): \(text)" + after
  }

  /// Puts new rows where they belong: sorted in a catalogue, behind the others in a configuration.
  private mutating func place(_ added: [(name: String, text: String)], below block: Node.Member?) {
    guard !added.isEmpty else { return }
    let written = rows.values.map(\.member).sorted { $0.key.range.lower < $1.key.range.lower }
    let column = written.first.map { lines.position(of: $0.key.range.lower, in: .utf8).column } ?? 2
    let indent = String(repeating: " ", count: column)
    guard let block else {
      return insert("models:\n" + added.map { "  \($0.text)\n" }.joined(), atLineStart: document.source.count)
    }
    guard let last = written.last else {
      if block.value.kind == .object { edits.append(.removal(block.value.range)) }
      let end = nextLine(after: block.key.range.upper)
      return insert(added.map { "\(indent)\($0.text)\n" }.joined(), atLineStart: end)
    }
    var rest = written[...]
    for row in added {
      if case .catalogue = target {
        while let next = rest.first, next.name < row.name { rest = rest.dropFirst() }
      } else {
        rest = []
      }
      let offset =
        rest.first.map { lines.content(ofLine: lines.line(of: $0.key.range.lower)).lower }
        ?? nextLine(after: last.lastScalarEnd)
      insert("\(indent)\(row.text)\n", atLineStart: offset)
    }
  }

  private mutating func insert(_ text: String, atLineStart offset: Int) {
    let isOnOwnLine = offset == 0 || document.source.byte(at: offset - 1) == UInt8(ascii: "\n")
    let lead = isOnOwnLine || insertions[offset] != nil ? "" : "\n"
    insertions[offset, default: ""] += lead + text
  }

  private func nextLine(after offset: Int) -> Int {
    let line = lines.line(of: offset)
    return line + 1 < lines.lineCount ? lines.content(ofLine: line + 1).lower : document.source.count
  }
}

extension Node.Member {
  /// Where the last text of the member ends: a block goes on over blank lines and comments behind it.
  fileprivate var lastScalarEnd: Int {
    value.subtree.reduce(key.range.upper) { end, node in
      node.kind == .object && !node.isFlow || node.kind == .array && !node.isFlow ? end : max(end, node.range.upper)
    }
  }
}

/// What is known of a model under one name of a fact.
struct KnownFact {
  let value: FactValue
  let provenance: Provenance
  let place: FactPlace

  fileprivate init(_ value: FactValue, _ fact: Fact<some Sendable & Hashable>) {
    self.value = value
    provenance = fact.provenance
    place = fact.place
  }
}

extension ModelProfile {
  /// A fact by its name in a catalogue, as far as lists have it.
  func known(_ name: String) -> KnownFact? {
    switch FactKind(of: name) {
    case .count: limit(name).map { KnownFact(.number(Double($0.value)), $0) }
    case .day: (name == "retires" ? retires : deprecated).map { KnownFact(.string($0.value.description), $0) }
    case .flag: capabilities[String(name.dropFirst("capabilities/".count))].map { KnownFact(.boolean($0.value), $0) }
    case nil: nil
    }
  }
}

extension FactValue {
  /// Whether fewer requests break on this value than on another.
  fileprivate func isMilder(than other: FactValue) -> Bool {
    switch (self, other) {
    case (.number(let own), .number(let other)): own > other
    case (.boolean(let own), .boolean): own
    case (.string(let own), .string(let other)): own > other
    default: false
    }
  }
}

extension Confidence {
  /// Higher is surer.
  fileprivate var rank: Int { Confidence.allCases.reversed().firstIndex(of: self) ?? 0 }
}
