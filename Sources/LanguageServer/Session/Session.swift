package import Configuration
import DocumentTree
import EditorFeatures
package import Facts
import Linting
import SourceText

/// The conversation with one client: a state, and what each message does to it.
///
/// It is synchronous and does no input or output but through ``Files``: messages go in, messages come out, in order.
/// Whoever runs it reads the streams, calls ``flush()`` when the client has been quiet for a moment, and ``work()``
/// while there is nothing to read.
package struct Session {
  enum Phase {
    case new, running, shutDown
  }

  /// How the conversation ended.
  package enum Ending: Sendable, Hashable {
    /// `exit` after `shutdown`.
    case orderly
    /// `exit` without `shutdown`.
    case abrupt
  }

  /// What the server asked the client about.
  enum Question {
    case configuration(folders: [String])
    /// Whether a check may show how far it is.
    case progress(WorkspaceCheck)
    /// The answer changes nothing.
    case other
  }

  /// How much the client wants to hear of what the server does.
  enum Trace: String {
    case off, messages, verbose
  }

  let facts: Facts
  let files: Files
  let configurations: ConfigurationResolver
  private let version: String
  let clock: @Sendable () -> Day

  private var phase = Phase.new
  package private(set) var ending: Ending?
  /// The process that started the server, where the client named it.
  package private(set) var parentProcess: Int?
  private(set) var client = ClientCapabilities()
  private var trace = Trace.off
  /// What is said before the answer to a message.
  var asides: [Outgoing] = []
  private var cancelled: Set<RequestID> = []
  private var lastRequest = 0
  private var pending: [RequestID: Question] = [:]

  var documents: [String: OpenDocument] = [:]
  var lastRevision = 0
  var analyses: [String: Analysis] = [:]
  /// The last text of each document that was whole and had a request, or was a configuration.
  var lastGood: [String: SourceText] = [:]
  /// Counts the texts of open documents; what has not changed is not counted again.
  var meter = TokenMeter(remembering: 4096)
  /// Documents whose diagnostics are still to be pushed.
  var unpublished: Set<String> = []

  var folders: [WorkspaceFolder] = []
  /// What holds outside of all folders.
  var settings = EditorSettings()
  /// Counts the changes of settings: what was found before one is out of date after it.
  var settingsGeneration = 0
  /// Whether the client does not know yet that settings have changed.
  var isOutOfDate = false
  /// The paths of the configurations whose mistakes are on show, or would be if there were any.
  var toldConfigurations: Set<String> = []

  var checks: [WorkspaceCheck] = []
  /// What was found in files that are not open, for the sake of configurations that are, by path.
  var judgements: [String: Judgement] = [:]
  /// The paths of files that are not open and have findings on show.
  var shown: Set<String> = []
  /// Whether somebody asked for the whole workspace, so that changed files are looked at again.
  var hasCheckedWorkspace = false

  /// - Parameters:
  ///   - configurations: they read the same files; the session says which texts count in place of them.
  ///   - clock: gives the day for which retirements are judged.
  package init(
    facts: Facts, files: Files, configurations: ConfigurationResolver, version: String,
    clock: @escaping @Sendable () -> Day
  ) {
    self.facts = facts
    self.files = files
    self.configurations = configurations
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
    let answers = answers(to: content)
    return (takeAsides() + answers).map(\.bytes)
  }

  /// Pushes what waits for the client to be quiet.
  package mutating func flush() -> [ContiguousArray<UInt8>] {
    let waiting = unpublished.sorted()
    unpublished = []
    let publications = waiting.map { publication(of: $0) } + refresh()
    return (takeAsides() + publications).map(\.bytes)
  }

  /// Whether ``flush()`` has something to do.
  package var isWaiting: Bool { !unpublished.isEmpty || isOutOfDate }

  /// Does one small piece of the work that takes long.
  package mutating func work() -> [ContiguousArray<UInt8>] {
    let messages = continueCheck()
    return (takeAsides() + messages).map(\.bytes)
  }

  /// Whether ``work()`` has something to do.
  package var isBusy: Bool { !checks.isEmpty }

  private mutating func answers(to content: ContiguousArray<UInt8>) -> [Outgoing] {
    do {
      switch try Message(content) {
      case .request(let id, let method, let params):
        note("received the request \(method)")
        return respond(id, method, params)
      case .notification(let method, let params):
        if method != "$/setTrace" { note("received the notification \(method)") }
        return heed(method, params)
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
      switch method {
      // Answered when its work is done.
      case "workspace/diagnostic":
        return try pullWorkspace(id, params)
      case "workspace/executeCommand":
        let messages = try execute(params)
        return [.result(id, nil)] + messages
      default: return [.result(id, try result(of: method, params))]
      }
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
    case "textDocument/inlayHint": return try inlayHints(params)
    case "textDocument/documentLink": return try documentLinks(params)
    default: throw .methodNotFound(method)
    }
  }

  private mutating func initialize(_ params: Node?) throws(ResponseError) -> JSONValue {
    guard let params, params.kind == .object else { throw .invalidParams("`initialize` has no parameters") }
    phase = .running
    client = ClientCapabilities(params)
    parentProcess = params["processId"]?.number.flatMap { Int(exactly: $0) }
    trace = params["trace"]?.string.flatMap { Trace(rawValue: $0) } ?? .off
    if let options = params["initializationOptions"] { settings = EditorSettings(options, facts) }
    folders = WorkspaceFolder.all(in: params)
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
      .init(name: "documentLinkProvider", value: ["resolveProvider": false]),
      .init(name: "codeLensProvider", value: ["resolveProvider": false]),
      .init(name: "inlayHintProvider", value: ["resolveProvider": false]),
      .init(
        name: "executeCommandProvider",
        value: ["commands": .array(Command.allCases.map { .string($0.rawValue) }), "workDoneProgress": true]),
      .init(name: "workspace", value: ["workspaceFolders": ["supported": true, "changeNotifications": true]]),
    ]
    if client.pullsDiagnostics {
      capabilities.append(
        .init(
          name: "diagnosticProvider",
          value: [
            "identifier": "reqlint", "interFileDependencies": false,
            "workspaceDiagnostics": .boolean(settings.checksWorkspace), "workDoneProgress": true,
          ]))
    }
    return ["capabilities": .object(capabilities), "serverInfo": ["name": "reqlint", "version": .string(version)]]
  }

  // MARK: Notifications

  private mutating func heed(_ method: String, _ params: Node?) -> [Outgoing] {
    switch method {
    case "exit":
      ending = phase == .shutDown ? .orderly : .abrupt
      return []
    // Kate sends `shutdown` as a notification.
    case "shutdown":
      phase = .shutDown
      return []
    case "$/cancelRequest":
      guard let id = params?["id"].flatMap({ RequestID($0) }) else { return [] }
      // Whatever else it names was answered before this message was read.
      cancelled.remove(id)
      return cancelCheck { $0.request == id }
    case "$/setTrace":
      trace = params?["value"]?.string.flatMap { Trace(rawValue: $0) } ?? trace
      return []
    default: break
    }
    guard phase == .running else { return [] }
    switch method {
    case "initialized": return watch() + askForConfiguration()
    case "textDocument/didOpen": return open(params)
    case "textDocument/didChange": return change(params)
    case "textDocument/didClose": return close(params)
    case "workspace/didChangeConfiguration":
      guard !client.answersConfiguration else { return askForConfiguration() }
      return configure([params?["settings"]?["reqlint"]], for: [])
    case "workspace/didChangeWatchedFiles": return filesChanged(params)
    case "workspace/didChangeWorkspaceFolders": return foldersChanged(params)
    case "window/workDoneProgress/cancel":
      guard let token = params?["token"].flatMap({ RequestID($0) }) else { return [] }
      return cancelCheck { $0.progress == token }
    default: return []
    }
  }

  // MARK: Questions to the client

  mutating func ask(_ method: String, _ params: JSONValue, _ question: Question = .other) -> Outgoing {
    lastRequest += 1
    let id = RequestID.text("reqlint-\(lastRequest)")
    pending[id] = question
    return .request(id, method, params)
  }

  private mutating func take(_ result: Node?, for id: RequestID) -> [Outgoing] {
    switch pending.removeValue(forKey: id) {
    case .configuration(let folders): return configure(result.map { Array($0.items) } ?? [], for: folders)
    case .progress(var check):
      if result == nil { check.progress = nil }
      return start(check)
    case .other, nil: return []
    }
  }

  // MARK: Tracing

  /// Tells a client that wants to hear it what happens: names and numbers, never what a document says.
  mutating func note(_ sentence: String, _ details: @autoclosure () -> String = "") {
    guard trace != .off else { return }
    let details = trace == .verbose ? details() : ""
    let params: JSONValue = ["message": .string(sentence), "verbose": details.isEmpty ? nil : .string(details)]
    asides.append(.notification("$/logTrace", params.compact))
  }

  private mutating func takeAsides() -> [Outgoing] {
    defer { asides = [] }
    return asides
  }
}
