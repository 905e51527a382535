package import SourceText

/// A handle on one value, key or alias of a ``Document``.
package struct Node: Sendable {
  package enum Kind: UInt8, Sendable {
    case null, `false`, `true`, number, string, array, object
    /// A YAML alias; ``Node/meant`` is what it stands for.
    case alias
    /// A value or key that is not there: a syntax error says why. It stands for anything.
    case missing
  }

  package let document: Document
  package let index: Int32

  var record: Record { document.records[Int(index)] }

  package var kind: Kind { record.kind }
  package var range: ByteRange {
    document.observer?.seePlaces()
    return place
  }
  /// As ``range``, for what an observer learns in another way.
  var place: ByteRange { ByteRange(Int(record.start), Int(record.end)) }
  /// The bytes of the node as they are written, quotes included.
  package var rawText: String {
    seeContent()
    return document.text.text(place)
  }

  package var parent: Node? {
    record.parent < 0 ? nil : Node(document: document, index: record.parent)
  }

  /// Whether this is the name of an object's member.
  package var isKey: Bool { record.traits.contains(.key) }

  /// The place among the parent's items or members, counted from 0.
  package var ordinal: Int { Int(record.ordinal) }

  /// Whether a syntax error lies in this container, so that something may be missing from it.
  package var isBrokenInside: Bool { record.traits.contains(.brokenInside) }

  /// Whether a YAML tag of the user's own stands before the value, so that nobody here knows what it becomes.
  package var hasCustomTag: Bool { record.traits.contains(.customTag) }

  /// Whether YAML's tag `!!binary` stands before a string: its content is base64.
  package var isBinary: Bool { record.traits.contains(.binary) }

  /// Whether this is a YAML scalar without quotes.
  var isPlainScalar: Bool {
    guard document.format == .yaml, kind != .array, kind != .object, kind != .alias else { return false }
    return record.traits.isDisjoint(with: [.single, .double, .block])
  }
}

extension Node: Hashable {
  package static func == (left: Node, right: Node) -> Bool {
    left.index == right.index && left.document === right.document
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(index)
  }
}

// MARK: - As written

extension Node {
  /// One member of an object, as written.
  package struct Member: Sendable {
    package let key: Node
    package let value: Node

    /// The member's name.
    package var name: String { key.meant?.scalarText ?? "" }

    /// From the start of the key to the end of the value.
    package var range: ByteRange { ByteRange(key.range.lower, value.range.upper) }
  }

  /// The items of an array in order; none for any other node.
  package var items: Children { kind == .array ? children : Children(document: document, upcoming: 0, end: 0) }

  /// The members of an object in order, duplicates included; none for any other node.
  package var members: Members {
    Members(children: kind == .object ? children : Children(document: document, upcoming: 0, end: 0))
  }

  private var children: Children { Children(document: document, upcoming: index + 1, end: record.next) }

  /// The nodes directly below one node, in order.
  package struct Children: Sequence, IteratorProtocol {
    let document: Document
    var upcoming: Int32
    let end: Int32

    package mutating func next() -> Node? {
      guard upcoming < end else { return nil }
      let node = Node(document: document, index: upcoming)
      upcoming = node.record.next
      return node
    }
  }

  /// The members of one object, in order.
  package struct Members: Sequence, IteratorProtocol {
    var children: Children

    package mutating func next() -> Member? {
      guard let key = children.next(), let value = children.next() else { return nil }
      return Member(key: key, value: value)
    }
  }

  /// The member that this key or value belongs to.
  package var member: Member? {
    guard let parent, parent.kind == .object else { return nil }
    if isKey { return Member(key: self, value: Node(document: document, index: record.next)) }
    // A key has no children but in YAML's complex keys, so the record before a value is nearly always its key.
    var key = Node(document: document, index: index - 1)
    while key.record.parent != parent.index, let above = key.parent { key = above }
    return Member(key: key, value: self)
  }

  /// The node after this one below the same parent; in an object a value follows its key.
  package var following: Node? {
    guard let parent, record.next < parent.record.next else { return nil }
    return Node(document: document, index: record.next)
  }

  /// The node before this one below the same parent.
  package var preceding: Node? {
    guard let parent, index > parent.index + 1 else { return nil }
    var node = Node(document: document, index: index - 1)
    while node.record.parent != parent.index, let above = node.parent { node = above }
    return node
  }

  /// All nodes from this one down, in order of their places; aliases are not followed.
  package var subtree: some Sequence<Node> {
    (index..<record.next).lazy.map { Node(document: document, index: $0) }
  }
}

// MARK: - As meant

extension Node {
  /// The node itself, or what an alias stands for; nil for an undefined alias.
  package var meant: Node? {
    guard kind == .alias else { return self }
    return document.aliasTargets[index].map { Node(document: document, index: $0) }
  }

