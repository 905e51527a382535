import SourceText

/// One pass over a JSON string: where it ends and what is wrong in it.
struct JSONStringScan {
  /// After the closing quote, or where the string was left open.
  private(set) var end: Int
  private(set) var errors: [SyntaxError] = []
  /// Escapes that are half of a surrogate pair.
  private(set) var loneSurrogates: [ByteRange] = []
  private(set) var hasEscapes = false

  private let source: SourceText
  private let start: Int
  private let quote: UInt8
  /// The blank lines up to here were looked at: each only once, however many there are.
  private var checkedTo = 0

  /// Scans from the opening quote at `start`.
  ///
  /// - Parameter plainEnd: up to here all is ASCII without quotes, escapes and control characters.
  init(_ source: SourceText, from start: Int, plainUpTo plainEnd: Int, quote: UInt8) {
    self.source = source
    self.start = start
    self.quote = quote
    end = plainEnd
    var saidLineEnd = false
    let bytes = source.bytes
    while end < bytes.count {
      let byte = bytes[end]
      if byte == quote {
        end += 1
        return
      }
      switch byte {
      case UInt8(ascii: "\\"):
        scanEscape()
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if endsString(atLineEnd: end) {
          reportUnterminated()
          return
        }
        if !saidLineEnd { report(.controlCharacter, ByteRange(end, end + 1)) }
        saidLineEnd = true
        end += 1
      case 0..<0x20:
        report(.controlCharacter, ByteRange(end, end + 1))
        end += 1
      case 0x20..<0x80:
        end = UTF8Scan.endOfPlainText(in: bytes, from: end + 1, without: quote, UInt8(ascii: "\\"))
      default:
        scanScalar()
      }
    }
    reportUnterminated()
  }

  private mutating func report(_ kind: SyntaxError.Kind, _ range: ByteRange) {
    if errors.count < Document.errorLimit { errors.append(SyntaxError(kind: kind, range: range)) }
  }

  /// A run of bytes that are not UTF-8 is one error.
  private mutating func scanScalar() {
    if let width = UTF8Scan.scalarWidth(in: source.bytes, at: end, limit: source.bytes.count) {
      end += width
      return
    }
    if let last = errors.last, last.kind == .malformedUTF8, last.range.upper == end {
      errors[errors.count - 1] = SyntaxError(kind: .malformedUTF8, range: ByteRange(last.range.lower, end + 1))
    } else {
      report(.malformedUTF8, ByteRange(end, end + 1))
    }
    end += 1
  }

  private mutating func scanEscape() {
    hasEscapes = true
    let escape = JSONEscape(source, at: end, limit: source.bytes.count)
    switch escape.meaning {
    case .scalar: break
    case .loneSurrogate: loneSurrogates.append(escape.range)
    case .malformed: report(.malformedEscape, escape.range)
    }
    end = escape.range.upper
  }

  /// Whether a line end inside a string means that its closing quote was forgotten.
  ///
  /// It does where the next line goes on as JSON does: with a key, or with a closing bracket. Else the writer
  /// broke the line inside the text.
  private mutating func endsString(atLineEnd lineEnd: Int) -> Bool {
    guard lineEnd >= checkedTo else { return false }
    var offset = lineEnd
    while offset < source.bytes.count, source.bytes[offset] <= 0x20 { offset += 1 }
    checkedTo = offset
    guard offset < source.bytes.count else { return true }
    switch source.bytes[offset] {
    case UInt8(ascii: "}"), UInt8(ascii: "]"): return true
    case UInt8(ascii: "\""): break
    default: return false
    }
    offset += 1
    while offset < source.bytes.count, source.bytes[offset] != UInt8(ascii: "\n"),
      source.bytes[offset] != UInt8(ascii: "\"")
    { offset += 1 }
    offset += 1
    while offset < source.bytes.count, source.bytes[offset] == UInt8(ascii: " ") { offset += 1 }
    return offset < source.bytes.count && source.bytes[offset] == UInt8(ascii: ":")
  }

  /// Ends the string at the end of its line, but for a comma there, which was meant to follow it.
  private mutating func reportUnterminated() {
    while end > start + 1, source.bytes[end - 1] <= 0x20 { end -= 1 }
    if end > start + 1, source.bytes[end - 1] == UInt8(ascii: ",") { end -= 1 }
    errors.removeAll { $0.range.upper > end }
    report(.unterminatedString, ByteRange(start, end))
  }
}
