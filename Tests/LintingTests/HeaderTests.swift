import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// The headers, the method and the keys of envelopes.
struct HeaderTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let url: String
    let headers: String
    /// Each finding as `rule severity`.
    let findings: [String]

    var testDescription: String { "\(url) \(headers)" }
  }

  private static func row(_ host: String, _ headers: String, _ findings: String...) -> Row {
    Row(url: urls[host] ?? "", headers: headers, findings: findings)
  }

  private static let urls = [
    "openai": "https://api.openai.com/v1/embeddings", "mistral": "https://api.mistral.ai/v1/chat/completions",
    "anthropic": "https://api.anthropic.com/v1/messages",
    "azure": "https://me.openai.azure.com/openai/deployments/mine/embeddings?api-version=2024-10-21",
    "ollama": "http://localhost:11434/api/embed",
  ]

  static let rows: [Row] = [
    row("openai", #"{"Authorization": "Bearer ${KEY}"}"#),
    row("openai", #"{"authorization": ["Bearer REDACTED"], "content-type": ["application/json; charset=utf-8"]}"#),
    row("openai", #"[{"name": "Authorization", "value": "Bearer ***"}]"#),
    row("openai", #"{"Authorization": "DUMMY"}"#),
    row("openai", #"{"Authorization": "<key>"}"#),
    row("openai", #"{"Authorization": "Bearer sk-..."}"#),
    row("openai", "{}"),
    row("openai", #"{"Content-Type": "application/json"}"#, "missing-header hint"),
    row("openai", #"{"Authorization": ""}"#, "invalid-header hint"),
    row("openai", #"{"Authorization": "Bearer "}"#, "invalid-header hint"),
    row("openai", #"{"Authorization": "Bearer Bearer x"}"#, "invalid-header error"),
    row("openai", #"{"Authorization": "Bearer: x"}"#, "invalid-header error"),
    row("openai", #"{"Authorization": "Bearer x\n"}"#, "invalid-header error"),
    row("openai", #"{"Authorization": "Bearer \"sk-proj-a\""}"#, "invalid-header error"),
    row("openai", #"{"Authorization": "sk-proj-a"}"#, "invalid-header error"),
    row("openai", #"{"Authorization": "Basic dXNlcjpw"}"#, "invalid-header warning"),
    row("openai", #"{"Authorization": "Bearer gsk_a"}"#, "invalid-header error"),
    row("openai", #"{"api-key": "x"}"#, "invalid-header warning"),
    row("openai", #"{"Authorization": "Bearer x", "api-key": "x"}"#),
    row("openai", #"{"Authorization": "Bearer x", "Content-Type": "text/plain"}"#, "invalid-header error"),
    row("openai", #"{"Authorization": "Bearer x", "Content-Type": "multipart/form-data; boundary=a"}"#),
    // Nobody knows how its keys start.
    row("mistral", #"{"Authorization": "Bearer sk-ant-a"}"#),
    row("anthropic", #"{"x-api-key": "x", "anthropic-version": "2023-06-01"}"#),
    row("anthropic", #"{"Authorization": "Bearer x", "anthropic-version": "2023-06-01"}"#),
    row("anthropic", #"{"x-api-key": "Bearer x", "anthropic-version": "2023-06-01"}"#, "invalid-header error"),
    row("anthropic", #"{"x-api-key": "sk-proj-a", "anthropic-version": "2023-06-01"}"#, "invalid-header error"),
    row("anthropic", #"{"x-api-key": "x"}"#, "missing-header hint"),
    row("anthropic", #"{"x-api-key": "x", "anthropic-version": "2023-06-02"}"#, "invalid-header warning"),
    row("anthropic", #"{"x-api-key": "x", "Anthropic-Version": ["2023-01-01"]}"#),
    row("anthropic", #"{"x-api-key": "x", "anthropic-version": "{{version}}"}"#),
    row("azure", #"{"api-key": "x"}"#),
    row("azure", #"{"Authorization": "Bearer x"}"#),
    row("azure", #"{"x-api-key": "x"}"#, "invalid-header warning"),
    row("ollama", #"{"Content-Type": "text/plain"}"#),
  ]

  private static let rules = ["invalid-header", "missing-header", "wrong-method", "exposed-key"]

  @Test(arguments: rows)
  func `headers are judged as the provider reads them`(_ row: Row) {
    let text = #"{"url": "\#(row.url)", "headers": \#(row.headers), "body": {"model": "m", "input": "Hi"}}"#
    #expect(Self.findings(in: text).map { "\($0.rule) \($0.severity)" } == row.findings)
  }

  /// Whole documents, and where the keys in them are reported.
  @Test(arguments: [
    (#"{"url": "@", "body": {"model": "m", "api_key": "gsk_Zq3nB7Lw0Rk5Tm9Vx2Hd8Jc4"}}"#, ["/body/api_key"]),
    (#"{"url": "@?key=sk-proj-Zq3nB7Lw0Rk5Tm9Vx2Hd8Jc4", "body": {"model": "m"}}"#, ["/url"]),
    (#"{"url": "@", "body": "{\"input\": [\"sk-proj-Zq3nB7Lw0Rk5Tm9Vx2Hd8Jc4\"]}"}"#, ["/body/input/0"]),
    (#"{"url": "@", "body": {"input": "sk-container-id-1 and sk-toggleable__control-label 123"}}"#, []),
    (#"{"url": "@", "body": {"input": "xsk-proj-Zq3nB7Lw0Rk5Tm9Vx2Hd8Jc4"}}"#, []),
    (#"{"url": "@", "body": {"input": "sk-proj-XXXXXXXXXXXXXXXXXXXXXXXXXXXXX"}}"#, []),
  ])
  func `a key in clear is found wherever it stands`(_ text: String, _ pointers: [String]) {
    let found = Self.findings(in: text.replacing("@", with: "https://api.openai.com/v1/embeddings"))
    #expect(found.map { $0.pointer } == pointers)
    #expect(found.allSatisfy { $0.rule == "exposed-key" && $0.severity == .warning })
  }

  private static func findings(in text: String) -> [Diagnostic] {
    let linter = Linter(facts: .embedded, settings: LintSettings(today: Day(secondsSince1970: 1_795_219_200)))
    let found = linter.lint(Document.parse(SourceText(text), as: .json)).diagnostics
    return found.filter { rules.contains($0.rule) }
  }
}
