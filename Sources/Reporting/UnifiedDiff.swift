package import SourceText

/// What edits change in a file, as `patch` and `git apply -p0` read it.
package struct UnifiedDiff {
  /// So many lines that stay are shown around those that change.
  private static let context = 3

  private let path: String
  private let lines: [ArraySlice<UInt8>]
  private let blocks: [Block]

  /// Lines that give way to others.
  fileprivate struct Block {
    /// Indexes of lines of the old text.
    var old: Range<Int>
    var new: [ArraySlice<UInt8>]
  }

  /// - Parameter edits: in order, in bytes of `source`; they do not overlap.
  package init(path: String, _ source: SourceText, _ edits: [TextEdit]) {
    self.path = path
    let bytes = source.bytes[...]
    let lines = Self.lines(of: bytes)
    self.lines = lines
    blocks = Self.touched(edits, lines).compactMap { range, edits in
      let start = lines.isEmpty ? 0 : lines[range.lowerBound].startIndex
      let end = lines.isEmpty ? 0 : lines[range.upperBound - 1].endIndex
      let local = edits.map { TextEdit($0.range.shifted(by: -start), $0.text) }
      let new = SourceText(ContiguousArray(bytes[start..<end])).applying(local)
      return Block(old: range, new: Self.lines(of: new.bytes[...])).trimmed(lines)
    }
  }

  private static func lines(of bytes: some RandomAccessCollection<UInt8>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var rest = ArraySlice(bytes)
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(rest[...end])
      rest = rest[(end + 1)...]
    }
    if !rest.isEmpty { lines.append(rest) }
    return lines
  }

  /// The lines that edits touch, with the edits: after them both texts are at the start of a line.
  private static func touched(_ edits: [TextEdit], _ lines: [ArraySlice<UInt8>])
    -> [(lines: Range<Int>, edits: [TextEdit])]
  {
    var groups: [(lines: Range<Int>, edits: [TextEdit])] = []
    var line = 0
    func advance(to offset: Int) {
      while line + 1 < lines.count, lines[line].endIndex <= offset { line += 1 }
    }
    for edit in edits {
      advance(to: edit.range.lower)
      let first = line
      let startsLine = lines.isEmpty || lines[first].startIndex == edit.range.lower
      advance(to: edit.range.upper)
      let endsLine = line > first && lines[line].startIndex == edit.range.upper
      let isWhole = endsLine && (edit.text.isEmpty ? startsLine : edit.text.hasSuffix("\n"))
      let range = first..<min(isWhole ? line : line + 1, lines.count)
      if let last = groups.last, range.lowerBound < last.lines.upperBound {
        groups[groups.count - 1].lines = last.lines.lowerBound..<max(last.lines.upperBound, range.upperBound)
        groups[groups.count - 1].edits.append(edit)
      } else {
        groups.append((range, [edit]))
      }
    }
    return groups
  }

  /// The difference, or nothing where nothing changes.
  package func render(_ palette: Palette) -> ContiguousArray<UInt8> {
    guard !blocks.isEmpty else { return [] }
    var writer = DiffWriter(palette)
    writer.write(header: "--- \(path)")
    writer.write(header: "+++ \(path)")
    var growth = 0
    for hunk in hunks { render(hunk, &growth, &writer) }
    return writer.bytes
  }

  /// The blocks that share lines around them.
  private var hunks: [ArraySlice<Block>] {
    var hunks: [ArraySlice<Block>] = []
    var start = 0
    for index in blocks.indices {
      let isLast = index + 1 == blocks.count
      if isLast || blocks[index + 1].old.lowerBound - blocks[index].old.upperBound > 2 * Self.context {
        hunks.append(blocks[start...index])
        start = index + 1
      }
    }
    return hunks
  }

  private func render(_ hunk: ArraySlice<Block>, _ growth: inout Int, _ writer: inout DiffWriter) {
    guard let first = hunk.first, let last = hunk.last else { return }
    let start = max(0, first.old.lowerBound - Self.context)
    let end = min(lines.count, last.old.upperBound + Self.context)
    let added = hunk.reduce(0) { $0 + $1.new.count - $1.old.count }
    let old = Self.span(start, end - start)
    let new = Self.span(start + growth, end - start + added)
    growth += added
    writer.write(place: "@@ -\(old) +\(new) @@")
    var line = start
    for block in hunk {
      for kept in lines[line..<block.old.lowerBound] { writer.write(kept: kept) }
      for removed in lines[block.old] { writer.write(removed: removed) }
      for added in block.new { writer.write(added: added) }
      line = block.old.upperBound
    }
    for kept in lines[line..<end] { writer.write(kept: kept) }
  }

  /// Where lines stand: the number of the first, counted from 1, and how many; of none, the number of the one before.
  private static func span(_ start: Int, _ count: Int) -> String {
    "\(count == 0 ? start : start + 1),\(count)"
  }
}

extension UnifiedDiff.Block {
  /// The block without the lines at its ends that stay as they are; nil where all do.
  fileprivate func trimmed(_ lines: [ArraySlice<UInt8>]) -> UnifiedDiff.Block? {
    let head = zip(lines[old], new).prefix { $0 == $1 }.count
    let rest = min(old.count, new.count) - head
    let tail = zip(lines[old].reversed(), new.reversed()).prefix { $0 == $1 }.prefix(rest).count
    let block = UnifiedDiff.Block(
      old: old.lowerBound + head..<old.upperBound - tail, new: Array(new[head..<new.count - tail]))
    return block.old.isEmpty && block.new.isEmpty ? nil : block
  }
}

/// Writes the lines of a difference: byte for byte, or in colours for a terminal.
private struct DiffWriter {
  private let palette: Palette
  private(set) var bytes: ContiguousArray<UInt8> = []

  init(_ palette: Palette) {
    self.palette = palette
  }

  mutating func write(header: String) { bytes += (palette.strong(header.forTerminal) + "\n").utf8 }
  mutating func write(place: String) { bytes += (palette.secondary(place) + "\n").utf8 }
  mutating func write(kept line: ArraySlice<UInt8>) { write(" ", line) { $0 } }
  mutating func write(removed line: ArraySlice<UInt8>) { write("-", line, palette.removed) }
  mutating func write(added line: ArraySlice<UInt8>) { write("+", line, palette.added) }

  private mutating func write(_ sign: String, _ line: ArraySlice<UInt8>, _ paint: (String) -> String) {
    let hasEnd = line.last == UInt8(ascii: "\n")
    if palette.isOn {
      let text = String(decoding: hasEnd ? line.dropLast() : line, as: UTF8.self)
      bytes += (paint(sign + text.forTerminal) + "\n").utf8
    } else {
      bytes += sign.utf8
      bytes += line
      if !hasEnd { bytes.append(UInt8(ascii: "\n")) }
    }
    if !hasEnd { bytes += "\\ No newline at end of file\n".utf8 }
  }
}
