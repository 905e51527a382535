package import DocumentTree
package import SourceText

/// A value of a YAML or JSON file in a form that needs no parser: members and items are found when they are asked for,
/// and what nobody asks for is stepped over.
///
/// A value is its kind in one byte, its range, and its content. No byte of a number is above 0x7F, so that all of it is
/// UTF-8 and can stand in a string of a program. Of an array or an object each part has its size before it:
///
///     scalar: kind lower count text
///     array:  kind lower count n (size value)…
///     object: kind lower count n (name lower count size value)…
package struct PackedValue: Sendable {
  package enum Kind: UInt8, Sendable {
    case null, `false`, `true`, number, string, array, object
    /// A YAML alias.
    case alias
  }

  /// A name and a value of an object, read when somebody asks for them.
  package struct Member: Sendable {
    private let bytes: PackedBytes
    private let place: PackReader.MemberPlace

    fileprivate init(_ bytes: PackedBytes, _ place: PackReader.MemberPlace) {
      self.bytes = bytes
      self.place = place
    }

    package var name: String { bytes.text(place.nameStart..<place.nameStart + place.nameCount) }

    package var nameRange: ByteRange {
      var reader = PackReader(bytes: bytes, offset: place.nameStart + place.nameCount)
      return reader.range()
    }

    package var value: PackedValue { PackedValue(bytes, at: place.valueStart) }

    package func isNamed(_ name: String) -> Bool { bytes.isName(name, place) }

    /// Two names that are the same have the same.
    package var nameHash: Int {
      Self.hash(place.nameCount, place.nameCount > 0 ? bytes[place.nameStart] : 0)
    }

    /// ``nameHash`` of a member of this name.
    package static func nameHash(of name: String) -> Int { hash(name.utf8.count, name.utf8.first ?? 0) }

    private static func hash(_ count: Int, _ first: UInt8) -> Int { count << 8 | Int(first) }
  }

  package let kind: Kind
  /// In bytes of the file that it comes from.
  package let range: ByteRange
  fileprivate let bytes: PackedBytes
  /// Where its content starts in `bytes`.
  private let start: Int

  /// Packs a value and all below it.
  package init(_ node: Node) {
    var packer = Packer()
    packer.add(node)
    self.init(PackedBytes(copying: packer.bytes), at: 0)
  }

  /// Reads what a ``Packer`` wrote. Other bytes give other values, and at worst the end of the program.
  init(_ bytes: PackedBytes, at offset: Int) {
    var reader = PackReader(bytes: bytes, offset: offset)
    kind = Kind(rawValue: reader.byte()) ?? .null
    range = reader.range()
    self.bytes = bytes
    start = reader.offset
  }

  /// In bytes, of one that was packed by itself.
  var size: Int { bytes.count }

  /// Of a string.
  package var string: String? {
    kind == .string ? text : nil
  }

  /// Of a number; not a number where it is none that a `Double` can be.
  package var number: Double? {
    kind == .number ? Double(text) ?? .nan : nil
  }

  private var text: String {
    var reader = PackReader(bytes: bytes, offset: start)
    return reader.text()
  }

  /// Of an array, in order; of anything else none.
  package var items: [PackedValue] {
    guard kind == .array else { return [] }
    var reader = PackReader(bytes: bytes, offset: start)
    return (0..<reader.number()).map { _ in
      let size = reader.size()
      defer { reader.offset += size }
      return PackedValue(bytes, at: reader.offset)
    }
  }

  /// Of an object, in order; of anything else none.
  package var members: [Member] {
    guard kind == .object else { return [] }
    var reader = PackReader(bytes: bytes, offset: start)
    return (0..<reader.number()).map { _ in Member(bytes, reader.member()) }
  }

  /// The last member of this name.
  package func member(named name: String) -> Member? {
    var found: PackReader.MemberPlace?
    walkMembers { if bytes.isName(name, $0) { found = $0 } }
    return found.map { Member(bytes, $0) }
  }

  /// The members with one of these names.
  package func members(named names: [String]) -> [Member] {
    var members: [Member] = []
    walkMembers { place in
      if names.contains(where: { bytes.isName($0, place) }) { members.append(Member(bytes, place)) }
    }
    return members
  }

  private func walkMembers(_ take: (PackReader.MemberPlace) -> Void) {
    guard kind == .object else { return }
    var reader = PackReader(bytes: bytes, offset: start)
    for _ in 0..<reader.number() { take(reader.member()) }
  }
}

