import DocumentTree
import EditorFeatures
import Linting
import SourceText

/// What a client asks about a place of a document, or about all of it.
extension Session {
  mutating func hover(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let offset = try offset(params, in: document)
    guard let hover = analysis(of: document).hover(at: offset) else { return nil }
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
    let kinds = context?["only"]?.items.compactMap(\.string)
    let fixes = writer.actions(
      analysis(of: document).diagnostics, in: range, about: Set(mentioned ?? []), kinds: kinds)
    return .array(fixes + comparisonActions(for: document, in: range, kinds: kinds))
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
      analysis(of: document).lenses.map { lens in
        [
          "range": document.json(lens.range, in: client.encoding),
          "command": [
            "title": .string(lens.title), "command": .string(Command.explain.rawValue), "tooltip": .string(lens.reason),
            "arguments": [.string(lens.reason)],
          ],
        ]
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
