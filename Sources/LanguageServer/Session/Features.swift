import Configuration
import DocumentTree
import EditorFeatures
import Linting
import SourceText

/// What a client asks about a place of a document, or about all of it.
extension Session {
  mutating func hover(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let offset = try offset(params, in: document)
    guard let hover = analysis(of: document).hover(at: offset, &meter) else { return nil }
    let contents: JSONValue =
      client.takesMarkdown
      ? ["kind": "markdown", "value": .string(hover.text)] : ["kind": "plaintext", "value": .string(hover.plainText)]
    return [
      "contents": contents,
      "range": document.json(hover.range, in: client.encoding),
    ]
  }

  mutating func completion(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let offset = try offset(params, in: document)
    let completion = Completion(
      document.text, path: document.path, linter(for: document.path, at: document.location))
    let items = completion.items(at: offset, lastGood: lastGood[document.uri])
    let writer = CompletionWriter(document: document, client: client)
    return ["isIncomplete": false, "items": .array(items.enumerated().map { writer.json($1, place: $0) })]
  }

  mutating func codeActions(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    guard let range = params?["range"].flatMap({ document.byteRange(of: $0, in: client.encoding) }) else {
      throw .invalidParams("the range is none")
    }
    let context = params?["context"]
    let mentioned = context?["diagnostics"]?.items.compactMap { item in
      item["range"].flatMap { document.byteRange(of: $0, in: client.encoding) }.map {
        CodeActionWriter.Mentioned(range: $0, rule: item["code"]?.string ?? "")
      }
    }
    let writer = CodeActionWriter(document: document, client: client)
    let analysis = analysis(of: document)
    let kinds = context?["only"]?.items.compactMap(\.string)
    let actions = writer.actions(analysis.diagnostics, in: range, about: Set(mentioned ?? []), kinds: kinds) {
      silencing($0, in: document, analysis)
    }
    return .array(actions + comparisonActions(for: document, in: range, kinds: kinds))
  }

  /// The edit by which a finding is told no more: a comment in YAML, else an item of `ignore:` in the configuration that
  /// counts, or in a new one. nil: there is none, or the client cannot do it.
  private func silencing(_ finding: Diagnostic, in document: OpenDocument, _ analysis: Analysis) -> CodeActionWriter
    .Silencing?
  {
    guard document.configurationPath == nil, !Sieve.isSubject(of: finding.rule),
      let part = analysis.part(at: finding.range.lower)
    else { return nil }
    let (edits, rest) = part.document.ignoring([finding], reason: "")
    if rest.isEmpty { return .comment(edits) }
    // What was never saved has no file that an item could be for.
    guard let location = document.location, DocumentURI.filePath(document.uri) != nil else { return nil }
    let draft = IgnoreDraft(ignoring: finding, in: part.document, line: part.line, of: location, reason: "")
    if let configuration = configurations.configuration(forFile: location) {
      guard configuration.failure == nil, let edits = configuration.ignoring([draft]) else { return nil }
      return .configuration(OpenDocument(configuration: configuration, among: documents.values), edits)
    }
    let folders = folders.compactMap(\.path).map { files.location($0) }
    let around = folders.filter { DocumentURI.isPath(location, in: $0) }.max { $0.utf8.count < $1.utf8.count }
    guard client.createsFiles, let folder = around, let text = Configuration.text(ignoring: [draft], in: folder) else {
      return nil
    }
    return .newConfiguration(uri: DocumentURI.uri(ofPath: "\(folder)/\(Configuration.fileName)"), text)
  }

  mutating func symbols(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let encoding = client.encoding
    return .array(analysis(of: document).outline.map { OutlineWriter.json($0, document, encoding) })
  }

  mutating func foldingRanges(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    return .array(
      analysis(of: document).foldingRanges(document.lines).map { range in
        ["startLine": .integer(range.first), "endLine": .integer(range.last)]
      })
  }

  mutating func definition(_ params: Node?) throws(ResponseError) -> JSONValue {
    guard let (document, connection) = try connection(params) else { return nil }
    return location(connection.definition, document)
  }

  mutating func references(_ params: Node?) throws(ResponseError) -> JSONValue {
    guard let (document, connection) = try connection(params) else { return [] }
    let withDeclaration = params?["context"]?["includeDeclaration"]?.boolean ?? true
    let ranges = (withDeclaration ? [connection.definition] : []) + connection.references
    return .array(ranges.map { location($0, document) })
  }

  private mutating func connection(_ params: Node?) throws(ResponseError) -> (OpenDocument, Connection)? {
    let document = try document(params)
    let offset = try offset(params, in: document)
    return analysis(of: document).connection(at: offset).map { (document, $0) }
  }

  private func location(_ range: ByteRange, _ document: OpenDocument) -> JSONValue {
    ["uri": .string(document.uri), "range": document.json(range, in: client.encoding)]
  }

  mutating func codeLenses(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    guard settings(for: document.path).showsLenses else { return [] }
    return .array(
      analysis(of: document).lenses(&meter).map { lens in
        [
          "range": document.json(lens.range, in: client.encoding),
          "command": [
            "title": .string(lens.title), "command": .string(Command.explain.rawValue), "tooltip": .string(lens.reason),
            "arguments": [.string(lens.reason)],
          ],
        ]
      })
  }

  mutating func inlayHints(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    guard settings(for: document.path).showsTokens else { return [] }
    guard let range = params?["range"].flatMap({ document.byteRange(of: $0, in: client.encoding) }) else {
      throw .invalidParams("the range is none")
    }
    return .array(
      analysis(of: document).tokenHints(in: range, &meter).map { hint in
        let place = document.lines.position(of: hint.offset, in: client.encoding)
        let value: JSONValue = [
          "position": ["line": .integer(place.line), "character": .integer(place.column)],
          "label": .string(hint.label), "tooltip": hint.bounds.map { .string($0) } ?? .null, "paddingLeft": true,
          "paddingRight": true,
        ]
        return value.compact
      })
  }

  mutating func documentLinks(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let encoding = client.encoding
    return .array(
      analysis(of: document).links.compactMap { link in
        guard let target = DocumentURI.resolve(link.target, in: document.uri) else { return nil }
        let value: JSONValue = [
          "range": document.json(link.range, in: encoding), "target": .string(target),
          "tooltip": link.title.isEmpty ? nil : .string(link.title),
        ]
        return value.compact
      })
  }
}
