import SourceText

/// The `curl` commands of a shell script.
extension TextParser {
  mutating func readShell(_ range: ByteRange) {
    var offset = range.lower
    var isLineStart = true
    // Of `cat <<END | curl …`: what the command before reads, and may hand on.
    var handed: ShellWords.Delimiter?
    var texts = NamedTexts(source, range)
    while offset < range.upper {
      let byte = source.bytes[offset]
      if byte == UInt8(ascii: "\n") {
        isLineStart = true
        handed = nil
      } else if byte == UInt8(ascii: "#"), isLineStart {
        while offset < range.upper, source.bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        continue
      } else if byte > UInt8(ascii: " ") {
        isLineStart = false
        if byte == UInt8(ascii: "c"), isCurl(at: offset, in: range) {
          var command = CurlCommand(source: source, start: offset, limit: range.upper, reading: handed)
          if let request = command.read() {
            add(texts.take(request.body, before: offset).map { request.sending($0) } ?? request)
          }
          offset = max(offset + 4, command.end)
          continue
        }
        if byte == UInt8(ascii: "<"), starts(ByteRange(offset, range.upper), with: "<<") {
          var words = ShellWords(source: source, offset: offset, limit: range.upper)
          handed = words.readDelimiter()
          offset = words.offset
          continue
        }
        if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "&") { handed = nil }
      }
      offset += 1
    }
  }

  /// Whether the word `curl` stands here where a command may.
  private func isCurl(at offset: Int, in range: ByteRange) -> Bool {
    guard starts(ByteRange(offset, range.upper), with: "curl"), offset + 4 < range.upper,
      source.bytes[offset + 4] <= UInt8(ascii: " ") || source.bytes[offset + 4] == UInt8(ascii: "\\")
    else { return false }
    guard offset > range.lower else { return true }
    let before = source.bytes[offset - 1]
    return before <= UInt8(ascii: " ") || "(`;|&".utf8.contains(before)
  }
}

/// One `curl` command, read word by word.
struct CurlCommand {
  private var words: ShellWords
  private let start: Int
  private var method: Piece?
  private var url: Piece?
  private var headers: [(name: Piece, value: Piece)] = []
  private var bodies: [Piece] = []
  private var readsDocument = false

  /// - Parameter document: the end of the here-document that comes through a pipe.
  init(source: SourceText, start: Int, limit: Int, reading document: ShellWords.Delimiter?) {
    self.start = start
    words = ShellWords(source: source, offset: start + 4, limit: limit, reading: document)
  }

  /// Where the command ends.
  var end: Int { words.offset }

  /// The request that the command sends; nil where it has no URL, or not one body that stands in the text.
  mutating func read() -> TextRequest? {
    while let word = words.next() { take(word) }
    if readsDocument, let document = words.document { bodies.append(document) }
    guard let url, bodies.count == 1, let body = bodies.first else { return nil }
    return TextRequest(
      range: ByteRange(start, max(end, body.range.upper)), method: method, url: url, headers: headers, body: body)
  }

  private mutating func take(_ word: Piece) {
    let bytes = word.text.bytes
    guard words.byte(at: word.range.lower) == UInt8(ascii: "-"), bytes.count > 1 else {
      if url == nil, looksLikeURL(word) { url = word }
      return
    }
    if bytes[1] == UInt8(ascii: "-") {
      let name = String(decoding: bytes.dropFirst(2), as: UTF8.self)
      if let letter = Self.long[name], let value = words.next() { take(value, for: letter) }
      return
    }
    for place in 1..<bytes.count where Self.takingValues.contains(bytes[place]) {
      let rest = place + 1 < bytes.count ? word.part(ByteRange(place + 1, bytes.count)) : words.next()
      if let rest { take(rest, for: bytes[place]) }
      return
    }
  }

  private mutating func take(_ value: Piece, for option: UInt8) {
    switch option {
    case UInt8(ascii: "X"): method = value
    case UInt8(ascii: "H"):
      guard let colon = value.text.bytes.firstIndex(of: UInt8(ascii: ":")) else { return }
      let whole = value.text.bytes.count
      headers.append((value.part(ByteRange(0, colon)).trimmed, value.part(ByteRange(colon + 1, whole)).trimmed))
    case UInt8(ascii: "d"):
      if value.text.bytes.elementsEqual("@-".utf8) {
        readsDocument = true
      } else {
        bodies.append(value)
      }
    case 0: url = value
    default: break
    }
  }

  private func looksLikeURL(_ word: Piece) -> Bool {
    let text = String(decoding: word.text.bytes.prefix(256), as: UTF8.self)
    return text.contains("://") || text.hasPrefix("${") || text.hasPrefix("{{") || text.hasPrefix("localhost")
      || text.hasPrefix("127.0.0.1")
  }

  /// The short options that take a value.
  private static let takingValues = Set("AbcCdDeEFhHKmoPQrtTuUwxXyYz".utf8)

  /// The long options that matter here, by their short ones; 0 is the URL's.
  private static let long: [String: UInt8] = [
    "request": UInt8(ascii: "X"), "header": UInt8(ascii: "H"), "url": 0, "data": UInt8(ascii: "d"),
    "data-raw": UInt8(ascii: "d"), "data-binary": UInt8(ascii: "d"), "data-ascii": UInt8(ascii: "d"),
    "json": UInt8(ascii: "d"), "user": UInt8(ascii: "u"), "output": UInt8(ascii: "o"), "form": UInt8(ascii: "F"),
    "proxy": UInt8(ascii: "x"), "referer": UInt8(ascii: "e"),
  ]
}
