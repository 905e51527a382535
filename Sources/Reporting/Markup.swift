import SourceText

/// Texts as markup takes them.
extension String {
  /// The text for XML and HTML, as content and within quotes; what XML does not allow, or would turn the direction of
  /// writing, is U+FFFD.
  var forMarkup: String {
    escaping { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      case "\n": nil
      case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
      default: scalar.movesCursor ? "\u{FFFD}" : nil
      }
    }
  }

  /// The text for Markdown: nothing in it is markup, a link or a line's end.
  var forMarkdown: String {
    escaping { scalar in
      "\\`*_{}[]<>#|~&@$!:\"".unicodeScalars.contains(scalar)
        ? "&#\(scalar.value);" : scalar.movesCursor ? "\u{FFFD}" : nil
    }
  }

  /// The text with what stands between backticks as code, each piece made ready by `escape`.
  func withCode(_ escape: (String) -> String) -> String {
    let pieces = split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    return pieces.enumerated().map { place, piece in
      let isCode = place % 2 == 1
      // A last mark that nothing answers is only a mark.
      if isCode, place == pieces.count - 1 { return escape("`" + piece) }
      return isCode ? "<code>\(escape(piece))</code>" : escape(piece)
    }.joined()
  }
}
