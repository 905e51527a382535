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
    /// A text that holds requests in pieces: `.http` and `.rest` files.
    case http
    /// A `.bru` file of a Bruno collection.
    case bruno
    /// A shell script with `curl` commands.
    case shell
    /// Markdown with JSON and commands in fences.
    case markdown

    /// Whether the tree is made of pieces of a text, under names that do not stand in it.
    package var isText: Bool {
      switch self {
      case .json, .jsonWithComments, .yaml: false
      case .http, .bruno, .shell, .markdown: true
      }
    }
  }

  package var source: SourceText {
    observer?.seePlaces()
    return text
  }
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

  /// How many bytes of a byte order mark stand before the text.
  package var byteOrderMarkLength: Int { text.byteOrderMarkLength }
  /// As ``source``, for what an observer learns in another way.
  let text: SourceText
  /// Who notes what is looked at; nil: nobody.
  let observer: Observer?
  let records: ContiguousArray<Record>
  /// The records by their places, where they are in another order: the pieces of a text come as a request has them.
  let placeOrder: ContiguousArray<Int32>?
  let rootIndexes: [Int32]
  /// How each literal and folded scalar lies in its lines.
  let blockLayouts: [Int32: BlockLayout]
  /// The content of strings that do not stand in the text as they are; only where ``Format/isText``.
  let pieces: [Int32: Piece]
  /// The node that an alias stands for; an alias without an entry is undefined.
  let aliasTargets: [Int32: Int32]
  /// The aliases that stand for a node, in order.
  let aliases: [Int32: [Int32]]

  /// Whether some alias stands for a node.
  package var hasAliases: Bool { !aliases.isEmpty }

  /// How many syntax errors are kept. After that many the rest of the text is not read.
  package static let errorLimit = 32

  init(_ source: SourceText, _ format: Format, _ tree: TreeBuilder, embedding: Embedding? = nil) {
    text = source
    observer = nil
    self.format = format
    self.embedding = embedding
    records = tree.records
    placeOrder = format.isText ? tree.placeOrder : nil
    rootIndexes = tree.roots
    errors = tree.errors.sorted { $0.range.lower < $1.range.lower }
    loneSurrogates = tree.loneSurrogates
    yamlSurrogatePairs = tree.yamlSurrogatePairs
    blockLayouts = tree.blockLayouts
    pieces = tree.pieces
    aliasTargets = tree.aliasTargets
    aliases = Dictionary(grouping: tree.aliasTargets.keys.sorted()) { tree.aliasTargets[$0] ?? $0 }
  }

  /// - Parameter around: takes the place of the document around the string in which the other one stands; nil: nothing does.
  init(observing other: Document, in around: Document?) {
    text = other.text
    observer = Observer(other)
    format = other.format
    embedding = other.embedding.map { embedding in
      let host = around.map { Node(document: $0, index: embedding.host.index) } ?? embedding.host
      return Embedding(host: host, text: embedding.text, isShown: embedding.isShown)
    }
    records = other.records
    placeOrder = other.placeOrder
    rootIndexes = other.rootIndexes
    errors = other.errors
    loneSurrogates = other.loneSurrogates
    yamlSurrogatePairs = other.yamlSurrogatePairs
    blockLayouts = other.blockLayouts
    pieces = other.pieces
    aliasTargets = other.aliasTargets
    aliases = other.aliases
  }

  /// Reads `source`. Longer inputs than ``SourceText/byteLimit`` have no tree and one error.
  package static func parse(_ source: SourceText, as format: Format) -> Document {
    Document(source, format, tree(of: source, format))
  }

  /// - Parameter comments: what they mean where there may be some.
  private static func tree(
    of source: SourceText, _ format: Format, comments: JSONParser.Comments = .nothing
  ) -> TreeBuilder {
    var tree = TreeBuilder()
    if source.count > SourceText.byteLimit {
      tree.report(.tooLong(limit: SourceText.byteLimit), ByteRange(0, 0))
    } else if let encoding = ForeignEncoding(source) {
      tree.report(.notUTF8(encoding.name), ByteRange(0, min(source.count, encoding.markLength)))
    } else {
      switch format {
      case .json, .jsonWithComments:
        JSONParser.parse(source, format == .json ? .mistake : comments, into: &tree)
      case .yaml: YAMLParser.parse(source, into: &tree)
      case .http, .bruno, .shell, .markdown: TextParser.parse(source, format, into: &tree)
      }
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
    /// Whether the string shows the text, so that an edit of one is an edit of the other; base64 does not.
    let isShown: Bool
  }

  /// The JSON that stands inside a string, or nil where the node is no string.
  ///
  /// `arguments`, recorded bodies and the like hold JSON in a string; ranges of what is found in it go back
  /// through ``Document/outermostRange(_:)``.
  package static func embedded(in node: Node) -> Document? {
    guard node.kind == .string, let text = node.decodedText else { return nil }
    return embedded(Embedding(host: node, text: text, isShown: true))
  }

  /// As ``embedded(in:)``, where the text is a template: a placeholder in the place of a value stands for one.
  ///
  /// nil also where the text is no JSON but may become some, by what its placeholders stand for.
  package static func template(in node: Node) -> Document? {
    guard node.kind == .string, let text = node.decodedText else { return nil }
    let quoted = text.quotingPlaceholders()
    let document = embedded(Embedding(host: node, text: quoted ?? text, isShown: true))
    return quoted != nil && !document.errors.isEmpty ? nil : document
  }

  /// The JSON that a string stands for without showing it, such as the base64 of it. Whatever is found in it is found
  /// at the name of the member whose value the string is, or at the string where it has no name.
  package static func encoded(_ bytes: [UInt8], in node: Node) -> Document {
    let place = node.member?.key.place ?? node.place
    var text = DecodedText(at: place.lower)
    text.append(bytes, writtenAs: place)
    return embedded(Embedding(host: node, text: text, isShown: false))
  }

  private static func embedded(_ embedding: Embedding) -> Document {
    let source = SourceText(embedding.text.bytes)
    guard embedding.host.document.format == .markdown else {
      return Document(source, .json, tree(of: source, .json), embedding: embedding)
    }
    let tree = tree(of: source, .jsonWithComments, comments: .omission)
    return Document(source, .jsonWithComments, tree, embedding: embedding)
  }

  /// A range of this document in the bytes of the file: through escapes and block scalars where it is embedded.
  package func outermostRange(_ range: ByteRange) -> ByteRange {
    observer?.seePlaces()
    guard let embedding else { return range }
    return embedding.host.document.outermostRange(embedding.text.sourceRange(range))
  }

  /// Where in a range of this document a byte of the file is, or the first one after it; nil where the range is not shown
  /// around it.
  package func offset(ofOutermost offset: Int, in range: ByteRange) -> Int? {
    let outer = outermostRange(range)
    guard isShown, outer.lower <= offset, offset <= outer.upper else { return nil }
    // What comes later here comes no earlier there.
    var (low, high) = (range.lower, range.upper)
    while low < high {
      let middle = (low + high) / 2
      if outermostRange(ByteRange(middle, middle)).lower < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether the file shows the text of this document.
  private var isShown: Bool { embedding.map { $0.isShown && $0.host.document.isShown } ?? true }

  /// The document that the file itself is.
  package var outermost: Document {
    var document = self
    while let embedding = document.embedding { document = embedding.host.document }
    return document
  }

  /// An edit of this document as an edit of the file, or nil where the string around it cannot take the new text as it is.
  package func outermostEdit(_ edit: TextEdit) -> TextEdit? {
    guard let embedding else { return edit }
    guard embedding.isShown else { return nil }
    let outer = embedding.text.sourceRange(edit.range)
    guard let text = embedding.host.escaped(edit.text) else { return nil }
    return embedding.host.document.outermostEdit(TextEdit(outer, text))
  }
}
