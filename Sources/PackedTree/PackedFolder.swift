/// Packed files one after the other, behind a table of their paths and sizes.
package struct PackedFolder: Sendable {
  /// Sorted.
  package let paths: [String]
  /// Where the file of each path starts, and where the last one ends.
  private let starts: [Int]
  private let bytes: PackedBytes

  /// - Parameter text: what ``pack(_:)`` gave.
  package init(_ text: StaticString) {
    bytes = PackedBytes(text)
    var reader = PackReader(bytes: bytes, offset: 0)
    let tableSize = reader.number()
    let tableEnd = reader.offset + tableSize
    var paths: [String] = []
    var starts = [tableEnd]
    var end = tableEnd
    while reader.offset < tableEnd {
      paths.append(reader.text())
      end += reader.number()
      starts.append(end)
    }
    self.paths = paths
    self.starts = starts
  }

  /// nil where there is none of that path.
  package func file(_ path: String) -> PackedFile? {
    var (low, high) = (0, paths.count)
    while low < high {
      let middle = (low + high) / 2
      if paths[middle] < path { low = middle + 1 } else { high = middle }
    }
    guard low < paths.count, paths[low] == path else { return nil }
    let isEmpty = starts[low] == starts[low + 1]
    return PackedFile(root: isEmpty ? nil : PackedValue(bytes, at: starts[low]))
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
