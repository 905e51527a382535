/// The URIs by which clients name documents.
enum DocumentURI {
  /// The path of a `file:` URI with its escapes undone, or the text after the scheme of any other.
  ///
  /// Only its last part is used: the ending says how the document is read, whatever the client calls the language.
  static func path(_ uri: String) -> String {
    var rest = Substring(uri)
    if let colon = rest.firstIndex(of: ":") { rest = rest[rest.index(after: colon)...] }
    if rest.hasPrefix("//") { rest = rest.dropFirst(2).drop { $0 != "/" } }
    var bytes: [UInt8] = []
    var utf8 = rest.utf8[...]
    while let byte = utf8.popFirst() {
      let digits = utf8.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        utf8 = utf8.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
