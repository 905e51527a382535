import SourceText

/// `.bru` files of Bruno: blocks such as `post { url: … }`, `headers { name: value }` and `body:json { … }`, each from a
/// line that ends with `{` to a `}` that begins a line.
extension TextParser {
  mutating func readBruno(_ range: ByteRange) {
    var method: Piece?
    var url: Piece?
    var headers: [(name: Piece, value: Piece)] = []
    var body: Piece?
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
        url = fields.first { $0.name.text.bytes.elementsEqual("url".utf8) }?.value
      default: break
      }
    }
    guard let url, let body else { return }
    add(TextRequest(range: range, method: method, url: url, headers: headers, body: body))
  }
}
