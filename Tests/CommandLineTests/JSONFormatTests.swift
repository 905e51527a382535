import Foundation
import Testing

/// The report that other programs read.
@Suite struct JSONFormatTests {
  struct Report: Decodable {
    let format: Int
    let reqlint: String
    let facts: String
    let files: [File]
    let diagnostics: [Finding]
    let summary: [String: Int]
  }

  struct File: Decodable {
    let path: String
    let requests: [Request]
  }

  struct Request: Decodable, Equatable {
    let line: Int
    let pointer: String
    let provider: String
    let endpoint: String
    let model: String?
  }

  struct Finding: Decodable {
    let path: String
    let rule: String
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    let startOffset: Int
    let endOffset: Int
    let pointer: String
    let request: Int?
    let answer: Answer?
    let fixes: [Fix]
  }

  struct Answer: Decodable, Equatable {
    let status: Int
    let code: String?
    let param: String?
  }

  struct Fix: Decodable {
    let title: String
    let safety: String
    let edits: [Edit]
  }

  struct Edit: Decodable, Equatable {
    let startOffset: Int
    let endOffset: Int
    let text: String
  }

  private func report(on text: String, as name: String) throws -> Report {
    let outcome = try Workspace([name: text]).check(name, "--format", "json")
    return try JSONDecoder().decode(Report.self, from: Data(outcome.stdout.utf8))
  }

  @Test func `every key is always there`() throws {
    let folder = try Workspace(["a.jsonl": "\(Payload.bad)\n{", "b.json": Payload.doubtful])
    let outcome = try folder.check("a.jsonl", "b.json", "--format", "json")
    let root = try #require(JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])
    #expect(Set(root.keys) == ["format", "reqlint", "facts", "files", "diagnostics", "problems", "summary"])
    let files = try #require(root["files"] as? [[String: Any]])
    #expect(files.map { Set($0.keys) } == [["path", "requests"], ["path", "requests"]])
    let requests = try #require(files[0]["requests"] as? [[String: Any]])
    #expect(
      Set(try #require(requests.first).keys).isSuperset(of: ["line", "pointer", "provider", "endpoint", "model"]))
    let findings = try #require(root["diagnostics"] as? [[String: Any]])
    #expect(findings.count == 3)
    for finding in findings {
      #expect(
        Set(finding.keys).isSuperset(of: [
          "path", "rule", "severity", "message", "line", "column", "endLine", "endColumn", "startOffset", "endOffset",
          "pointer", "request", "answer", "related", "fixes", "url",
        ]))
      let fixes = try #require(finding["fixes"] as? [[String: Any]])
      #expect(fixes.allSatisfy { Set($0.keys) == ["title", "safety", "edits"] })
    }
    let answer = try #require(findings[0]["answer"] as? [String: Any])
    #expect(Set(answer.keys) == ["status", "code", "param"])
    #expect(findings[1]["answer"] is NSNull && findings[1]["request"] is NSNull)
    #expect((findings[2]["related"] as? [[String: Any]])?.count == 1)
  }

