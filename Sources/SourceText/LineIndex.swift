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
  private let source: SourceText
  private let starts: ContiguousArray<Int>

  package init(_ source: SourceText) {
    self.source = source
    var starts: ContiguousArray<Int> = [0]
    let bytes = source.bytes
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\n") {
        starts.append(offset)
      } else if byte == UInt8(ascii: "\r"), offset == bytes.count || bytes[offset] != UInt8(ascii: "\n") {
        starts.append(offset)
      }
    }
    self.starts = starts
  }

  package var lineCount: Int { starts.count }

  /// The place of a byte offset; past the end is the end, within a scalar its start, within a line end the line's end.
  package func position(of offset: Int, in encoding: PositionEncoding) -> Position {
    let line = line(of: offset)
    return Position(line: line, column: column(of: offset, in: content(ofLine: line), encoding))
  }

  /// The byte offset of a place; a column past the end of its line is the line's end, a line past the last is the end.
  package func offset(of position: Position, in encoding: PositionEncoding) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < starts.count else { return source.count }
    let content = content(ofLine: position.line)
    var offset = content.lower
    var column = 0
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
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line without its line end; empty past the last line.
  package func content(ofLine line: Int) -> ByteRange {
    guard line >= 0, line < starts.count else { return ByteRange(source.count, source.count) }
    let lower = starts[line]
    var upper = line + 1 < starts.count ? starts[line + 1] : source.count
    if upper > lower, source.bytes[upper - 1] == UInt8(ascii: "\n") { upper -= 1 }
    if upper > lower, source.bytes[upper - 1] == UInt8(ascii: "\r") { upper -= 1 }
    return ByteRange(lower, upper)
  }

  /// How many units of `encoding` stand in a line before `limit`. A byte that is not UTF-8 counts as one scalar.
  private func column(of limit: Int, in line: ByteRange, _ encoding: PositionEncoding) -> Int {
    var offset = line.lower
    var column = 0
    while offset < line.upper {
      let width = scalarWidth(at: offset, limit: line.upper)
      offset += width
      if offset > limit { break }
      column += units(ofScalarWidth: width, in: encoding)
    }
    return column
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
