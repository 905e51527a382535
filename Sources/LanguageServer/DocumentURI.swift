import SourceText

/// The URIs by which clients name documents.
enum DocumentURI {
  /// The path of a `file:` URI with its escapes undone, or the text after the scheme of any other.
  ///
  /// Its ending says how the document is read, whatever the client calls the language.
  static func path(_ uri: String) -> String {
    var rest = Substring(uri)
    if let colon = rest.firstIndex(of: ":") { rest = rest[rest.index(after: colon)...] }
    if rest.hasPrefix("//") { rest = rest.dropFirst(2).drop { $0 != "/" } }
    return rest.withoutPercentEncoding
  }

  /// The path of a file on this machine; nil for every other document.
  static func filePath(_ uri: String) -> String? {
    guard uri.hasPrefix("file:///") || uri.hasPrefix("file://localhost/") else { return nil }
    let path = path(uri)
    return path.utf8.contains(0) ? nil : path
  }

  /// The URI of a file by its whole path.
  static func uri(ofPath path: String) -> String { "file://" + path.percentEncodedPath }

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
    return self.uri(ofPath: String(target).absolutePath(in: String(path[..<slash])))
  }
}
