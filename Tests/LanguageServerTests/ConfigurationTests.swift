import DocumentTree
import LanguageServer
import SourceText
import Testing

/// `.reqlint.yaml` in the server: on the disk, and in an editor's hands.
struct ConfigurationTests {
  private static let folder = #""workspaceFolders": [{"uri": "file:///work", "name": "work"}]"#
  private static let request = #"{"model": "gpt-4o", "temperture": 1, "messages": [{"role": "user", "content": "hi"}]}"#
  private static let path = "/work/.reqlint.yaml"
  private static let quiet = "rules: {unknown-parameter: off}\n"
  private let uri = "file:///work/.reqlint.yaml"
  private let open = "file:///work/a.json"

  /// A client with a request open, beside this configuration.
  private func client(_ configuration: String?, pulls: Bool = true, _ capabilities: String = "") -> TestClient {
    var client = TestClient(files: configuration.map { [Self.path: $0] } ?? [:])
    let document = pulls ? #""textDocument": {"diagnostic": {}}"# : #""textDocument": {}"#
    _ = client.request("initialize", #"{"capabilities": {\#(document)\#(capabilities)}, \#(Self.folder)}"#)
    _ = client.notify("initialized")
    _ = client.open(open, Self.request)
    return client
  }

  private func rules(_ client: inout TestClient, _ uri: String) -> [String] {
    client.diagnostics(of: uri).compactMap { $0["code"]?.string }
  }

  @Test(
    arguments: [
      ("the severity of a rule", "rules: {unknown-parameter: hint}", "a.json", ["unknown-parameter 4"]),
      ("a rule that is off", quiet, "a.json", []),
      ("an excluded file", "exclude: [a.json]", "a.json", []),
      ("an excluded folder", "exclude: [q/]", "q/r/a.json", []),
      ("another folder's file", "exclude: [q/]", "r/q.json", ["unknown-parameter 1"]),
      (
        "what a file is for", "files: {a.json: {provider: ollama, endpoint: api-chat}}", "a.json",
        ["ignored-parameter 2"]
      ),
    ])
  func `the configuration on the disk says`(_ name: String, _ text: String, _ file: String, _ wanted: [String]) {
    var client = client(text)
    let uri = "file:///work/\(file)"
    _ = client.open(uri, Self.request)
    let found = client.diagnostics(of: uri).map { "\($0["code"]?.string ?? "") \($0["severity"]?.rawText ?? "")" }
    #expect(found == wanted)
  }

  @Test func `a text that was never saved has the configuration of the first folder`() {
    var client = client(Self.quiet)
    _ = client.open("untitled:Untitled-1", Self.request)
    #expect(rules(&client, "untitled:Untitled-1").isEmpty)
  }

  @Test func `a configuration that is being written counts in place of the one on the disk`() {
    var client = client(Self.quiet)
    #expect(rules(&client, open).isEmpty)
    _ = client.open(uri, Self.quiet)
    _ = client.change(uri, version: 2, nil, "rules: {unknown-parameter: warning}\n")
    #expect(rules(&client, open) == ["unknown-parameter"])
    _ = client.notify("textDocument/didClose", #"{"textDocument": {"uri": "\#(uri)"}}"#)
    #expect(rules(&client, open).isEmpty)
  }

  @Test func `while a configuration is broken the last whole one counts, and the break is a finding in it`() {
    var client = client(nil)
    _ = client.open(uri, Self.quiet)
    #expect(rules(&client, open).isEmpty)
    _ = client.change(uri, version: 2, nil, "rules: {unknown-parameter: off\nfiles:\n  : [\n")
    #expect(rules(&client, uri) == ["invalid-yaml"])
    #expect(rules(&client, open).isEmpty)
    _ = client.change(uri, version: 3, nil, "rules: {unknown-parametr: off}\n")
    #expect(rules(&client, uri) == ["invalid-configuration"])
    #expect(rules(&client, open) == ["unknown-parameter"])
  }

  @Test func `a client that pulls is told to ask again, once it is quiet`() {
    var client = client(nil, #", "workspace": {"diagnostics": {"refreshSupport": true}}"#)
    #expect(client.open(uri, "").isEmpty)
    #expect(client.change(uri, version: 2, nil, "rules:").isEmpty)
    #expect(client.change(uri, version: 3, nil, Self.quiet).isEmpty)
    #expect(client.session.isWaiting)
    #expect(client.flush().map { $0["method"]?.string } == ["workspace/diagnostic/refresh"])
    #expect(!client.session.isWaiting)
    #expect(client.change(uri, version: 4, nil, Self.quiet).isEmpty)
    #expect(client.flush().isEmpty)
  }

  @Test func `to a client that does not pull all is pushed again`() {
    var client = client(nil, pulls: false)
    _ = client.open(uri, "")
    _ = client.flush()
    _ = client.change(uri, version: 2, nil, Self.quiet)
    let pushed = client.flush().compactMap(\.published)
    #expect(pushed.map { $0["uri"]?.string } == [uri, open])
    #expect(pushed.map { $0["version"]?.number } == [2, 1])
    #expect(pushed.allSatisfy { $0["diagnostics"]?.rawText == "[]" })
  }

  @Test func `a configuration that changes on the disk is read again`() {
    let watches = #", "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}"#
    var client = client(Self.quiet, watches)
    #expect(rules(&client, open).isEmpty)
    client.disk[Self.path] = ""
    #expect(rules(&client, open).isEmpty)
    let change = #"{"changes": [{"uri": "\#(uri)", "type": 2}]}"#
    _ = client.notify("workspace/didChangeWatchedFiles", change)
    #expect(rules(&client, open) == ["unknown-parameter"])
    client.disk[Self.path] = "rules: {unknown-parameter: off"
    _ = client.notify("workspace/didChangeWatchedFiles", change)
    #expect(rules(&client, open) == ["unknown-parameter"])
  }

  @Test func `to watch configurations is asked for by name`() {
    var client = TestClient()
    let watches = #"{"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}}"#
    _ = client.request("initialize", #"{"capabilities": \#(watches), \#(Self.folder)}"#)
    let text = client.notify("initialized").map(\.rawText).joined()
    #expect(text.contains(#""**/.reqlint.yaml""#))
  }

  @Test func `mistakes in a configuration that is not open are shown in its place, until they are mended`() {
    var client = client("rulez: {}\n")
    #expect(rules(&client, open) == ["unknown-parameter"])
    let shown = client.work().compactMap(\.published)
    #expect(shown.map { $0["uri"]?.string } == [uri])
    #expect(shown.first?["diagnostics"]?.items.map { $0["range"]?.places } == ["0:0-0:5"])
    #expect(rules(&client, open) == ["unknown-parameter"])
    #expect(client.work().isEmpty)
    client.disk[Self.path] = Self.quiet
    _ = client.notify("workspace/didChangeWatchedFiles", #"{"changes": [{"uri": "\#(uri)", "type": 2}]}"#)
    _ = client.flush()
    #expect(client.work().compactMap(\.published).map { $0["diagnostics"]?.rawText } == ["[]"])
  }

  @Test func `models of the user's own are known to hover and to completion`() {
    var client = client("models: {our-model: {provider: openai, like: gpt-4o, max_output: 1234}}\n")
    _ = client.open("file:///work/b.json", #"{"model": "our-model", "messages": []}"#)
    let place = #"{"textDocument": {"uri": "file:///work/b.json"}, "position": {"line": 0, "character": 14}}"#
    let card = client.request("textDocument/hover", place)?["result"]?["contents"]?["value"]?.string ?? ""
    #expect(card.contains("output at most: 1,234 tokens"))
    let offered = client.request("textDocument/completion", place)?["result"]?["items"].map { Array($0.items) } ?? []
    #expect(offered.contains { $0["label"]?.string == "our-model" })
  }

  // MARK: In the configuration itself

  /// Opens a configuration and asks about the place that `¦` marks.
  private func ask(_ method: String, _ marked: String) -> Node? {
    let parts = marked.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let place = LineIndex(SourceText(parts.joined())).position(of: parts[0].utf8.count, in: .utf16)
    var client = TestClient()
    _ = client.request("initialize", #"{"capabilities": {}, \#(Self.folder)}"#)
    _ = client.open(uri, parts.joined())
    let params =
      #"{"textDocument": {"uri": "\#(uri)"}, "position": {"line": \#(place.line), "character": \#(place.column)}}"#
    return client.request(method, params)?["result"]
  }

  @Test(
    arguments: [
      ("keys", "¦", "exclude", "exclude: "), ("keys that are begun", "mod¦", "models", "models: "),
      ("keys with their colon", "mod¦: {}", "models", "models"),
      ("keys of an entry", "files:\n  a:\n    ¦", "server", "server: "),
      ("keys in braces", "files: {a: {provider: openai, ¦}}", "model", "model: "),
      ("keys after a comma", "files: {a: {provider: openai,¦}}", "endpoint", "endpoint: "),
      ("providers", "files: {a: {provider: ¦}}", "ollama", "ollama"),
      ("providers that are begun", "files:\n  a:\n    provider: open¦\n", "openai", "openai"),
      ("providers in quotes", "files: {a: {provider: \"op¦\"}}", "openai", "openai"),
      ("endpoints of the provider", "files: {a: {provider: ollama, endpoint: ¦}}", "api-chat", "api-chat"),
      ("models of the provider", "files: {a: {provider: openai, model: gpt¦}}", "gpt-4o-mini", "gpt-4o-mini"),
      ("rules", "rules:\n  unk¦", "unknown-model", "unknown-model: "),
      ("keys of what is ignored", "ignore:\n  - files: a\n    ¦", "rule", "rule: "),
      ("rules to ignore", "ignore: [{files: a, rule: ¦}]", "unknown-model", "unknown-model"),
      ("severities", "rules:\n  unknown-model: ¦", "off", "\"off\""), ("limits", "limits: {¦}", "tpm", "tpm: "),
      ("facts about a model", "models:\n  mine:\n    provider: openai\n    ¦", "max_output", "max_output: "),
      ("providers of a model to be like", "models: {mine: {like: ¦}}", "openai/", "openai/"),
      ("models to be like", "models: {mine: {like: openai/gpt¦}}", "openai/gpt-4o", "openai/gpt-4o"),
      (
        "what a model does with a parameter", "models: {m: {provider: openai, parameters: {top_p: {¦}}}}", "accepts",
        "accepts: "
      ),
      ("keys below a broken line", "rules: {\nfiles:\n  a:\n    pro¦", "", ""),
    ])
  func `completion in a configuration offers`(_ name: String, _ text: String, _ label: String, _ written: String) {
    let items = ask("textDocument/completion", text)?["items"].map { Array($0.items) } ?? []
    let item = items.first { $0["label"]?.string == label }
    #expect(item?["textEdit"]?["newText"]?.string ?? "" == written, "\(items.prefix(8).map { $0["label"]?.string })")
  }

  @Test(arguments: ["rules: {unknown-model: off}\n¦", "files: {a: {provider: openai, rules: {}, ¦}}"])
  func `completion offers no key that is there, and no whole request`(_ text: String) {
    let labels = ask("textDocument/completion", text)?["items"]?.items.compactMap { $0["label"]?.string } ?? []
    #expect(!labels.isEmpty && !labels.contains("rules") && !labels.contains("provider"))
    #expect(!labels.contains { $0.contains("/") })
  }

  @Test(
    arguments: [
      ("ex¦clude: []", "passed over"), ("rules: {unknown-m¦odel: off}", "model"),
      ("limits: {tp¦m: 1}", "tokens a minute"),
      ("files: {a: {provider: teleko¦m}}", "LLM Hub"), ("models: {m: {provider: openai, max_outp¦ut: 5}}", "in tokens"),
      ("exlud¦e: []", "invalid-configuration"), ("ignore: [{poin¦ter: /a}]", "JSON Pointer"),
      ("ignore: [{files: a, rule: wrong-¦type}]", "type"),
    ])
  func `hover in a configuration says`(_ text: String, _ words: String) {
    let found = ask("textDocument/hover", text)?["contents"]?["value"]?.string ?? ""
    #expect(found.contains(words), "\(found)")
  }

  @Test func `a mistake in a configuration can be mended`() {
    var client = client(nil)
    _ = client.open(uri, "exlude: [a]\n")
    let range = #""range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}"#
    let actions = client.request(
      "textDocument/codeAction", #"{"textDocument": {"uri": "\#(uri)"}, \#(range), "context": {"diagnostics": []}}"#)
    let edits = actions?["result"]?.items.first { _ in true }?["edit"]?["changes"]?[uri]
    #expect(edits?.items.map { $0["newText"]?.string } == ["exclude"])
  }

  @Test func `a document without a request has no findings, unless the configuration lists it or it had one`() {
    var client = client("files: {listed.json: {}}\n")
    let broken = "{\"a\": 1,, // what\n}"
    _ = client.open("file:///work/tsconfig.json", broken)
    #expect(rules(&client, "file:///work/tsconfig.json").isEmpty)
    _ = client.open("file:///work/listed.json", broken)
    #expect(Set(rules(&client, "file:///work/listed.json")) == ["invalid-json"])
    _ = client.open("file:///work/was.yaml", "model: gpt-4o\nmessages: []\n")
    _ = client.diagnostics(of: "file:///work/was.yaml")
    _ = client.change("file:///work/was.yaml", version: 2, nil, "model: [gpt-4o\nmessages: []\n")
    #expect(rules(&client, "file:///work/was.yaml").contains("invalid-yaml"))
  }
}
