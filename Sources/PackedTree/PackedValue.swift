package import DocumentTree
package import SourceText

/// A value of a YAML or JSON file in a form that needs no parser: members and items are found when they are asked for,
/// and what nobody asks for is stepped over.
///
/// A value is its kind in one byte, its range, and its content. Numbers are written seven bits a byte, so that all of it is
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

  package struct Member: Sendable {
    package let name: String
    package let nameRange: ByteRange
    package let value: PackedValue
  }

  package let kind: Kind
  /// In bytes of the file that it comes from.
  package let range: ByteRange
  fileprivate let bytes: ContiguousArray<UInt8>
  /// Where its content starts in `bytes`.
  private let start: Int

  /// Packs a value and all below it.
  package init(_ node: Node) {
    var packer = Packer()
    packer.add(node)
    self.init(packer.bytes, at: 0)
  }

  /// Reads what a ``Packer`` wrote. Other bytes give other values, and at worst the end of the program.
  init(_ bytes: ContiguousArray<UInt8>, at offset: Int) {
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
    return (0..<reader.number()).map { _ in
      let name = reader.text()
      let range = reader.range()
      let size = reader.size()
      defer { reader.offset += size }
      return Member(name: name, nameRange: range, value: PackedValue(bytes, at: reader.offset))
    }
  }

  /// The names of an object's members, in order; of anything else none.
  package var names: [String] {
    var names: [String] = []
    walkMembers { name, _ in names.append(String(decoding: name, as: UTF8.self)) }
    return names
  }

  /// The value of the last member of this name.
  package subscript(name: String) -> PackedValue? {
    var found: Int?
    walkMembers { if $0.elementsEqual(name.utf8) { found = $1 } }
    return found.map { PackedValue(bytes, at: $0) }
  }

  /// Takes the name of each member, and where its value starts.
  private func walkMembers(_ take: (ArraySlice<UInt8>, Int) -> Void) {
    guard kind == .object else { return }
    var reader = PackReader(bytes: bytes, offset: start)
    for _ in 0..<reader.number() {
      let name = reader.textBytes()
      _ = reader.range()
      let size = reader.size()
      take(name, reader.offset)
      reader.offset += size
    }
  }
}

/// Reads one part after the other.
struct PackReader {
  /// In bytes.
  static let longestNumber = 11

  let bytes: ContiguousArray<UInt8>
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

  /// What ``Packer/addSize(from:)`` wrote.
  mutating func size() -> Int {
    (0..<Packer.sizeLength).reduce(0) { size, _ in size << 7 | Int(byte()) }
  }

  mutating func range() -> ByteRange {
    let lower = number()
    return ByteRange(lower, lower + number())
  }

  mutating func text() -> String {
    String(decoding: textBytes(), as: UTF8.self)
  }

  mutating func textBytes() -> ArraySlice<UInt8> {
    let count = number()
    defer { offset += count }
    return bytes[offset..<offset + count]
  }
}

/// Writes one part after the other.
struct Packer {
  /// In bytes: enough for the longest input that there may be.
  static let sizeLength = 4

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
    bytes += root.bytes
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
