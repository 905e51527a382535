import DocumentTree
import LanguageServer
import Testing

/// The files of the open folders that are not open themselves.
struct WorkspaceTests {
  private static let wrong = #"{"model": "gpt-4o", "temperture": 1, "messages": [{"role": "user", "content": "hi"}]}"#
  private static let files = [
    "/work/a b.json": wrong, "/work/package.json": #"{"name": "x", "nme": 1}"#, "/elsewhere/c.json": wrong,
  ]
  private static let folder = #""workspaceFolders": [{"uri": "file:///work", "name": "work"}]"#

  private func client(_ capabilities: String, options: String = "{}") -> TestClient {
    var client = TestClient(files: Self.files)
    _ = client.request(
      "initialize",
      #"{"capabilities": \#(capabilities), "initializationOptions": \#(options), \#(Self.folder)}"#)
    _ = client.notify("initialized")
    return client
  }

  @Test func `the files of the folder are reported on when all were looked at`() {
    var client = client(TestClient.pull, options: #"{"workspaceDiagnostics": true}"#)
    #expect(client.request("workspace/diagnostic", #"{"previousResultIds": []}"#) == nil)
    let answer = client.work().last?["result"]
    let reports = answer?["items"].map { Array($0.items) } ?? []
    #expect(reports.map { $0["uri"]?.string } == ["file:///work/a%20b.json"])
    let id = reports.first?["resultId"]?.string ?? ""
    _ = client.request(
      "workspace/diagnostic",
      #"{"previousResultIds": [{"uri": "file:///work/a%20b.json", "value": "\#(id)"}, {"uri": "file:///work/gone.json", "value": "1"}]}"#
    )
    let again = client.work().last?["result"]?["items"].map { Array($0.items) } ?? []
    #expect(again.map { $0["kind"]?.string } == ["unchanged", "full"])
  }

  @Test func `partial results and progress are sent under the client's tokens`() {
    var client = client(TestClient.pull)
    let begun = client.request(
      "workspace/diagnostic", #"{"previousResultIds": [], "partialResultToken": 7, "workDoneToken": "w"}"#)
    #expect(begun?["params"]?["value"]?["kind"]?.string == "begin")
    let messages = client.work()
    let tokens = messages.compactMap { $0["params"]?["token"]?.rawText }
    #expect(tokens.contains("7") && tokens.contains("\"w\""))
    #expect(messages.last?["result"]?["items"]?.items.first { _ in true } == nil)
  }

  @Test func `a check that is cancelled answers with that`() {
    var client = client(TestClient.pull)
    _ = client.request("workspace/diagnostic", #"{"previousResultIds": []}"#)
    let answers = client.notify("$/cancelRequest", #"{"id": 2}"#)
    #expect(answers.first?.errorCode == -32800)
    #expect(client.work().isEmpty)
  }

  @Test func `the command pushes what is found, and an opened file takes its place`() {
    var client = client("{}")
    _ = client.request("workspace/executeCommand", #"{"command": "reqlint.checkWorkspace"}"#)
    let shown = client.work().compactMap(\.published)
    #expect(shown.map { $0["uri"]?.string } == ["file:///work/a%20b.json"])
    let opened = client.open("file:///work/a%20b.json", "{}").compactMap(\.published)
    #expect(opened.map { $0["diagnostics"]?.rawText } == ["[]", "[]"])
  }

  @Test func `an unknown command is refused`() {
    var client = client("{}")
    #expect(client.request("workspace/executeCommand", #"{"command": "rm"}"#)?.errorCode == -32602)
  }

  @Test func `files are watched where the client can, and a changed one is looked at again after a check`() {
    var client = TestClient(files: Self.files)
    let watches = #"{"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}}"#
    _ = client.request("initialize", #"{"capabilities": \#(watches), \#(Self.folder)}"#)
    let asked = client.notify("initialized")
    #expect(asked.map { $0["method"]?.string } == ["client/registerCapability"])
    // The endings are those of the files that a check finds.
    #expect(asked.first?.rawText.contains("**/*.{json,http}") == true)
    let change = #"{"changes": [{"uri": "file:///work/a%20b.json", "type": 2}]}"#
    _ = client.notify("workspace/didChangeWatchedFiles", change)
    #expect(client.work().isEmpty)
    _ = client.request("workspace/executeCommand", #"{"command": "reqlint.checkWorkspace"}"#)
    _ = client.work()
    _ = client.notify("workspace/didChangeWatchedFiles", change)
    #expect(client.work().compactMap(\.published).count == 1)
    let removed = #"{"event": {"added": [], "removed": [{"uri": "file:///work", "name": "work"}]}}"#
    #expect(client.notify("workspace/didChangeWorkspaceFolders", removed).compactMap(\.published).count == 1)
  }

  @Test func `what happens is told to a client that asks, without what documents say`() {
    var client = client("{}")
    _ = client.notify("$/setTrace", #"{"value": "verbose"}"#)
    let messages = client.open("file:///work/x.json", Self.wrong)
    let log = messages.filter { $0["method"]?.string == "$/logTrace" }.map(\.rawText).joined()
    #expect(log.contains("linted version 1") && !log.contains("temperture"))
  }
}
