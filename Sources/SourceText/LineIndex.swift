/// In what a column is counted.
package enum PositionEncoding: Sendable, Hashable {
  /// Bytes.
  case utf8
  /// UTF-16 code units: what LSP clients assume.
  case utf16
  /// Unicode scalars: what the reports show.
  case utf32
}

/// A place in a text. Both numbers are counted from 0.
package struct Position: Sendable, Hashable {
  package let line: Int
  /// Counted in the units of the encoding that was asked for.
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Where the lines of a text start. The only code that counts columns.
///
/// A line ends with LF, CRLF or a lone CR, as in the Language Server Protocol.
package struct LineIndex: Sendable {
  /// How far apart the checkpoints of a long line are, in bytes.
  private static let stride = 1 << 12

  private let source: SourceText
  private let starts: ContiguousArray<UInt32>
  /// In order of their places; lines shorter than the stride have none. Without them the time for all findings of a
  /// file that is one line would grow with the square of its length.
  private let checkpoints: ContiguousArray<Checkpoint>

  /// The start of a scalar in a line, and its column.
  private struct Checkpoint {
    var offset: Int
    var utf16 = 0
    var utf32 = 0

    func column(in line: ByteRange, _ encoding: PositionEncoding) -> Int {
      switch encoding {
      case .utf8: offset - line.lower
      case .utf16: utf16
      case .utf32: utf32
      }
    }
  }

  package init(_ source: SourceText) {
    self.source = source
    var starts: ContiguousArray<UInt32> = [0]
    let bytes = source.bytes
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      let isEnd =
        byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r") && (offset == bytes.count || bytes[offset] != UInt8(ascii: "\n"))
      if isEnd { starts.append(UInt32(clamping: offset)) }
    }
    self.starts = starts
    checkpoints = Self.checkpoints(starts, bytes)
  }

  private static func checkpoints(_ starts: ContiguousArray<UInt32>, _ bytes: ContiguousArray<UInt8>)
    -> ContiguousArray<Checkpoint>
  {
    var checkpoints: ContiguousArray<Checkpoint> = []
    for line in starts.indices {
      let start = Int(starts[line])
      let end = line + 1 < starts.count ? Int(starts[line + 1]) : bytes.count
      guard end - start > stride else { continue }
      var (offset, utf16, utf32, next) = (start, 0, 0, start + stride)
      while offset < end {
        if offset >= next {
          checkpoints.append(Checkpoint(offset: offset, utf16: utf16, utf32: utf32))
          next += stride
        }
        let plain = UTF8Scan.endOfASCII(in: bytes, from: offset, limit: min(end, next))
        guard plain == offset else {
          utf16 += plain - offset
          utf32 += plain - offset
          offset = plain
          continue
        }
        let width = UTF8Scan.scalarWidth(in: bytes, at: offset, limit: end) ?? 1
        utf16 += width == 4 ? 2 : 1
        utf32 += 1
        offset += width
      }
    }
    return checkpoints
  }

  package var lineCount: Int { starts.count }

  /// The place of a byte offset; past the end is the end, within a scalar its start, within a line end the line's end.
  package func position(of offset: Int, in encoding: PositionEncoding) -> Position {
    let line = line(of: offset)
    let content = content(ofLine: line)
    return Position(line: line, column: checkpoint(at: offset, in: content).column(in: content, encoding))
  }

  /// The same in all units at once: the line, and its columns, counted from 0.
  package func columns(of offset: Int) -> (line: Int, utf8: Int, utf16: Int, utf32: Int) {
    let line = line(of: offset)
    let content = content(ofLine: line)
    let scalar = checkpoint(at: offset, in: content)
    return (line, scalar.offset - content.lower, scalar.utf16, scalar.utf32)
  }

  /// The byte offset of a place; a column past the end of its line is the line's end, a line past the last is the end.
  package func offset(of position: Position, in encoding: PositionEncoding) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < starts.count else { return source.count }
    let content = content(ofLine: position.line)
    let start = checkpoint(in: content) { $0.column(in: content, encoding) <= position.column }
    var (offset, column) = (start.offset, start.column(in: content, encoding))
    while offset < content.upper, column < position.column {
      let width = scalarWidth(at: offset, limit: content.upper)
      column += units(ofScalarWidth: width, in: encoding)
      offset += width
    }
    return offset
  }

  /// The line that holds a byte offset.
  package func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line without its line end; empty past the last line.
  package func content(ofLine line: Int) -> ByteRange {
    guard line >= 0, line < starts.count else { return ByteRange(source.count, source.count) }
    let lower = Int(starts[line])
    var upper = line + 1 < starts.count ? Int(starts[line + 1]) : source.count
    if upper > lower, source.bytes[upper - 1] == UInt8(ascii: "\n") { upper -= 1 }
    if upper > lower, source.bytes[upper - 1] == UInt8(ascii: "\r") { upper -= 1 }
    return ByteRange(lower, upper)
  }

  /// The scalar that holds a byte of a line, or the line's end. A byte that is not UTF-8 counts as one scalar.
  private func checkpoint(at offset: Int, in line: ByteRange) -> Checkpoint {
    var place = checkpoint(in: line) { $0.offset <= offset }
    while place.offset < line.upper {
      let width = scalarWidth(at: place.offset, limit: line.upper)
      guard place.offset + width <= offset else { break }
      place.offset += width
      place.utf16 += units(ofScalarWidth: width, in: .utf16)
      place.utf32 += 1
    }
    return place
  }

  /// The last checkpoint of a line that is early enough; the line's start where there is none.
  private func checkpoint(in line: ByteRange, where isEarly: (Checkpoint) -> Bool) -> Checkpoint {
    var low = 0
    var high = checkpoints.count
    while low < high {
      let middle = (low + high) / 2
      let offset = checkpoints[middle].offset
      let isBefore = offset < line.lower || offset <= line.upper && isEarly(checkpoints[middle])
      if isBefore { low = middle + 1 } else { high = middle }
    }
    guard low > 0, checkpoints[low - 1].offset >= line.lower else { return Checkpoint(offset: line.lower) }
    return checkpoints[low - 1]
  }

  private func units(ofScalarWidth width: Int, in encoding: PositionEncoding) -> Int {
    switch encoding {
    case .utf8: width
    case .utf16: width == 4 ? 2 : 1
    case .utf32: 1
    }
  }

  private func scalarWidth(at offset: Int, limit: Int) -> Int {
    UTF8Scan.scalarWidth(in: source.bytes, at: offset, limit: limit) ?? 1
  }
}
