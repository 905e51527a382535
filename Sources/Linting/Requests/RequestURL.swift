/// The parts of a URL that say which API a request goes to.
struct RequestURL {
  /// In lower case; nil where the URL is a path alone.
  let host: String?
  let port: Int?
  let path: Substring

  init(_ text: String) {
    var rest = Substring(text)
    if let cut = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<cut] }
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
}

extension Substring {
  /// The index after `://`, where letters stand before it.
  fileprivate func range(ofScheme separator: String) -> Index? {
    guard let colon = firstIndex(of: ":"), self[colon...].hasPrefix(separator), !self[..<colon].isEmpty else { return nil }
    guard self[..<colon].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "+" }) else { return nil }
    return index(colon, offsetBy: separator.count)
  }
}
