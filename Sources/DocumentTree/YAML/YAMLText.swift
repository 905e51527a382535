import SourceText

/// The bytes that libyaml is given: as long as the source, with what it cannot read replaced by `?`.
struct YAMLText {
  private(set) var bytes: ContiguousArray<UInt8>
  /// After a byte order mark.
  let start: Int
  /// What was replaced.
  private(set) var errors: [SyntaxError] = []

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
  }

  private mutating func replace(_ range: ByteRange) {
    for offset in range.lower..<min(range.upper, bytes.count) { bytes[offset] = UInt8(ascii: "?") }
  }

  /// YAML 1.2, section 5.1: what a stream may not hold.
  private mutating func replaceControlCharacters() {
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      let width: Int
      switch byte {
      case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x20...0x7E: width = 0
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

  // MARK: Surrogate pairs

  /// Whether the four digits after `\u` at `offset` start a surrogate pair.
  func hasSurrogatePair(at offset: Int) -> Bool {
    let escape = JSONEscape(SourceText(bytes), at: offset - 2, limit: bytes.count)
    if case .scalar = escape.meaning { return escape.range.count == 12 }
    return false
  }

  /// Replaces all surrogate pairs of the double-quoted scalar at `start`, and returns where they stood.
  mutating func replacingSurrogatePairs(inQuotesAt start: Int) -> [ByteRange]? {
    let source = SourceText(bytes)
    var pairs: [ByteRange] = []
    var offset = start + 1
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      guard bytes[offset] == UInt8(ascii: "\\") else {
        offset += 1
        continue
      }
      let escape = JSONEscape(source, at: offset, limit: bytes.count)
      if case .scalar = escape.meaning, escape.range.count == 12 { pairs.append(escape.range) }
      offset = max(offset + 2, escape.range.upper)
    }
    for pair in pairs { replace(pair) }
    return pairs.isEmpty ? nil : pairs
  }

  // MARK: Places

  /// After the anchors and tags that stand before a node, and the space after them.
  func skippingProperties(from start: Int, to end: Int) -> Int {
    var offset = start
    while offset < end {
      switch bytes[offset] {
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        while offset < end, !Self.isSpace(bytes[offset]) { offset += 1 }
      case UInt8(ascii: "#"):
        while offset < end, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      case let byte where Self.isSpace(byte): offset += 1
      default: return offset
      }
    }
    return end
  }

  /// The end of the last line of a block scalar that has text; libyaml's mark lies after blank lines.
  func endOfBlockScalar(from start: Int, to end: Int) -> Int {
    var end = min(end, bytes.count)
    while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// The start of the next line after `offset` that begins a document.
  func nextDocument(after offset: Int) -> Int? {
    var line = offset
    while true {
      while line < bytes.count, bytes[line] != UInt8(ascii: "\n") { line += 1 }
      line += 1
      guard line + 3 <= bytes.count else { return nil }
      let isMarker = bytes[line..<line + 3].allSatisfy { $0 == UInt8(ascii: "-") }
      if isMarker, line + 3 == bytes.count || Self.isSpace(bytes[line + 3]) { return line }
    }
  }

  /// After the character at `offset`; the offset itself at a line end or at the end.
  func endOfCharacter(at offset: Int) -> Int {
    guard offset < bytes.count, bytes[offset] != UInt8(ascii: "\n"), bytes[offset] != UInt8(ascii: "\r") else {
      return offset
    }
    return offset + (UTF8Scan.scalarWidth(in: bytes, at: offset, limit: bytes.count) ?? 1)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
  }
}
