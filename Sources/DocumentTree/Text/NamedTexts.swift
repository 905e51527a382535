import SourceText

/// The texts to which a script gives a name before it sends them: what it assigns to a variable, and here-documents that
/// `cat` writes to a file.
///
/// What else may change a text that is sent by its name leaves it open: a script that names it a second time, or one that
/// runs another script after it. Each is read once, where it is sent first.
struct NamedTexts {
  private struct Entry {
    let text: Piece
    /// Where the statement starts that gives the name.
    let start: Int
    /// How often the script has the name, but for the places that only read it.
    var mentions = 0
  }

  private let source: SourceText
  private let range: ByteRange
  /// By name.
  private var variables: [String: Entry] = [:]
  /// By path.
  private var files: [String: Entry] = [:]
  /// Where another script is run for the last time, which may do anything.
  private var lastRun = -1
  /// Most scripts send nothing by a name.
  private var isRead = false

  private static let longestName = 256

  init(_ source: SourceText, _ range: ByteRange) {
    self.source = source
    self.range = range
  }

  /// The text that a word stands for, where the script said before `start` what that is: `"$NAME"`, or `@path`.
  mutating func take(_ word: Piece, before start: Int) -> Piece? {
    guard word.range.count <= Self.longestName else { return nil }
    let written = source.text(word.range)
    for (opening, closing) in [("\"${", "}\""), ("\"$", "\"")] where written.hasPrefix(opening) {
      return take(String(written.dropFirst(opening.count).dropLast(closing.count)), of: \.variables, before: start)
    }
    guard word.text.bytes.first == UInt8(ascii: "@") else { return nil }
    return take(Self.path(word.text.bytes.dropFirst()), of: \.files, before: start)
  }

  private mutating func take(
    _ name: String, of entries: WritableKeyPath<NamedTexts, [String: Entry]>, before start: Int
  ) -> Piece? {
    if !isRead {
      isRead = true
      readStatements()
      countMentions()
    }
    guard let entry = self[keyPath: entries][name], entry.mentions == 1, lastRun < entry.start, entry.start < start
    else { return nil }
    self[keyPath: entries][name] = nil
    return entry.text
  }

  // MARK: Statements

  /// Reads what begins a line: an assignment, or `cat` with a here-document.
  private mutating func readStatements() {
    var offset = range.lower
    while offset < range.upper {
      var start = afterBlanks(offset)
      if isWord("$", at: start) { start = afterBlanks(start + 1) }
      if let end = readDocument(at: start) ?? readAssignment(at: start) {
        offset = max(end, start + 1)
      } else {
        offset = start
      }
      while offset < range.upper, source.bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      offset += 1
    }
  }

  /// `NAME=text` by itself; where a command follows, the name is for that alone.
  private mutating func readAssignment(at start: Int) -> Int? {
    let declaring = ["export", "local", "readonly"].first { isWord($0, at: start) }
    let lower = declaring.map { afterBlanks(start + $0.utf8.count) } ?? start
    let upper = afterName(lower)
    guard upper > lower, upper - lower <= Self.longestName, byte(upper) == UInt8(ascii: "="),
      let first = byte(upper + 1), !ShellWords.breaks.contains(first)
    else { return nil }
    var words = ShellWords(source: source, offset: upper + 1, limit: range.upper)
    guard let text = words.next() else { return nil }
    let end = afterBlanks(words.offset)
    let isAlone =
      switch byte(end) {
      case nil, UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ";"), UInt8(ascii: "#"): true
      case UInt8(ascii: "&"): byte(end + 1) == UInt8(ascii: "&")
      default: false
      }
    let name = source.text(ByteRange(lower, upper))
    if isAlone, variables[name] == nil { variables[name] = Entry(text: text, start: start) }
    return words.offset
  }

  /// `cat > path <<END`.
  private mutating func readDocument(at start: Int) -> Int? {
    guard isWord("cat", at: start) else { return nil }
    var words = ShellWords(source: source, offset: start + 3, limit: range.upper)
    var isPlain = true
    while words.next() != nil { isPlain = false }
    guard isPlain, let text = words.document, let output = words.output else { return words.offset }
    let path = Self.path(output.text.bytes[...])
    if Self.isLiteral(output.text.bytes), files[path] == nil { files[path] = Entry(text: text, start: start) }
    return words.offset
  }

  /// Whether a path has nothing in it that a shell fills in.
  private static func isLiteral(_ path: ContiguousArray<UInt8>) -> Bool {
    !path.isEmpty && path.count <= longestName
      && path.allSatisfy { ShellWords.isName($0) || "./-".utf8.contains($0) || $0 >= 0x80 }
  }

  private static func path(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.starts(with: "./".utf8) ? bytes.dropFirst(2) : bytes, as: UTF8.self)
  }

  // MARK: Mentions

  /// Goes through all words outside of the texts themselves.
  private mutating func countMentions() {
    guard !variables.isEmpty || !files.isEmpty else { return }
    let texts = (variables.values.map(\.text.range) + files.values.map(\.text.range)).sorted { $0.lower < $1.lower }
    var next = texts[...]
    var offset = range.lower
    var isFirst = true
    var isRemoval = false
    while offset < range.upper {
      if let text = next.first, text.lower <= offset {
        offset = max(offset, text.upper)
        next.removeFirst()
        continue
      }
      let byte = source.bytes[offset]
      if byte == UInt8(ascii: "\n") { (isFirst, isRemoval) = (true, false) }
      guard !Self.separators.contains(byte) else {
        offset += 1
        continue
      }
      let start = offset
      while offset < range.upper, !Self.separators.contains(source.bytes[offset]) { offset += 1 }
      let word = ByteRange(start, offset)
      if isFirst {
        isRemoval = isWord("rm", at: start)
        if ["source", ".", "eval"].contains(where: { isWord($0, at: start) }) { lastRun = start }
      }
      isFirst = isFirst && isWord("$", at: start)
      if word.count <= 2 * Self.longestName, !isRemoval { count(word) }
    }
  }

  private static let separators = Set((0...0x20).map { UInt8($0) } + ";()|&<>\"'`".utf8)

  private mutating func count(_ word: ByteRange) {
    files[Self.path(ArraySlice(source.slice(word)))]?.mentions += 1
    let end = afterName(word.lower)
    let isAssigned = end < word.upper && "=+[".utf8.contains(source.bytes[end])
    let isQuoted = source.byte(at: word.lower - 1).map { "\"'".utf8.contains($0) } ?? false
    guard end > word.lower, isAssigned || end == word.upper && !isQuoted else { return }
    variables[source.text(ByteRange(word.lower, end))]?.mentions += 1
  }

  // MARK: Bytes

  private func byte(_ offset: Int) -> UInt8? { offset < range.upper ? source.bytes[offset] : nil }

  private func afterBlanks(_ offset: Int) -> Int {
    var offset = offset
    while let byte = byte(offset), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { offset += 1 }
    return offset
  }

  private func afterName(_ offset: Int) -> Int {
    var offset = offset
    while let byte = byte(offset), ShellWords.isName(byte) { offset += 1 }
    return offset
  }

  /// Whether a word stands here, with a blank or a redirection behind it.
  private func isWord(_ word: String, at offset: Int) -> Bool {
    let end = offset + word.utf8.count
    guard let next = byte(end) else { return false }
    return next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") || "<>".utf8.contains(next)
      ? source.slice(ByteRange(offset, end)).elementsEqual(word.utf8) : false
  }
}