  /// The aliases that stand for this node, in order.
  package var aliases: [Node] {
    (document.aliases[index] ?? []).map { Node(document: document, index: $0) }
  }

  /// The aliases that stand for this node, or for the innermost one around it that has some, in order.
  package var aliasesAround: [Node] {
    guard !document.aliases.isEmpty else { return [] }
    var node: Node? = self
    while let current = node, current.aliases.isEmpty { node = current.parent }
    return node?.aliases ?? []
  }

  /// The value that a reader finds under `name`: the last of duplicates, aliases followed, `<<` merged in.
  package subscript(name: String) -> Node? {
    value(of: name)?.meant
  }

  /// As the subscript, but an alias stays an alias.
  package func value(of name: String) -> Node? {
    var own: Node?
    for member in members where member.key.isNamed(name) { own = member.value }
    return own ?? mergedMembers.last { $0.key.isNamed(name) }?.value
  }

  /// The members that a reader sees: own ones and merged ones that no own one hides, each name once.
  package var meantMembers: [Member] {
    var table = MemberTable()
    for member in mergedMembers where !member.isMerge { table.replace(with: member) }
    for member in members where !member.isMerge { table.replace(with: member) }
    return table.members
  }

  /// What `<<` brings in, each mapping once however often it is merged, the least important first.
  private var mergedMembers: [Member] {
    guard document.format == .yaml, kind == .object, members.contains(where: { $0.isMerge }) else { return [] }
    var seen: Set<Int32> = [index]
    var pending: [Node] = mergeSources.reversed()
    var order: [Node] = []
    while let source = pending.popLast() {
      guard source.kind == .object, seen.insert(source.index).inserted else { continue }
      order.append(source)
      pending.append(contentsOf: source.mergeSources.reversed())
    }
    return order.reversed().flatMap { $0.members.filter { !$0.isMerge } }
  }

  private var mergeSources: [Node] {
    var sources: [Node] = []
    // A later `<<` hides an earlier one, an earlier item of its list a later one.
    for member in members.filter(\.isMerge).reversed() {
      guard let value = member.value.meant else { continue }
      if value.kind == .array { sources += value.items.compactMap(\.meant) } else { sources.append(value) }
    }
    return sources
  }

  /// Whether this key reads as `name`, without decoding it where it has no escapes.
  private func isNamed(_ name: String) -> Bool {
    guard let key = meant else { return false }
    if let plain = key.undecodedText { return plain.elementsEqual(name.utf8) }
    return key.decodedText?.bytes.elementsEqual(name.utf8) ?? false
  }
}

extension Node.Member {
  /// Whether this is YAML's merge key.
  package var isMerge: Bool {
    key.isPlainScalar && key.place.count == 2 && key.rawText == "<<"
  }
}

// MARK: - Places

extension Node {
  /// The JSON Pointer (RFC 6901) of a value, from the root of its YAML document or JSON text; a key has its value's.
  ///
  /// In an embedded document the pointer goes on from the string that holds it.
  package var pointer: String {
    var tokens: [String] = []
    var node = self
    while let parent = node.parent {
      if parent.kind == .object {
        let name = node.member?.name ?? ""
        tokens.append(name.escapedPointerToken)
      } else {
        tokens.append(String(node.ordinal))
      }
      node = parent
    }
    let host = document.embedding?.host.pointer ?? ""
    return host + tokens.reversed().map { "/" + $0 }.joined()
  }

  /// Which document of a YAML stream this node is in, counted from 0.
  package var documentOrdinal: Int {
    document.ordinal { $0 <= index }
  }
}

extension Document {
  /// How many documents a YAML stream has; JSON has one, or none.
  package var documentCount: Int { rootIndexes.count }

  /// Which document of a YAML stream a byte is in, counted from 0; what stands between two is in the first of them.
  package func documentOrdinal(at offset: Int) -> Int {
    observer?.seePlaces()
    return ordinal { Int(records[Int($0)].start) <= offset }
  }

  /// The last document whose root is early enough.
  fileprivate func ordinal(where isEarly: (Int32) -> Bool) -> Int {
    var low = 0
    var high = rootIndexes.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if isEarly(rootIndexes[middle]) { low = middle } else { high = middle }
    }
    return low
  }
}

extension String {
  /// A name as one token of a JSON Pointer (RFC 6901).
  package var escapedPointerToken: String {
    guard utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return self }
    return escaping { $0 == "~" ? "~0" : $0 == "/" ? "~1" : nil }
  }

  /// The name that a token of a JSON Pointer stands for.
  package var unescapedPointerToken: String {
    guard utf8.contains(UInt8(ascii: "~")) else { return self }
    return replacing("~1", with: "/").replacing("~0", with: "~")
  }
}
