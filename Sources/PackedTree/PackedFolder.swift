/// Packed files one after the other, behind a table of their paths and sizes.
package struct PackedFolder: Sendable {
  /// Sorted.
  package let paths: [String]
  private let places: [String: Range<Int>]
  private let text: StaticString

  /// - Parameter text: what ``pack(_:)`` gave.
  package init(_ text: StaticString) {
    self.text = text
    var reader = PackReader(bytes: Self.bytes(of: text, 0..<PackReader.longestNumber), offset: 0)
    let tableSize = reader.number()
    var start = reader.offset + tableSize
    reader = PackReader(bytes: Self.bytes(of: text, reader.offset..<start), offset: 0)
    var paths: [String] = []
    var places: [String: Range<Int>] = [:]
    while reader.offset < tableSize {
      let path = reader.text()
      let size = reader.number()
      paths.append(path)
      places[path] = start..<start + size
      start += size
    }
    self.paths = paths
    self.places = places
  }

  /// nil where there is none of that path.
  package func file(_ path: String) -> PackedFile? {
    places[path].map { place in
      PackedFile(root: place.isEmpty ? nil : PackedValue(Self.bytes(of: text, place), at: 0))
    }
  }

  private static func bytes(of text: StaticString, _ place: Range<Int>) -> ContiguousArray<UInt8> {
    let place = place.clamped(to: 0..<text.utf8CodeUnitCount)
    // Safe: a string of the program stays where it is, and the place lies in it.
    return unsafe ContiguousArray(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)[place])
  }

  /// The text of a folder with these files.
  package static func pack(_ files: [(path: String, root: PackedValue?)]) -> String {
    var table = Packer()
    var contents = Packer()
    for file in files.sorted(by: { $0.path < $1.path }) {
      table.add(file.path)
      table.add(file.root?.size ?? 0)
      if let root = file.root { contents.add(root) }
    }
    var all = Packer()
    all.add(table.bytes.count)
    all.add(table)
    all.add(contents)
    return String(decoding: all.bytes, as: UTF8.self)
  }
}
