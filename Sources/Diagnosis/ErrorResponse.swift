package import DocumentTree
package import SourceText

/// What an API answered instead of a result: the parts of it that say what is wrong.
///
/// It is read from whatever people have at hand: the body as JSON, a recorded response with its status, a line of a batch
/// file's answers, what `curl -i` prints, the last line of a traceback, a page of a proxy, or a sentence. Gateways put
/// one provider's answer into the message of their own; what stands inside is read as well, and is more telling.
package struct ErrorResponse: Sendable {
  package private(set) var status: Int?
  package private(set) var code: String?
  package private(set) var type: String?
  /// As the API writes it.
  package private(set) var param: String?
  /// All codes, types and status words, the outermost first.
  package private(set) var words: [String] = []
  /// Without needless blanks, the innermost first: what a gateway says comes after what it quotes.
  package private(set) var messages: [String] = []
  /// Where validation failed, as lists of steps in the body.
  package private(set) var locations: [ParameterPath] = []
  /// For how long to wait, as the answer's header says it.
  package private(set) var retryAfter: String?
  /// Which line of a batch this answers.
  package private(set) var customID: String?
  /// Whether this is what the API answers where it refuses nothing.
  package let isResult: Bool

  /// Messages beyond that are cut, in bytes.
  private static let messageLimit = 1 << 15
  /// How many answers may stand inside one another, and how many parts of one are read.
  private static let depthLimit = 8
  private static let partLimit = 64
  /// How many objects may still be read: in YAML few bytes can stand for endless many.
  private var budget = 1024

  /// - Parameter status: the HTTP status, where somebody knows it from elsewhere.
  package init(_ text: SourceText, status: Int? = nil) {
    self.status = status
    let content = text.text(ByteRange(text.byteOrderMarkLength, text.count))
    let isResult = Self.holdsResult(content)
    self.isResult = isResult
    if !isResult { read { $0.read(content, depth: 0) } }
  }

  /// Whether anything at all was found in it.
  package var isEmpty: Bool { status == nil && words.isEmpty && messages.isEmpty && locations.isEmpty }

  /// - Parameter body: an answer's body as a recorder kept it: a string or an object.
  package init(_ body: Node, status: Int) {
    guard body.kind == .object else {
      self.init(SourceText(ContiguousArray(body.contentBytes)), status: status)
      return
    }
    self.init(status: status, isResult: Self.isResult(body))
    if !isResult { read { $0.read(body, depth: 0) } }
  }

  private init(status: Int, isResult: Bool) {
    self.status = status
    self.isResult = isResult
  }

  private mutating func read(_ whole: (inout ErrorResponse) -> Void) {
    whole(&self)
    // What stands first or innermost was read last.
    messages.reverse()
    locations.reverse()
  }

  /// Whether a text is a JSON object with what only results have, and without an error; a recorded response or a line of
  /// a batch's answers has that in its body.
  private static func holdsResult(_ text: String) -> Bool {
    guard let start = text.firstIndex(of: "{"), !text[..<start].contains(where: { $0 == "[" || $0 == "<" }) else {
      return false
    }
    return Document.parse(SourceText(String(text[start...])), as: .json).roots.first.map(isResult) ?? false
  }

  private static func isResult(_ root: Node) -> Bool {
    var node: Node? = root
    for _ in 0..<depthLimit {
      guard let object = node, object.kind == .object else { return false }
      let hasError = ["error", "errors", "detail"].contains { name in object[name].map { $0.kind != .null } ?? false }
      if hasError { return false }
      if resultNames.contains(where: { object[$0] != nil }) { return true }
      node = object["response"] ?? object["body"]
    }
    return false
  }

  /// What stands in the answers of chat and text completions, messages, embeddings, responses, and Ollama's own API.
  private static let resultNames = [
    "choices", "completion", "embedding", "embeddings", "done", "output_text", "usage", "candidates", "usageMetadata",
  ]

  // MARK: Text

  private mutating func read(_ text: String, depth: Int) {
    guard depth <= Self.depthLimit else { return }
    var rest = text[...]
    if let body = readHead(text) { rest = body }
    if let (start, document) = Self.json(in: rest) {
      let before = String(rest[..<start])
      if status == nil { status = StatusWords.status(in: before) }
      add(message: before)
      guard let root = document.roots.first else { return }
      for item in root.items.prefix(Self.partLimit).reversed() { read(item, depth: depth + 1) }
      read(root, depth: depth + 1)
      return
    }
    // A piece that somebody cut out of a validation error.
    if rest.contains("\"loc\"") || rest.contains("'loc'"), !rest.hasPrefix("{") {
      return read("{" + rest + "}", depth: depth + 1)
    }
    let plain = rest.hasPrefix("<") || rest.contains("</") ? Self.withoutTags(rest) : String(rest)
    if status == nil { status = StatusWords.status(in: plain) }
    add(message: plain)
  }

  /// Reads the status line and the headers of an HTTP response; what follows them, or nil where there is no such head.
  private mutating func readHead(_ text: String) -> Substring? {
    guard text.hasPrefix("HTTP/") else { return nil }
    var rest = text[...]
    var isFirst = true
    while let end = rest.firstIndex(where: \.isNewline) {
      let line = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if line.isEmpty { return rest }
      if isFirst {
        let word = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        status = status ?? word
      } else if let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "retry-after" {
        keepRetryAfter(String(line[line.index(after: colon)...]))
      }
      isFirst = false
    }
    return rest.startIndex == text.startIndex ? nil : rest
  }

  /// The first JSON or Python literal in a text that looks like a part of an answer, and where it starts.
  private static func json(in text: Substring) -> (start: Substring.Index, document: Document)? {
    var place = text.startIndex
    for _ in 0..<partLimit {
      guard let start = text[place...].firstIndex(where: { $0 == "{" || $0 == "[" }) else { return nil }
      place = text.index(after: start)
      let bytes = ContiguousArray(text[start...].utf8)
      // `[` in a sentence mostly opens a list of accepted values.
      let inner = bytes.dropFirst().first { $0 > UInt8(ascii: " ") }
      let opensObject = bytes.first == UInt8(ascii: "{") && (inner == UInt8(ascii: "\"") || inner == UInt8(ascii: "'"))
      guard opensObject || bytes.first == UInt8(ascii: "[") && inner == UInt8(ascii: "{") else { continue }
      let source =
        inner == UInt8(ascii: "'") || bytes.prefix(4).contains(UInt8(ascii: "'")) ? PythonLiteral.json(bytes) : bytes
      let document = Document.parse(SourceText(source), as: .json)
      let root = document.roots.first
      let first = root?.kind == .array ? root?.items.first { _ in true } : root
      if let first, isPart(first) { return (start, document) }
    }
    return nil
  }

  private static let partNames = [
    "error", "errors", "detail", "message", "msg", "loc", "status", "status_code", "statusCode", "response", "body",
    "code",
    "fault", "__type", "error_message",
  ]

  private static func isPart(_ node: Node) -> Bool {
    node.kind == .object && node.members.prefix(partLimit).contains { partNames.contains($0.name) }
  }

  /// What a page shows, as far as it matters here.
  private static func withoutTags(_ text: Substring) -> String {
    var result = ""
    var isTag = false
    for scalar in text.unicodeScalars {
      if scalar == "<" { isTag = true }
      if !isTag { result.unicodeScalars.append(scalar) }
      if scalar == ">", isTag {
        isTag = false
        result += " "
      }
      if result.utf8.count > messageLimit { break }
    }
    return result
  }

  // MARK: JSON

  private mutating func read(_ node: Node, depth: Int) {
    guard depth <= Self.depthLimit, budget > 0, node.kind == .object else { return }
    budget -= 1
    if let id = node["custom_id"]?.string { customID = customID ?? id }
    if let delay = (node["headers"]?.member(called: "retry-after")).flatMap({
      $0.kind == .array ? $0.items.first { _ in true } : $0
    }) {
      keepRetryAfter(delay.scalarText ?? "")
    }
    readStatus(node)
    readWords(node)
    if let path = node["loc"].flatMap({ ParameterPath(location: $0) }), locations.count < Self.partLimit {
      locations.append(path)
    }
    for name in [
      "response", "body", "content", "error", "errors", "detail", "details", "fault", "data", "innererror", "metadata",
      "fieldViolations",
    ] {
      guard let part = node[name] else { continue }
      let own = (code, type)
      switch part.kind {
      case .object: read(part, depth: depth + 1)
      case .array: for item in part.items.prefix(Self.partLimit).reversed() { readItem(item, depth: depth + 1) }
      case .string where name == "error" && node["message"] != nil && node["message"]?.kind == .string:
        keep(word: part.string)
      case .string where name != "data": read(part.string ?? "", depth: depth + 1)
      default: break
      }
      // What only adds to an error does not rename it.
      if ["details", "innererror", "metadata"].contains(name) { (code, type) = (own.0 ?? code, own.1 ?? type) }
    }
    for name in [
      "message", "msg", "error_message", "errorMessage", "string", "text", "raw", "faultstring", "description",
    ] {
      guard let part = node[name] else { continue }
      if part.kind == .string { read(part.string ?? "", depth: depth + 1) }
      if part.kind == .object { read(part, depth: depth + 1) }
      if part.kind == .array {
        for item in part.items.prefix(Self.partLimit).reversed() { readItem(item, depth: depth + 1) }
      }
    }
  }

  private mutating func readItem(_ node: Node, depth: Int) {
    if node.kind == .string { return read(node.string ?? "", depth: depth) }
    read(node, depth: depth)
  }

  private mutating func readStatus(_ node: Node) {
    for name in ["status", "status_code", "statusCode", "raw_status_code", "code", "http_status"] {
      guard let value = node[name] else { continue }
      let number = value.kind == .object ? value["code"]?.scalarText : value.scalarText
      if let status = number.flatMap({ Int($0) }), (400...599).contains(status) { self.status = self.status ?? status }
    }
  }

  private mutating func readWords(_ node: Node) {
    for name in ["code", "type", "status", "__type", "reason", "error_type"] {
      guard let word = node[name]?.string, Int(word) == nil else { continue }
      keep(word: word)
      // Of what stands inside a gateway's answer the innermost is the provider's.
      if name == "code" { code = word }
      if name == "type" { type = word }
    }
    for name in ["param", "field", "parameter"] {
      if let word = node[name]?.string, !word.isEmpty, word != "None" { param = word }
    }
  }

  private mutating func keep(word: String?) {
    guard let word, !word.isEmpty, words.count < Self.partLimit, !words.contains(word) else { return }
    words.append(word)
  }

  private mutating func keepRetryAfter(_ text: String) {
    let text = text.filter { !$0.isWhitespace }
    guard !text.isEmpty, text.utf8.count <= 8, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) else {
      return
    }
    retryAfter = retryAfter ?? text
  }

  private mutating func add(message: String) {
    guard messages.count < Self.partLimit else { return }
    let cut =
      message.utf8.count > Self.messageLimit
      ? String(decoding: message.utf8.prefix(Self.messageLimit), as: UTF8.self) : message
    let words = cut.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if !words.isEmpty { messages.append(words) }
  }
}

