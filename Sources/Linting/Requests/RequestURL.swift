/// The parts of a URL that say which API a request goes to.
struct RequestURL {
  /// In lower case; nil where the URL is a path alone.
  let host: String?
  let port: Int?
  let path: Substring
  /// What stands between `?` and `#`; nil where there is no `?`.
  let query: Substring?

  init(_ text: String) {
    var rest = Substring(text)
    if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
    let mark = rest.firstIndex(of: "?")
    query = mark.map { rest[rest.index(after: $0)...] }
    if let mark { rest = rest[..<mark] }
    guard let scheme = rest.range(ofScheme: "://") else {
      (host, port, path) = (nil, nil, rest)
      return
    }
    rest = rest[scheme...]
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    path = rest[slash...]
    var authority = rest[..<slash]
    if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
    let isBracketed = authority.hasPrefix("[")
    let colon = authority.lastIndex(of: ":").flatMap { isBracketed && authority[$0...].contains("]") ? nil : $0 }
    port = colon.flatMap { Int(authority[authority.index(after: $0)...]) }
    host = authority[..<(colon ?? authority.endIndex)].lowercased()
  }

  /// What the query gives for a name, as it is written; nil where it does not have the name.
  func queryValue(_ name: String) -> Substring? {
    for pair in query?.split(separator: "&") ?? [] {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.first == name[...] { return parts.count > 1 ? parts[1] : "" }
    }
    return nil
  }
}

extension Substring {
  /// Whether a template fills something in here: no name has a brace, an angle or a dollar in it.
  var isTemplate: Bool { utf8.contains { "{}<>$".utf8.contains($0) } }

  /// The text with each `%3A` as the character that it stands for.
  var withoutPercentEncoding: String {
    guard utf8.contains(UInt8(ascii: "%")) else { return String(self) }
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The index after `://`, where letters stand before it.
  fileprivate func range(ofScheme separator: String) -> Index? {
    guard let colon = firstIndex(of: ":"), self[colon...].hasPrefix(separator), !self[..<colon].isEmpty else {
      return nil
    }
    guard self[..<colon].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "+" }) else { return nil }
    return index(colon, offsetBy: separator.count)
  }
}
