import SourceText

/// `.bru` files of Bruno: blocks such as `post { url: … }`, `headers { name: value }` and `body:json { … }`, each from a
/// line that ends with `{` to a `}` that begins a line.
extension TextParser {
  mutating func readBruno(_ range: ByteRange) {
    var method: Piece?
    var url: Piece?
    var headers: [(name: Piece, value: Piece)] = []
    var body: Piece?
    var authorises = false
    var rest = lines(range)[...]
    while let opening = rest.popFirst() {
      let words = words(opening)
      guard words.count == 2, starts(words[1], with: "{"), words[0].lower == opening.lower else { continue }
      let inner = rest.prefix { !starts($0, with: "}") }
      rest = rest.dropFirst(inner.count + 1)
      guard let first = inner.first, let last = inner.last else { continue }
      let fields = inner.compactMap { field($0) }
      switch source.text(words[0]) {
      case "headers":
        // One with `~` before its name is switched off.
        headers = fields.filter { $0.name.text.bytes.first != UInt8(ascii: "~") }
      case "body:json": body = piece(trimmed(ByteRange(first.lower, last.upper)))
      case "get", "post", "put", "patch", "delete", "options", "head":
        method = piece(words[0])
        func value(of name: String) -> Piece? {
          fields.first { $0.name.text.bytes.elementsEqual(name.utf8) }?.value
        }
        url = value(of: "url")
        authorises = value(of: "auth").map { !$0.text.bytes.elementsEqual("none".utf8) } ?? false
      default: break
      }
    }
    guard let url, let body else { return }
    // What Bruno adds by itself is not among those that are written down.
    add(TextRequest(range: range, method: method, url: url, headers: authorises ? [] : headers, body: body))
  }
}
