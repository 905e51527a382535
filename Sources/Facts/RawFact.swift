package import DocumentTree
import PackedTree
package import SourceText

/// Where facts come from: what is written once for many of them.
final class FactOrigin: Sendable {
  let file: String
  let provenance: Provenance

  init(file: String, _ provenance: Provenance) {
    self.file = file
    self.provenance = provenance
  }
}

/// One value of a file of `rules/`, before it is known what it means: with its place and its provenance.
///
/// `source`, `checked` and `confidence` of a mapping hold for all in it; `{value: x, source: …}` is `x`.
package struct RawFact: Sendable {
  package enum Content: Sendable {
    case scalar(Scalar)
    case list([RawFact])
    case map([Entry])
  }

  package enum Scalar: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
  }

  package struct Entry: Sendable {
    package let key: String
    fileprivate let keyRange: ByteRange
    package fileprivate(set) var value: RawFact

    package var keyPlace: FactPlace { FactPlace(file: value.origin.file, range: keyRange) }
  }

  package let content: Content
  private let range: ByteRange
  private let origin: FactOrigin

  package var place: FactPlace { FactPlace(file: origin.file, range: range) }
  package var provenance: Provenance { origin.provenance }

  /// Reads a value of a file, and all below it.
  package init(_ node: Node, in file: String, _ problems: inout [FactProblem]) {
    let origin = FactOrigin(file: file, Provenance())
    self.init(UnreadFact(value: PackedValue(node), origin: origin), &problems)
  }

  /// Reads a value, and all below it.
  init(_ fact: UnreadFact, _ problems: inout [FactProblem]) {
    let value = fact.value
    switch value.kind {
    case .object:
      let mapping = FactMapping(fact, &problems)
      if let wrapped = mapping.wrapped {
        self.init(wrapped, &problems)
      } else {
        self.init(mapping, &problems)
      }
    case .array: self.init(.list(fact.items.map { RawFact($0, &problems) }), value.range, fact.origin)
    case .true, .false: self.init(.boolean(value.kind == .true), fact)
    case .number: self.init(.number(value.number ?? .nan), fact)
    case .string: self.init(.string(value.string ?? ""), fact)
    case .alias:
      // What is said elsewhere is shared by `extends`: then each value has one place, and no file means more than it says.
      problems.append(FactProblem(fact.place, "an alias stands here, and what it stands for is to be written out"))
      self.init(.null, fact)
    case .null: self.init(.null, fact)
    }
  }

  /// Reads the values of a mapping, and all below them.
  init(_ mapping: FactMapping, _ problems: inout [FactProblem]) {
    let entries = mapping.members.map { member in
      let value = UnreadFact(value: member.value, origin: mapping.origin)
      return Entry(key: member.name, keyRange: member.nameRange, value: RawFact(value, &problems))
    }
    self.init(.map(entries), mapping.range, mapping.origin)
  }

  private init(_ scalar: Scalar, _ fact: UnreadFact) {
    self.init(.scalar(scalar), fact.value.range, fact.origin)
  }

  private init(_ content: Content, _ range: ByteRange, _ origin: FactOrigin) {
    self.content = content
    self.range = range
    self.origin = origin
  }

  /// A value that stands in no file.
  init(_ content: Content) {
    self.init(content, ByteRange(0, 0), FactOrigin(file: "", Provenance()))
  }

  /// A mapping that stands in no file.
  static func mapping(_ members: [(key: String, value: RawFact)]) -> RawFact {
    RawFact(.map(members.map { Entry(key: $0.key, keyRange: ByteRange(0, 0), value: $0.value) }))
  }

  /// A mapping without members.
  static let nothing = RawFact(.map([]))

  var isNull: Bool {
    if case .scalar(.null) = content { true } else { false }
  }

  package var entries: [Entry] {
    if case .map(let entries) = content { entries } else { [] }
  }

  package subscript(key: String) -> RawFact? {
    entries.last { $0.key == key }?.value
  }

  /// This value with `other` laid over it: mappings merge key by key, `null` deletes a key, all else replaces (RFC 7396).
  func merging(_ other: RawFact) -> RawFact {
    guard case .map(let entries) = other.content else { return other }
    var merged: [Entry] = if case .map(let own) = content { own } else { [] }
    for entry in entries {
      let place = merged.firstIndex { $0.key == entry.key }
      if entry.value.isNull {
        merged.removeAll { $0.key == entry.key }
      } else {
        let value = (place.map { merged[$0].value } ?? .nothing).merging(entry.value)
        let new = Entry(key: entry.key, keyRange: entry.keyRange, value: value)
        if let place { merged[place] = new } else { merged.append(new) }
      }
    }
    return RawFact(.map(merged), other.range, other.origin)
  }

  /// The same facts, none of them surer than `limit`.
  func capped(to limit: Confidence) -> RawFact {
    guard limit != .high else { return self }
    let content: Content =
      switch content {
      case .scalar: content
      case .list(let items): .list(items.map { $0.capped(to: limit) })
      case .map(let entries):
        .map(entries.map { Entry(key: $0.key, keyRange: $0.keyRange, value: $0.value.capped(to: limit)) })
      }
    var provenance = provenance
    provenance.confidence = provenance.confidence.atMost(limit)
    return RawFact(content, range, FactOrigin(file: origin.file, provenance))
  }

  /// The mapping without some keys.
  func removing(_ keys: Set<String>) -> RawFact {
    guard case .map(let entries) = content else { return self }
    return RawFact(.map(entries.filter { !keys.contains($0.key) }), range, origin)
  }
}

/// A place in a file of `rules/`, or in the user's configuration.
package struct FactPlace: Sendable, Hashable {
  /// The path under `rules/`, or that of the configuration.
  package let file: String
  package let range: ByteRange

  package init(file: String, range: ByteRange) {
    self.file = file
    self.range = range
  }
}

/// Something that the decoder does not understand.
package struct FactProblem: Sendable, Hashable {
  package let place: FactPlace
  package let message: String
  /// Of an unknown key: the keys that may stand there, sorted.
  package var knownKeys: [String]

  package init(_ place: FactPlace, _ message: String, knownKeys: [String] = []) {
    self.place = place
    self.message = message
    self.knownKeys = knownKeys
  }
}
