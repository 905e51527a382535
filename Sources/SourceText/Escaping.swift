extension String {
  /// The text with something else in the place of some of its characters (Unicode scalars).
  ///
  /// - Parameter replacement: gives what stands for a character; nil: it stays.
  package func escaping(_ replacement: (Unicode.Scalar) -> String?) -> String {
    var result = ""
    for scalar in unicodeScalars {
      if let replacement = replacement(scalar) { result += replacement } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  /// A path as a URI has it: with a percent sign and two digits for each byte that a URI does not take.
  package var percentEncodedPath: String {
    var path = ""
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        path.unicodeScalars.append(Unicode.Scalar(byte))
      default: path += "%" + byte.hexadecimal(digits: 2, uppercase: true)
      }
    }
    return path
  }
}

extension Substring {
  /// The text with each `%3A` as the byte that it stands for.
  package var withoutPercentEncoding: String {
    guard utf8.contains(UInt8(ascii: "%")) else { return String(self) }
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      let digits = String(Substring(rest.prefix(2)))
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16), digits.first != "+" {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension BinaryInteger {
  /// The number in hexadecimal digits, at least so many.
  package func hexadecimal(digits count: Int, uppercase: Bool = false) -> String {
    let digits = String(self, radix: 16, uppercase: uppercase)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }
}
