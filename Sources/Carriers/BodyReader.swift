import DocumentTree
import SourceText

/// Reads the bodies of one document, however they are kept.
struct BodyReader {
  /// How many bytes may still come out of what was compressed.
  private var inflatable = 1 << 26
  /// What was read of each string: aliases may name one a thousand times.
  private var known: [Node: Node?] = [:]

  /// A body that is an object, or a string that holds one as JSON; nil where it is something else.
  mutating func read(_ body: Node?) -> Node? {
    guard let body else { return nil }
    if body.kind == .object { return body }
    guard body.kind == .string else { return nil }
    if body.document.format.isText { return readTemplate(body) }
    if let known = known[body] { return known }
    let content = body.isBinary ? readBase64(body) : object(in: Document.embedded(in: body))
    known.updateValue(content, forKey: body)
    return content
  }

  /// A body in a string that is a template, with `{{x}}` where something is filled in.
  func readTemplate(_ body: Node?) -> Node? {
    guard let body, let document = Document.template(in: body) else { return nil }
    // What is written for people leaves things out.
    if body.document.format == .markdown, !document.errors.isEmpty { return nil }
    return object(in: document)
  }

  /// A body whose JSON stands in base64, compressed or not.
  mutating func readBase64(_ body: Node?) -> Node? {
    guard let body, body.kind == .string else { return nil }
    // What a recorder takes for binary is mostly an image, and may be long: its start tells.
    let start = Base64Text.bytes(of: body.contentBytes, limit: Self.startLength)
    guard Gzip.isMarked(start) || Self.mayBeObject(start) else { return nil }
    var bytes = Base64Text.bytes(of: body.contentBytes, limit: SourceText.byteLimit)
    if Gzip.isMarked(bytes) {
      guard let content = Gzip.inflate(bytes, limit: inflatable) else { return nil }
      inflatable -= content.count
      bytes = content
    }
    guard Self.mayBeObject(bytes) else { return nil }
    return object(in: Document.encoded(bytes, in: body))
  }

  /// An answer as it is kept, in base64 or not. Only of a refusal anybody wants to know what it says.
  ///
  /// - Parameter body: a string or object; nil where none was kept.
  mutating func answer(_ status: Int, _ body: Node?, isBase64: Bool) -> RecordedAnswer {
    guard let body, isBase64 || body.isBinary else { return RecordedAnswer(status: status, body: body) }
    let answer = RecordedAnswer(status: status, body: nil)
    guard answer.isRefusal else { return answer }
    return RecordedAnswer(status: status, body: readBase64(onlyPiece(of: body) ?? body))
  }

  /// The one string of a list that stands as JSON in a string: so Polly.js keeps what was compressed.
  private func onlyPiece(of body: Node) -> Node? {
    guard body.contentBytes.first == UInt8(ascii: "["), let list = Document.embedded(in: body)?.roots.first else {
      return nil
    }
    let pieces = Array(list.items.prefix(2))
    return pieces.count == 1 ? pieces.first : nil
  }

  /// How many bytes tell whether a body may be JSON, or what it is compressed as.
  private static let startLength = 64

  /// Whether JSON's brace stands first, or nothing yet.
  private static func mayBeObject(_ bytes: [UInt8]) -> Bool {
    bytes.first { $0 > UInt8(ascii: " ") } ?? UInt8(ascii: "{") == UInt8(ascii: "{")
  }

  private func object(in document: Document?) -> Node? {
    document?.roots.first.flatMap { $0.kind == .object ? $0 : nil }
  }
}
