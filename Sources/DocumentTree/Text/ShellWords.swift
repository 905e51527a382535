import SourceText

/// Reads one command of a shell script word by word: quotes, escapes, expansions and here-documents (POSIX.1-2024,
/// Shell Command Language, 2.2, 2.6 and 2.7.4).
struct ShellWords {
  private let source: SourceText
  private let limit: Int
  /// After the last word that was read.
  private(set) var offset: Int
  /// The here-document or -string that the command reads, once its words are read.
  private(set) var document: Piece?
  /// The file that the command writes, once its words are read.
  private(set) var output: Piece?
  /// The line that ends the here-document.
  private var delimiter: Delimiter?

  private var content: DecodedText
  /// Whether this reads what stands in a here-document; in those no other one is looked for.
  private var isInDocument = false
  /// How the parts of the word are quoted, each kind once.
  private var quotings: Set<Piece.Quoting> = []

  /// The word after `<<`.
  struct Delimiter {
    fileprivate let text: [UInt8]
    /// Whether the shell leaves the document as it is.
    fileprivate let isQuoted: Bool
    /// Whether tabs at the starts of lines do not count.
    fileprivate let takesTabs: Bool
  }

  /// What a command reads.
  enum Input {
    /// A here-document, by its end.
    case document(Delimiter)
    case text(Piece)
  }

  /// - Parameter input: what the command reads if it names nothing else.
  init(source: SourceText, offset: Int, limit: Int, reading input: Input? = nil) {
    self.source = source
    self.offset = offset
    self.limit = limit
    switch input {
    case .document(let end): delimiter = end
    case .text(let text): document = text
    case nil: break
    }
    content = DecodedText(at: offset)
  }

  private var byte: UInt8? { offset < limit ? source.bytes[offset] : nil }

  func byte(at offset: Int) -> UInt8? { source.byte(at: offset) }

  private func byte(after distance: Int) -> UInt8? {
    offset + distance < limit ? source.bytes[offset + distance] : nil
  }

  /// The next word of the command, without its redirections; nil at its end.
  mutating func next() -> Piece? {
    while true {
      skipBlanks()
      guard let byte, !Self.ends.contains(byte) else {
        readDocument()
        return nil
      }
      guard byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") else { return readWord() }
      readRedirection()
    }
  }

  /// What ends a command.
  private static let ends = Set("\n;|&)`".utf8)
  /// What ends a word.
  static let breaks = ends.union(" \t\r<>(".utf8)

