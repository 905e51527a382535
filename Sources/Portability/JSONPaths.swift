import DocumentTree
import Facts

/// JSON that is read from a request, looked at by paths and put together anew. All of its numbers are
/// ``JSONValue/number(_:)``, so that equal ones are equal.
extension JSONValue {
  init(_ value: FactValue) {
    self =
      switch value {
      case .null: .null
      case .boolean(let flag): .boolean(flag)
      case .number(let number): .number(number)
      case .string(let text): .string(text)
      }
  }

  /// More values than this are no request that somebody compares; in YAML, few bytes can stand for endless many.
  private static let sizeLimit = 200_000
  /// Documents are no deeper, but aliases can make them so.
  private static let depthLimit = 512

  /// What a reader finds at a node; nil where that is too much.
  init?(_ node: Node) {
    var budget = Self.sizeLimit
    self.init(node, depth: 0, &budget)
  }

  private init?(_ node: Node, depth: Int, _ budget: inout Int) {
    budget -= 1
    guard budget > 0, depth < Self.depthLimit else { return nil }
    switch node.kind {
    case .object:
      var members: [Member] = []
      for member in node.meantMembers {
        guard let value = member.value.meant.flatMap({ JSONValue($0, depth: depth + 1, &budget) }) else { return nil }
        members.append(Member(name: member.name, value: value))
      }
      self = .object(members)
    case .array:
      var items: [JSONValue] = []
      for item in node.items {
        guard let value = item.meant.flatMap({ JSONValue($0, depth: depth + 1, &budget) }) else { return nil }
        items.append(value)
      }
      self = .array(items)
    case .string: self = .string(node.string ?? "")
    case .number: self = .number(node.number.flatMap { $0.isFinite ? $0 : nil } ?? 0)
    case .true: self = .boolean(true)
    case .false: self = .boolean(false)
    case .null, .missing, .alias: self = .null
    }
  }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var items: [JSONValue] {
    if case .array(let items) = self { items } else { [] }
  }

  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  var isObject: Bool {
    if case .object = self { true } else { false }
  }

  /// What stands at a path; a number is a place in an array.
  subscript(path: [String]) -> JSONValue? {
    path.reduce(self) { (data: JSONValue?, step) in
      guard case .array(let items)? = data else { return data?[step] }
      return Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil }
    }
  }

  /// Puts a value at a path, and what is missing on the way; mappings that meet are merged.
  mutating func set(_ value: JSONValue, at path: ArraySlice<String>) {
    guard let step = path.first else {
      if case .object(let new) = value, case .object = self {
        for member in new { set(member.value, at: [member.name]) }
      } else {
        self = value
      }
      return
    }
    if let place = Int(step) {
      var items = self.items
      while items.count <= min(place, 8) { items.append(.null) }
      if items.indices.contains(place) { items[place].set(value, at: path.dropFirst()) }
      self = .array(items)
      return
    }
    var members = self.members
    if let place = members.lastIndex(where: { $0.name == step }) {
      members[place].value.set(value, at: path.dropFirst())
    } else {
      var inner = JSONValue.null
      inner.set(value, at: path.dropFirst())
      members.append(Member(name: step, value: inner))
    }
    self = .object(members)
  }
}
