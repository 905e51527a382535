import DocumentTree
import EditorFeatures
import Linting
import SourceText

/// The documents that are open, and what is found in them.
extension Session {
  mutating func open(_ params: Node?) -> [Outgoing] {
    guard let document = params?["textDocument"], let uri = document["uri"]?.string, let text = document["text"]?.string
    else { return [] }
    let version = document["version"]?.number.flatMap { Int(exactly: $0) } ?? 0
    lastRevision += 1
    documents[uri] = OpenDocument(uri: uri, version: version, revision: lastRevision, text: SourceText(text))
    analyses[uri] = nil
    lastGood[uri] = nil
    // What was shown of the file gives way to what is found in the text.
    let cleared = DocumentURI.filePath(uri).map { hide([$0]) } ?? []
    return cleared + (client.pullsDiagnostics ? [] : [publication(of: uri)])
  }

  mutating func change(_ params: Node?) -> [Outgoing] {
    guard let identity = params?["textDocument"], let uri = identity["uri"]?.string, var document = documents[uri]
    else {
      return []
    }
    let version = identity["version"]?.number.flatMap { Int(exactly: $0) } ?? document.version + 1
    // A change that is older than the text was overtaken.
    guard version >= document.version else { return [] }
    lastRevision += 1
    for change in params?["contentChanges"].map({ Array($0.items) }) ?? [] {
      let changed = document.applying(change, version: version, revision: lastRevision, in: client.encoding)
      if let changed { document = changed }
    }
    documents[uri] = document
    analyses[uri] = nil
    if !client.pullsDiagnostics { unpublished.insert(uri) }
    return []
  }

  mutating func close(_ params: Node?) -> [Outgoing] {
    guard let uri = params?["textDocument"]?["uri"]?.string, documents.removeValue(forKey: uri) != nil else {
      return []
    }
    analyses[uri] = nil
    lastGood[uri] = nil
    unpublished.remove(uri)
    if hasCheckedWorkspace, let path = DocumentURI.filePath(uri), shows(path) { checkAgain([path]) }
    return client.pullsDiagnostics ? [] : [publication(of: uri)]
  }

  // MARK: Documents and positions

  func document(_ params: Node?) throws(ResponseError) -> OpenDocument {
    guard let uri = params?["textDocument"]?["uri"]?.string else {
      throw .invalidParams("there is no textDocument.uri")
    }
    guard let document = documents[uri] else { throw .invalidParams("the document is not open") }
    return document
  }

  func offset(_ params: Node?, in document: OpenDocument) throws(ResponseError) -> Int {
    guard let offset = params?["position"].flatMap({ document.offset(of: $0, in: client.encoding) }) else {
      throw .invalidParams("the position is none")
    }
    return offset
  }

  // MARK: Findings

  mutating func analysis(of document: OpenDocument) -> Analysis {
    if let known = analyses[document.uri] { return known }
    let path = DocumentURI.path(document.uri)
    let analysis = Analysis(document.text, path: path, linter(for: path))
    analyses[document.uri] = analysis
    let requests = analysis.parts.flatMap(\.requests)
    if !requests.isEmpty, analysis.parts.allSatisfy({ $0.document.errors.isEmpty }) {
      lastGood[document.uri] = document.text
    }
    note(
      "linted version \(document.version) of \(path): \(Wording.count(requests.count, "requests")), "
        + Wording.count(analysis.diagnostics.count, "findings"),
      analysis.lenses.map(\.reason).joined(separator: "\n"))
    return analysis
  }

  /// What is found in a document as a message; nothing where it is not open any more.
  mutating func publication(of uri: String) -> Outgoing {
    guard let document = documents[uri] else { return Self.publication(of: uri, []) }
    return Self.publication(of: uri, diagnostics(of: document), version: document.version)
  }

  static func publication(of uri: String, _ items: [JSONValue], version: Int? = nil) -> Outgoing {
    let params: JSONValue = [
      "uri": .string(uri), "version": version.map { .integer($0) } ?? .null, "diagnostics": .array(items),
    ]
    return .notification("textDocument/publishDiagnostics", params.compact)
  }

  mutating func diagnosticReport(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    return report(on: document, since: params?["previousResultId"]?.string)
  }

  /// A report on a document that is open; what has not changed since a result is not said again.
  mutating func report(on document: OpenDocument, since previous: String?) -> JSONValue {
    let identity = "\(document.revision).\(settingsGeneration)"
    if previous == identity { return ["kind": "unchanged", "resultId": .string(identity)] }
    return ["kind": "full", "resultId": .string(identity), "items": .array(diagnostics(of: document))]
  }

  private mutating func diagnostics(of document: OpenDocument) -> [JSONValue] {
    let writer = DiagnosticWriter(document: document, client: client)
    return analysis(of: document).diagnostics.map(writer.json)
  }
}
