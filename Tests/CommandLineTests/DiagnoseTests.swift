import Foundation
import Testing

/// `reqlint diagnose` as users run it.
@Suite struct DiagnoseTests {
  private static let request = """
    {
      "model": "gpt-4o",
      "temperture": 1,
      "messages": [{"role": "user", "content": "where the treasure lies"}]
    }
    """
  private static let answer =
    #"{"error": {"message": "Unrecognized request argument supplied: temperture", "type": "invalid_request_error", "param": null, "code": null}}"#

  private func diagnose(_ arguments: String..., stdin: String = "", in folder: Workspace) throws -> Binary.Outcome {
    try Binary.run(["diagnose", "--as-of", "2026-06-01"] + arguments, stdin: stdin, in: folder)
  }

  @Test func `an answer shows its place, the way out and the source`() throws {
    let folder = try Workspace(["a.json": Self.request, "answer.json": Self.answer])
    let outcome = try diagnose("--response", "answer.json", "--status", "400", "a.json", in: folder)
    #expect(outcome.status == 0 && outcome.stderr.isEmpty, "\(outcome)")
    #expect(
      outcome.stdout.hasPrefix(
        """
        error[400 unknown-parameter]: the endpoint has no parameter `temperture`
         --> a.json:3:3  /temperture
          |
        3 |   "temperture": 1,
          |   ^^^^^^^^^^^^ the answer is about this
          |
        help: rename it to `temperature`  [fix]
        help: leave it out,
        """), "\(outcome.stdout)")
    #expect(!outcome.stdout.contains("treasure"))
  }

  /// A command line in a folder with requests and answers, and how it ends.
  struct Row: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let status: Int32
    /// Words that stand in what is printed.
    let says: String
    var stdin = ""

    init(_ arguments: String..., ends status: Int32, saying says: String, stdin: String = "") {
      (self.arguments, self.status, self.says, self.stdin) = (arguments, status, says, stdin)
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Row("--response", "answer.json", "a.json", ends: 0, saying: "a.json:3:3"),
    Row("--response", "answer.json", "-", ends: 0, saying: "<stdin>:1:21", stdin: Payload.bad),
    Row("--response", "-", "a.json", ends: 0, saying: "a.json:3:3", stdin: answer),
    Row("--message", "Unknown parameter: 'temperture'.", "a.json", ends: 0, saying: "a.json:3:3"),
    Row("--message", "Unknown parameter: 'temperture'.", "a.yaml", ends: 0, saying: "a.yaml:2:1"),
    Row("--response", "answer.json", "b.jsonl", "--line", "2", ends: 0, saying: "b.jsonl:2:21"),
    Row("--response", "batch.json", "c.jsonl", ends: 0, saying: "c.jsonl:2:"),
    Row("--response", "answer.json", "d.json", "--line", "2", ends: 0, saying: "d.json:2:22"),
    Row("--status", "503", ends: 0, saying: "503"),
    Row("--status", "503", "--provider", "telekom", ends: 0, saying: "uptime.llmhub"),
    Row("--message", "Connection refused", ends: 0, saying: "nothing listens"),
    Row("--message", "the moon is full", "a.json", ends: 1, saying: "does not know this answer"),
    Row("--message", "the moon is full", "a.json", ends: 1, saying: "error[unknown-parameter]"),
    Row("--status", "400", ends: 1, saying: "malformed"),
    Row("a.json", ends: 2, saying: "there is no answer to explain"),
    Row("--response", "-", "-", ends: 2, saying: "cannot both be standard input"),
    Row("--response", "answer.json", "--message", "x", ends: 2, saying: "either"),
    Row("--response", "nowhere.json", ends: 2, saying: "could not be read"),
    Row("--response", "answer.json", "nowhere.json", ends: 2, saying: "could not be read"),
    Row("--response", "answer.json", "b.jsonl", ends: 2, saying: "holds 2 requests"),
    Row("--response", "answer.json", "b.jsonl", "--line", "9", ends: 2, saying: "has no line 9"),
    Row("--response", "answer.json", "d.json", ends: 2, saying: "holds 2 requests"),
    Row("--status", "200", ends: 2, saying: "400 to 599"),
    Row("--response", "empty.json", ends: 2, saying: "there is no answer"),
    Row("--response", "image.png", ends: 2, saying: "is no text"),
    Row("--response", "result.json", "a.json", ends: 2, saying: "refused nothing"),
    Row("--response", "result.txt", "a.json", ends: 2, saying: "refused nothing"),
    Row("--response", "page.html", "a.json", ends: 0, saying: "a proxy got no good answer"),
    Row("--response", "cut.json", "a.json", ends: 0, saying: "temperture"),
    Row("--response", "hub.json", "--provider", "telekom", ends: 0, saying: "requests or tokens per minute"),
    Row("--status", "403", "hub-request.json", ends: 0, saying: "`Professional` and `Agentic`"),
    Row("--status", "400", "--provider", "opnai", ends: 2, saying: "did you mean `openai`?"),
  ])
  func `the exit status says what came of it`(_ row: Row) throws {
    let lines = ["a", "b"].map { id in
      #"{"custom_id": "\#(id)", "method": "POST", "url": "/v1/chat/completions", "body": \#(Payload.bad)}"#
    }
    let folder = try Workspace([
      "a.json": Self.request, "a.yaml": "model: gpt-4o\ntemperture: 1\nmessages: []\n", "answer.json": Self.answer,
      "b.jsonl": "\(Payload.good)\n\(Payload.bad)\n", "c.jsonl": lines.joined(separator: "\n"),
      "d.json": "[\(Payload.good),\n \(Payload.bad)]", "empty.json": " \n", "image.png": "\u{89}PNG\0\0",
      "result.json": #"{"id": "chatcmpl-1", "choices": [{"message": {"content": "Hi"}}], "usage": {}}"#,
      "result.txt": "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"choices\": []}",
      "page.html": "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
      "cut.json": #"{"error": {"message": "Unrecognized request argument supplied: temperture", "type": "inv"#,
      "hub.json": #"{"detail": {"message": "Rate limit exceeded", "code": 429}}"#,
      "hub-request.json": #"""
      {"url": "https://llm-server.llmhub.t-systems.net/v2/chat/completions",
       "body": {"model": "claude-opus-4.6", "messages": [{"role": "user", "content": "Hi"}]}}
      """#,
      "batch.json": #"{"custom_id": "b", "response": {"status_code": 400, "body": \#(Self.answer)}, "error": null}"#,
    ])
    let outcome = try Binary.run(["diagnose", "--as-of", "2026-06-01"] + row.arguments, stdin: row.stdin, in: folder)
    #expect(outcome.status == row.status, "\(outcome)")
    #expect((outcome.stdout + outcome.stderr).contains(row.says), "\(outcome)")
  }

  @Test func `every key of the JSON form is always there`() throws {
    let folder = try Workspace(["a.json": Self.request, "answer.json": Self.answer])
    let runs = [["--response", "answer.json", "a.json"], ["--message", "the moon is full"]]
    for arguments in runs {
      let outcome = try Binary.run(["diagnose", "--format", "json"] + arguments, in: folder)
      let root = try #require(JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])
      #expect(
        Set(root.keys) == [
          "format", "reqlint", "facts", "explained", "provider", "endpoint", "model", "answer", "known", "advice",
          "places", "diagnostics",
        ])
      #expect(
        Set(try #require(root["answer"] as? [String: Any]).keys) == ["status", "code", "type", "param", "retryAfter"])
      for place in try #require(root["places"] as? [[String: Any]]) {
        #expect(
          Set(place.keys) == [
            "path", "line", "column", "endLine", "endColumn", "startOffset", "endOffset", "pointer", "param", "missing",
            "certainty",
          ])
      }
    }
  }

  @Test func `what stands in the answer does not show but for names`() throws {
    let folder = try Workspace(["a.json": Self.request])
    for form in ["text", "json"] {
      let message =
        #"{"error": {"message": "I do not like 'where the treasure lies under the old oak'", "code": "treasure of the old oak in the wood"}}"#
      let outcome = try diagnose("--message", message, "--format", form, "a.json", in: folder)
      #expect(!outcome.stdout.contains("treasure"), "\(outcome.stdout)")
    }
  }
}
