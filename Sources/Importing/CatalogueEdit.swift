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

  /// A fact of a new model.
  package struct NewFact: Sendable, Hashable {
    package let name: String
    package let value: FactValue
  }

  package enum Change: Sendable, Hashable {
    case addedModel(String, facts: [NewFact])
    /// - Parameter old: nil: nothing was known.
    case changedFact(String, fact: String, old: FactValue?, new: FactValue)
    /// The list says otherwise, and what is known counts.
    case keptFact(String, fact: String, known: FactValue, listed: FactValue, why: String)
    /// A window and a limit that do not go together.
    case leftOut(String, fact: String, listed: FactValue, window: Double)
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
  private let target: Target
  private let facts: Facts
  private let provenance: Provenance
  private let ground: SettledFacts.Ground
  private let lines: LineIndex
  private var rows: [String: Row] = [:]
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
    self.target = target
    self.facts = facts
    lines = LineIndex(document.source)
    var provenance = list.mapping.provenance
    provenance.checked = today
    self.provenance = provenance
    ground = SettledFacts.Ground(
      path: path, target: target, provenance: provenance,
      namesWriters: list.mapping.facts.contains { $0.fact == SettledFacts.writing },
      sources: Set(facts.mappingIDs.map { facts.mapping($0)?.provenance.source }))
    var problems: [FactProblem] = []
    let root = document.roots.first.flatMap { $0.kind == .object ? $0 : nil }
    let file = root.map { RawFact($0, in: path, &problems) }
    headProvenance = file?.provenance ?? Provenance()
    let block = root.flatMap { Array($0.members).last { $0.name == "models" } }
    if let models = block?.value, models.kind == .object, models.members.contains(where: { _ in true }) {
      guard !models.isFlow else {
        throw ListFailure(range: models.range, reason: "`models` stands in braces; write one model a line below it")
      }
      var read: [String: RawFact] = [:]
      for entry in file?["models"]?.entries ?? [] { read[entry.key] = entry.value }
      for member in models.members { rows[member.name] = Row(member: member, fact: read[member.name]) }
    } else if let value = block?.value, value.kind != .null, value.kind != .missing, value.kind != .object {
      throw ListFailure(range: value.range, reason: "`models` is no mapping")
    }
    var added: [(name: String, text: String)] = []
    for model in list.models.sorted(by: { ($0.name, $0.provider) < ($1.name, $1.provider) }) {
      if added.last?.name == model.name {
        changes.append(.taken(model.name))
      } else if let text = add(model) {
        added.append((model.name, text))
      }
    }
    if case .catalogue = target { noteGone(list) }
    place(added, below: block)
    edits += insertions.map { .insertion($1, at: $0) }
    edits = edits.inOrder
  }

  /// A row that there is.
  private struct Row {
    let member: Node.Member
    /// nil where the row is not understood.
    let fact: RawFact?

    /// Where its facts come from, or those of one mapping in it.
    func provenance(of group: String? = nil) -> Provenance? {
      (group.flatMap { fact?[$0] } ?? fact)?.provenance
    }
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
    let settled = SettledFacts(model, beside: profile, ground)
    let own = settled.entries
    changes += settled.notes
    guard let row else {
      // A user need not repeat what is known anyhow.
      if case .configuration = target, profile.isKnown, own.isEmpty { return nil }
      changes.append(.addedModel(model.name, facts: own.map { .init(name: $0.name, value: $0.value) }))
      return rowText(of: model.name, own, provider)
    }
    for fact in own {
      let old = profile.known(fact.name)?.value
      guard old != fact.value else { continue }
      changes.append(.changedFact(model.name, fact: fact.name, old: old, new: fact.value))
    }
    set(own, in: row)
    return nil
  }

  private mutating func noteGone(_ list: PublishedModels) {
    guard case .catalogue(let provider) = target else { return }
    let listed = Set(list.models.lazy.filter { $0.provider == provider }.map(\.name))
    for (name, row) in rows.sorted(by: { $0.key < $1.key }) where row.provenance()?.source == provenance.source {
      if !listed.contains(name) { changes.append(.gone(name)) }
    }
  }

  // MARK: Text

  private func rowText(of name: String, _ facts: [SettledFacts.Entry], _ provider: Provider) -> String {
    // What most facts have in common stands once, at the end of the row.
    var row = facts.isEmpty ? headProvenance : provenance
    let isUniform = Set(facts.map(\.provenance.confidence)).count == 1
    row.confidence = (isUniform ? facts.first?.provenance.confidence : nil) ?? row.confidence
    var members: [Member] = []
    if case .configuration = target { members.append(Member(name: "provider", text: provider.id)) }
    members += self.members(facts, under: row) + keys(of: row, besides: headProvenance)
    return "\(name.yamlScalar): {\(members.flow)}"
  }

  /// The facts as members; those with a slash in their name as one mapping.
  private func members(_ facts: [SettledFacts.Entry], under outer: Provenance) -> [Member] {
    var members: [Member] = []
    var groups: [(name: String, facts: [SettledFacts.Entry])] = []
    for var fact in facts {
      let parts = fact.name.split(separator: "/", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        members.append(Member(name: fact.name, text: text(fact, under: outer)))
        continue
      }
      fact.name = parts[1]
      if let place = groups.firstIndex(where: { $0.name == parts[0] }) {
        groups[place].facts.append(fact)
      } else {
        groups.append((parts[0], [fact]))
      }
    }
    return members
      + groups.map { group in
        // What the facts of a mapping have in common stands in it once.
        let common = Set(group.facts.map(\.provenance)).count == 1 ? group.facts.first?.provenance : nil
        let inner = group.facts.map { Member(name: $0.name, text: text($0, under: common ?? outer)) }
        return Member(name: group.name, text: "{\((inner + keys(of: common ?? outer, besides: outer)).flow)}")
      }
  }

  /// A value, with its provenance where it is not that of what is around it.
  private func text(_ fact: SettledFacts.Entry, under outer: Provenance) -> String {
    let keys = keys(of: fact.provenance, besides: outer)
    return keys.isEmpty ? fact.value.description : "{value: \(fact.value), \(keys.flow)}"
  }

  private func keys(of own: Provenance, besides outer: Provenance) -> [Member] {
    var keys: [Member] = []
    if own.source != outer.source, let source = own.source {
      keys.append(Member(name: "source", text: "\"\(source.escapedForJSON)\""))
    }
    if own.checked != outer.checked, let checked = own.checked {
      keys.append(Member(name: "checked", text: checked.description))
    }
    if own.confidence != outer.confidence {
      keys.append(Member(name: "confidence", text: own.confidence.rawValue))
    }
    return keys
  }

  // MARK: Edits

  /// Sets facts in a row that there is.
  private mutating func set(_ facts: [SettledFacts.Entry], in row: Row) {
    let (key, value) = (row.member.key, row.member.value)
    let outer = row.provenance() ?? headProvenance
    guard value.kind == .object else {
      let end = max(value.range.upper, key.range.upper + 1)
      edits.append(TextEdit(ByteRange(key.range.upper, end), ": {\(members(facts, under: outer).flow)}"))
      return
    }
    var missing: [(object: Node, outer: Provenance, facts: [SettledFacts.Entry])] = []
    for var fact in facts {
      var (object, outer) = (value, outer)
      let parts = fact.name.split(separator: "/", maxSplits: 1).map(String.init)
      if parts.count == 2, let group = value[parts[0]], group.kind == .object {
        (object, outer, fact.name) = (group, row.provenance(of: parts[0]) ?? outer, parts[1])
      }
      if let old = object[fact.name] {
        edits.append(TextEdit(old.range, text(fact, under: outer)))
      } else if let place = missing.firstIndex(where: { $0.object == object }) {
        missing[place].facts.append(fact)
      } else {
        missing.append((object, outer, [fact]))
      }
    }
    for (object, outer, facts) in missing { insert(members(facts, under: outer), into: object) }
  }

  /// Puts members behind those of an object, and before those that say where its facts come from.
  private mutating func insert(_ members: [Member], into object: Node) {
    guard object.isFlow else {
      for edit in members.flatMap({ object.adding($0.name, $0.text) ?? [] }) {
        insertions[edit.range.lower, default: ""] += edit.text
      }
      return
    }
    let written = Array(object.members)
    let last = written.last { !["source", "checked", "confidence"].contains($0.name) }
    let offset = last?.value.range.upper ?? object.range.lower + 1
    let text = members.flow
    insertions[offset, default: ""] += last != nil ? ", " + text : written.isEmpty ? text : text + ", "
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

/// A member of a mapping that is to be written.
private struct Member {
  let name: String
  let text: String
}

extension [Member] {
  /// The members as they stand between braces.
  fileprivate var flow: String { map { "\($0.name): \($0.text)" }.joined(separator: ", ") }
}

extension Node.Member {
  /// Where the last text of the member ends: a block goes on over blank lines and comments behind it.
  fileprivate var lastScalarEnd: Int {
    value.subtree.reduce(key.range.upper) { end, node in
      node.kind == .object && !node.isFlow || node.kind == .array && !node.isFlow ? end : max(end, node.range.upper)
    }
  }
}
