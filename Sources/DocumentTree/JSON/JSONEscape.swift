import SourceText

/// One escape of a JSON string, read at its backslash. A surrogate pair is one escape.
struct JSONEscape {
  enum Meaning {
    case scalar(UInt32)
    case loneSurrogate
    case malformed
  }

  let meaning: Meaning
  let range: ByteRange

  init(_ source: SourceText, at start: Int, limit: Int) {
    func one(_ scalar: Unicode.Scalar) -> (Meaning, Int) { (.scalar(scalar.value), 2) }
    let letter = start + 1 < limit ? source.bytes[start + 1] : 0
    let (meaning, length): (Meaning, Int)
    switch letter {
    case UInt8(ascii: "\""): (meaning, length) = one("\"")
    case UInt8(ascii: "\\"): (meaning, length) = one("\\")
    case UInt8(ascii: "/"): (meaning, length) = one("/")
    case UInt8(ascii: "b"): (meaning, length) = one("\u{8}")
    case UInt8(ascii: "f"): (meaning, length) = one("\u{C}")
    case UInt8(ascii: "n"): (meaning, length) = one("\n")
    case UInt8(ascii: "r"): (meaning, length) = one("\r")
    case UInt8(ascii: "t"): (meaning, length) = one("\t")
    case UInt8(ascii: "u"): (meaning, length) = Self.unicode(source, at: start, limit: limit)
    default:
      // A line end or a byte of a longer scalar stays outside.
      (meaning, length) = (.malformed, letter > 0x20 && letter < 0x80 ? 2 : 1)
    }
    self.meaning = meaning
    range = ByteRange(start, min(limit, start + length))
  }

  private static func unicode(_ source: SourceText, at start: Int, limit: Int) -> (Meaning, Int) {
    guard let unit = hexadecimal(source, at: start + 2, limit: limit) else {
      var length = 2
      while length < 6, start + length < limit, digit(source.bytes[start + length]) != nil { length += 1 }
      return (.malformed, length)
    }
    guard (0xD800...0xDFFF).contains(unit) else { return (.scalar(unit), 6) }
    guard unit < 0xDC00, source.byte(at: start + 6) == UInt8(ascii: "\\"),
      source.byte(at: start + 7) == UInt8(ascii: "u"),
      let low = hexadecimal(source, at: start + 8, limit: limit), (0xDC00...0xDFFF).contains(low)
    else { return (.loneSurrogate, 6) }
    return (.scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)), 12)
  }

  private static func hexadecimal(_ source: SourceText, at start: Int, limit: Int) -> UInt32? {
    guard start + 4 <= limit else { return nil }
    var value: UInt32 = 0
    for offset in start..<start + 4 {
      guard let digit = digit(source.bytes[offset]) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}

/// Reads the content of a JSON string, keeping the way back to its bytes.
enum JSONStringDecoder {
  /// Decodes the bytes between the quotes; an escape that is none stands for itself.
  static func decode(_ source: SourceText, _ content: ByteRange) -> DecodedText {
    var text = DecodedText(at: content.lower, capacity: content.count)
    var verbatimStart = content.lower
    var offset = content.lower
    while offset < content.upper {
      guard source.bytes[offset] == UInt8(ascii: "\\") else {
        offset = UTF8Scan.endOfPlainText(
          in: source.bytes, from: offset + 1, without: UInt8(ascii: "\\"), UInt8(ascii: "\\"))
        continue
      }
      text.append(verbatim: source, ByteRange(verbatimStart, offset))
      let escape = JSONEscape(source, at: offset, limit: content.upper)
      switch escape.meaning {
      case .scalar(let scalar):
        text.append(scalar, writtenAs: escape.range)
      case .loneSurrogate:
        text.append(0xFFFD, writtenAs: escape.range)
      case .malformed:
        text.append(verbatim: source, escape.range)
      }
      offset = escape.range.upper
      verbatimStart = offset
    }
    text.append(verbatim: source, ByteRange(verbatimStart, content.upper))
    return text
  }
}
