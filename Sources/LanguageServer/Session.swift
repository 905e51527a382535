import DocumentTree
import EditorFeatures
package import Facts
import Linting
import SourceText

/// The conversation with one client: a state, and what each message does to it.
///
/// It is synchronous and does no input or output: messages go in, messages come out, in order. Whoever runs it reads
/// the streams, and calls ``flush()`` when the client has been quiet for a moment.
package struct Session {
  private enum Phase {
    case new, running, shutDown
  }

  /// How the conversation ended.
  package enum Ending: Sendable, Hashable {
    /// `exit` after `shutdown`.
    case orderly
    /// `exit` without `shutdown`.
    case abrupt
  }

  private var phase = Phase.new
  package private(set) var ending: Ending?
  private let facts: Facts
  private let version: String
  private let clock: @Sendable () -> Day
  private var client = ClientCapabilities()
  private var settings = EditorSettings()
  private var documents: [String: OpenDocument] = [:]
  private var analyses: [String: (version: Int, analysis: Analysis)] = [:]
  /// Documents whose diagnostics are still to be pushed.
  private var unpublished: Set<String> = []
  private var cancelled: Set<RequestID> = []
  private var lastRequest = 0
  /// What the server's own requests were about.
  private var pending: [RequestID: String] = [:]
  /// The process that started the server, where the client named it.
  package private(set) var parentProcess: Int?

  /// - Parameter clock: gives the day for which retirements are judged.
  package init(facts: Facts, version: String, clock: @escaping @Sendable () -> Day) {
    self.facts = facts
    self.version = version
    self.clock = clock
  }

  /// Notes a `$/cancelRequest` that was read ahead of the messages before it.
  package mutating func noteCancellations(in content: ContiguousArray<UInt8>) {
    guard content.count < 1000, case .notification("$/cancelRequest", let params)? = try? Message(content) else {
      return
    }
    if let id = params?["id"].flatMap({ RequestID($0) }) { cancelled.insert(id) }
  }

  /// Takes one message, and returns the framed messages that answer it.
  package mutating func receive(_ content: ContiguousArray<UInt8>) -> [ContiguousArray<UInt8>] {
    answers(to: content).map(\.bytes)
  }

  /// Pushes what waits for the client to be quiet.
  package mutating func flush() -> [ContiguousArray<UInt8>] {
    let waiting = unpublished.sorted()
    unpublished = []
    return waiting.map { publication(of: $0).bytes }
  }

  /// Whether ``flush()`` has something to do.
  package var isWaiting: Bool { !unpublished.isEmpty }

  private mutating func answers(to content: ContiguousArray<UInt8>) -> [Outgoing] {
    do {
      switch try Message(content) {
      case .request(let id, let method, let params): return respond(id, method, params)
      case .notification(let method, let params): return note(method, params)
      case .response(let id, let result): return take(result, for: id)
      }
    } catch {
      return [.error(nil, error)]
    }
  }

  // MARK: Requests

  private mutating func respond(_ id: RequestID, _ method: String, _ params: Node?) -> [Outgoing] {
    do {
      if cancelled.remove(id) != nil { throw ResponseError.requestCancelled }
      switch phase {
      case .new where method != "initialize": throw ResponseError.serverNotInitialized
      case .shutDown: throw ResponseError.invalidRequest("the server is shut down")
      case .running where method == "initialize": throw ResponseError.invalidRequest("the server is initialized")
      default: break
      }
      return [.result(id, try result(of: method, params))]
    } catch let error as ResponseError {
      return [.error(id, error)]
    } catch {
      return [.error(id, ResponseError(code: -32603, message: "\(error)"))]
    }
  }

  private mutating func result(of method: String, _ params: Node?) throws(ResponseError) -> JSONValue {
    switch method {
    case "initialize": return try initialize(params)
    case "shutdown":
      phase = .shutDown
      return nil
    case "textDocument/diagnostic": return try diagnosticReport(params)
    case "textDocument/hover": return try hover(params)
    case "textDocument/completion": return try completion(params)
    case "textDocument/codeAction": return try codeActions(params)
    case "textDocument/documentSymbol": return try symbols(params)
    case "textDocument/foldingRange": return try foldingRanges(params)
    case "textDocument/definition": return try definition(params)
    case "textDocument/references": return try references(params)
    case "textDocument/codeLens": return try codeLenses(params)
    case "workspace/executeCommand": return nil
    default: throw .methodNotFound(method)
    }
  }

  private mutating func initialize(_ params: Node?) throws(ResponseError) -> JSONValue {
    guard let params, params.kind == .object else { throw .invalidParams("`initialize` has no parameters") }
    phase = .running
    client = ClientCapabilities(params)
    parentProcess = params["processId"]?.number.flatMap { Int(exactly: $0) }
    if let options = params["initializationOptions"] { settings = EditorSettings(options, facts) }
    var capabilities: [JSONValue.Member] = [
      .init(name: "positionEncoding", value: .string(client.encoding.name)),
      .init(name: "textDocumentSync", value: ["openClose": true, "change": 2, "save": false]),
      .init(name: "hoverProvider", value: true),
      .init(name: "completionProvider", value: ["triggerCharacters": ["\"", ":", " ", "{", ","]]),
      .init(name: "codeActionProvider", value: ["codeActionKinds": ["quickfix", "source.fixAll.reqlint"]]),
      .init(name: "documentSymbolProvider", value: true),
      .init(name: "foldingRangeProvider", value: true),
      .init(name: "definitionProvider", value: true),
      .init(name: "referencesProvider", value: true),
      .init(name: "codeLensProvider", value: ["resolveProvider": false]),
      .init(name: "workspace", value: ["workspaceFolders": ["supported": true, "changeNotifications": true]]),
    ]
    if client.pullsDiagnostics {
      capabilities.append(
        .init(
          name: "diagnosticProvider",
          value: ["identifier": "reqlint", "interFileDependencies": false, "workspaceDiagnostics": false]))
    }
    return ["capabilities": .object(capabilities), "serverInfo": ["name": "reqlint", "version": .string(version)]]
  }

  // MARK: Notifications

  private mutating func note(_ method: String, _ params: Node?) -> [Outgoing] {
    switch method {
    case "exit":
      ending = phase == .shutDown ? .orderly : .abrupt
      return []
    // Kate sends `shutdown` as a notification.
    case "shutdown":
      phase = .shutDown
      return []
    case "$/cancelRequest":
      // Whatever it names was answered before this message was read.
      if let id = params?["id"].flatMap({ RequestID($0) }) { cancelled.remove(id) }
      return []
    default: break
    }
    guard phase == .running else { return [] }
    switch method {
    case "initialized": return askForConfiguration()
    case "textDocument/didOpen": return open(params)
    case "textDocument/didChange": return change(params)
    case "textDocument/didClose": return close(params)
    case "workspace/didChangeConfiguration":
      guard !client.answersConfiguration else { return askForConfiguration() }
      return configure(params?["settings"]?["reqlint"])
    default: return []
    }
  }

  private mutating func open(_ params: Node?) -> [Outgoing] {
    guard let document = params?["textDocument"], let uri = document["uri"]?.string, let text = document["text"]?.string
    else { return [] }
    let version = document["version"]?.number.flatMap { Int(exactly: $0) } ?? 0
    documents[uri] = OpenDocument(uri: uri, version: version, text: SourceText(text))
    analyses[uri] = nil
    guard !client.pullsDiagnostics else { return [] }
    return [publication(of: uri)]
  }

  private mutating func change(_ params: Node?) -> [Outgoing] {
    guard let identity = params?["textDocument"], let uri = identity["uri"]?.string, var document = documents[uri]
    else {
      return []
    }
    let version = identity["version"]?.number.flatMap { Int(exactly: $0) } ?? document.version + 1
    // A change that is older than the text was overtaken.
    guard version >= document.version else { return [] }
    for change in params?["contentChanges"].map({ Array($0.items) }) ?? [] {
      if let changed = document.applying(change, version: version, in: client.encoding) { document = changed }
    }
    documents[uri] = document
    if !client.pullsDiagnostics { unpublished.insert(uri) }
    return []
  }

  private mutating func close(_ params: Node?) -> [Outgoing] {
    guard let uri = params?["textDocument"]?["uri"]?.string, documents.removeValue(forKey: uri) != nil else {
      return []
    }
    analyses[uri] = nil
    unpublished.remove(uri)
    guard !client.pullsDiagnostics else { return [] }
    return [.notification("textDocument/publishDiagnostics", ["uri": .string(uri), "diagnostics": []])]
  }

  // MARK: Configuration

  private mutating func askForConfiguration() -> [Outgoing] {
    guard client.answersConfiguration else { return [] }
    return [request("workspace/configuration", ["items": [["section": "reqlint"]]])]
  }

  private mutating func request(_ method: String, _ params: JSONValue) -> Outgoing {
    lastRequest += 1
    let id = RequestID.text("reqlint-\(lastRequest)")
    pending[id] = method
    return .request(id, method, params)
  }

  private mutating func take(_ result: Node?, for id: RequestID) -> [Outgoing] {
    guard pending.removeValue(forKey: id) == "workspace/configuration" else { return [] }
    // Some clients answer with null, or with one null for each section.
    return configure(result?.items.first { _ in true })
  }

  private mutating func configure(_ section: Node?) -> [Outgoing] {
    guard let section, section.kind == .object else { return [] }
    let changed = EditorSettings(section, facts)
    guard changed != settings else { return [] }
    settings = changed
    analyses = [:]
    if !client.pullsDiagnostics { unpublished = Set(documents.keys) }
    return client.pullsDiagnostics && client.refreshesDiagnostics ? [request("workspace/diagnostic/refresh", nil)] : []
  }

  // MARK: Documents and positions

  private func document(_ params: Node?) throws(ResponseError) -> OpenDocument {
    guard let uri = params?["textDocument"]?["uri"]?.string else {
      throw .invalidParams("there is no textDocument.uri")
    }
    guard let document = documents[uri] else { throw .invalidParams("the document is not open") }
    return document
  }

  private func offset(_ params: Node?, in document: OpenDocument) throws(ResponseError) -> Int {
    guard let offset = params?["position"].flatMap({ document.offset(of: $0, in: client.encoding) }) else {
      throw .invalidParams("the position is none")
    }
    return offset
  }

  private var linter: Linter { Linter(facts: facts, settings: settings.lint(today: clock())) }

  private mutating func analysis(of document: OpenDocument) -> Analysis {
    if let known = analyses[document.uri], known.version == document.version { return known.analysis }
    let analysis = Analysis(document.text, path: DocumentURI.path(document.uri), linter)
    analyses[document.uri] = (document.version, analysis)
    return analysis
  }

  private mutating func publication(of uri: String) -> Outgoing {
    guard let document = documents[uri] else {
      return .notification("textDocument/publishDiagnostics", ["uri": .string(uri), "diagnostics": []])
    }
    let writer = DiagnosticWriter(document: document, client: client)
    let items = analysis(of: document).diagnostics.map(writer.json)
    return .notification(
      "textDocument/publishDiagnostics",
      ["uri": .string(uri), "version": .integer(document.version), "diagnostics": .array(items)])
  }

  // MARK: Features

  private mutating func diagnosticReport(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let identity = "\(document.version).\(settings.hashValue)"
    if params?["previousResultId"]?.string == identity { return ["kind": "unchanged", "resultId": .string(identity)] }
    let writer = DiagnosticWriter(document: document, client: client)
    let items = analysis(of: document).diagnostics.map(writer.json)
    return ["kind": "full", "resultId": .string(identity), "items": .array(items)]
  }

  private mutating func hover(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let offset = try offset(params, in: document)
    guard let hover = analysis(of: document).hover(at: offset) else { return nil }
    return [
      "contents": ["kind": client.takesMarkdown ? "markdown" : "plaintext", "value": .string(hover.text)],
      "range": document.json(hover.range, in: client.encoding),
    ]
  }

  private mutating func completion(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let offset = try offset(params, in: document)
    let items = Completion(document.text, path: DocumentURI.path(document.uri), linter).items(at: offset)
    let writer = CompletionWriter(document: document, client: client)
    return ["isIncomplete": false, "items": .array(items.enumerated().map { writer.json($1, place: $0) })]
  }

  private mutating func codeActions(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    guard let range = params?["range"].flatMap({ document.byteRange(of: $0, in: client.encoding) }) else {
      throw .invalidParams("the range is none")
    }
    let kinds = params?["context"]?["only"]?.items.compactMap(\.string)
    let writer = CodeActionWriter(document: document, client: client)
    return .array(writer.actions(analysis(of: document).diagnostics, in: range, kinds: kinds))
  }

  private mutating func symbols(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let encoding = client.encoding
    return .array(analysis(of: document).outline.map { OutlineWriter.json($0, document, encoding) })
  }

  private mutating func foldingRanges(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    return .array(
      analysis(of: document).foldingRanges(document.lines).map { range in
        ["startLine": .integer(range.first), "endLine": .integer(range.last)]
      })
  }

  private mutating func connection(_ params: Node?) throws(ResponseError) -> (OpenDocument, Connection)? {
    let document = try document(params)
    let offset = try offset(params, in: document)
    return analysis(of: document).connection(at: offset).map { (document, $0) }
  }

  private func location(_ range: ByteRange, _ document: OpenDocument) -> JSONValue {
    ["uri": .string(document.uri), "range": document.json(range, in: client.encoding)]
  }

  private mutating func definition(_ params: Node?) throws(ResponseError) -> JSONValue {
    guard let (document, connection) = try connection(params) else { return nil }
    return location(connection.definition, document)
  }

  private mutating func references(_ params: Node?) throws(ResponseError) -> JSONValue {
    guard let (document, connection) = try connection(params) else { return [] }
    let withDeclaration = params?["context"]?["includeDeclaration"]?.boolean ?? true
    let ranges = (withDeclaration ? [connection.definition] : []) + connection.references
    return .array(ranges.map { location($0, document) })
  }

  private mutating func codeLenses(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    guard settings.showsLenses else { return [] }
    return .array(
      analysis(of: document).lenses.map { lens in
        [
          "range": document.json(lens.range, in: client.encoding),
          "command": ["title": .string(lens.title), "command": "", "tooltip": .string(lens.reason)],
        ]
      })
  }
}
