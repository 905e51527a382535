import SourceText

/// A string that was found in a text, with the way back to how it is written there.
struct Piece: Sendable {
  /// In bytes of the text, quotes included.
  let range: ByteRange
  let text: DecodedText
  /// How new text has to be written to stand in it; nil where that differs from place to place.
  let quoting: Quoting?

  /// How a shell is told not to read a text as its own.
  enum Quoting: Sendable {
    /// As it stands.
    case verbatim
    case single
    case double
    /// A document that the shell itself fills in.
    case openDocument

    func escaped(_ text: String) -> String {
      switch self {
      case .verbatim: text
      case .single: text.escaping { $0 == "'" ? #"'\''"# : nil }
      case .double: text.escaping { "\\\"$`".unicodeScalars.contains($0) ? "\\\($0)" : nil }
      case .openDocument: text.escaping { "\\$`".unicodeScalars.contains($0) ? "\\\($0)" : nil }
      }
    }
  }

  init(range: ByteRange, text: DecodedText, quoting: Quoting?) {
    self.range = range
    self.text = text
    self.quoting = quoting
  }

  /// Bytes that stand in the source as they are.
  init(verbatim source: SourceText, _ range: ByteRange) {
    var text = DecodedText(at: range.lower)
    text.append(verbatim: source, range)
    self.init(range: range, text: text, quoting: .verbatim)
  }

  /// A name that nobody wrote.
  init(named name: String, at offset: Int) {
    var text = DecodedText(at: offset)
    text.append(name.utf8, writtenAs: ByteRange(offset, offset))
    self.init(range: ByteRange(offset, offset), text: text, quoting: nil)
  }

  /// A part of the content, by bytes of it.
  func part(_ part: ByteRange) -> Piece {
    var content = DecodedText(at: text.sourceRange(part).lower)
    content.append(text, part)
    return Piece(range: text.sourceRange(part), text: content, quoting: quoting)
  }

  /// The content without the blanks at its ends.
  var trimmed: Piece {
    let first = text.bytes.firstIndex { $0 > UInt8(ascii: " ") } ?? text.bytes.count
    let last = text.bytes.lastIndex { $0 > UInt8(ascii: " ") } ?? first - 1
    return part(ByteRange(first, last + 1))
  }
}

/// A request that stands in a text in pieces.
struct TextRequest {
  /// From its first piece to its last, but for a body that stands elsewhere.
  let range: ByteRange
  var method: Piece?
  let url: Piece
  var headers: [(name: Piece, value: Piece)] = []
  let body: Piece

  /// The same request with a body that stands elsewhere in the text: much else may stand between.
  func sending(_ body: Piece) -> TextRequest {
    TextRequest(range: range, method: method, url: url, headers: headers, body: body)
  }
}

extension TreeBuilder {
  /// Adds a request as `{method, url, headers, body}`.
  mutating func add(_ request: TextRequest) {
    open(.object, at: request.range.lower)
    if let method = request.method { add("method", method) }
    add("url", request.url)
    if let first = request.headers.first, let last = request.headers.last {
      add(Piece(named: "headers", at: first.name.range.lower))
      open(.object, at: first.name.range.lower)
      for header in request.headers {
        add(header.name)
        add(header.value)
      }
      close(at: last.value.range.upper)
    }
    add("body", request.body)
    close(at: request.range.upper)
  }

  private mutating func add(_ name: String, _ value: Piece) {
    add(Piece(named: name, at: value.range.lower))
    add(value)
  }
}
