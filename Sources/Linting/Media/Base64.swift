/// Looks at base64 without decoding more than its first bytes.
enum Base64 {
  /// What makes a text no base64.
  enum Flaw {
    case character(Unicode.Scalar)
    case length
  }

  /// The first flaw. Line ends are passed over; the URL-safe alphabet is taken as well, as many decoders do.
  static func flaw(in text: some StringProtocol) -> Flaw? {
    var digits = 0
    var padding = 0
    for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\r" {
      if scalar == "=" {
        padding += 1
        if padding > 2 { return .character(scalar) }
      } else if padding > 0 || digit(scalar) == nil {
        return .character(scalar)
      } else {
        digits += 1
      }
    }
    let isWhole = padding == 0 ? digits % 4 != 1 : (digits + padding) % 4 == 0
    return isWhole ? nil : .length
  }

  /// The first `count` bytes, as far as the text is base64.
  static func firstBytes(of text: some StringProtocol, count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var width = 0
    for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\r" {
      guard let digit = digit(scalar), bytes.count < count else { break }
      bits = bits << 6 | digit
      width += 6
      if width >= 8 {
        width -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(width)))
      }
    }
    return bytes
  }

  private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
    switch scalar {
    case "A"..."Z": scalar.value - 65
    case "a"..."z": scalar.value - 97 + 26
    case "0"..."9": scalar.value - 48 + 52
    case "+", "-": 62
    case "/", "_": 63
    default: nil
    }
  }
}
