package import DocumentTree
package import Facts
package import SourceText

/// A model of a list that somebody else publishes.
package struct PublishedModel: Sendable {
  /// The provider's id here.
  package let provider: String
  package let name: String
  /// In the order of the mapping.
  package let facts: [PublishedFact]
}

/// A fact that such a list has about a model.
package struct PublishedFact: Sendable, Hashable {
  /// As in a catalogue: `max_output`, `capabilities/vision`.
  package let name: String
  package let value: FactValue
  package let confidence: Confidence
}

/// Why a text is not the list that it was taken for.
package struct ListFailure: Error {
  /// Where that shows.
  package let range: ByteRange
  /// Half a sentence.
  package let reason: String

  package init(range: ByteRange, reason: String) {
    self.range = range
    self.reason = reason
  }
}

/// The models of a list that somebody else publishes, as a mapping of `rules/imports/` reads them.
package struct PublishedModels: Sendable {
  package let mapping: CatalogueMapping
  /// Each once, in the order of the list.
  package private(set) var models: [PublishedModel] = []
  /// How many rows were passed over because their provider is not known here, by its name in the list.
  package private(set) var strangers: [String: Int] = [:]
  /// Whether the list goes on where this text ends.
  package private(set) var isContinued = false

  /// More is no name, in bytes.
  private static let nameLimit = 200

  /// The mapping whose sign a text has, where it is certain: of several the one that asks for most.
  package static func mapping(of document: Document, _ facts: Facts) -> CatalogueMapping? {
    guard let root = document.roots.first else { return nil }
    let fitting = facts.mappingIDs.compactMap { facts.mapping($0) }.filter { isSigned(root, $0) }
    let most = fitting.map(\.sign.count).max()
    let best = fitting.filter { $0.sign.count == most }
    return best.count == 1 ? best.first : nil
  }

  private static func isSigned(_ root: Node, _ mapping: CatalogueMapping) -> Bool {
    missingSign(root, mapping) == nil
  }

  /// What a list of this kind has, and the text has not.
  private static func missingSign(_ root: Node, _ mapping: CatalogueMapping) -> DataPath? {
    let starts = [root] + mapping.rows.compactMap { $0.first(in: root)?.node }
    return mapping.sign.first { sign in starts.allSatisfy { sign.first(in: $0) == nil } }
  }

  /// - Parameters:
  ///   - provider: whose models these are, where anybody may answer so; else only this one's are taken.
  ///   - model: the name, where the list is about one model and does not say it.
  package init(
    _ document: Document, _ mapping: CatalogueMapping, _ facts: Facts, provider: String?, model: String?
  ) throws(ListFailure) {
    self.mapping = mapping
    guard let root = document.roots.first, root.kind == .object || root.kind == .array else {
      throw ListFailure(range: document.roots.first?.range ?? ByteRange(0, 0), reason: "this is not \(mapping.name)")
    }
    if let missing = Self.missingSign(root, mapping) {
      let other = Self.mapping(of: document, facts).map { ", and is more like `--from \($0.id)`" } ?? ""
      throw ListFailure(
        range: ByteRange(root.range.lower, root.range.lower),
        reason: "this is not \(mapping.name): it has nothing at `\(missing)`\(other)")
    }
    isContinued = mapping.continuation?.first(in: root)?.node.boolean ?? false
    let rows = mapping.rows.lazy.map { $0.all(in: root).filter { $0.node.kind == .object } }.first { !$0.isEmpty } ?? []
    var drafts: [Draft] = []
    for row in rows {
      if let draft = draft(row, facts, provider: provider, model: model) { drafts.append(draft) }
    }
    if drafts.isEmpty, strangers.isEmpty {
      let reason =
        rows.count == 1 && model == nil
        ? "the name of the model does not stand here; give it with --model" : "there is no model in this list"
      throw ListFailure(range: ByteRange(root.range.lower, root.range.lower), reason: reason)
    }
    settle(drafts)
  }

  /// Leaves out the models of other providers.
  package mutating func keepOnly(provider: String) {
    models.removeAll { $0.provider != provider }
  }

  /// A row, before it is known whether others have the same name.
  private struct Draft {
    let model: PublishedModel
    /// As the list writes it.
    let written: String
  }

  private mutating func draft(
    _ row: (keys: [String], node: Node), _ facts: Facts, provider wanted: String?, model: String?
  ) -> Draft? {
    let places = mapping.modelPlaces.lazy.compactMap { $0.first(in: row.node)?.node.string }
    let own = mapping.modelPlaces.isEmpty ? row.keys.last : places.first { !$0.isEmpty }
    guard let written = own ?? model, !isSkipped(written) else { return nil }
    let listed = mapping.providerPlace.map { $0.first(in: row.node)?.node.string ?? "" } ?? row.keys.first ?? ""
    let alias = mapping.providers[listed]
    let named = mapping.isAnybodys ? wanted ?? alias?.id : mapping.provider ?? alias?.id
    guard let provider = named.flatMap({ facts.provider($0) }) else {
      strangers[listed, default: 0] += 1
      return nil
    }
    guard wanted == nil || wanted == provider.id else { return nil }
    let name = name(written, listed, alias, provider)
    guard !name.isEmpty, name.utf8.count <= Self.nameLimit, name.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
      !isSkipped(name), provider.tunedPrefix.map({ !name.hasPrefix($0) }) ?? true
    else { return nil }
    var found: [PublishedFact] = []
    for reading in mapping.facts where !found.contains(where: { $0.name == reading.fact }) {
      guard let value = reading.value(in: row.node) else { continue }
      found.append(PublishedFact(name: reading.fact, value: value, confidence: reading.confidence))
    }
    return Draft(model: PublishedModel(provider: provider.id, name: name, facts: found), written: written)
  }

  private func isSkipped(_ name: String) -> Bool {
    name.utf8.count > Self.nameLimit || mapping.skippedNames.contains { $0.matches(name) }
  }

  private func name(_ written: String, _ listed: String, _ alias: CatalogueMapping.Alias?, _ provider: Provider)
    -> String
  {
    var name = Substring(written)
    for prefix in mapping.prefixes.map({ $0.replacing("{provider}", with: listed) }) where name.hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    if alias?.takesLastPart ?? false, let slash = name.lastIndex(of: "/") { name = name[name.index(after: slash)...] }
    for suffix in mapping.suffixes where name.hasSuffix(suffix) { name = name.dropLast(suffix.count) }
    return provider.withoutPrefix(String(name))
  }

  /// One model a name: of several rows the one with the shortest spelling counts, and the others add what it has not.
  private mutating func settle(_ drafts: [Draft]) {
    var order: [String] = []
    var rows: [String: [Draft]] = [:]
    for draft in drafts {
      let key = draft.model.provider + "/" + draft.model.name
      if rows[key] == nil { order.append(key) }
      rows[key, default: []].append(draft)
    }
    models = order.compactMap { key in
      let sorted = (rows[key] ?? []).sorted { $0.written.utf8.count < $1.written.utf8.count }
      guard let first = sorted.first?.model else { return nil }
      var facts: [PublishedFact] = []
      for fact in sorted.flatMap(\.model.facts) where !facts.contains(where: { $0.name == fact.name }) {
        facts.append(fact)
      }
      return PublishedModel(provider: first.provider, name: first.name, facts: facts)
    }
  }
}

