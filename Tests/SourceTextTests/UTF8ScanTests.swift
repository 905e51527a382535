import SourceText
import Testing

struct UTF8ScanTests {
  @Test(
    arguments: [
      ([0x41], 1), ([0x7F], 1), ([0xC2, 0x80], 2), ([0xDF, 0xBF], 2), ([0xE0, 0xA0, 0x80], 3), ([0xED, 0x9F, 0xBF], 3),
      ([0xEF, 0xBF, 0xBF], 3), ([0xF0, 0x90, 0x80, 0x80], 4), ([0xF4, 0x8F, 0xBF, 0xBF], 4),
      // Overlong forms, surrogates, too large, cut off, and bytes that never lead.
      ([0xC0, 0x80], nil), ([0xC1, 0xBF], nil), ([0xE0, 0x9F, 0xBF], nil), ([0xF0, 0x8F, 0xBF, 0xBF], nil),
      ([0xED, 0xA0, 0x80], nil), ([0xF4, 0x90, 0x80, 0x80], nil), ([0xF5, 0x80, 0x80, 0x80], nil), ([0xE2, 0x82], nil),
      ([0xC3, 0x28], nil), ([0x80], nil), ([0xFF], nil),
    ] as [(ContiguousArray<UInt8>, Int?)])
  func `a scalar is as wide as table 3-7 says`(_ bytes: ContiguousArray<UInt8>, _ width: Int?) {
    #expect(UTF8Scan.scalarWidth(in: bytes, at: 0, limit: bytes.count) == width)
  }

  @Test func `bad bytes in a row are one place`() {
    let bytes: ContiguousArray<UInt8> = [0x61, 0xFF, 0xFE, 0x62, 0xC3, 0xA9, 0x80]
    #expect(UTF8Scan.malformed(in: bytes, most: 8) == [ByteRange(1, 3), ByteRange(6, 7)])
    #expect(UTF8Scan.malformed(in: bytes, most: 1) == [ByteRange(1, 3)])
  }

  @Test(arguments: [(0x41, "A"), (0x1F600, "😀"), (0xD800, "\u{FFFD}"), (0x110000, "\u{FFFD}")] as [(UInt32, String)])
  func `a scalar that is none is written as U+FFFD`(_ scalar: UInt32, _ text: String) {
    var bytes: ContiguousArray<UInt8> = []
    UTF8Scan.append(scalar, to: &bytes)
    #expect(bytes == ContiguousArray(text.utf8))
  }
}
