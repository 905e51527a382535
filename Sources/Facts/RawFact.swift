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

/// One value of a file of `rules/`, before it is known what it means: with its place and its provenance. What is in it is
/// read when somebody asks for it.
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

  private enum Form: Sendable {
    /// It stands so in a file.
    case packed(PackedValue)
    /// It was put together. There are few of them, and all others are copied sooner where these lie elsewhere.
    indirect case made(Content, ByteRange)
  }

  private let form: Form
  private let origin: FactOrigin

  package var place: FactPlace { FactPlace(file: origin.file, range: range) }
  package var provenance: Provenance { origin.provenance }

  private var range: ByteRange {
    switch form {
    case .packed(let value): value.range
    case .made(_, let range): range
    }
  }

  /// A value of a file that was just read.
  ///
  /// - Parameter problems: takes what anything in it has wrong, whatever it is about.
  package init(_ node: Node, in file: String, _ problems: inout [FactProblem]) {
    let value = PackedValue(node)
    problems += value.mistakes(in: file)
    self.init(value, FactOrigin(file: file, Provenance()))
  }

  init(_ value: PackedValue, _ origin: FactOrigin) {
    let about = value.membersAboutOthers
    guard !about.isEmpty else {
      self.init(.packed(value), origin)
      return
    }
    var provenance = origin.provenance
    for member in about { _ = provenance.read(member) }
    let origin = FactOrigin(file: origin.file, provenance)
    let others = value.members.filter { !$0.isAboutOthers }
    if others.count == 1, others[0].isNamed("value") {
      self.init(others[0].value, origin)
    } else {
      self.init(.packed(value), origin)
    }
  }

  private init(_ form: Form, _ origin: FactOrigin) {
    self.form = form
    self.origin = origin
  }

  /// A value that stands in no file.
  init(_ content: Content) {
    self.init(.made(content, ByteRange(0, 0)), FactOrigin(file: "", Provenance()))
  }

  /// A mapping that stands in no file.
  static func mapping(_ members: [(key: String, value: RawFact)]) -> RawFact {
    RawFact(.map(members.map { Entry(key: $0.key, keyRange: ByteRange(0, 0), $0.value) }))
  }

  /// A mapping without members.
  static let nothing = RawFact(.map([]))

  package var content: Content {
    switch form {
    case .made(let content, _): content
    case .packed(let value):
      switch value.kind {
      case .object: .map(entries)
      case .array: .list(value.items.map { RawFact($0, origin) })
      case .true, .false: .scalar(.boolean(value.kind == .true))
      case .number: .scalar(.number(value.number ?? .nan))
      case .string: .scalar(.string(value.string ?? ""))
      case .null, .alias: .scalar(.null)
      }
    }
  }

  var isNull: Bool {
    switch form {
    case .packed(let value): value.kind == .null || value.kind == .alias
    case .made(.scalar(.null), _): true
    case .made: false
    }
  }

  var isMapping: Bool {
    switch form {
    case .packed(let value): value.kind == .object
    case .made(.map, _): true
    case .made: false
    }
  }

  /// One text, or the texts of a list; what is none is left out.
  var texts: [String] {
    switch content {
    case .scalar(.string(let text)): [text]
    case .list(let items): items.compactMap { if case .scalar(.string(let text)) = $0.content { text } else { nil } }
    case .scalar, .map: []
    }
  }

  // MARK: Mappings

  /// A key and its value.
  package struct Entry: Sendable {
    private enum Form: Sendable {
      case packed(PackedValue.Member, FactOrigin)
      indirect case made(key: String, keyRange: ByteRange, value: RawFact)
    }

    private let form: Form

    fileprivate init(_ member: PackedValue.Member, _ origin: FactOrigin) {
      form = .packed(member, origin)
    }

    fileprivate init(key: String, keyRange: ByteRange, _ value: RawFact) {
      form = .made(key: key, keyRange: keyRange, value: value)
    }

    package var key: String {
      switch form {
      case .packed(let member, _): member.name
      case .made(let key, _, _): key
      }
    }

    package var value: RawFact {
      switch form {
      case .packed(let member, let origin): RawFact(member.value, origin)
      case .made(_, _, let value): value
      }
    }

    package var keyPlace: FactPlace {
      switch form {
      case .packed(let member, let origin): FactPlace(file: origin.file, range: member.nameRange)
      case .made(_, let range, let value): FactPlace(file: value.origin.file, range: range)
      }
    }

    func isNamed(_ name: String) -> Bool {
      switch form {
      case .packed(let member, _): member.isNamed(name)
      case .made(let key, _, _): key == name
      }
    }

    /// Two keys that are the same have the same.
    var keyHash: Int {
      switch form {
      case .packed(let member, _): member.nameHash
      case .made(let key, _, _): PackedValue.Member.nameHash(of: key)
      }
    }
  }

  package var entries: [Entry] {
    switch form {
    case .packed(let value):
      let members = value.members
      var entries: [Entry] = []
      entries.reserveCapacity(members.count)
      for member in members where !member.isAboutOthers { entries.append(Entry(member, origin)) }
      return entries
    case .made(.map(let entries), _): return entries
    case .made: return []
    }
  }

  package subscript(key: String) -> RawFact? {
    switch form {
    case .packed(let value):
      return value.member(named: key).flatMap { $0.isAboutOthers ? nil : RawFact($0.value, origin) }
    case .made(.map(let entries), _): return entries.last { $0.isNamed(key) }?.value
    case .made: return nil
    }
  }

  /// This value with `other` laid over it: mappings merge key by key, `null` deletes a key, all else replaces (RFC 7396).
  func merging(_ other: RawFact) -> RawFact {
    guard other.isMapping else { return other }
    var merged = entries
    for entry in other.entries {
      let (key, value) = (entry.key, entry.value)
      let place = merged.firstIndex { $0.isNamed(key) }
      if value.isNull {
        merged.removeAll { $0.isNamed(key) }
      } else {
        let below = place.map { merged[$0].value } ?? .nothing
        let new = Entry(key: key, keyRange: entry.keyPlace.range, below.merging(value))
        if let place { merged[place] = new } else { merged.append(new) }
      }
    }
    return RawFact(.made(.map(merged), other.range), other.origin)
  }

  /// The same facts, none of them surer than `limit`.
  func capped(to limit: Confidence) -> RawFact {
    guard limit != .high else { return self }
    let content: Content =
      switch content {
      case .scalar(let scalar): .scalar(scalar)
      case .list(let items): .list(items.map { $0.capped(to: limit) })
      case .map(let entries):
        .map(entries.map { Entry(key: $0.key, keyRange: $0.keyPlace.range, $0.value.capped(to: limit)) })
      }
    return RawFact(.made(content, range), FactOrigin(file: origin.file, provenance.atMost(limit)))
  }

  /// The mapping without some keys.
  func removing(_ keys: Set<String>) -> RawFact {
    guard isMapping else { return self }
    return RawFact(.made(.map(entries.filter { !keys.contains($0.key) }), range), origin)
  }
}

