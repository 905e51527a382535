import SourceText

/// Reads the content of a plain or quoted YAML scalar, keeping the way back to its bytes (YAML 1.2, sections 7.3 and 6.5).
///
/// It reads surrogate pairs as well, which libyaml does not.
struct FlowScalarDecoder {
  enum Quotes {
    case none, single, double
  }

  private let source: SourceText
  private let content: ByteRange
  private let quotes: Quotes
  private var offset: Int
  private var text: DecodedText

  static func decode(_ source: SourceText, _ content: ByteRange, _ quotes: Quotes) -> DecodedText {
    var decoder = FlowScalarDecoder(source: source, content: content, quotes: quotes, offset: content.lower)
    decoder.run()
    return decoder.text
  }

  private init(source: SourceText, content: ByteRange, quotes: Quotes, offset: Int) {
    self.source = source
    self.content = content
    self.quotes = quotes
    self.offset = offset
    text = DecodedText(at: content.lower, capacity: content.count)
  }

  private mutating func run() {
    while offset < content.upper {
      switch source.bytes[offset] {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): readFold(from: offset)
      case UInt8(ascii: "\\") where quotes == .double: readEscape()
      case UInt8(ascii: "'") where quotes == .single && source.byte(at: offset + 1) == UInt8(ascii: "'"):
        text.append("'".utf8, writtenAs: ByteRange(offset, offset + 2))
        offset += 2
      default: readLine()
      }
    }
  }

  /// What stands in a line up to an escape. Blanks before its end are no content.
  private mutating func readLine() {
    let start = offset
    offset = UTF8Scan.endOfLine(
      in: source.bytes, from: offset + 1, limit: content.upper,
      without: quotes == .none ? UInt8(ascii: "\n") : UInt8(ascii: quotes == .double ? "\\" : "'"))
    var end = offset
    let endsLine = offset < content.upper && source.bytes[offset].isLineEnd
    if endsLine {
      while end > start, Self.isBlank(source.bytes[end - 1]) { end -= 1 }
    }
    text.append(verbatim: source, ByteRange(start, end))
    if endsLine { readFold(from: end) }
  }

  /// Line ends and the blanks around them are folded into one blank, or into the empty lines between.
  private mutating func readFold(from start: Int) {
    var lineEnds = 0
    while offset < content.upper {
      let byte = source.bytes[offset]
      if byte.isLineEnd {
        lineEnds += 1
        offset += lineEndLength
      } else if Self.isBlank(byte) {
        offset += 1
      } else {
        break
      }
    }
    let range = ByteRange(start, offset)
    if lineEnds == 1 {
      text.append(" ".utf8, writtenAs: range)
    } else {
      text.append(repeatElement(UInt8(ascii: "\n"), count: lineEnds - 1), writtenAs: range)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private var lineEndLength: Int { source.bytes.lineEndLength(at: offset, limit: source.count) }

  private mutating func readEscape() {
    let start = offset
    let letter = source.byte(at: offset + 1) ?? 0
    if letter.isLineEnd { return readEscapedLineEnd() }
    if let scalar = Self.single(letter) {
      offset += 2
      append(scalar, from: start)
      return
    }
    let digits = letter == UInt8(ascii: "x") ? 2 : letter == UInt8(ascii: "U") ? 8 : 0
    if digits > 0 {
      let hexadecimal = source.text(ByteRange(start + 2, min(start + 2 + digits, content.upper)))
      offset = min(content.upper, start + 2 + digits)
      append(UInt32(hexadecimal, radix: 16) ?? 0xFFFD, from: start)
      return
    }
    let escape = JSONEscape(source, at: offset, limit: content.upper)
    offset = max(offset + 1, escape.range.upper)
    switch escape.meaning {
    case .scalar(let scalar): append(scalar, from: start)
    case .loneSurrogate: append(0xFFFD, from: start)
    case .malformed: text.append(verbatim: source, ByteRange(start, offset))
    }
  }

  /// An escaped line end is nothing, and the empty lines after it are line ends.
  private mutating func readEscapedLineEnd() {
    offset += 1
    offset += lineEndLength
    skipBlanks()
    while offset < content.upper, source.bytes[offset].isLineEnd {
      let start = offset
      offset += lineEndLength
      skipBlanks()
      text.append("\n".utf8, writtenAs: ByteRange(start, offset))
    }
  }

  private mutating func skipBlanks() {
    while offset < content.upper, Self.isBlank(source.bytes[offset]) { offset += 1 }
  }

  private mutating func append(_ scalar: UInt32, from start: Int) {
    text.append(scalar, writtenAs: ByteRange(start, offset))
  }

  /// What an escape of one letter stands for (YAML 1.2, section 5.7), but for those that JSON has too.
  private static func single(_ letter: UInt8) -> UInt32? {
    switch letter {
    case UInt8(ascii: "0"): 0x0
    case UInt8(ascii: "a"): 0x7
    case UInt8(ascii: "v"): 0xB
    case UInt8(ascii: "e"): 0x1B
    case UInt8(ascii: " "): 0x20
    case UInt8(ascii: "\t"): 0x9
    case UInt8(ascii: "N"): 0x85
    case UInt8(ascii: "_"): 0xA0
    case UInt8(ascii: "L"): 0x2028
    case UInt8(ascii: "P"): 0x2029
    default: nil
    }
  }
}
