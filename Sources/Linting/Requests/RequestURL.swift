/// The parts of a URL that say which API a request goes to.
struct RequestURL {
  /// In lower case; nil where the URL is a path alone.
  let host: String?
  let port: Int?
  let path: Substring
  /// Whether a placeholder stands for the host, and maybe for the first part of the path.
  let isBaseOpen: Bool
  /// What stands between `?` and `#`; nil where there is no `?`.
  let query: Substring?

  init(_ text: String) {
    var rest = Substring(text)
    if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
    let mark = rest.firstIndex(of: "?")
    query = mark.map { rest[rest.index(after: $0)...] }
    if let mark { rest = rest[..<mark] }
    if let end = rest.endOfPlaceholder {
      (host, port, path, isBaseOpen) = (nil, nil, rest[end...], true)
      return
    }
    guard let scheme = rest.range(ofScheme: "://") else {
      (host, port, path, isBaseOpen) = (nil, nil, rest, false)
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
    let name = authority[..<(colon ?? authority.endIndex)]
    host = name.lowercased()
    isBaseOpen = name.endOfPlaceholder == name.endIndex
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
  /// The index after the placeholder that the text starts with: `{{base}}`, `${BASE}`, `$BASE` or `<base>`.
  fileprivate var endOfPlaceholder: Index? {
    for (open, close) in [("{{", "}}"), ("${", "}"), ("<", ">")] where hasPrefix(open) {
      var place = index(startIndex, offsetBy: open.count)
      while place < endIndex, !self[place...].hasPrefix(close) { place = index(after: place) }
      return place < endIndex ? index(place, offsetBy: close.count) : nil
    }
    guard first == "$" else { return nil }
    let end = dropFirst().firstIndex { !$0.isLetter && !$0.isNumber && $0 != "_" } ?? endIndex
    return end > index(after: startIndex) ? end : nil
  }

  /// Whether a template fills something in here: no name has a brace, an angle or a dollar in it.
  var isTemplate: Bool { utf8.contains { "{}<>$".utf8.contains($0) } }

  /// The index after `://`, where letters stand before it.
  fileprivate func range(ofScheme separator: String) -> Index? {
    guard let colon = firstIndex(of: ":"), self[colon...].hasPrefix(separator), !self[..<colon].isEmpty else {
      return nil
    }
    guard self[..<colon].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "+" }) else { return nil }
    return index(colon, offsetBy: separator.count)
  }
}