/// Finds an HTTP status in what libraries print: `Error code: 400 - …`, `429 Client Error`, `HTTP/1.1 503`.
private enum StatusWords {
  private static let before = [
    "code: ", "code ", "code=", "status: ", "status ", "status=", "statuscode: ", "http ", "http/1.1 ", "http/2 ",
    "http error ",
    "error ", "error: ", "<", "(", "[",
  ]
  private static let after = [
    " - ", " client error", " server error", " bad request", " unauthorized", " forbidden", " not found",
    " too many requests",
    " internal server error", " bad gateway", " service unavailable", " gateway timeout", " gateway time-out", " {",
    ": ",
    " litellm",
  ]

  static func status(in text: String) -> Int? {
    let bytes = Array(text.lowercased().utf8.prefix(1 << 12))
    var place = 0
    while place < bytes.count {
      let end = bytes[place...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
      guard end > place else {
        place += 1
        continue
      }
      let number = end - place == 3 ? Int(String(decoding: bytes[place..<end], as: UTF8.self)) : nil
      if let number, (400...599).contains(number) {
        let head = bytes[..<place]
        let tail = bytes[end...]
        let isAnnounced = before.contains { head.suffix($0.utf8.count).elementsEqual($0.utf8) }
        let isFollowed = after.contains { tail.starts(with: $0.utf8) }
        if isAnnounced || isFollowed && (place == 0 || bytes[place - 1] == UInt8(ascii: " ")) { return number }
      }
      place = end
    }
    return nil
  }
}

/// Python's way to print what was JSON: single quotes, tuples, `None`.
private enum PythonLiteral {
  static func json(_ text: ContiguousArray<UInt8>) -> ContiguousArray<UInt8> {
    var result: ContiguousArray<UInt8> = []
    result.reserveCapacity(text.count)
    var quote: UInt8?
    var place = 0
    while place < text.count {
      let byte = text[place]
      place += 1
      if let open = quote {
        if byte == UInt8(ascii: "\\"), place < text.count {
          // JSON has no `\'` and no `\x`.
          if text[place] != UInt8(ascii: "'"), text[place] != UInt8(ascii: "x") { result.append(byte) }
          result.append(text[place])
          place += 1
        } else if byte == open {
          result.append(UInt8(ascii: "\""))
          quote = nil
        } else if byte == UInt8(ascii: "\"") {
          result += "\\\"".utf8
        } else {
          result.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        quote = byte
        result.append(UInt8(ascii: "\""))
      case UInt8(ascii: "("): result.append(UInt8(ascii: "["))
      case UInt8(ascii: ")"): result.append(UInt8(ascii: "]"))
      case UInt8(ascii: "N") where text[(place - 1)...].starts(with: "None".utf8):
        result += "null".utf8
        place += 3
      case UInt8(ascii: "T") where text[(place - 1)...].starts(with: "True".utf8):
        result += "true".utf8
        place += 3
      case UInt8(ascii: "F") where text[(place - 1)...].starts(with: "False".utf8):
        result += "false".utf8
        place += 4
      default: result.append(byte)
      }
    }
    return result
  }
}
