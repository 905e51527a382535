/// The URIs by which clients name documents.
enum DocumentURI {
  /// The path of a `file:` URI with its escapes undone, or the text after the scheme of any other.
  ///
  /// Its ending says how the document is read, whatever the client calls the language.
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

  /// The path of a file on this machine; nil for every other document.
  static func filePath(_ uri: String) -> String? {
    guard uri.hasPrefix("file:///") || uri.hasPrefix("file://localhost/") else { return nil }
    let path = path(uri)
    return path.utf8.contains(0) ? nil : path
  }

  /// The URI of a file by its whole path.
  static func uri(ofPath path: String) -> String {
    var uri = "file://"
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        uri += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return uri
  }

  /// Whether a path lies in a folder, or is the folder.
  static func isPath(_ path: String, in folder: String) -> Bool {
    guard path.hasPrefix(folder) else { return false }
    return path.utf8.count == folder.utf8.count || folder.hasSuffix("/")
      || path.utf8.dropFirst(folder.utf8.count).first == UInt8(ascii: "/")
  }

  /// A reference, relative or whole, as it is meant in a document; nil where it leads nowhere.
  static func resolve(_ reference: String, in uri: String) -> String? {
    if let colon = reference.firstIndex(of: ":"), reference[..<colon].allSatisfy(\.isLetter) {
      return reference.hasPrefix("http:") || reference.hasPrefix("https:") || reference.hasPrefix("file:")
        ? reference : nil
    }
    guard let path = filePath(uri), let slash = path.lastIndex(of: "/") else { return nil }
    let target = reference.prefix { $0 != "#" && $0 != "?" }
    guard !target.isEmpty else { return nil }
    var parts: [Substring] = target.hasPrefix("/") ? [] : path[..<slash].split(separator: "/")
    for part in target.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return self.uri(ofPath: "/" + parts.joined(separator: "/"))
  }
}
