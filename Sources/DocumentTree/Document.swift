package import SourceText

/// One parsed JSON text or YAML stream: its bytes, its tree, and what is wrong with its syntax.
///
/// Parsing never fails. The tree holds what could be read, `errors` the rest.
package final class Document: Sendable {
  package enum Format: Sendable, Hashable {
    case json
    /// JSON with comments and trailing commas (`.jsonc`).
    case jsonWithComments
    case yaml
  }

  package let source: SourceText
  package let format: Format
  /// The root value of each document: one for JSON (none where the text is empty), one a document for YAML.
  package var roots: [Node] { rootIndexes.map { Node(document: self, index: $0) } }
  /// In order of their places; at most ``Document/errorLimit``.
  package let errors: [SyntaxError]
  /// Escapes in JSON strings that are half of a surrogate pair.
  package let loneSurrogates: [ByteRange]
  /// Surrogate pairs in YAML's double quotes, which libyaml and its ports refuse.
  package let yamlSurrogatePairs: [ByteRange]
  /// Where the bytes came from, when they are the content of a string in another document.
  package let embedding: Embedding?

  let records: ContiguousArray<Record>
  let rootIndexes: [Int32]
  /// How each literal and folded scalar lies in its lines.
  let blockLayouts: [Int32: BlockLayout]
  /// The node that an alias stands for; an alias without an entry is undefined.
  let aliasTargets: [Int32: Int32]
  /// The aliases that stand for a node, in order.
  let aliases: [Int32: [Int32]]

  /// How many syntax errors are kept. After that many the rest of the text is not read.
  package static let errorLimit = 32

  init(_ source: SourceText, _ format: Format, _ tree: TreeBuilder, embedding: Embedding? = nil) {
    self.source = source
    self.format = format
    self.embedding = embedding
    records = tree.records
    rootIndexes = tree.roots
    errors = tree.errors.sorted { $0.range.lower < $1.range.lower }
    loneSurrogates = tree.loneSurrogates
    yamlSurrogatePairs = tree.yamlSurrogatePairs
    blockLayouts = tree.blockLayouts
    aliasTargets = tree.aliasTargets
    aliases = Dictionary(grouping: tree.aliasTargets.keys.sorted()) { tree.aliasTargets[$0] ?? $0 }
  }

  /// Reads `source`. Longer inputs than ``SourceText/byteLimit`` have no tree and one error.
  package static func parse(_ source: SourceText, as format: Format) -> Document {
    Document(source, format, tree(of: source, format))
  }

  private static func tree(of source: SourceText, _ format: Format) -> TreeBuilder {
    var tree = TreeBuilder()
    if source.count > SourceText.byteLimit {
      tree.report(.tooLong(limit: SourceText.byteLimit), ByteRange(0, 0))
    } else if let encoding = ForeignEncoding(source) {
      tree.report(.notUTF8(encoding.name), ByteRange(0, min(source.count, encoding.markLength)))
    } else if format == .yaml {
      YAMLParser.parse(source, into: &tree)
    } else {
      JSONParser.parse(source, allowingComments: format == .jsonWithComments, into: &tree)
    }
    return tree
  }
}

extension Document {
  /// How the bytes of an embedded document map to the document around it.
  package struct Embedding: Sendable {
    /// The string whose content this is.
    package let host: Node
    let text: DecodedText
    /// Whether the string shows the text, so that one can write into it.
    let isLegible: Bool
  }

  /// The JSON that stands inside a string, or nil where the node is no string.
  ///
  /// `arguments`, recorded bodies and the like hold JSON in a string; ranges of what is found in it go back
  /// through ``Document/outermostRange(_:)``.
  package static func embedded(in node: Node) -> Document? {
    guard node.kind == .string, let text = node.decodedText else { return nil }
    return embedded(Embedding(host: node, text: text, isLegible: true))
  }

  /// The JSON that a string carries in base64 or the like: all of it lies where the string does, and nothing can be edited.
  package static func embedded(in node: Node, decodedAs bytes: some Sequence<UInt8>) -> Document {
    var text = DecodedText(at: node.contentRange.lower)
    text.append(bytes, writtenAs: node.contentRange)
    return embedded(Embedding(host: node, text: text, isLegible: false))
  }

  private static func embedded(_ embedding: Embedding) -> Document {
    let source = SourceText(embedding.text.bytes)
    return Document(source, .json, tree(of: source, .json), embedding: embedding)
  }

  /// A range of this document in the bytes of the file: through escapes and block scalars where it is embedded.
  package func outermostRange(_ range: ByteRange) -> ByteRange {
    guard let embedding else { return range }
    return embedding.host.document.outermostRange(embedding.text.sourceRange(range))
  }

  /// The document that the file itself is.
  package var outermost: Document {
    var document = self
    while let embedding = document.embedding { document = embedding.host.document }
    return document
  }

  /// An edit of this document as an edit of the file, or nil where the string around it cannot take the new text as it is.
  package func outermostEdit(_ edit: TextEdit) -> TextEdit? {
    guard let embedding else { return edit }
    guard embedding.isLegible else { return nil }
    let outer = embedding.text.sourceRange(edit.range)
    guard let text = embedding.host.escaped(edit.text) else { return nil }
    return embedding.host.document.outermostEdit(TextEdit(outer, text))
  }
}
