import SourceText

/// `.http` and `.rest` files, as VS Code's REST Client and JetBrains' HTTP Client take them: requests with `###` between
/// them, each a line `METHOD URL`, headers, an empty line and a body.
extension TextParser {
  mutating func readHTTP(_ range: ByteRange) {
    var block: [ByteRange] = []
    for line in lines(range) {
      if starts(line, with: "###") {
        readRequest(block[...])
        block = []
      } else {
        block.append(line)
      }
    }
    readRequest(block[...])
  }

  private mutating func readRequest(_ block: ArraySlice<ByteRange>) {
    var rest = block
    skipPreamble(&rest)
    guard let first = rest.popFirst() else { return }
    let words = words(first)
    let isNamed = words.first.map { isMethod($0) } ?? false
    var place = words.dropFirst(isNamed ? 1 : 0)
    if place.count > 1, let last = place.last, starts(last, with: "HTTP/") { place.removeLast() }
    guard let start = place.first, let end = place.last, isNamed || looksLikeURL(start) else { return }
    let url = readURL(ByteRange(start.lower, end.upper), &rest)
    var headers: [(name: Piece, value: Piece)] = []
    while let line = rest.popFirst(), !isBlank(line) {
      if !isComment(line), let field = field(line) { headers.append(field) }
    }
    guard let body = body(rest) else { return }
    add(
      TextRequest(
        range: ByteRange(words[0].lower, body.range.upper), method: isNamed ? piece(words[0]) : nil, url: url,
        headers: headers, body: body))
  }

  /// Passes over what may stand before a request: empty lines, comments, `@name = value`, scripts.
  private func skipPreamble(_ rest: inout ArraySlice<ByteRange>) {
    while let line = rest.first, isBlank(line) || isComment(line) || starts(line, with: "@") || starts(line, with: "<")
    {
      rest.removeFirst()
      guard starts(line, with: "< {%"), !contains(line, "%}") else { continue }
      while let next = rest.popFirst(), !contains(next, "%}") {}
    }
  }

  /// A URL, which goes on in the lines below that begin with blanks.
  private func readURL(_ first: ByteRange, _ rest: inout ArraySlice<ByteRange>) -> Piece {
    var text = piece(first).text
    var end = first.upper
    while let line = rest.first, !isBlank(line), source.bytes[line.lower] <= UInt8(ascii: " ") {
      let part = trimmed(line)
      text.append(verbatim: source, part)
      end = part.upper
      rest.removeFirst()
    }
    return Piece(range: ByteRange(first.lower, end), text: text, quoting: .verbatim)
  }

  /// What stands below the headers, up to what is done with the answer.
  private func body(_ lines: ArraySlice<ByteRange>) -> Piece? {
    var own = lines.prefix { !starts($0, with: "> ") && !starts($0, with: ">>") && !starts($0, with: "<> ") }
    while let last = own.last, isBlank(last) || isComment(last) { own.removeLast() }
    guard let first = own.first(where: { !isBlank($0) }), let last = own.last else { return nil }
    return piece(ByteRange(first.lower, last.upper))
  }

  private func isMethod(_ word: ByteRange) -> Bool {
    ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"].contains {
      source.slice(word).elementsEqual($0.utf8)
    }
  }

  private func looksLikeURL(_ word: ByteRange) -> Bool {
    starts(word, with: "http://") || starts(word, with: "https://") || starts(word, with: "{{")
  }

  private func isComment(_ line: ByteRange) -> Bool { starts(line, with: "#") || starts(line, with: "//") }

  private func contains(_ line: ByteRange, _ text: String) -> Bool {
    source.text(line).contains(text)
  }
}
