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