// MARK: What holds for all in a mapping

extension PackedValue.Member {
  /// Whether it says where the facts around it come from. A payload may have such a key too: a mapping or null beside one
  /// of these names is about that.
  fileprivate var isAboutOthers: Bool {
    PackedValue.namesAboutOthers.contains(where: isNamed) && isPlain
  }

  fileprivate var isPlain: Bool {
    let kind = value.kind
    return kind != .object && kind != .null
  }
}

extension PackedValue {
  fileprivate static let namesAboutOthers = ["source", "checked", "confidence"]

  fileprivate var membersAboutOthers: [Member] { members(named: Self.namesAboutOthers).filter(\.isPlain) }
}

extension Provenance {
  /// Returns what is wrong with it.
  fileprivate mutating func read(_ member: PackedValue.Member) -> String? {
    let text = member.value.string
    if member.isNamed("source") {
      source = text
      return text == nil ? "`source` is no text" : nil
    }
    if member.isNamed("checked") {
      checked = text.flatMap { Day($0) }
      return checked == nil ? "`checked` is no day such as 2026-11-21" : nil
    }
    let value = text.flatMap { Confidence(rawValue: $0) }
    confidence = value ?? confidence
    return value == nil ? "`confidence` is not high, medium or low" : nil
  }
}

extension PackedValue {
  /// What it and all below it have wrong, whatever they are about.
  func mistakes(in file: String) -> [FactProblem] {
    var problems: [FactProblem] = []
    var pending = [self]
    while let value = pending.popLast() {
      func report(_ range: ByteRange, _ message: String) {
        problems.append(FactProblem(FactPlace(file: file, range: range), message))
      }
      if value.kind == .alias {
        // What is said elsewhere is shared by `extends`: then each value has one place, and no file means more than it says.
        report(value.range, "an alias stands here, and what it stands for is to be written out")
      }
      for member in value.membersAboutOthers {
        var provenance = Provenance()
        if let message = provenance.read(member) { report(member.value.range, message) }
      }
      pending += (value.items + value.members.filter { !$0.isAboutOthers }.map(\.value)).reversed()
    }
    return problems
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
