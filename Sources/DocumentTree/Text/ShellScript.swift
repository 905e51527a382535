import SourceText

/// The `curl` commands of a shell script.
extension TextParser {
  mutating func readShell(_ range: ByteRange) {
    var offset = range.lower
    var isLineStart = true
    // What the command before hands on.
    var handed: ShellWords.Input?
    // How far commands that print were read: each byte is read by one of them at most.
    var printedEnd = range.lower
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
        if offset >= printedEnd, let command = printing(at: offset, in: range) {
          printedEnd = command.end
          if let text = command.text {
            (handed, offset) = (.text(text), command.end)
            continue
          }
        }
        if isCommand("curl", at: offset, in: range) {
          var command = CurlCommand(source: source, start: offset, limit: range.upper, reading: handed)
          if let request = command.read() {
            add(texts.take(request.body, before: offset).map { request.sending($0) } ?? request)
          }
          offset = max(offset + 4, command.end)
          handed = nil
          continue
        }
        if byte == UInt8(ascii: "<"), starts(ByteRange(offset, range.upper), with: "<<") {
          var words = ShellWords(source: source, offset: offset, limit: range.upper)
          // Of `cat <<END | curl …`: what the command reads, and may hand on.
          handed = words.readDelimiter().map { .document($0) }
          offset = words.offset
          continue
        }
        if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "&") { handed = nil }
      }
      offset += 1
    }
  }

  /// `echo text | curl` or `printf %s text | curl`, up to `curl`; another command that prints is without a text.
  private func printing(at start: Int, in range: ByteRange) -> (text: Piece?, end: Int)? {
    let isEcho = isCommand("echo", at: start, in: range)
    guard isEcho || isCommand("printf", at: start, in: range) else { return nil }
    var words = ShellWords(source: source, offset: start, limit: range.upper)
    var arguments: [Piece] = []
    while let word = words.next() { if arguments.count < 4 { arguments.append(word) } }
    let formats = isEcho ? ["-n"] : ["%s", "%s\\n"]
    let isFormatted = arguments.count == 3 && formats.contains { arguments[1].text.bytes.elementsEqual($0.utf8) }
    guard let text = arguments.last, isFormatted || isEcho && arguments.count == 2, words.document == nil,
      // A backslash may mean something to either.
      !text.text.bytes.contains(UInt8(ascii: "\\")), source.byte(at: words.offset) == UInt8(ascii: "|")
    else { return (nil, words.offset) }
    var next = words.offset + 1
    while next < range.upper, " \t\r\n\\".utf8.contains(source.bytes[next]) { next += 1 }
    return isCommand("curl", at: next, in: range) ? (text, next) : (nil, words.offset)
  }

  /// Whether a word stands here where a command may.
  private func isCommand(_ name: String, at offset: Int, in range: ByteRange) -> Bool {
    let end = offset + name.utf8.count
    guard end < range.upper, source.bytes[offset] == name.utf8.first,
      starts(ByteRange(offset, range.upper), with: name),
      source.bytes[end] <= UInt8(ascii: " ") || source.bytes[end] == UInt8(ascii: "\\")
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

  /// - Parameter input: what comes through a pipe.
  init(source: SourceText, start: Int, limit: Int, reading input: ShellWords.Input?) {
    self.start = start
    words = ShellWords(source: source, offset: start + 4, limit: limit, reading: input)
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
    case Self.raw:
      // It is sent with its sign, so it is no JSON.
      if value.text.bytes.first != UInt8(ascii: "@") { bodies.append(value) }
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

  /// Stands for the option that takes `@` as it is.
  private static let raw: UInt8 = 1

  /// The long options that matter here, by their short ones; 0 is the URL's.
  private static let long: [String: UInt8] = [
    "request": UInt8(ascii: "X"), "header": UInt8(ascii: "H"), "url": 0, "data": UInt8(ascii: "d"),
    "data-raw": raw, "data-binary": UInt8(ascii: "d"), "data-ascii": UInt8(ascii: "d"),
    "json": UInt8(ascii: "d"), "user": UInt8(ascii: "u"), "output": UInt8(ascii: "o"), "form": UInt8(ascii: "F"),
    "proxy": UInt8(ascii: "x"), "referer": UInt8(ascii: "e"),
  ]
}
