import DocumentTree
import SourceText

/// Reads the bodies of one document, however they are kept.
struct BodyReader {
  /// How many bytes may still come out of what was compressed.
  private var inflatable = 1 << 26

  /// A body that is an object, or a string that holds one as JSON; nil where it is something else.
  mutating func read(_ body: Node?) -> Node? {
    guard let body else { return nil }
    if body.kind == .object { return body }
    guard body.kind == .string else { return nil }
    if body.document.format.isText { return readTemplate(body) }
    return body.isBinary ? readBase64(body) : object(in: Document.embedded(in: body))
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
    var bytes = Base64Text.bytes(of: body.contentBytes, limit: SourceText.byteLimit)
    if Gzip.isMarked(bytes) {
      guard let content = Gzip.inflate(bytes, limit: inflatable) else { return nil }
      inflatable -= content.count
      bytes = content
    }
    // What a recorder takes for binary is mostly an image.
    guard bytes.first(where: { $0 > UInt8(ascii: " ") }) == UInt8(ascii: "{") else { return nil }
    return object(in: Document.encoded(bytes, in: body))
  }

  private func object(in document: Document?) -> Node? {
    document?.roots.first.flatMap { $0.kind == .object ? $0 : nil }
  }
}