extension CatalogueMapping.Reading {
  /// What a row says; nil where it says nothing, or nothing that is understood.
  fileprivate func value(in row: Node) -> FactValue? {
    guard let node = place.first(in: row)?.node else { return nil }
    switch FactKind(of: fact) {
    case .count:
      guard let number = node.number, let count = Int(exactly: number), count > 0 else { return nil }
      return .number(Double(count))
    case .day: return node.scalarText.flatMap { Day($0) }.map { .string($0.description) }
    case .flag:
      guard let flag = flag(node), only == nil || only == flag else { return nil }
      return .boolean(flag)
    case nil: return nil
    }
  }

  private func flag(_ node: Node) -> Bool? {
    guard let among else { return node.boolean }
    let texts = node.kind == .array ? node.items.compactMap(\.string) : node.string.map { [$0] }
    return texts.map { $0.contains { among.contains(.string($0)) } }
  }
}

/// What sort of value a fact about a model has, as far as lists have such facts.
enum FactKind {
  case count, flag, day

  /// - Parameter name: as in a catalogue.
  init?(of name: String) {
    switch name {
    case "context_window", "max_input", "max_output", "dimensions": self = .count
    case "retires", "deprecated": self = .day
    default:
      guard name.hasPrefix("capabilities/") else { return nil }
      self = .flag
    }
  }
}

extension DataPath {
  /// All that the path leads to, each with the keys that stood for a `*`.
  func all(in root: Node) -> [(keys: [String], node: Node)] {
    steps.reduce([([], root)]) { reached, step in
      reached.flatMap { keys, node -> [([String], Node)] in
        if step.isLiteral { return node[step.description].map { [(keys, $0)] } ?? [] }
        if node.kind == .array {
          return step.description == "*" ? node.items.map { (keys + [String($0.ordinal)], $0) } : []
        }
        return node.members.compactMap { member in
          guard step.description == "*" || step.matches(member.name) else { return nil }
          return member.value.meant.map { (keys + [member.name], $0) }
        }
      }
    }
  }

  /// The first of them.
  func first(in root: Node) -> (keys: [String], node: Node)? {
    guard steps.allSatisfy(\.isLiteral) else { return all(in: root).first }
    var node: Node? = root
    for step in steps { node = node?[step.description] }
    return node.map { ([], $0) }
  }
}

extension CatalogueMapping {
  /// The start of a catalogue that has no row yet, as of the day on which the list was read.
  package func catalogueStart(_ today: Day) -> String {
    var text = "# yaml-language-server: $schema=../../vocabulary.schema.json\n"
    if let source = provenance.source { text += "source: \(source)\n" }
    text += "checked: \(today)\n"
    if provenance.confidence != .high { text += "confidence: \(provenance.confidence.rawValue)\n" }
    return text + "models:\n"
  }
}
