import SourceText

/// Reads JSON (RFC 8259) and goes on after every mistake, so that one broken member does not hide the rest.
///
/// It walks bytes with an explicit stack: no recursion, one pass, and it stops for good after
/// ``Document/errorLimit`` mistakes or at ``depthLimit`` levels.
struct JSONParser {
  /// How many levels of brackets are read.
  static let depthLimit = 512

  /// What a comment means; where there may be some, a comma may stand behind the last value as well.
  enum Comments {
    case mistake
    case nothing
    /// Who explains leaves things out: in a text with a comment any object or array may have more than it shows.
    case omission
  }

  /// What the grammar allows next.
  private enum Expected {
    case value
    /// A value or the end of the array that was just opened.
    case firstItem
    case key
    /// A key or the end of the object that was just opened.
    case firstKey
    case colon
    case separator
    case end
  }

  private let source: SourceText
  private let comments: Comments
  private var offset: Int
  private var tree: TreeBuilder
  private var expected = Expected.value
  /// Where the last value or key ended: a missing comma or colon belongs there.
  private var lastEnd = 0
  private var lastComma: ByteRange?
  /// Whether there is a comment.
  private var isExplained = false

  static func parse(_ source: SourceText, _ comments: Comments, into tree: inout TreeBuilder) {
    var parser = JSONParser(source: source, comments: comments, offset: source.byteOrderMarkLength, tree: tree)
    parser.run()
    if comments == .omission, parser.isExplained { parser.tree.markContainersBroken() }
    tree = parser.tree
  }

  private init(source: SourceText, comments: Comments, offset: Int, tree: TreeBuilder) {
    self.source = source
    self.comments = comments
    self.offset = offset
    self.tree = tree
    self.tree.expect(bytes: source.count)
  }

  private var byte: UInt8? { offset < source.bytes.count ? source.bytes[offset] : nil }

  private func isAt(_ character: Unicode.Scalar) -> Bool { byte == UInt8(ascii: character) }

  private mutating func run() {
    while !tree.isFull {
      skipSpace()
      guard let byte else { return finish() }
      switch expected {
      case .value, .firstItem: readValue(byte)
      case .key, .firstKey: readKey(byte)
      case .colon: readColon(byte)
      case .separator: readSeparator(byte)
      case .end:
        tree.report(.extraContent, ByteRange(offset, endOfLine(from: offset)))
        return
      }
      if tree.depth > Self.depthLimit { return stopTooDeep() }
    }
    closeAll()
  }

  // MARK: The end

  private mutating func finish() {
    if let current = tree.current {
      tree.report(.unclosedBracket, ByteRange(Int(current.start), Int(current.start) + 1))
    } else if expected == .value, tree.errors.isEmpty {
      tree.report(.empty, ByteRange(offset, offset))
    }
    closeAll()
  }

  private mutating func stopTooDeep() {
    tree.report(.tooDeep(limit: Self.depthLimit), ByteRange(offset - 1, offset))
    closeAll()
  }

  private mutating func closeAll() {
    while tree.depth > 0 { tree.close(at: offset) }
  }

  // MARK: Values

