import DocumentTree
import LanguageServer
import SourceText
import Testing

/// What is not told in an editor, and the quick fixes that say so.
struct SilencingTests {
  private static let folder = #""workspaceFolders": [{"uri": "file:///work", "name": "work"}]"#
  private static let request = #"{"model": "gpt-4o", "temperture": 1, "messages": [{"role": "user", "content": "hi"}]}"#
  private static let creates =
    #", "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}"#

  private func client(_ files: [String: String], _ capabilities: String = "") -> TestClient {
    var client = TestClient(files: files)
    let pull = #""textDocument": {"diagnostic": {}}"#
    _ = client.request("initialize", #"{"capabilities": {\#(pull)\#(capabilities)}, \#(Self.folder)}"#)
    _ = client.notify("initialized")
    return client
  }

  /// The action that silences what is found at a place of line `line`.
  private func silencing(_ client: inout TestClient, _ uri: String, line: Int, column: Int) -> Node? {
    let place = #"{"line": \#(line), "character": \#(column)}"#
    let actions = client.request(
      "textDocument/codeAction",
      #"{"textDocument": {"uri": "\#(uri)"}, "range": {"start": \#(place), "end": \#(place)}, "context": {"diagnostics": []}}"#
    )
    return actions?["result"]?.items.first { $0["title"]?.string?.hasPrefix("ignore `unknown-parameter`") ?? false }
  }

  private func rules(_ client: inout TestClient, _ uri: String) -> [String] {
    client.diagnostics(of: uri).compactMap { $0["code"]?.string }
  }

  @Test func `an item of an open configuration that is for nothing is told, once somebody has looked`() {
    let path = "/work/.reqlint.yaml"
    let text = """
      ignore:
        - {files: /a.json, rule: unknown-parameter}
        - {files: /b.json, rule: unknown-parameter}
        - {files: /c.json, rule: unknown-parameter}
        - {files: '*.json', rule: wrong-type}
        - {files: /.reqlint.yaml, rule: invalid-yaml}
      """
    var client = client([path: text, "/work/a.json": Self.request, "/work/b.json": #"{"model": "gpt-4o"}"#])
    func told(_ client: inout TestClient) -> [String] {
      client.diagnostics(of: "file://\(path)").map { "\($0["code"]?.string ?? "") \($0["range"]?.places ?? "")" }
    }
    _ = client.open("file://\(path)", text)
    #expect(told(&client) == [])
    _ = client.work()
    #expect(told(&client) == ["unused-suppression 2:4-2:45"])
    // What is being written counts, and what lies there again once that is closed.
    _ = client.open("file:///work/b.json", Self.request)
    #expect(told(&client) == [])
    _ = client.notify("textDocument/didClose", #"{"textDocument": {"uri": "file:///work/b.json"}}"#)
    _ = told(&client)
    _ = client.work()
    #expect(told(&client) == ["unused-suppression 2:4-2:45"])
    client.disk["/work/a.json"] = "{}"
    _ = client.notify(
      "workspace/didChangeWatchedFiles", #"{"changes": [{"uri": "file:///work/a.json", "type": 2}]}"#)
    _ = told(&client)
    _ = client.work()
    #expect(told(&client) == ["unused-suppression 1:4-1:45", "unused-suppression 2:4-2:45"])
    _ = client.change("file://\(path)", version: 2, nil, "rules: {unused-suppression: off}\n" + text)
    _ = client.work()
    #expect(told(&client) == [])
  }

  @Test func `who does not pull gets to know when the files were looked at`() {
    let path = "/work/.reqlint.yaml"
    let text = "ignore: [{files: /a.json, rule: unknown-parameter}]\n"
    var client = TestClient(files: [path: text, "/work/a.json": "{}"])
    _ = client.request("initialize", "{\"capabilities\": {}, \(Self.folder)}")
    _ = client.notify("initialized")
    #expect(client.open("file://\(path)", text).first?.published?["diagnostics"]?.items.map(\.self).count == 0)
    _ = client.work()
    let codes = client.flush().compactMap(\.published).flatMap { $0["diagnostics"].map { Array($0.items) } ?? [] }
    #expect(codes.map { $0["code"]?.string } == ["unused-suppression"])
  }

  @Test func `in YAML by a comment`() {
    var client = client([:])
    let uri = "file:///work/a.yaml"
    _ = client.open(uri, "user: 😀\nfoo: 1\nmodel: gpt-4o\nmessages: []\n")
    let action = silencing(&client, uri, line: 1, column: 1)
    #expect(action?["title"]?.string == "ignore `unknown-parameter` on this line")
    let edit = action?["edit"]?["changes"]?[uri]?.items.first { _ in true }
    #expect(edit?["range"]?.places == "1:6-1:6")
    #expect(edit?["newText"]?.string == "  # reqlint: ignore[unknown-parameter]")
    _ = client.change(uri, version: 2, [1, 6, 1, 6], edit?["newText"]?.string ?? "")
    #expect(!rules(&client, uri).contains("unknown-parameter"))
  }

  @Test(arguments: [
    ("a.json", request, 0, 22, "/a.json, rule: unknown-parameter, pointer: /temperture"),
    ("b/a.jsonl", "\n" + request, 1, 22, "b/a.jsonl, rule: unknown-parameter, pointer: /temperture, line: 2"),
  ])
  func `in JSON by an item of the configuration`(
    _ name: String, _ text: String, _ line: Int, _ column: Int, _ item: String
  ) {
    let path = "/work/.reqlint.yaml"
    var client = client([path: "rules: {}\n"])
    let uri = "file:///work/\(name)"
    _ = client.open(uri, text)
    let action = silencing(&client, uri, line: line, column: column)
    #expect(action?["title"]?.string == "ignore `unknown-parameter` here, in .reqlint.yaml")
    let edit = action?["edit"]?["changes"]?["file://\(path)"]?.items.first { _ in true }
    #expect(edit?["range"]?.places == "1:0-1:0")
    #expect(edit?["newText"]?.string == "ignore:\n  - {files: \(item)}\n")
    // Open or not, the configuration is edited, and counts.
    _ = client.open("file://\(path)", "rules: {}\n")
    _ = client.change("file://\(path)", version: 2, [1, 0, 1, 0], edit?["newText"]?.string ?? "")
    #expect(rules(&client, uri) == [])
    #expect(rules(&client, "file://\(path)") == [])
  }

  @Test func `by a new configuration where there is none, if the client can create one`() {
    var client = client([:], Self.creates)
    let uri = "file:///work/b/a.json"
    _ = client.open(uri, Self.request)
    let changes =
      silencing(&client, uri, line: 0, column: 22)?["edit"]?["documentChanges"].map { Array($0.items) } ?? []
    #expect(changes.map { $0["kind"]?.string } == ["create", nil])
    #expect(changes.first?["uri"]?.string == "file:///work/.reqlint.yaml")
    #expect(
      changes.last?["edits"]?.items.first { _ in true }?["newText"]?.string
        == "ignore:\n  - {files: b/a.json, rule: unknown-parameter, pointer: /temperture}\n")
    var other = self.client([:])
    _ = other.open(uri, Self.request)
    #expect(silencing(&other, uri, line: 0, column: 22) == nil)
  }

  @Test func `what a baseline holds is not told, until the baseline changes`() {
    let value = "e22f60187126a732"
    let baseline =
      #"{"format": 1, "findings": [{"path": "a.json", "rule": "unknown-parameter", "pointer": "/temperture", "value": "\#(value)"}]}"#
    var client = client(["/work/.reqlint.yaml": "baseline: base.json\n", "/work/base.json": baseline])
    let uri = "file:///work/a.json"
    _ = client.open(uri, Self.request)
    #expect(rules(&client, uri) == [])
    client.disk["/work/base.json"] = #"{"format": 1, "findings": []}"#
    _ = client.notify(
      "workspace/didChangeWatchedFiles", #"{"changes": [{"uri": "file:///work/base.json", "type": 2}]}"#)
    #expect(rules(&client, uri) == ["unknown-parameter"])
  }

  @Test func `a baseline that is broken is said once`() {
    var client = client(["/work/.reqlint.yaml": "baseline: base.json\n", "/work/base.json": "{"])
    _ = client.open("file:///work/a.json", Self.request)
    let messages = client.send(
      raw:
        #"{"jsonrpc": "2.0", "id": 9, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": "file:///work/a.json"}}}"#
    )
    let said = messages.first { $0["method"]?.string == "window/showMessage" }?["params"]?["message"]?.string ?? ""
    #expect(said.contains("/work/base.json:1:"))
    #expect(messages.last?["result"]?["items"]?.items.map { $0["code"]?.string } == ["unknown-parameter"])
  }
}
