import SourceText

/// The bytes that libyaml is given: as long as the source, with what it cannot read replaced.
struct YAMLText {
  private(set) var bytes: ContiguousArray<UInt8>
  /// After a byte order mark.
  let start: Int
  /// What was replaced.
  private(set) var errors: [SyntaxError] = []
  /// Escapes of a surrogate pair, in order; in double quotes they are one character.
  private(set) var surrogatePairs: [ByteRange] = []

  init(_ source: SourceText) {
    bytes = source.bytes
    start = source.byteOrderMarkLength
    for range in UTF8Scan.malformed(in: bytes, most: Document.errorLimit) {
      errors.append(SyntaxError(kind: .malformedUTF8, range: range))
    }
    if errors.count == Document.errorLimit, let last = errors.last {
      // Past the last error that is kept nothing is read.
      bytes.removeSubrange(last.range.upper...)
    }
    for error in errors { replace(error.range) }
    replaceControlCharacters()
    replaceSurrogatePairs(source)
  }

  /// An underscore means nothing anywhere in YAML, and makes no number of a text.
  private mutating func replace(_ range: ByteRange) {
    for offset in range.lower..<min(range.upper, bytes.count) { bytes[offset] = UInt8(ascii: "_") }
  }

  /// YAML 1.2, section 5.1: what a stream may not hold.
  private mutating func replaceControlCharacters() {
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      let width: Int
      switch byte {
      case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x20...0x7E:
        offset = UTF8Scan.endOfPlainText(in: bytes, from: offset + 1, without: 0x7F, 0x7F)
        continue
      case 0..<0x20, 0x7F: width = 1
      case 0xC2 where (0x80...0x9F).contains(bytes[offset + 1]) && bytes[offset + 1] != 0x85: width = 2
      case 0xEF where bytes[offset + 1] == 0xBF && bytes[offset + 2] >= 0xBE: width = 3
      default: width = 0
      }
      if width > 0 {
        let range = ByteRange(offset, offset + width)
        if errors.count < Document.errorLimit { errors.append(SyntaxError(kind: .controlCharacter, range: range)) }
        replace(range)
      }
      offset += max(1, width)
    }
  }

  /// libyaml refuses surrogate pairs in double quotes. What is replaced outside of them is not content either: the
  /// decoders read the source.
  private mutating func replaceSurrogatePairs(_ source: SourceText) {
    var offset = start
    while offset < bytes.count {
      guard bytes[offset] == UInt8(ascii: "\\") else {
        offset = UTF8Scan.endOfPlainText(in: bytes, from: offset + 1, without: UInt8(ascii: "\\"), UInt8(ascii: "\\"))
        continue
      }
      let escape = JSONEscape(source, at: offset, limit: bytes.count)
      if case .scalar = escape.meaning, escape.range.count == 12 {
        surrogatePairs.append(escape.range)
        replace(escape.range)
      }
      offset = max(offset + 2, escape.range.upper)
    }
  }

  // MARK: Places

  /// After the anchor and tag (`count` of them) that stand before a node, and the space after them.
  func skippingProperties(_ count: Int, from start: Int, to end: Int) -> Int {
    guard count > 0 else { return start }
    var offset = start
    var rest = count
    while offset < end {
      switch bytes[offset] {
      case UInt8(ascii: "&") where rest > 0:
        offset += 1
        while offset < end, Self.isAnchorName(bytes[offset]) { offset += 1 }
        rest -= 1
      case UInt8(ascii: "!") where rest > 0:
        while offset < end, !Self.isSpace(bytes[offset]), lineEndLength(at: offset) == 0 { offset += 1 }
        rest -= 1
      case UInt8(ascii: "#"):
        while offset < end, lineEndLength(at: offset) == 0 { offset += 1 }
      case let byte where Self.isSpace(byte): offset += 1
      default:
        let length = lineEndLength(at: offset)
        if length == 0 { return offset }
        offset += length
      }
    }
    return end
  }

  /// The length of the line end at `offset`, 0 where there is none. To libyaml U+0085, U+2028 and U+2029 end a line.
  private func lineEndLength(at offset: Int) -> Int {
    switch bytes[offset] {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): 1
    case 0xC2: bytes[offset + 1] == 0x85 ? 2 : 0
    case 0xE2: bytes[offset + 1] == 0x80 && bytes[offset + 2] & 0xFE == 0xA8 ? 3 : 0
    default: 0
    }
  }

  /// The end of the last line of a block scalar that has text; libyaml's mark lies after blank lines.
  func endOfBlockScalar(from start: Int, to end: Int) -> Int {
    var end = min(end, bytes.count)
    let limit = end
    while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
    // Blanks after the text of a line are content, those after the header are not.
    guard bytes[start..<end].contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) else {
      return end
    }
    while end < limit, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\t") { end += 1 }
    return end
  }

  /// The first line from `offset` on that begins a document other than the one at `start`.
  func startOfDocument(from offset: Int, after start: Int) -> Int? {
    var line = max(offset, start + 1)
    while line < bytes.count {
      if bytes[line - 1] == UInt8(ascii: "\n"), isDocumentMarker(at: line) { return line }
      line += 1
    }
    return nil
  }

  private func isDocumentMarker(at offset: Int) -> Bool {
    guard offset + 3 <= bytes.count, bytes[offset..<offset + 3].allSatisfy({ $0 == UInt8(ascii: "-") }) else {
      return false
    }
    return offset + 3 == bytes.count || Self.isSpace(bytes[offset + 3])
  }

  /// After the character at `offset`; the offset itself at a line end or at the end.
  func endOfCharacter(at offset: Int) -> Int {
    guard offset < bytes.count, bytes[offset] != UInt8(ascii: "\n"), bytes[offset] != UInt8(ascii: "\r") else {
      return offset
    }
    return offset + (UTF8Scan.scalarWidth(in: bytes, at: offset, limit: bytes.count) ?? 1)
  }

  /// What libyaml takes for the name of an anchor; anything else may follow at once.
  private static func isAnchorName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default:
      false
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
  }
}
