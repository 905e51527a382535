import SourceText
import Testing

struct LineIndexTests {
  /// One place of a text, by its byte offset and by its line and columns.
  struct Row: Sendable {
    let text: String
    let offset: Int
    let line: Int
    let utf8: Int
    let utf16: Int
    let utf32: Int

    init(_ text: String, at offset: Int, _ line: Int, _ utf8: Int, _ utf16: Int, _ utf32: Int) {
      (self.text, self.offset, self.line) = (text, offset, line)
      (self.utf8, self.utf16, self.utf32) = (utf8, utf16, utf32)
    }

    func column(in encoding: PositionEncoding) -> Int {
      switch encoding {
      case .utf8: utf8
      case .utf16: utf16
      case .utf32: utf32
      }
    }
  }

  static let encodings: [PositionEncoding] = [.utf8, .utf16, .utf32]

  @Test(
    arguments: [
      Row("", at: 0, 0, 0, 0, 0),
      Row("ab", at: 2, 0, 2, 2, 2),
      Row("ab\n", at: 2, 0, 2, 2, 2),
      Row("ab\n", at: 3, 1, 0, 0, 0),
      Row("a\nb", at: 2, 1, 0, 0, 0),
      Row("a\r\nb", at: 1, 0, 1, 1, 1),
      Row("a\r\nb", at: 3, 1, 0, 0, 0),
      Row("a\rb", at: 2, 1, 0, 0, 0),
      Row("a\r", at: 2, 1, 0, 0, 0),
      Row("\n\r\n\r", at: 4, 3, 0, 0, 0),
      Row("\r\r\n\n", at: 1, 1, 0, 0, 0),
      Row("é\"", at: 2, 0, 2, 1, 1),
      Row("日本\"", at: 6, 0, 6, 2, 2),
      Row("x😀y", at: 5, 0, 5, 3, 2),
      Row("x\n👩‍👧z", at: 13, 1, 11, 5, 3),
      // U+2028 and U+0085 end no line, neither here nor in an editor.
      Row("a\u{2028}\u{85}b", at: 6, 0, 6, 3, 3),
      Row("\u{FEFF}{", at: 3, 0, 3, 1, 1),
    ], encodings)
  func `an offset and its position are the same place`(_ row: Row, _ encoding: PositionEncoding) {
    let lines = LineIndex(SourceText(row.text))
    let position = Position(line: row.line, column: row.column(in: encoding))
    #expect(lines.position(of: row.offset, in: encoding) == position)
    #expect(lines.offset(of: position, in: encoding) == row.offset)
  }

  @Test(arguments: encodings)
  func `columns in a line too long to be counted through each time are those of a short one`(
    _ encoding: PositionEncoding
  ) {
    let start = "{\r\n"
    let unit = "aé日😀"
    let lines = LineIndex(SourceText(start + String(repeating: unit, count: 2000) + "\n" + unit))
    let width = encoding == .utf8 ? 10 : encoding == .utf16 ? 5 : 4
    for count in stride(from: 0, through: 2000, by: 7) {
      let position = Position(line: 1, column: count * width)
      #expect(lines.position(of: start.utf8.count + count * 10, in: encoding) == position)
      #expect(lines.offset(of: position, in: encoding) == start.utf8.count + count * 10)
      // Within the four bytes of the last character.
      let inside = Position(line: 1, column: count * width + (encoding == .utf8 ? 6 : 3))
      if count < 2000, encoding != .utf8 {
        #expect(lines.position(of: start.utf8.count + count * 10 + 8, in: encoding) == inside)
      }
    }
    #expect(lines.position(of: start.utf8.count + 20_001 + 1, in: encoding) == Position(line: 2, column: 1))
    #expect(lines.offset(of: Position(line: 1, column: Int.max), in: encoding) == start.utf8.count + 20_000)
  }

  @Test(arguments: encodings)
  func `every start of a scalar comes back from its position`(_ encoding: PositionEncoding) {
    let source = SourceText("\u{FEFF}a é\r\n日\r😀\n\n\u{10FFFF}x\u{301}\n")
    let lines = LineIndex(source)
    var previous = Position(line: 0, column: -1)
    for offset in 0...source.count where source.byte(at: offset).map({ $0 & 0xC0 != 0x80 && $0 != 0x0A }) ?? true {
      let position = lines.position(of: offset, in: encoding)
      #expect(lines.offset(of: position, in: encoding) == offset)
      #expect((previous.line, previous.column) < (position.line, position.column))
      previous = position
    }
  }

  @Test(arguments: [("x😀y", 3, 1), ("x😀y", 4, 1), ("é", 1, 0), ("a\r\nb", 2, 1)], encodings)
  func `a place within a scalar or a line end is where that starts`(
    _ row: (String, Int, Int), _ encoding: PositionEncoding
  ) {
    let (text, offset, column) = row
    #expect(LineIndex(SourceText(text)).position(of: offset, in: encoding) == Position(line: 0, column: column))
  }

  @Test(arguments: [
    (-5, Position(line: 0, column: 0)), (6, Position(line: 1, column: 1)), (99, Position(line: 1, column: 1)),
  ])
  func `an offset outside is the nearest end`(_ offset: Int, _ position: Position) {
    #expect(LineIndex(SourceText("ab\r\né")).position(of: offset, in: .utf16) == position)
  }

  @Test(
    arguments: [
      (Position(line: -1, column: 4), 0), (Position(line: 0, column: -3), 0), (Position(line: 0, column: 99), 2),
      (Position(line: 1, column: 99), 6), (Position(line: 2, column: 0), 6), (Position(line: .max, column: .max), 6),
    ])
  func `a position outside is the end of its line or of the text`(_ position: Position, _ offset: Int) {
    #expect(LineIndex(SourceText("ab\r\né")).offset(of: position, in: .utf16) == offset)
  }

  @Test func `a column between surrogates is after the scalar`() {
    #expect(LineIndex(SourceText("x😀y")).offset(of: Position(line: 0, column: 2), in: .utf16) == 5)
  }

  @Test(arguments: [("", 1), ("a", 1), ("a\n", 2), ("a\r\n", 2), ("\r\r\n", 3), ("a\r\nb\rc\n", 4)])
  func `lines are counted`(_ text: String, _ count: Int) {
    #expect(LineIndex(SourceText(text)).lineCount == count)
  }

  @Test(
    arguments: [
      (0, ByteRange(0, 2)), (1, ByteRange(4, 5)), (2, ByteRange(7, 8)), (3, ByteRange(8, 8)), (-1, ByteRange(8, 8)),
    ])
  func `the content of a line leaves out its end`(_ line: Int, _ content: ByteRange) {
    #expect(LineIndex(SourceText("ab\r\nc\r\nd")).content(ofLine: line) == content)
  }

  @Test func `a byte that is not UTF-8 is one column`() {
    let lines = LineIndex(SourceText([0x61, 0xFF, 0xE2, 0x82, 0x62]))
    #expect(lines.position(of: 4, in: .utf16).column == 4)
    #expect(lines.offset(of: Position(line: 0, column: 4), in: .utf16) == 4)
  }
}
