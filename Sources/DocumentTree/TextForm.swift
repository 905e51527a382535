package import SourceText

/// How a text is read: as one document, or as one a line.
package enum TextForm: Sendable, Hashable {
  case document(Document.Format)
  /// One JSON text a line.
  case lines

  /// The form that the ending of a file's name says; nil where it says none.
  package init?(path: String) {
    let name = path.utf8.suffix(
      from: path.utf8.lastIndex(of: UInt8(ascii: "/")).map(path.utf8.index(after:)) ?? path.startIndex)
    switch name.lastIndex(of: UInt8(ascii: ".")).map({ Substring(name[$0...]).lowercased() }) {
    case ".json": self = .document(.json)
    case ".jsonc": self = .document(.jsonWithComments)
    case ".yaml", ".yml": self = .document(.yaml)
    case ".jsonl", ".ndjson": self = .lines
    case ".har": self = .document(.json)
    case ".http", ".rest": self = .document(.http)
    case ".bru": self = .document(.bruno)
    case ".sh", ".bash", ".zsh": self = .document(.shell)
    case ".md", ".markdown": self = .document(.markdown)
    default: return nil
    }
  }

  /// The form that the name of a text says; where it says none, the one that the text looks like.
  package init(path: String, _ text: SourceText) {
    self = TextForm(path: path) ?? TextForm(sniffing: text.bytes[...])
  }

  /// The form of a text without a name: JSON starts with a bracket, JSON Lines goes on after the first line's end.
  package init(sniffing text: ArraySlice<UInt8>) {
    let start = text.drop { $0 <= UInt8(ascii: " ") || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard start.first == UInt8(ascii: "{") || start.first == UInt8(ascii: "[") else {
      self = .document(.yaml)
      return
    }
    let line = start.prefix { $0 != UInt8(ascii: "\n") }
    let rest = start.dropFirst(line.count).drop { $0 <= UInt8(ascii: " ") }
    let isWhole = !rest.isEmpty && Document.parse(SourceText(ContiguousArray(line)), as: .json).errors.isEmpty
    self = isWhole ? .lines : .document(.json)
  }

  /// The documents of a text, each with the offset where it starts.
  package func documents(of text: SourceText) -> [(offset: Int, document: Document)] {
    if case .document(let format) = self { return [(0, Document.parse(text, as: format))] }
    let lines = LineIndex(text)
    return (0..<lines.lineCount).compactMap { line in
      let range = lines.content(ofLine: line)
      let bytes = text.slice(range)
      guard bytes.contains(where: { $0 > UInt8(ascii: " ") }) else { return nil }
      return (range.lower, Document.parse(SourceText(ContiguousArray(bytes)), as: .json))
    }
  }
}
