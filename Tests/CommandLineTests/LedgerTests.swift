import Foundation
import Testing

/// A JSONL file that is judged part by part, as a program does that splits it.
@Suite struct LedgerTests {
  private static func line(_ id: String, _ endpoint: String = "embeddings", inputs: Int = 1) -> String {
    let input = Array(repeating: #""Hi""#, count: inputs).joined(separator: ", ")
    let body = #"{"model": "text-embedding-3-small", "input": [\#(input)]}"#
    return #"{"custom_id": "\#(id)", "method": "POST", "url": "/v1/\#(endpoint)", "body": \#(body)}"#
  }

  /// Lines, a ledger for what would stand before them, and what is found.
  struct Row: Sendable, CustomTestStringConvertible {
    let ledger: String
    let lines: [String]
    let found: [String]

    var testDescription: String { ledger }
  }

  @Test(arguments: [
    Row(ledger: "{}", lines: [line("a"), line("a")], found: ["2:15 duplicate-custom-id"]),
    Row(
      ledger: #"{"line": 5, "offset": 900}"#, lines: ["", line("a"), line("a")], found: ["7:15 duplicate-custom-id"]),
    Row(
      ledger: #"{"line": 5, "offset": 900, "custom_ids": {"b": 2}}"#, lines: [line("a"), line("b")],
      found: ["6:15 duplicate-custom-id"]),
    Row(
      ledger: #"{"line": 5, "url": {"text": "/v1/moderations", "line": 1}}"#, lines: [line("a")],
      found: ["5:45 mixed-batch"]),
    Row(
      ledger: #"{"line": 5, "model": {"text": "text-embedding-3-large", "line": 1}}"#, lines: [line("a")],
      found: ["5:81 mixed-batch"]),
    Row(ledger: #"{"line": 5, "requests": 49999}"#, lines: [line("a"), line("b")], found: ["6:15 batch-limit"]),
    Row(ledger: #"{"line": 5, "requests": 50001}"#, lines: [line("a"), line("b")], found: []),
    Row(
      ledger: #"{"line": 5, "inputs": 49998}"#, lines: [line("a"), line("b", inputs: 2)], found: ["6:15 batch-limit"]),
    Row(
      ledger: #"{"line": 5, "offset": 209715190, "bytes": 209715189}"#, lines: [line("a")], found: ["5:15 batch-limit"]),
    Row(ledger: #"{"line": 5}"#, lines: ["{"], found: ["5:1 invalid-json"]),
  ])
  func `a part is judged after what went before it`(_ row: Row) throws {
    let folder = try Workspace(["ledger.json": row.ledger])
    let text = row.lines.joined(separator: "\n")
    // A part is read line by line, whatever its file is called.
    for name in ["a.jsonl", "part-00000.json"] {
      let outcome = try folder.check(
        "-", "--stdin-filename", name, "--ledger", "ledger.json", "--format", "concise", stdin: text)
      #expect(outcome.found == row.found.map { "\(name):\($0)" }, "\(outcome)")
    }
  }

  @Test func `tokens of earlier lines count, and offsets are those of the file`() throws {
    let folder = try Workspace([
      "ledger.json": #"{"line": 9, "offset": 1000, "tokens": {"text-embedding-3-small": 20}}"#,
      ".reqlint.yaml": "limits: {enqueued_tokens: 20}\n",
    ])
    let outcome = try folder.check("-", "--ledger", "ledger.json", "--format", "jsonl", stdin: Self.line("a"))
    #expect(outcome.stdout.contains(#""rule":"usage-limit""#))
    #expect(outcome.stdout.contains(#""line":9"#))
    #expect(outcome.stdout.contains(#""startOffset":1106"#), "\(outcome)")
    #expect(outcome.stdout.contains(#""tokens":{"model":"text-embedding-3-small","count":1}}"#), "\(outcome)")
  }

  @Test func `a report says of a line of a batch what counts for the file`() throws {
    let text = "\n" + Self.line("é", inputs: 3)
    let outcome = try Workspace().check(
      "-", "--stdin-filename", "a.jsonl", "--ignore", "*", "--format", "jsonl", stdin: text)
    let end = text.utf8.count
    #expect(
      outcome.stdout.contains(
        #""batch":{"custom_id":"é","url":"/v1/embeddings","model":"text-embedding-3-small","inputs":3,"end":\#(end)}"#),
      "\(outcome)")
  }

  @Test(arguments: [
    ("[]", "a ledger is a JSON object"), (#"{"line": -1}"#, "`line` is no number"),
    (#"{"url": "/v1"}"#, "`url` has no `text`"), (#"{"custom_ids": []}"#, "`custom_ids` is no object"),
    (#"{"tokens": {"a": 1e99}}"#, "`a` is no number"),
    (#"{"offset": 9007199254740994}"#, "`offset` is no number"), ("{", "a ledger is a JSON object"),
  ])
  func `what is no ledger is told`(_ ledger: String, _ says: String) throws {
    let outcome = try Workspace(["ledger.json": ledger]).check("-", "--ledger", "ledger.json", stdin: Self.line("a"))
    #expect(outcome.status == 2)
    #expect(outcome.stderr.contains(says), "\(outcome)")
  }

  @Test(arguments: [
    ["a.jsonl", "--ledger", "ledger.json"], ["-", "--fix", "--ledger", "ledger.json"], ["-", "--ledger", "x"],
  ])
  func `a ledger is for standard input alone`(_ arguments: [String]) throws {
    let folder = try Workspace(["ledger.json": "{}", "a.jsonl": Self.line("a")])
    #expect(try Binary.run(["check"] + arguments, stdin: Self.line("a"), in: folder).status == 2)
  }
}