  private mutating func skipBlanks() {
    while let byte {
      if byte == UInt8(ascii: "\\"), let length = lineEndLength(after: 1) {
        offset += 1 + length
      } else if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") {
        offset += 1
      } else {
        return
      }
    }
  }

  private func lineEndLength(after distance: Int) -> Int? {
    if byte(after: distance) == UInt8(ascii: "\n") { return 1 }
    return byte(after: distance) == UInt8(ascii: "\r") && byte(after: distance + 1) == UInt8(ascii: "\n") ? 2 : nil
  }

  // MARK: Words

  private mutating func readWord() -> Piece {
    let start = offset
    content = DecodedText(at: start)
    quotings = []
    while let byte, !Self.breaks.contains(byte) {
      switch byte {
      case UInt8(ascii: "'"): readSingle()
      case UInt8(ascii: "\""): readDouble()
      case UInt8(ascii: "$") where self.byte(after: 1) == UInt8(ascii: "'"): readANSI()
      case UInt8(ascii: "$"): readExpansion()
      case UInt8(ascii: "\\"):
        if let length = lineEndLength(after: 1) {
          offset += 1 + length
        } else {
          readEscape()
          quotings.insert(.verbatim)
        }
      default:
        append(1)
        quotings.insert(.verbatim)
      }
    }
    // A bracket that nothing here reads is passed over, so that the words go on.
    if offset == start { append(1) }
    return Piece(range: ByteRange(start, offset), text: content, quoting: quotings.count == 1 ? quotings.first : nil)
  }

  /// Takes bytes as they stand.
  private mutating func append(_ count: Int) {
    let end = min(limit, offset + count)
    content.append(verbatim: source, ByteRange(offset, end))
    offset = end
  }

  private mutating func readSingle() {
    offset += 1
    let start = offset
    while let byte, byte != UInt8(ascii: "'") { offset += 1 }
    content.append(verbatim: source, ByteRange(start, offset))
    offset = min(limit, offset + 1)
    quotings.insert(.single)
  }

  private mutating func readDouble() {
    offset += 1
    readOpen(until: { $0.byte == UInt8(ascii: "\"") }, escapes: "\\\"$`")
    offset = min(limit, offset + 1)
    quotings.insert(.double)
  }

  /// Reads text in which expansions are made.
  private mutating func readOpen(until isEnd: (ShellWords) -> Bool, escapes: String) {
    while let byte, !isEnd(self) {
      switch byte {
      case UInt8(ascii: "\\"):
        if let length = lineEndLength(after: 1) {
          offset += 1 + length
        } else if let next = self.byte(after: 1), escapes.utf8.contains(next) {
          readEscape()
        } else {
          append(1)
        }
      case UInt8(ascii: "$"), UInt8(ascii: "`"): readExpansion()
      default:
        let start = offset
        offset += 1
        while let byte = self.byte, !"\\\"$`\n".utf8.contains(byte) { offset += 1 }
        content.append(verbatim: source, ByteRange(start, offset))
      }
    }
  }

  /// A backslash and the character that it stands before.
  private mutating func readEscape() {
    guard let next = byte(after: 1) else { return append(1) }
    content.append([next], writtenAs: ByteRange(offset, offset + 2))
    offset += 2
  }

  /// `$'…'`, with the escapes that people write in JSON.
  private mutating func readANSI() {
    offset += 2
    while let byte, byte != UInt8(ascii: "'") {
      guard byte == UInt8(ascii: "\\"), let next = self.byte(after: 1) else {
        append(1)
        continue
      }
      let meant = Self.ansi[next] ?? next
      content.append([meant], writtenAs: ByteRange(offset, offset + 2))
      offset += 2
    }
    offset = min(limit, offset + 1)
    // Two kinds, so that nobody writes into it.
    quotings.formUnion([.single, .double])
  }

  private static let ansi: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D,
  ]

  // MARK: Expansions

  /// Whatever the shell puts in place of `$name`, `${name}`, `$(command)` or `` `command` `` reads as `${…}`, but for a
  /// here-document that is printed there.
  private mutating func readExpansion() {
    let start = offset
    guard byte == UInt8(ascii: "$") else {
      offset += 1
      while let byte, byte != UInt8(ascii: "`") { offset += 1 }
      offset = min(limit, offset + 1)
      return content.append("${command}".utf8, writtenAs: ByteRange(start, offset))
    }
    switch byte(after: 1) {
    case UInt8(ascii: "("):
      if readPrintedDocument() { return }
      offset += 2
      skipToClosing(UInt8(ascii: ")"), of: UInt8(ascii: "("))
    case UInt8(ascii: "{"):
      offset += 2
      skipToClosing(UInt8(ascii: "}"), of: UInt8(ascii: "{"))
    case .some(let next) where Self.isName(next):
      offset += 2
      while let byte, Self.isName(byte) { offset += 1 }
    default: return append(1)
    }
    content.append("${value}".utf8, writtenAs: ByteRange(start, offset))
  }

  static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// After the bracket that closes one that is open; brackets in quotes count as well, which is rare.
  private mutating func skipToClosing(_ close: UInt8, of open: UInt8) {
    var depth = 1
    while depth > 0, let byte {
      offset += 1
      if byte == open { depth += 1 }
      if byte == close { depth -= 1 }
    }
  }

  /// `$(cat <<'END' … END)`: the document is what the expansion gives; where something more is done with it, it is passed
  /// over, and what the expansion gives is open.
  private mutating func readPrintedDocument() -> Bool {
    guard !isInDocument else { return false }
    var inner = ShellWords(source: source, offset: offset + 2, limit: limit)
    inner.skipBlanks()
    guard source.slice(ByteRange(inner.offset, min(limit, inner.offset + 4))).elementsEqual("cat ".utf8) else {
      return false
    }
    inner.offset += 4
    inner.skipBlanks()
    guard inner.byte == UInt8(ascii: "<"), inner.byte(after: 1) == UInt8(ascii: "<") else { return false }
    inner.readRedirection()
    inner.skipBlanks()
    guard inner.byte == UInt8(ascii: "\n") else { return false }
    inner.readDocument()
    guard let document = inner.document else {
      // It never ends, so it takes all of the rest.
      offset = inner.offset
      return true
    }
    inner.skipSpace()
    guard inner.byte == UInt8(ascii: ")") else {
      let start = offset
      offset = inner.offset
      skipToClosing(UInt8(ascii: ")"), of: UInt8(ascii: "("))
      content.append("${value}".utf8, writtenAs: ByteRange(start, offset))
      return true
    }
    content.append(document.text, ByteRange(0, document.text.bytes.count))
    offset = inner.offset + 1
    quotings.insert(.verbatim)
    return true
  }

  private mutating func skipSpace() {
    while let byte, byte <= UInt8(ascii: " ") { offset += 1 }
  }

  // MARK: Redirections

  private mutating func readRedirection() {
    guard byte == UInt8(ascii: "<"), byte(after: 1) == UInt8(ascii: "<"), byte(after: 2) != UInt8(ascii: "<") else {
      let start = offset
      while byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&") { offset += 1 }
      let sign = source.slice(ByteRange(start, offset))
      skipBlanks()
      guard let byte, !Self.ends.contains(byte) else { return }
      let target = readWord()
      if sign.elementsEqual(">".utf8) { output = target }
      if sign.elementsEqual("<<<".utf8) { document = target }
      return
    }
    delimiter = readDelimiter() ?? delimiter
  }

  /// Reads `<<` and the word after it; nil where there is none, as in `<<<`.
  mutating func readDelimiter() -> Delimiter? {
    offset += 2
    let takesTabs = byte == UInt8(ascii: "-")
    if takesTabs { offset += 1 }
    skipBlanks()
    guard let byte, !Self.breaks.contains(byte) else { return nil }
    let word = readWord()
    return Delimiter(
      text: Array(word.text.bytes), isQuoted: !word.text.bytes.elementsEqual(source.slice(word.range)),
      takesTabs: takesTabs)
  }

  /// Reads the lines of the here-document, which begins after the line of the command.
  private mutating func readDocument() {
    guard let delimiter, !delimiter.text.isEmpty else { return }
    self.delimiter = nil
    while let byte, byte != UInt8(ascii: "\n") { offset += 1 }
    offset = min(limit, offset + 1)
    let start = offset
    var line = start
    while line < limit {
      var end = line
      while end < limit, source.bytes[end] != UInt8(ascii: "\n") { end += 1 }
      var text = source.slice(ByteRange(line, end))
      if delimiter.takesTabs { text = text.drop { $0 == UInt8(ascii: "\t") } }
      if text.last == UInt8(ascii: "\r") { text.removeLast() }
      if text.elementsEqual(delimiter.text) {
        document = Self.document(source, ByteRange(start, line), isOpen: !delimiter.isQuoted)
        offset = end
        return
      }
      line = end + 1
    }
    // One that never ends takes all of the rest, as it does in a shell.
    offset = limit
  }

  private static func document(_ source: SourceText, _ range: ByteRange, isOpen: Bool) -> Piece {
    guard isOpen else { return Piece(verbatim: source, range) }
    var words = ShellWords(source: source, offset: range.lower, limit: range.upper)
    words.isInDocument = true
    words.readOpen(until: { _ in false }, escapes: "\\$`")
    return Piece(range: range, text: words.content, quoting: .openDocument)
  }
}
