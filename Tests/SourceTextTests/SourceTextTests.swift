import SourceText
import Testing

struct SourceTextTests {
  @Test(arguments: [(0, 2, "ab"), (1, 99, "bc"), (-4, 1, "a"), (7, 9, ""), (2, 1, "")])
  func `a slice is cut to what there is`(_ lower: Int, _ upper: Int, _ text: String) {
    #expect(SourceText("abc").text(ByteRange(lower, upper)) == text)
  }

  @Test(arguments: [("\u{FEFF}{}", 3), ("{}", 0), ("", 0), (" \u{FEFF}", 0)])
  func `a byte order mark counts at the start only`(_ text: String, _ length: Int) {
    #expect(SourceText(text).byteOrderMarkLength == length)
  }

  @Test func `a byte outside is none`() {
    #expect(SourceText("a").byte(at: 0) == 0x61)
    #expect(SourceText("a").byte(at: 1) == nil)
    #expect(SourceText("a").byte(at: -1) == nil)
  }

  @Test(
    arguments: [
      ([TextEdit(ByteRange(0, 1), "xy"), TextEdit(ByteRange(2, 3), "")], "xyb"),
      ([TextEdit.removal(ByteRange(1, 2)), TextEdit.insertion("z", at: 1)], "azc"),
      ([TextEdit.insertion("1", at: 3), TextEdit.insertion("2", at: 3)], "abc12"),
      ([TextEdit(ByteRange(0, 2), "x"), TextEdit(ByteRange(1, 3), "y")], "xc"),
      ([TextEdit(ByteRange(2, 4), "x")], "abc"),
      ([TextEdit(ByteRange(-1, 1), "x")], "abc"),
      ([], "abc"),
    ])
  func `edits change their bytes and no others`(_ edits: [TextEdit], _ result: String) {
    let text = SourceText("abc").applying(edits)
    #expect(text.text(ByteRange(0, text.count)) == result)
  }
}

struct ByteRangeTests {
  @Test(arguments: [(0, 3, true), (1, 2, true), (1, 1, true), (3, 3, true), (2, 4, false), (-1, 2, false)])
  func `a range contains what lies within it`(_ lower: Int, _ upper: Int, _ isInside: Bool) {
    #expect(ByteRange(0, 3).contains(ByteRange(lower, upper)) == isInside)
  }

  @Test(arguments: [(2, 4, true), (3, 4, false), (1, 2, true), (-1, 0, false)])
  func `ranges overlap where they share a byte`(_ lower: Int, _ upper: Int, _ share: Bool) {
    #expect(ByteRange(0, 3).overlaps(ByteRange(lower, upper)) == share)
    #expect(ByteRange(lower, upper).overlaps(ByteRange(0, 3)) == share)
  }

  @Test func `the upper end is never below the lower`() {
    #expect(ByteRange(3, 1) == ByteRange(3, 3))
    #expect(ByteRange(3, 1).isEmpty)
    #expect(ByteRange(1, 3).shifted(by: 4) == ByteRange(5, 7))
  }
}
