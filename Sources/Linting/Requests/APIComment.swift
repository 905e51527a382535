import DocumentTree
package import SourceText

/// A `# reqlint: api=…` comment.
package struct APIComment: Sendable {
  package enum Meaning: Sendable, Hashable {
    case api(provider: String, endpoint: String?)
    /// `api=none`: nothing here is a request.
    case nothing
  }

  package let meaning: Meaning
  /// What stands behind `api=`, in bytes of the document.
  package let range: ByteRange

  /// - Parameter comment: from its `#` to the end of its line.
  init?(_ comment: ByteRange, in document: Document) {
    let whole = document.source.text(comment)
    let text = whole.drop { $0 == "#" || $0 == " " }
    guard text.hasPrefix("reqlint:") else { return nil }
    let words = text.dropFirst("reqlint:".count).split(whereSeparator: { $0 == " " || $0 == "\t" })
    guard let word = words.first(where: { $0.hasPrefix("api=") })?.dropFirst("api=".count), !word.isEmpty else {
      return nil
    }
    let parts = word.split(separator: "/", maxSplits: 1)
    guard let provider = parts.first else { return nil }
    let start = comment.lower + whole.utf8.distance(from: whole.startIndex, to: word.startIndex)
    range = ByteRange(start, start + word.utf8.count)
    meaning =
      word == "none" ? .nothing : .api(provider: String(provider), endpoint: parts.count > 1 ? String(parts[1]) : nil)
  }
}