  @Test func `a run that finds nothing says so in the same form`() throws {
    let report = try report(on: Payload.good, as: "a.json")
    #expect(report.format == 1)
    #expect(report.reqlint.split(separator: ".").count == 3)
    #expect(report.facts.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil)
    #expect(
      report.files.first?.requests == [
        Request(line: 1, pointer: "", provider: "openai", endpoint: "chat-completions", model: "gpt-4o")
      ])
    #expect(report.diagnostics.isEmpty)
    #expect(report.summary == ["files": 1, "requests": 1, "errors": 0, "warnings": 0, "suppressed": 0, "baselined": 0])
  }

  /// A payload with « and » around what is underlined, and where that is.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let line: Int
    let column: Int
    let endColumn: Int
    let pointer: String
    let request: Int?
    let param: String

    init(
      _ name: String, _ text: String, at line: Int, _ column: Int, to endColumn: Int, _ pointer: String, request: Int,
      param: String
    ) {
      (self.name, self.text, self.line, self.column, self.endColumn) = (name, text, line, column, endColumn)
      (self.pointer, self.request, self.param) = (pointer, request, param)
    }

    var testDescription: String { "\(name) \(text)" }
  }

  static let messages = #""messages": [{"role": "user", "content": "Hi"}]"#

  @Test(arguments: [
    Row(
      "a.json", #"{"model": "gpt-4o", «"temperture"»: 1, \#(messages)}"#, at: 1, 21, to: 33, "/temperture", request: 0,
      param: "temperture"),
    // Columns are scalars, offsets are bytes.
    Row(
      "a.json", #"{"user": "😀é日", «"temperture"»: 1, "model": "gpt-4o", \#(messages)}"#, at: 1, 17, to: 29,
      "/temperture", request: 0, param: "temperture"),
    Row(
      "a.json", #"{"model": "gpt-4o", "messages": [{"content": "👩‍🚀", "role": «"usr"»}]}"#, at: 1, 61, to: 66,
      "/messages/0/role", request: 0, param: "messages[0].role"),
    Row(
      "a.json", "\u{FEFF}{\r\n\"model\": \"gpt-4o\",\r\n«\"temperture\"»: 1, \(messages)}", at: 3, 1, to: 13,
      "/temperture", request: 0, param: "temperture"),
    Row(
      "a.json", #"[\#(Payload.good), {"model": "gpt-4o", «"temperture"»: 1, \#(messages)}]"#, at: 1, 92, to: 104,
      "/1/temperture", request: 1, param: "temperture"),
    Row(
      "a.yaml", "# é\nmodel: gpt-4o\n«temperture»: 1\n\(messages)\n", at: 3, 1, to: 11, "/temperture", request: 0,
      param: "temperture"),
    Row(
      "a.yaml", "---\n\(Payload.good)\n---\nmodel: gpt-4o\n«temperture»: 1\n\(messages)\n", at: 5, 1, to: 11,
      "/temperture", request: 1, param: "temperture"),
    Row(
      "a.jsonl", "\(Payload.good)\r\n\r\n{\"a\": \"é\"\n{\"model\": \"gpt-4o\", «\"temperture\"»: 1, \(messages)}\n",
      at: 4, 21, to: 33, "/temperture", request: 1, param: "temperture"),
    Row(
      "a.jsonl",
      #"{"custom_id": "é", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "gpt-4o", «"temperture"»: 1, \#(messages)}}"#,
      at: 1, 97, to: 109, "/body/temperture", request: 0, param: "temperture"),
    Row(
      "a.json",
      #"{"method": "POST", "url": "https://api.openai.com/v1/chat/completions", "body": "{\"model\": \"gpt-4o\", «\"temperture\"»: 1, \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"}"#,
      at: 1, 106, to: 120, "/body/temperture", request: 0, param: "temperture"),
  ])
  func `a finding has its place in the file and in the request`(_ row: Row) throws {
    let parts = row.text.split(omittingEmptySubsequences: false) { $0 == "«" || $0 == "»" }
    try #require(parts.count == 3)
    let report = try report(on: parts.joined(), as: row.name)
    let finding = try #require(report.diagnostics.first { ["unknown-parameter", "unknown-value"].contains($0.rule) })
    #expect(finding.startOffset == parts[0].utf8.count)
    #expect(finding.endOffset == parts[0].utf8.count + parts[1].utf8.count)
    #expect((finding.line, finding.column) == (row.line, row.column))
    #expect((finding.endLine, finding.endColumn) == (row.line, row.endColumn))
    #expect(finding.pointer == row.pointer)
    #expect(finding.request == row.request)
    #expect(finding.answer?.status == 400)
    #expect(finding.answer?.param == row.param)
    let fix = try #require(finding.fixes.first)
    var bytes = Array(parts.joined().utf8)
    for edit in fix.edits.reversed() {
      bytes.replaceSubrange(edit.startOffset..<edit.endOffset, with: Array(edit.text.utf8))
    }
    let mended = String(decoding: bytes, as: UTF8.self)
    #expect(!mended.contains("temperture") && !mended.contains("usr"))
  }

  @Test func `requests of a JSONL file keep their lines and their order`() throws {
    let count = 4000
    let lines = (0..<count).map { $0 % 2 == 0 ? Payload.good : Payload.bad }
    let report = try report(on: lines.joined(separator: "\n\n"), as: "a.jsonl")
    #expect(report.files.count == 1)
    #expect(report.files.first?.requests.map(\.line) == (0..<count).map { $0 * 2 + 1 })
    #expect(report.diagnostics.map(\.request) == (0..<count / 2).map { $0 * 2 + 1 })
    #expect(report.diagnostics.map(\.line) == (0..<count / 2).map { $0 * 4 + 3 })
    #expect(
      report.summary == [
        "files": 1, "requests": count, "errors": count / 2, "warnings": 0, "suppressed": 0, "baselined": 0,
      ])
  }
}
