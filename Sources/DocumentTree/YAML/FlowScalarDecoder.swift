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
    text = DecodedText(at: content.lower)
  }

  private mutating func run() {
    while offset < content.upper {
      let start = offset
      switch source.bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        readSpace()
      case UInt8(ascii: "\\") where quotes == .double:
        readEscape()
      case UInt8(ascii: "'") where quotes == .single && source.byte(at: offset + 1) == UInt8(ascii: "'"):
        text.append("'".utf8, writtenAs: ByteRange(offset, offset + 2))
        offset += 2
      default:
        offset += 1
        while offset < content.upper, !isSpecial(source.bytes[offset]) { offset += 1 }
        text.append(verbatim: source, ByteRange(start, offset))
      }
    }
  }

  private func isSpecial(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "'")
  }

  /// Space within a line stays; space around line ends is folded into one blank, or into the empty lines between.
  private mutating func readSpace() {
    let start = offset
    var lineEnds = 0
    while offset < content.upper {
      switch source.bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): offset += 1
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        lineEnds += 1
        offset += lineEndLength
      default:
        return finishSpace(from: start, lineEnds)
      }
    }
    finishSpace(from: start, lineEnds)
  }

  private mutating func finishSpace(from start: Int, _ lineEnds: Int) {
    let range = ByteRange(start, offset)
    switch lineEnds {
    case 0: text.append(verbatim: source, range)
    case 1: text.append(" ".utf8, writtenAs: range)
    default: text.append(repeatElement(UInt8(ascii: "\n"), count: lineEnds - 1), writtenAs: range)
    }
  }

  private var lineEndLength: Int {
    source.bytes[offset] == UInt8(ascii: "\r") && source.byte(at: offset + 1) == UInt8(ascii: "\n") ? 2 : 1
  }

  private mutating func readEscape() {
    let start = offset
    let letter = source.byte(at: offset + 1) ?? 0
    if letter == UInt8(ascii: "\n") || letter == UInt8(ascii: "\r") {
      return readEscapedLineEnd()
    }
    if let scalar = Self.single[letter] {
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
    while offset < content.upper,
      source.bytes[offset] == UInt8(ascii: "\n") || source.bytes[offset] == UInt8(ascii: "\r")
    {
      let start = offset
      offset += lineEndLength
      skipBlanks()
      text.append("\n".utf8, writtenAs: ByteRange(start, offset))
    }
  }

  private mutating func skipBlanks() {
    while offset < content.upper,
      source.bytes[offset] == UInt8(ascii: " ") || source.bytes[offset] == UInt8(ascii: "\t")
    { offset += 1 }
  }

  private mutating func append(_ scalar: UInt32, from start: Int) {
    var bytes = ContiguousArray<UInt8>()
    UTF8Scan.append(scalar, to: &bytes)
    text.append(bytes, writtenAs: ByteRange(start, offset))
  }

  /// YAML 1.2, section 5.7, but for those that JSON has too.
  private static let single: [UInt8: UInt32] = [
    UInt8(ascii: "0"): 0x0, UInt8(ascii: "a"): 0x7, UInt8(ascii: "v"): 0xB, UInt8(ascii: "e"): 0x1B,
    UInt8(ascii: " "): 0x20,
    UInt8(ascii: "\t"): 0x9, UInt8(ascii: "N"): 0x85, UInt8(ascii: "_"): 0xA0, UInt8(ascii: "L"): 0x2028,
    UInt8(ascii: "P"): 0x2029,
  ]
}
