import DocumentTree
import LanguageServer
import SourceText
import Testing

struct SessionTests {
  private let uri = "file:///work/request.json"
  private let payload = #"{"model": "gpt-4o", "temperture": 1, "messages": [{"role": "user", "content": "hi"}]}"#

  @Test(
    arguments: [
      ("a request before initialize", #"{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}"#, -32002),
      ("text that is not JSON", "{", -32700),
      ("a text in place of an object", #""hi""#, -32600),
      ("a message without method and result", #"{"jsonrpc": "2.0", "id": 1}"#, -32600),
      ("a method that is no text", #"{"jsonrpc": "2.0", "id": 1, "method": 3}"#, -32600),
      ("initialize without parameters", #"{"jsonrpc": "2.0", "id": 1, "method": "initialize"}"#, -32602),
    ])
  func `what comes before the start is answered with the protocol's own errors`(
    _ name: String, _ raw: String, _ code: Int
  ) {
    var client = TestClient()
    #expect(client.send(raw: raw).first?.errorCode == code)
    #expect(client.request("initialize", #"{"capabilities": {}}"#)?["result"] != nil)
  }

  @Test(
    arguments: [
      ("textDocument/unheardOf", "{}", -32601),
      ("initialize", #"{"capabilities": {}}"#, -32600),
      ("textDocument/hover", "{}", -32602),
      (
        "textDocument/hover",
        #"{"textDocument": {"uri": "file:///closed.json"}, "position": {"line": 0, "character": 0}}"#, -32602
      ),
      (
        "textDocument/hover",
        #"{"textDocument": {"uri": "file:///work/request.json"}, "position": {"line": -1, "character": 0}}"#, -32602
      ),
      ("textDocument/hover", #"{"textDocument": {"uri": "file:///work/request.json"}, "position": "here"}"#, -32602),
      ("textDocument/codeAction", #"{"textDocument": {"uri": "file:///work/request.json"}, "range": []}"#, -32602),
    ])
  func `a request that cannot be served is answered with its code, and the next one is served`(
    _ method: String, _ params: String, _ code: Int
  ) {
    var client = TestClient.running(TestClient.pull)
    _ = client.open(uri, payload)
    #expect(client.request(method, params)?.errorCode == code)
    #expect(client.diagnostics(of: uri).count == 1)
  }

  @Test func `after shutdown only exit is heard, and it says how the conversation ended`() {
    var client = TestClient.running()
    #expect(client.request("shutdown")?["result"]?.kind == .null)
    #expect(client.request("textDocument/hover")?.errorCode == -32600)
    _ = client.notify("exit")
    #expect(client.session.ending == .orderly)
    var hasty = TestClient.running()
    _ = hasty.notify("exit")
    #expect(hasty.session.ending == .abrupt)
  }

  @Test func `a client that cannot pull is pushed each finding once, with the version`() {
    var client = TestClient.running()
    let opened = client.open(uri, payload, version: 7).compactMap(\.published)
    #expect(opened.count == 1)
    #expect(opened.first?["version"]?.number == 7)
    #expect(opened.first?["diagnostics"].map { Array($0.items) }?.map { $0["code"]?.string } == ["unknown-parameter"])
    #expect(client.change(uri, version: 8, nil, "{}").isEmpty)
    #expect(client.change(uri, version: 9, nil, payload).isEmpty)
    let flushed = client.flush().compactMap(\.published)
    #expect(flushed.map { $0["version"]?.number } == [9])
    #expect(client.flush().isEmpty)
    let closed = client.notify("textDocument/didClose", #"{"textDocument": {"uri": "\#(uri)"}}"#).compactMap(
      \.published)
    #expect(closed.first?["diagnostics"]?.items.first { _ in true } == nil)
  }

  @Test func `a client that pulls is pushed nothing, and hears when nothing changed`() {
    var client = TestClient.running(TestClient.pull)
    #expect(client.open(uri, payload).isEmpty)
    let params = #"{"textDocument": {"uri": "\#(uri)"}}"#
    let first = client.request("textDocument/diagnostic", params)?["result"]
    #expect(first?["kind"]?.string == "full")
    let identity = first?["resultId"]?.string ?? ""
    let again = client.request(
      "textDocument/diagnostic", #"{"textDocument": {"uri": "\#(uri)"}, "previousResultId": "\#(identity)"}"#)
    #expect(again?["result"]?["kind"]?.string == "unchanged")
    #expect(client.change(uri, version: 2, nil, "{}").isEmpty)
    #expect(client.flush().isEmpty)
  }

  @Test(
    arguments: [
      (#"["utf-8", "utf-16"]"#, "utf-8", "0:37-0:49"), (#"["utf-32"]"#, "utf-32", "0:34-0:46"),
      (#"["utf-16"]"#, "utf-16", "0:35-0:47"), (#"["utf-7"]"#, "utf-16", "0:35-0:47"),
    ])
  func `columns are counted as the client and the server agreed`(_ offered: String, _ agreed: String, _ places: String)
  {
    var client = TestClient()
    let answer = client.request(
      "initialize",
      #"{"capabilities": {"general": {"positionEncodings": \#(offered)}, "textDocument": {"diagnostic": {}}}}"#)
    #expect(answer?["result"]?["capabilities"]?["positionEncoding"]?.string == agreed)
    _ = client.notify("initialized")
    let text = #"{"model": "gpt-4o", "user": "a😀", "temperture": 1, "messages": [{"role": "user", "content": "hi"}]}"#
    _ = client.open(uri, text)
    let found = client.diagnostics(of: uri).first { $0["code"]?.string == "unknown-parameter" }
    #expect(found?["range"]?.places == places)
  }

  @Test func `a change that was overtaken is not applied`() {
    var client = TestClient.running(TestClient.pull)
    _ = client.open(uri, payload, version: 5)
    _ = client.change(uri, version: 4, nil, "{")
    #expect(client.diagnostics(of: uri).map { $0["code"]?.string } == ["unknown-parameter"])
  }

  @Test(
    arguments: [
      #"{"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 2}}"#,
      #"{"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 2}}"#,
      #"{"start": {"line": 0, "character": 0.5}, "end": {"line": 0, "character": 2}}"#,
      #"{"start": {"line": 0, "character": 1e300}, "end": {"line": 1e300, "character": 2}}"#,
      #"{"start": "0", "end": []}"#, "5", "[]", "{}", "true",
    ])
  func `a range that is none changes nothing`(_ range: String) {
    var client = TestClient.running(TestClient.pull)
    _ = client.open(uri, payload)
    let change = #"{"range": \#(range), "text": "{"}"#
    _ = client.notify(
      "textDocument/didChange",
      #"{"textDocument": {"uri": "\#(uri)", "version": 2}, "contentChanges": [\#(change)]}"#)
    #expect(client.diagnostics(of: uri).map { $0["code"]?.string } == ["unknown-parameter"])
  }

  @Test func `a range beyond the end of the text ends there`() {
    var client = TestClient.running(TestClient.pull)
    _ = client.open(uri, payload)
    _ = client.change(uri, version: 2, [0, 0, 999_999_999, 999_999_999], "{}")
    #expect(client.diagnostics(of: uri).isEmpty)
    _ = client.change(uri, version: 3, [7, 7, 8, 8], payload)
    _ = client.change(uri, version: 4, [0, 0, 0, 2], "")
    #expect(client.diagnostics(of: uri).count == 1)
  }

  private static let methods = [
    "textDocument/diagnostic", "textDocument/hover", "textDocument/completion", "textDocument/codeAction",
    "textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/definition", "textDocument/references",
    "textDocument/codeLens", "textDocument/inlayHint", "textDocument/documentLink", "workspace/executeCommand",
    "workspace/diagnostic",
  ]

  @Test(
    arguments: methods,
    ["null", "[]", "5", #""x""#, #"{"textDocument": 5}"#, #"{"textDocument": {"uri": 5}}"#, #"{"textDocument": []}"#])
  func `parameters of the wrong type are refused, and the next request is served`(_ method: String, _ params: String) {
    var client = TestClient.running(TestClient.pull)
    _ = client.open(uri, payload)
    let answer = client.request(method, params)
    // Whoever asks about the workspace need not say anything.
    if method != "workspace/diagnostic" || !params.hasPrefix("{") { #expect(answer?.errorCode == -32602) }
    _ = client.work()
    #expect(client.diagnostics(of: uri).count == 1)
  }

  @Test(
    arguments: ["didOpen", "didChange", "didClose"],
    [
      "null", "[]", "5", #"{"textDocument": 5}"#, #"{"textDocument": {"uri": 5}}"#,
      #"{"textDocument": {"uri": "file:///closed.json", "version": "x"}, "contentChanges": 5}"#,
      #"{"textDocument": {"uri": "file:///closed.json", "text": 5}, "contentChanges": [5, null, {"text": 5}]}"#,
    ])
  func `a notification that makes no sense, or is about a closed document, is passed over`(
    _ name: String, _ params: String
  ) {
    var client = TestClient.running()
    _ = client.open(uri, payload)
    #expect(client.notify("textDocument/\(name)", params).isEmpty)
    #expect(client.flush().isEmpty)
    #expect(
      client.request("textDocument/hover", #"{"textDocument": {"uri": "file:///closed.json"}}"#)?.errorCode == -32602)
    #expect(client.diagnostics(of: uri).count == 1)
  }

  /// Messages that a client sends, for the next test to spoil.
  private static let honest = [
    #"{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///work/request.json"}, "position": {"line": 0, "character": 25}}}"#,
    #"{"jsonrpc": "2.0", "id": "a", "method": "textDocument/completion", "params": {"textDocument": {"uri": "file:///work/request.json"}, "position": {"line": 0, "character": 38}}}"#,
    #"{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {"uri": "file:///work/request.json", "version": 7}, "contentChanges": [{"range": {"start": {"line": 0, "character": 3}, "end": {"line": 0, "character": 30}}, "text": "😀\\n"}]}}"#,
    #"{"jsonrpc": "2.0", "method": "workspace/didChangeWorkspaceFolders", "params": {"event": {"added": [{"uri": "file:///work", "name": "w"}], "removed": []}}}"#,
    #"{"jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles", "params": {"changes": [{"uri": "file:///work/.reqlint.yaml", "type": 2}]}}"#,
    #"{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 1}}"#,
    #"{"jsonrpc": "2.0", "id": 4, "method": "workspace/executeCommand", "params": {"command": "reqlint.checkWorkspace", "arguments": []}}"#,
    #"{"jsonrpc": "2.0", "id": "reqlint-1", "result": [{"provider": "openai"}, null]}"#,
  ]

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `whatever becomes of its messages, the server goes on`(_ seed: UInt64) {
    var generator = Generator(state: seed &* 7919)
    var client = TestClient.running(TestClient.pull)
    _ = client.open(uri, payload)
    for _ in 0..<200 {
      var bytes = Array((Self.honest.randomElement(using: &generator) ?? "").utf8)
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        let start = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(bytes.count, start + Int.random(in: 0...6, using: &generator))
        let piece = ["", "-", "9999999999", "null", "[", "}", "\"", "\\ud800", "\u{FFFD}", ","].randomElement(
          using: &generator)
        bytes.replaceSubrange(start..<end, with: Array((piece ?? "").utf8))
      }
      _ = client.send(raw: String(decoding: bytes, as: UTF8.self))
      if Int.random(in: 0...9, using: &generator) == 0 { _ = client.work() + client.flush() }
    }
    _ = client.notify("textDocument/didClose", #"{"textDocument": {"uri": "\#(uri)"}}"#)
    _ = client.open(uri, payload)
    #expect(client.diagnostics(of: uri).map { $0["code"]?.string } == ["unknown-parameter"])
  }

  @Test func `a document that was closed is not known any more`() {
    var client = TestClient.running(TestClient.pull)
    _ = client.open(uri, payload)
    let identity = #"{"textDocument": {"uri": "\#(uri)"}}"#
    _ = client.notify("textDocument/didClose", identity)
    #expect(client.request("textDocument/diagnostic", identity)?.errorCode == -32602)
    _ = client.open(uri, payload)
    #expect(client.diagnostics(of: uri).count == 1)
  }

  @Test func `a cancelled request is answered with that`() {
    var client = TestClient.running()
    var session = client.session
    session.noteCancellations(
      in: ContiguousArray(#"{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 99}}"#.utf8))
    let answers = session.receive(
      ContiguousArray(#"{"jsonrpc": "2.0", "id": 99, "method": "textDocument/hover", "params": {}}"#.utf8))
    #expect(answers.count == 1)
    #expect(answers.first.map { String(decoding: $0, as: UTF8.self).contains("-32800") } == true)
    #expect(client.request("shutdown")?["result"]?.kind == .null)
  }

  @Test func `a client's answers of null to a question about settings change nothing`() {
    var client = TestClient()
    _ = client.request("initialize", #"{"capabilities": {"workspace": {"configuration": true}}}"#)
    let question = client.notify("initialized").first
    #expect(question?["method"]?.string == "workspace/configuration")
    let id = question?["id"]?.string ?? ""
    for result in ["null", "[null]", "[]", "{}"] {
      #expect(client.send(raw: #"{"jsonrpc": "2.0", "id": "\#(id)", "result": \#(result)}"#).isEmpty)
    }
    #expect(client.open(uri, payload).compactMap(\.published).count == 1)
  }

  @Test func `settings say what a body without a URL is for`() {
    var client = TestClient()
    _ = client.request(
      "initialize",
      #"{"capabilities": {"textDocument": {"diagnostic": {}}}, "initializationOptions": {"provider": "telekom", "endpoint": "chat-completions"}}"#
    )
    _ = client.notify("initialized")
    _ = client.open(uri, #"{"model": "llama-3.3-70b-instruct", "messages": [{"role": "user", "content": "hi"}]}"#)
    #expect(client.diagnostics(of: uri).map { $0["code"]?.string } == ["model-name-case"])
  }
}
