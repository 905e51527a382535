import SourceText

/// Reads a text that holds requests in pieces into an array of them.
struct TextParser {
  let source: SourceText
  private(set) var tree: TreeBuilder

  static func parse(_ source: SourceText, _ format: Document.Format, into tree: inout TreeBuilder) {
    tree.open(.array, at: source.byteOrderMarkLength)
    var parser = TextParser(source: source, tree: tree)
    let whole = ByteRange(source.byteOrderMarkLength, source.count)
    switch format {
    case .http: parser.readHTTP(whole)
    case .bruno: parser.readBruno(whole)
    case .shell: parser.readShell(whole)
    case .markdown: parser.readMarkdown(whole)
    case .json, .jsonWithComments, .yaml: break
    }
    tree = parser.tree
    tree.close(at: source.count)
  }

  mutating func add(_ request: TextRequest) { tree.add(request) }

  /// Adds a text that may be the body of a request by itself.
  mutating func add(_ body: ByteRange) { tree.add(.string, body) }

  func piece(_ range: ByteRange) -> Piece { Piece(verbatim: source, range) }

  // MARK: Lines

  /// The lines of a part of the text, without their ends.
  func lines(_ range: ByteRange) -> [ByteRange] {
    var lines: [ByteRange] = []
    var start = range.lower
    for offset in range.lower..<range.upper where source.bytes[offset] == UInt8(ascii: "\n") {
      lines.append(ByteRange(start, offset))
      start = offset + 1
    }
    lines.append(ByteRange(start, range.upper))
    return lines.map { line in
      source.byte(at: line.upper - 1) == UInt8(ascii: "\r") && !line.isEmpty
        ? ByteRange(line.lower, line.upper - 1) : line
    }
  }

  func isBlank(_ range: ByteRange) -> Bool { !source.slice(range).contains { $0 > UInt8(ascii: " ") } }

  func starts(_ range: ByteRange, with text: String) -> Bool { source.slice(range).starts(with: text.utf8) }

  /// Without the blanks at its ends.
  func trimmed(_ range: ByteRange) -> ByteRange {
    let bytes = source.slice(range)
    guard let first = bytes.firstIndex(where: { $0 > UInt8(ascii: " ") }),
      let last = bytes.lastIndex(where: { $0 > UInt8(ascii: " ") })
    else { return ByteRange(range.lower, range.lower) }
    return ByteRange(first, last + 1)
  }

  /// The words of a line, where blanks separate them.
  func words(_ range: ByteRange) -> [ByteRange] {
    source.slice(range).split { $0 <= UInt8(ascii: " ") }.map { ByteRange($0.startIndex, $0.endIndex) }
  }

  /// `name: value`; nil where a line has no colon.
  func field(_ line: ByteRange) -> (name: Piece, value: Piece)? {
    guard let colon = source.slice(line).firstIndex(of: UInt8(ascii: ":")), colon > line.lower else { return nil }
    return (piece(trimmed(ByteRange(line.lower, colon))), piece(trimmed(ByteRange(colon + 1, line.upper))))
  }
}
