import PackedTree
import SourceText

/// A value of a file of `rules/` that is read when somebody asks for it.
struct UnreadFact: Sendable {
  let value: PackedValue
  /// What is said around it.
  let origin: FactOrigin

  var place: FactPlace { FactPlace(file: origin.file, range: value.range) }

  /// Of a list.
  var items: [UnreadFact] {
    value.items.map { UnreadFact(value: $0, origin: origin) }
  }
}

/// A mapping whose values are not read: only what it says about all of them is.
struct FactMapping {
  /// Without those that say where the others come from.
  private(set) var members: [PackedValue.Member]
  let range: ByteRange
  let origin: FactOrigin
  /// `x` of `{value: x, source: …}`.
  let wrapped: UnreadFact?

  /// What is no mapping has no members.
  init(_ fact: UnreadFact, _ problems: inout [FactProblem]) {
    range = fact.value.range
    members = fact.value.members
    guard members.contains(where: Self.isAboutOthers) else {
      origin = fact.origin
      wrapped = nil
      return
    }
    var provenance = fact.origin.provenance
    for member in members where Self.isAboutOthers(member) {
      provenance.read(member, in: fact.origin.file, &problems)
    }
    members.removeAll(where: Self.isAboutOthers)
    origin = FactOrigin(file: fact.origin.file, provenance)
    let isWrapping = members.count == 1 && members[0].name == "value"
    wrapped = isWrapping ? UnreadFact(value: members[0].value, origin: origin) : nil
  }

  subscript(key: String) -> UnreadFact? {
    members.last { $0.name == key }.map { UnreadFact(value: $0.value, origin: origin) }
  }

  /// The value of one key, and the mapping without that.
  func taking(_ key: String) -> (UnreadFact?, FactMapping) {
    var rest = self
    rest.members.removeAll { $0.name == key }
    return (self[key], rest)
  }

  /// The mapping without all keys but these.
  func keeping(_ keys: Set<String>) -> FactMapping {
    var rest = self
    rest.members.removeAll { !keys.contains($0.name) }
    return rest
  }

  /// Whether a member says where the facts around it come from. A payload may have such a key too: a mapping or null
  /// beside one of these names is about that.
  private static func isAboutOthers(_ member: PackedValue.Member) -> Bool {
    switch member.name {
    case "source", "checked", "confidence": member.value.kind != .object && member.value.kind != .null
    default: false
    }
  }
}

extension Provenance {
  fileprivate mutating func read(_ member: PackedValue.Member, in file: String, _ problems: inout [FactProblem]) {
    let text = member.value.string
    func report(_ message: String) {
      problems.append(FactProblem(FactPlace(file: file, range: member.value.range), message))
    }
    switch member.name {
    case "source":
      source = text
      if text == nil { report("`source` is no text") }
    case "checked":
      checked = text.flatMap { Day($0) }
      if checked == nil { report("`checked` is no day such as 2026-11-21") }
    default:
      let value = text.flatMap { Confidence(rawValue: $0) }
      if value == nil { report("`confidence` is not high, medium or low") }
      confidence = value ?? confidence
    }
  }
}
