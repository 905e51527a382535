import Configuration
import DocumentTree
import Facts
import FileDiscovery
import LanguageServer
import SourceText
import Synchronization

/// A client in the same process: JSON goes in as text, answers come out parsed.
struct TestClient {
  private(set) var session: Session
  let disk: Disk
  private var lastID = 0

  /// The texts of the files on the disk, by path.
  final class Disk: Sendable {
    private let texts: Mutex<[String: String]>

    init(_ texts: [String: String]) {
      self.texts = Mutex(texts)
    }

    subscript(path: String) -> String? {
      get { texts.withLock { $0[path] } }
      set { texts.withLock { $0[path] = newValue } }
    }

    var paths: [String] { texts.withLock { $0.keys.sorted() } }

    func bytes(_ path: String) -> ContiguousArray<UInt8>? { self[path].map { ContiguousArray($0.utf8) } }
  }

  init(files: [String: String] = [:]) {
    let disk = Disk(files)
    self.disk = disk
    let configurations = ConfigurationResolver(facts: .embedded) { path in
      disk.bytes(path).map { .text($0) } ?? .nothing
    }
    let files = Files(
      endings: ["json", "http"],
      read: { disk.bytes($0) },
      find: { folder in
        disk.paths.filter { $0.hasPrefix(folder + "/") && configurations.mentions($0, .file) != .excluded }
      },
      ignores: { $0.contains("/ignored/") }, location: { $0 })
    session = Session(facts: .embedded, files: files, configurations: configurations, version: "test") {
      Day("2026-06-01") ?? Day(secondsSince1970: 0)
    }
  }

  /// Does all the work that waits, and returns what comes of it.
  mutating func work() -> [Node] {
    var messages: [Node] = []
    while session.isBusy { messages += session.work().compactMap(Self.content) }
    return messages
  }

  /// Sends a raw message and returns what comes back.
  mutating func send(raw: String) -> [Node] {
    session.receive(ContiguousArray(raw.utf8)).compactMap(Self.content)
  }

  mutating func notify(_ method: String, _ params: String = "{}") -> [Node] {
    send(raw: #"{"jsonrpc": "2.0", "method": "\#(method)", "params": \#(params)}"#)
  }

  /// Sends a request and returns its answer.
  mutating func request(_ method: String, _ params: String = "{}") -> Node? {
    lastID += 1
    return send(raw: #"{"jsonrpc": "2.0", "id": \#(lastID), "method": "\#(method)", "params": \#(params)}"#).first
  }

  mutating func flush() -> [Node] {
    session.flush().compactMap(Self.content)
  }

  /// Initialises the session with these client capabilities.
  static func running(_ capabilities: String = "{}") -> TestClient {
    var client = TestClient()
    _ = client.request("initialize", #"{"processId": null, "capabilities": \#(capabilities)}"#)
    _ = client.notify("initialized")
    return client
  }

  static let pull = #"{"textDocument": {"diagnostic": {}}}"#

  mutating func open(_ uri: String, _ text: String, version: Int = 1) -> [Node] {
    notify(
      "textDocument/didOpen",
      #"{"textDocument": {"uri": "\#(uri)", "languageId": "x", "version": \#(version), "text": "\#(text.escapedForJSON)"}}"#
    )
  }

  /// Changes a document; a range is `[startLine, startColumn, endLine, endColumn]`, nil for the whole text.
  mutating func change(_ uri: String, version: Int, _ range: [Int]?, _ text: String) -> [Node] {
    let place =
      range.map {
        #""range": {"start": {"line": \#($0[0]), "character": \#($0[1])}, "end": {"line": \#($0[2]), "character": \#($0[3])}}, "#
      } ?? ""
    return notify(
      "textDocument/didChange",
      #"{"textDocument": {"uri": "\#(uri)", "version": \#(version)}, "contentChanges": [{\#(place)"text": "\#(text.escapedForJSON)"}]}"#
    )
  }

  /// The diagnostics that a pulling client gets.
  mutating func diagnostics(of uri: String) -> [Node] {
    let answer = request("textDocument/diagnostic", #"{"textDocument": {"uri": "\#(uri)"}}"#)
    return answer?["result"]?["items"].map { Array($0.items) } ?? []
  }

  private static func content(_ framed: ContiguousArray<UInt8>) -> Node? {
    var reader = FrameReader()
    reader.append(framed)
    guard case .message(let bytes)? = reader.next() else { return nil }
    return Document.parse(SourceText(bytes), as: .json).roots.first
  }
}

extension Node {
  /// The number of a response's error, or nil.
  var errorCode: Int? { self["error"]?["code"]?.number.map { Int($0) } }

  /// The parameters of a notification from the server.
  var published: Node? { self["method"]?.string == "textDocument/publishDiagnostics" ? self["params"] : nil }

  /// `line:column-line:column` of an LSP range.
  var places: String {
    func place(_ name: String) -> String {
      "\(self[name]?["line"]?.rawText ?? "?"):\(self[name]?["character"]?.rawText ?? "?")"
    }
    return place("start") + "-" + place("end")
  }
}