extension PackedBytes {
  fileprivate func isName(_ name: String, _ place: PackReader.MemberPlace) -> Bool {
    guard name.utf8.count == place.nameCount else { return false }
    var offset = place.nameStart
    for byte in name.utf8 {
      guard self[offset] == byte else { return false }
      offset += 1
    }
    return true
  }
}

/// Reads one part after the other.
struct PackReader {
  let bytes: PackedBytes
  var offset: Int

  mutating func byte() -> UInt8 {
    defer { offset += 1 }
    return bytes[offset]
  }

  mutating func number() -> Int {
    var value = 0
    var shift = 0
    while true {
      let byte = byte()
      value |= Int(byte & 0x3F) << shift
      if byte & 0x40 == 0 { return value }
      shift += 6
    }
  }

  /// A size, as ``Packer`` writes one before it knows it.
  mutating func size() -> Int {
    (0..<Packer.sizeLength).reduce(0) { size, _ in size << 7 | Int(byte()) }
  }

  mutating func range() -> ByteRange {
    let lower = number()
    return ByteRange(lower, lower + number())
  }

  /// Where a member of an object has its parts.
  struct MemberPlace: Sendable {
    let nameStart: Int
    let nameCount: Int
    let valueStart: Int
  }

  /// Passes over a member.
  mutating func member() -> MemberPlace {
    let count = number()
    let start = offset
    offset += count
    _ = range()
    let size = size()
    defer { offset += size }
    return MemberPlace(nameStart: start, nameCount: count, valueStart: offset)
  }

  mutating func text() -> String {
    let count = number()
    defer { offset += count }
    return bytes.text(offset..<offset + count)
  }
}

/// Writes one part after the other.
struct Packer {
  /// How many bytes a size has, of seven bits each: packed, the longest input has some times ``SourceText/byteLimit``.
  static let sizeLength = 5

  private(set) var bytes: ContiguousArray<UInt8> = []

  /// At most six bits a byte, the lowest first; where more follow, the seventh is set.
  mutating func add(_ number: Int) {
    var rest = number
    while rest > 0x3F {
      bytes.append(UInt8(rest & 0x3F | 0x40))
      rest >>= 6
    }
    bytes.append(UInt8(rest))
  }

  mutating func add(_ range: ByteRange) {
    add(range.lower)
    add(range.count)
  }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes += text.utf8
  }

  mutating func add(_ other: Packer) {
    bytes += other.bytes
  }

  /// - Parameter root: a value that was packed by itself.
  mutating func add(_ root: PackedValue) {
    for place in 0..<root.size { bytes.append(root.bytes[place]) }
  }

  mutating func add(_ node: Node) {
    switch node.kind {
    case .object:
      add(.object, node)
      let members = Array(node.members)
      add(members.count)
      for member in members {
        add(member.name)
        add(member.key.range)
        addWithSize(member.value)
      }
    case .array:
      add(.array, node)
      let items = Array(node.items)
      add(items.count)
      for item in items { addWithSize(item) }
    case .true: add(.true, node)
    case .false: add(.false, node)
    case .number:
      add(.number, node)
      add(node.number.map { String($0) } ?? "")
    case .string:
      add(.string, node)
      add(node.string ?? "")
    case .alias: add(.alias, node)
    case .null, .missing: add(.null, node)
    }
  }

  private mutating func add(_ kind: PackedValue.Kind, _ node: Node) {
    bytes.append(kind.rawValue)
    add(node.range)
  }

  private mutating func addWithSize(_ node: Node) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: Self.sizeLength))
    add(node)
    let size = bytes.count - start - Self.sizeLength
    for place in 0..<Self.sizeLength {
      bytes[start + place] = UInt8(size >> (7 * (Self.sizeLength - 1 - place)) & 0x7F)
    }
  }
}
