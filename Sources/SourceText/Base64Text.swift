/// Reads base64 (RFC 4648), in its standard alphabet or in the one for URLs, through blanks and line ends.
package enum Base64Text {
  /// The first `limit` bytes that a text stands for, as far as it is base64.
  package static func bytes(of text: some Sequence<UInt8>, limit: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var width = 0
    for byte in text {
      if byte <= UInt8(ascii: " ") { continue }
      let digit = digits[Int(byte)]
      guard digit < 64, bytes.count < limit else { break }
      bits = bits << 6 | UInt32(digit)
      width += 6
      if width >= 8 {
        width -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(width)))
      }
    }
    return bytes
  }

  /// The value of each digit; 64 for what is none.
  private static let digits: [UInt8] = {
    var digits = [UInt8](repeating: 64, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    for (value, byte) in alphabet.enumerated() { digits[Int(byte)] = UInt8(value) }
    digits[Int(UInt8(ascii: "-"))] = 62
    digits[Int(UInt8(ascii: "_"))] = 63
    return digits
  }()
}
