import SourceText

/// The fences of a Markdown text: JSON, `.http` files and shell commands.
extension TextParser {
  mutating func readMarkdown(_ range: ByteRange) {
    var fence: (mark: ByteRange, language: String, start: Int)?
    for line in lines(range) {
      let text = trimmed(line)
      if let open = fence {
        guard isMark(text, closing: open.mark) else { continue }
        read(ByteRange(open.start, line.lower), open.language)
        fence = nil
      } else if let mark = mark(text) {
        let info = trimmed(ByteRange(mark.upper, text.upper))
        let language = source.text(info).prefix { !$0.isWhitespace && $0 != "{" && $0 != "," }.lowercased()
        fence = (mark, language, line.upper)
      }
    }
  }

  private mutating func read(_ range: ByteRange, _ language: String) {
    switch language {
    case "json", "jsonc", "json5": if !isBlank(range) { add(trimmed(range)) }
    case "http", "rest": readHTTP(range)
    case "sh", "bash", "shell", "zsh", "console", "curl", "shell-session": readShell(range)
    default: break
    }
  }

  /// The three or more backticks or tildes that a line begins with.
  private func mark(_ line: ByteRange) -> ByteRange? {
    let bytes = source.slice(line)
    guard let first = bytes.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else { return nil }
    let length = bytes.prefix { $0 == first }.count
    return length >= 3 ? ByteRange(line.lower, line.lower + length) : nil
  }

  private func isMark(_ line: ByteRange, closing open: ByteRange) -> Bool {
    guard let mark = mark(line), mark == line, mark.count >= open.count else { return false }
    return source.byte(at: mark.lower) == source.byte(at: open.lower)
  }
}
