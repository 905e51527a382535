import DocumentTree

/// JSON data that is put together anew, apart from any text.
indirect enum JSONData: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// As it is written.
  case number(String)
  case string(String)
  case array([JSONData])
  case object([Member])

  struct Member: Sendable, Hashable {
    let name: String
    var value: JSONData
  }

  /// More values than this are no request that somebody compares; in YAML, few bytes can stand for endless many.
  private static let sizeLimit = 200_000

  /// What a reader finds at a node; nil where that is too much.
  init?(_ node: Node) {
    var budget = Self.sizeLimit
    self.init(node, &budget)
  }

  private init?(_ node: Node, _ budget: inout Int) {
    budget -= 1
    guard budget > 0 else { return nil }
    switch node.kind {
    case .object:
      var members: [Member] = []
      for member in node.meantMembers {
        guard let value = member.value.meant.flatMap({ JSONData($0, &budget) }) else { return nil }
        members.append(Member(name: member.name, value: value))
      }
      self = .object(members)
    case .array:
      var items: [JSONData] = []
      for item in node.items {
        guard let value = item.meant.flatMap({ JSONData($0, &budget) }) else { return nil }
        items.append(value)
      }
      self = .array(items)
    case .string: self = .string(node.string ?? "")
    case .number:
      let number = node.number.flatMap { $0.isFinite ? $0 : nil } ?? 0
      self = .number(Int(exactly: number).map(String.init) ?? "\(number)")
    case .true: self = .boolean(true)
    case .false: self = .boolean(false)
    case .null, .missing, .alias: self = .null
    }
  }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var items: [JSONData] {
    if case .array(let items) = self { items } else { [] }
  }

  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  var isObject: Bool {
    if case .object = self { true } else { false }
  }

  subscript(name: String) -> JSONData? {
    members.last { $0.name == name }?.value
  }

  /// What stands at a path; a number is a place in an array.
  subscript(path: [String]) -> JSONData? {
    path.reduce(self) { (data: JSONData?, step) in
      guard case .array(let items)? = data else { return data?[step] }
      return Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil }
    }
  }

  /// Puts a value at a path, and what is missing on the way; mappings that meet are merged.
  mutating func set(_ value: JSONData, at path: ArraySlice<String>) {
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
      var inner = JSONData.null
      inner.set(value, at: path.dropFirst())
      members.append(Member(name: step, value: inner))
    }
    self = .object(members)
  }

  /// The data as JSON on one line.
  var text: String {
    switch self {
    case .null: "null"
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let text): text
    case .string(let text): "\"\(text.escapedForJSON)\""
    case .array(let items): "[\(items.map(\.text).joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { "\"\($0.name.escapedForJSON)\": \($0.value.text)" }.joined(separator: ", "))}"
    }
  }
}
