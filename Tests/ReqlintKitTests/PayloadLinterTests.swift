import Foundation
import ReqlintKit
import Testing

/// The module that other packages import, as they see it.
@Suite struct PayloadLinterTests {
  private static let day = Date(timeIntervalSince1970: 1_780_272_000)

  @Test func `a finding says what, where, how bad and what to do`() throws {
    let text = """
      {
        "model": "text-embedding-ada-002", "input": "é", "dimensions": 256}
      """
    let findings = try PayloadLinter(asOf: Self.day).findings(in: text)
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.rule == "unsupported-parameter" && finding.severity == .error && finding.status == 400)
    #expect(finding.pointer == "/dimensions" && finding.line == 2 && finding.column == 52)
    #expect(Array(text.utf8)[finding.range].elementsEqual("\"dimensions\"".utf8))
    #expect(finding.url.hasSuffix("/unsupported-parameter.md"))
    let fix = try #require(finding.fixes.first)
    #expect(fix.title == "remove `dimensions`" && !fix.isSafe)
    var mended = Array(text.utf8)
    for edit in fix.edits.reversed() { mended.replaceSubrange(edit.range, with: edit.text.utf8) }
    #expect(try PayloadLinter(asOf: Self.day).findings(in: mended) == [])
  }

  @Test func `the example of the README holds back what would be refused`() throws {
    try check(#"{"model": "text-embedding-3-small", "input": "Hi", "dimensions": 256}"#)
    #expect(throws: Refusal.self) {
      try check(#"{"model": "text-embedding-ada-002", "input": "Hi", "dimensions": 256}"#)
    }
  }

  /// A provider and an endpoint, a name, a text, and the rules that find something.
  @Test(
    arguments: [
      (nil, nil, "a.yaml", "model: gpt-4o\nmessages: [{role: usr, content: Hi}]\n", ["unknown-value"]),
      (
        nil, nil, "a.jsonl", "{\"model\": \"gpt-4o\", \"messages\": []}\n{\"model\": \"gpt-4o\", \"messages\": [}\n",
        ["wrong-length", "invalid-json"]
      ),
      ("openai", "embeddings", "a.json", #"{"model": "my-own", "input": 5}"#, ["wrong-type"]),
      (
        "openai", "fine-tuning-chat", "a.jsonl",
        #"{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]}"#, ["few-examples"]
      ),
      (nil, nil, "package.json", #"{"name": "x", "version": 1,}"#, []), (nil, nil, "a.json", "", []),
    ] as [(String?, String?, String, String, [String])])
  func `a text is read by its name, and judged for its API`(
    _ provider: String?, _ endpoint: String?, _ name: String, _ text: String, _ rules: [String]
  ) throws {
    let linter = try PayloadLinter(provider: provider, endpoint: endpoint, asOf: Self.day)
    let found = Set(linter.findings(in: text, named: name).map(\.rule)).subtracting(["unknown-model"])
    #expect(found == Set(rules))
  }

  @Test(arguments: [("opnai", nil), ("openai", "embedings"), (nil, "embeddings")] as [(String?, String?)])
  func `an API that nobody knows is no linter`(_ provider: String?, _ endpoint: String?) {
    #expect(throws: PayloadLinter.UnknownAPI.self) { try PayloadLinter(provider: provider, endpoint: endpoint) }
  }

  @Test(arguments: [Double.infinity, -.infinity, 1e300, .nan]) func `a date may be any`(_ seconds: Double) throws {
    _ = try PayloadLinter(asOf: Date(timeIntervalSince1970: seconds)).findings(in: "{}")
  }
}
