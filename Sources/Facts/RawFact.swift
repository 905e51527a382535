package import DocumentTree
package import SourceText

/// One value of a file of `rules/`, before it is known what it means: with its place and its provenance.
///
/// `source`, `checked` and `confidence` of a mapping hold for all in it; `{value: x, source: …}` is `x`.
package struct RawFact: Sendable {
  package indirect enum Content: Sendable {
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
    package let keyPlace: FactPlace
    package fileprivate(set) var value: RawFact
  }

  package let content: Content
  package let place: FactPlace
  package let provenance: Provenance

  /// Reads a node of a file.
  package init(_ node: Node, in file: String, under inherited: Provenance, _ problems: inout [FactProblem]) {
    let place = FactPlace(file: file, range: node.range)
    switch node.kind {
    case .object:
      let own = Provenance(of: node, in: file, under: inherited, &problems)
      let written = Array(node.members)
      let members = written.filter { !Provenance.isKey($0) }
      let isWrapped = members.count == 1 && members[0].name == "value" && members.count < written.count
      if isWrapped {
        self = RawFact(members[0].value, in: file, under: own, &problems)
        return
      }
      var entries: [Entry] = []
      for member in members {
        let keyPlace = FactPlace(file: file, range: member.key.range)
        entries.append(
          Entry(key: member.name, keyPlace: keyPlace, value: RawFact(member.value, in: file, under: own, &problems)))
      }
      self.init(.map(entries), place, own)
    case .array:
      self.init(.list(node.items.map { RawFact($0, in: file, under: inherited, &problems) }), place, inherited)
    case .true, .false: self.init(.scalar(.boolean(node.kind == .true)), place, inherited)
    case .number: self.init(.scalar(.number(node.number ?? .nan)), place, inherited)
    case .string: self.init(.scalar(.string(node.string ?? "")), place, inherited)
    case .alias:
      // What is said elsewhere is shared by `extends`: then each value has one place, and no file means more than it says.
      problems.append(FactProblem(place, "an alias stands here, and what it stands for is to be written out"))
      self.init(.scalar(.null), place, inherited)
    case .null, .missing: self.init(.scalar(.null), place, inherited)
    }
  }

  init(_ content: Content, _ place: FactPlace, _ provenance: Provenance) {
    self.content = content
    self.place = place
    self.provenance = provenance
  }

  /// A mapping without members.
  static let nothing = RawFact(.map([]), FactPlace(file: "", range: ByteRange(0, 0)), Provenance())

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
      } else if let place {
        merged[place].value = merged[place].value.merging(entry.value)
      } else {
        merged.append(Entry(key: entry.key, keyPlace: entry.keyPlace, value: RawFact.nothing.merging(entry.value)))
      }
    }
    return RawFact(.map(merged), other.place, other.provenance)
  }

  /// The same facts, none of them surer than `limit`.
  func capped(to limit: Confidence) -> RawFact {
    guard limit != .high else { return self }
    var provenance = provenance
    provenance.confidence = provenance.confidence.atMost(limit)
    let content: Content =
      switch content {
      case .scalar: content
      case .list(let items): .list(items.map { $0.capped(to: limit) })
      case .map(let entries):
        .map(entries.map { Entry(key: $0.key, keyPlace: $0.keyPlace, value: $0.value.capped(to: limit)) })
      }
    return RawFact(content, place, provenance)
  }

  /// The same facts, read from a part of the file that starts so many bytes after the file's start.
  func shifted(by bytes: Int) -> RawFact {
    guard bytes > 0 else { return self }
    let content: Content =
      switch content {
      case .scalar: content
      case .list(let items): .list(items.map { $0.shifted(by: bytes) })
      case .map(let entries):
        .map(
          entries.map {
            Entry(key: $0.key, keyPlace: $0.keyPlace.shifted(by: bytes), value: $0.value.shifted(by: bytes))
          })
      }
    return RawFact(content, place.shifted(by: bytes), provenance)
  }

  /// The mapping without some keys.
  func removing(_ keys: Set<String>) -> RawFact {
    guard case .map(let entries) = content else { return self }
    return RawFact(.map(entries.filter { !keys.contains($0.key) }), place, provenance)
  }
}

extension Provenance {
  private static let keys: Set<String> = ["source", "checked", "confidence"]

  /// Whether a member says where the facts around it come from. A payload may have such a key too: a mapping or null
  /// beside one of these names is about that.
  fileprivate static func isKey(_ member: Node.Member) -> Bool {
    keys.contains(member.name) && member.value.kind != .object && member.value.kind != .null
  }

  fileprivate init(of node: Node, in file: String, under inherited: Provenance, _ problems: inout [FactProblem]) {
    self = inherited
    let members = node.members.filter { Self.isKey($0) }
    func value(_ name: String) -> Node? { members.last { $0.name == name }?.value }
    if let source = value("source") {
      self.source = source.string
      if source.kind != .string {
        problems.append(FactProblem(FactPlace(file: file, range: source.range), "`source` is no text"))
      }
    }
    if let checked = value("checked") {
      self.checked = checked.scalarText.flatMap { Day($0) }
      if self.checked == nil {
        problems.append(
          FactProblem(FactPlace(file: file, range: checked.range), "`checked` is no day such as 2026-11-21"))
      }
    }
    if let confidence = value("confidence") {
      let value = confidence.string.flatMap { Confidence(rawValue: $0) }
      if value == nil {
        problems.append(
          FactProblem(FactPlace(file: file, range: confidence.range), "`confidence` is not high, medium or low"))
      }
      self.confidence = value ?? inherited.confidence
    }
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

  func shifted(by bytes: Int) -> FactPlace {
    FactPlace(file: file, range: range.shifted(by: bytes))
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

  func shifted(by bytes: Int) -> FactProblem {
    FactProblem(place.shifted(by: bytes), message, knownKeys: knownKeys)
  }
}