  private mutating func readValue(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): readString(closedBy: byte)
    case UInt8(ascii: "'"):
      let start = offset
      readString(closedBy: byte)
      tree.report(.singleQuotes, ByteRange(start, offset))
    case UInt8(ascii: "{"): open(.object, .firstKey)
    case UInt8(ascii: "["): open(.array, .firstItem)
    case UInt8(ascii: "]") where tree.current?.kind == .array: closeArray()
    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","): readNothing(before: byte)
    case UInt8(ascii: ":"): skipUnexpected()
    default: readWord()
    }
  }

  private mutating func open(_ kind: Node.Kind, _ next: Expected) {
    tree.open(kind, at: offset)
    offset += 1
    expected = next
  }

  private mutating func closeArray() {
    if expected == .value { reportTrailingComma() }
    closeContainer()
  }

  private mutating func reportTrailingComma() {
    if comments == .mistake, let lastComma { tree.report(.trailingComma, lastComma) }
  }

  /// A delimiter stands where a value should.
  private mutating func readNothing(before byte: UInt8) {
    guard tree.current?.kind == .object else {
      if tree.current != nil, byte == UInt8(ascii: ",") {
        tree.report(.extraComma, ByteRange(offset, offset + 1))
        offset += 1
      } else if tree.current != nil {
        readUnmatched(byte)
      } else {
        skipUnexpected()
      }
      return
    }
    tree.report(.missingValue, ByteRange(lastEnd, lastEnd))
    tree.add(.missing, ByteRange(lastEnd, lastEnd))
    expected = .separator
  }

  private mutating func finishValue() {
    lastEnd = offset
    expected = tree.depth == 0 ? .end : .separator
  }

  /// A literal, a number, or something that is neither.
  private mutating func readWord() {
    let range = takeWord()
    let word = source.slice(range)
    switch JSONWord(word) {
    case .literal(let kind):
      tree.add(kind, range)
    case .number:
      tree.add(.number, range)
    case .foreign(let kind, let meant):
      tree.report(.foreignLiteral(meant: meant), range)
      tree.add(kind, range)
    case .malformedNumber(let isReadable):
      tree.report(.malformedNumber, range)
      tree.add(isReadable ? .number : .missing, range)
    case .unknown:
      reportJunk(range)
      tree.add(.missing, range)
    }
    finishValue()
  }

  // MARK: Keys

  private mutating func readKey(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""):
      readString(closedBy: byte)
    case UInt8(ascii: "'"):
      let start = offset
      readString(closedBy: byte)
      tree.report(.singleQuotes, ByteRange(start, offset))
    case UInt8(ascii: "}"):
      if expected == .key { reportTrailingComma() }
      return closeContainer()
    case UInt8(ascii: "]"):
      return readUnmatched(byte)
    case UInt8(ascii: ","):
      tree.report(.extraComma, ByteRange(offset, offset + 1))
      offset += 1
      return
    case UInt8(ascii: ":"), UInt8(ascii: "{"), UInt8(ascii: "["):
      tree.report(.missingKey, ByteRange(offset, offset + 1))
      tree.add(.missing, ByteRange(offset, offset))
      if byte == UInt8(ascii: ":") { offset += 1 }
      lastEnd = offset
      expected = .value
      return
    default:
      let range = takeWord()
      if UTF8Scan.malformed(in: ContiguousArray(source.slice(range)), most: 1).isEmpty {
        tree.report(.unquotedKey, range)
      } else {
        reportJunk(range)
      }
      tree.add(.string, range, source.slice(range).contains(UInt8(ascii: "\\")) ? .rewritten : [])
    }
    lastEnd = offset
    expected = .colon
  }

  private mutating func readColon(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: ":"):
      offset += 1
      lastEnd = offset
    case UInt8(ascii: "="):
      skipUnexpected()
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
      tree.report(.missingColon, ByteRange(lastEnd, lastEnd))
      tree.add(.missing, ByteRange(lastEnd, lastEnd))
      expected = .separator
      return
    default:
      tree.report(.missingColon, ByteRange(lastEnd, lastEnd))
    }
    expected = .value
  }

  // MARK: Between values

  private mutating func readSeparator(_ byte: UInt8) {
    let isObject = tree.current?.kind == .object
    switch byte {
    case UInt8(ascii: ","):
      lastComma = ByteRange(offset, offset + 1)
      offset += 1
      expected = isObject ? .key : .value
    case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
      closeContainer()
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      readUnmatched(byte)
    case UInt8(ascii: ":"), UInt8(ascii: ";"):
      // Meant as a comma.
      skipUnexpected()
      expected = isObject ? .firstKey : .firstItem
    default:
      tree.report(.missingComma, ByteRange(lastEnd, lastEnd))
      expected = isObject ? .firstKey : .firstItem
    }
  }

  private mutating func closeContainer() {
    offset += 1
    tree.close(at: offset)
    finishValue()
  }

  /// A closing bracket of the wrong kind: the innermost container was left open, or the bracket is one too many.
  private mutating func readUnmatched(_ byte: UInt8) {
    let wanted: Node.Kind = byte == UInt8(ascii: "}") ? .object : .array
    guard let current = tree.current, tree.isOpen(wanted) else {
      tree.report(.unmatchedBracket, ByteRange(offset, offset + 1))
      offset += 1
      return
    }
    tree.report(.unclosedBracket, ByteRange(Int(current.start), Int(current.start) + 1))
    while let current = tree.current, current.kind != wanted { tree.close(at: offset) }
    closeContainer()
  }

  private mutating func skipUnexpected() {
    tree.report(.unexpectedCharacter, ByteRange(offset, offset + 1))
    offset += 1
  }

  // MARK: Strings

  private mutating func readString(closedBy quote: UInt8) {
    let start = offset
    let end = UTF8Scan.endOfPlainText(in: source.bytes, from: start + 1, without: quote, UInt8(ascii: "\\"))
    if end < source.bytes.count, source.bytes[end] == quote {
      offset = end + 1
      tree.add(.string, ByteRange(start, offset))
      return finishValue()
    }
    let scan = JSONStringScan(source, from: start, plainUpTo: end, quote: quote)
    for error in scan.errors { tree.report(error.kind, error.range) }
    if !scan.loneSurrogates.isEmpty { tree.loneSurrogates += scan.loneSurrogates }
    offset = scan.end
    tree.add(.string, ByteRange(start, offset), scan.hasEscapes ? .rewritten : [])
    finishValue()
  }

  // MARK: Space

  private mutating func skipSpace() {
    while let byte {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): offset += 1
      case UInt8(ascii: "/"), UInt8(ascii: "#"):
        guard !tree.isFull, let end = endOfComment() else { return }
        if comments == .mistake {
          tree.report(.comment, ByteRange(offset, end))
        } else if isUnterminatedComment(to: end) {
          tree.report(.unexpectedCharacter, ByteRange(offset, offset + 2))
        }
        isExplained = true
        offset = end
      default: return
      }
    }
  }

  /// The end of the comment that starts here, or nil where none does.
  private func endOfComment() -> Int? {
    let second = source.byte(at: offset + 1)
    if isAt("#") || second == UInt8(ascii: "/") { return endOfLine(from: offset) }
    guard second == UInt8(ascii: "*") else { return nil }
    var end = offset + 2
    while end < source.bytes.count {
      if source.bytes[end] == UInt8(ascii: "*"), source.byte(at: end + 1) == UInt8(ascii: "/") { return end + 2 }
      end += 1
    }
    return end
  }

  private func isUnterminatedComment(to end: Int) -> Bool {
    guard source.byte(at: offset + 1) == UInt8(ascii: "*") else { return false }
    return end < offset + 4 || source.byte(at: end - 1) != UInt8(ascii: "/")
      || source.byte(at: end - 2) != UInt8(ascii: "*")
  }

  private func endOfLine(from start: Int) -> Int {
    var end = start
    while end < source.bytes.count, source.bytes[end] != UInt8(ascii: "\n"), source.bytes[end] != UInt8(ascii: "\r") {
      end += 1
    }
    return end
  }

  /// Bytes that make no word: bad UTF-8 is said to be that.
  private mutating func reportJunk(_ range: ByteRange) {
    let bad = UTF8Scan.malformed(in: ContiguousArray(source.slice(range)), most: 1).first
    tree.report(bad == nil ? .unexpectedCharacter : .malformedUTF8, bad?.shifted(by: range.lower) ?? range)
  }

  /// Takes at least one byte, and goes on to the next delimiter or comment.
  private mutating func takeWord() -> ByteRange {
    let start = offset
    while let byte, !Self.endsWord(byte), !(isAt("/") && endOfComment() != nil) { offset += 1 }
    offset = max(offset, start + 1)
    return ByteRange(start, offset)
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"), UInt8(ascii: ","),
      UInt8(ascii: ":"),
      UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      true
    default:
      false
    }
  }
}
