import Configuration
import DocumentTree
import EditorFeatures
import Linting
import SourceText

/// A text that the client has open: immutable, one value a version.
struct OpenDocument: Sendable {
  let uri: String
  /// Where it lies, or would lie, on this machine: its configuration is looked for from there up.
  let location: String?
  let version: Int
  /// Another number for each text that the server had of any document: versions begin anew when one is opened again.
  let revision: Int
  let text: SourceText
  let lines: LineIndex

  init(uri: String, location: String?, version: Int, revision: Int = 0, text: SourceText) {
    self.uri = uri
    self.location = location
    self.version = version
    self.revision = revision
    self.text = text
    lines = LineIndex(text)
  }

  /// The same text as if it were new.
  func renewed(revision: Int) -> OpenDocument {
    OpenDocument(uri: uri, location: location, version: version, revision: revision, text: text)
  }

  /// A configuration as it counts now, which is the text of one of `documents` where that is open.
  init(configuration: Configuration, among documents: some Sequence<OpenDocument>) {
    let open = documents.first { $0.location == configuration.path }
    self.init(
      uri: open?.uri ?? DocumentURI.uri(ofPath: configuration.path), location: configuration.path,
      version: open?.version ?? 0, text: configuration.document.source)
  }

  /// The path in its name; its ending says how the text is read.
  var path: String { DocumentURI.path(uri) }

  /// Where it lies, if this is a configuration, which is no payload.
  var configurationPath: String? { location.flatMap { Configuration.isConfiguration($0) ? $0 : nil } }

  /// The document after one change of `textDocument/didChange`; a range that is none changes nothing.
  func applying(_ change: Node, version: Int, revision: Int, in encoding: PositionEncoding) -> OpenDocument? {
    guard let new = change["text"]?.string else { return nil }
    guard let range = change["range"], range.kind != .null else {
      return OpenDocument(
        uri: uri, location: location, version: version, revision: revision, text: SourceText(new))
    }
    guard let bytes = byteRange(of: range, in: encoding) else { return nil }
    return OpenDocument(
      uri: uri, location: location, version: version, revision: revision, text: text.applying([TextEdit(bytes, new)]))
  }

  /// The bytes of an LSP range, or nil where it is none.
  func byteRange(of range: Node, in encoding: PositionEncoding) -> ByteRange? {
    guard let start = range["start"].flatMap({ offset(of: $0, in: encoding) }),
      let end = range["end"].flatMap({ offset(of: $0, in: encoding) }), start <= end
    else { return nil }
    return ByteRange(start, end)
  }

  /// The byte offset of an LSP position, or nil where it is none.
  func offset(of position: Node, in encoding: PositionEncoding) -> Int? {
    guard let line = position["line"]?.number.flatMap({ Int(exactly: $0) }), line >= 0,
      let column = position["character"]?.number.flatMap({ Int(exactly: $0) }), column >= 0
    else { return nil }
    return lines.offset(of: Position(line: line, column: column), in: encoding)
  }

  /// A range of bytes as LSP writes it.
  func json(_ range: ByteRange, in encoding: PositionEncoding) -> JSONValue {
    ["start": json(range.lower, in: encoding), "end": json(range.upper, in: encoding)]
  }

  private func json(_ offset: Int, in encoding: PositionEncoding) -> JSONValue {
    let position = lines.position(of: offset, in: encoding)
    return ["line": .integer(position.line), "character": .integer(position.column)]
  }
}
