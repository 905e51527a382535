import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// Rules about how much a model takes, on payloads that are too long for a card.
struct WindowTests {
  private static func words(_ count: Int) -> String { String(repeating: "word ", count: count) }

  private static func chat(_ model: String, _ words: Int, _ rest: String = "") -> String {
    #"{"model": "\#(model)", "messages": [{"role": "user", "content": "\#(Self.words(words))"}]\#(rest)}"#
  }

  private static func embed(_ input: String) -> String {
    #"{"model": "text-embedding-3-small", "input": \#(input)}"#
  }

  @Test(arguments: [
    (chat("gpt-4", 9000), "openai/chat-completions", ["error context-window /messages"]),
    (chat("gpt-4", 8000), "openai/chat-completions", []),
    (chat("gpt-4", 8000, #", "max_tokens": 500"#), "openai/chat-completions", ["error context-window /max_tokens"]),
    // A placeholder may stand for anything; what is not asked for is not refused.
    (chat("gpt-4", 8000, #", "max_tokens": "{{n}}""#), "openai/chat-completions", []),
    (embed(#""\#(words(9000))""#), "openai/embeddings", ["error context-window /input"]),
    (embed(#"["short", "\#(words(9000))"]"#), "openai/embeddings", ["error context-window /input/1"]),
    (embed(#"["\#(words(8000))", "\#(words(8000))"]"#), "openai/embeddings", []),
    (
      embed("[\(Array(repeating: "\"\(words(8000))\"", count: 40).joined(separator: ", "))]"), "openai/embeddings",
      ["error context-window /input"]
    ),
    (chat("llama3.2", 9000), "ollama/api-chat", ["warning truncated-prompt /messages"]),
    (chat("llama3.2", 9000, #", "options": {"num_ctx": 16384}"#), "ollama/api-chat", []),
    (
      chat("llama3.2", 9000, #", "options": {"num_ctx": 2048}"#), "ollama/api-chat",
      ["warning truncated-prompt /options/num_ctx"]
    ),
    (chat("llama3.2", 9000), "ollama/chat-completions", ["warning truncated-prompt /messages"]),
    (chat("llama3.2", 2000), "ollama/api-chat", []),
  ])
  func `a payload that is too long is found, and no other`(_ body: String, _ api: String, _ expected: [String]) {
    #expect(findings(body, api) == expected)
  }

  @Test func `the code of a refusal is one of the API's own form`() {
    func codes(_ api: String, _ body: String) -> [String?] {
      let names = api.split(separator: "/").map(String.init)
      let settings = LintSettings(
        provider: names[0], endpoint: names[1], today: Day("2026-06-01") ?? Day(secondsSince1970: 0))
      let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(body), as: .json))
      return verdict.diagnostics.filter { $0.rule == "context-window" }.map { $0.answer?.code }
    }
    #expect(codes("openai/chat-completions", Self.chat("gpt-4", 9000)) == ["context_length_exceeded"])
    #expect(
      codes("anthropic/messages", Self.chat("claude-haiku-4-5", 230_000, #", "max_tokens": 10"#)) == [nil])
  }

  @Test func `an estimate that may be over is a warning`() {
    // About 200,000 tokens, by an estimate of a tenth more or less.
    #expect(
      findings(Self.chat("claude-haiku-4-5", 168_000, #", "max_tokens": 10"#), "anthropic/messages").map {
        $0.split(separator: " ").prefix(2).joined(separator: " ")
      } == ["warning context-window"])
    #expect(findings(Self.chat("claude-haiku-4-5", 100_000, #", "max_tokens": 10"#), "anthropic/messages") == [])
  }

  @Test(arguments: [
    (#"{"type": "enabled", "budget_tokens": 5000}"#, "", "error"),
    (#"{"type": "enabled", "budget_tokens": 3999}"#, "", nil),
    (#"{"type": "disabled", "budget_tokens": 5000}"#, "", nil),
    (#"{"type": "enabled", "budget_tokens": 4000}"#, "", "error"),
    (
      #"{"type": "enabled", "budget_tokens": 5000}"#,
      #", "tools": [{"name": "f", "input_schema": {"type": "object"}}]"#, "warning"
    ),
  ])
  func `thinking has to leave something for the answer`(_ thinking: String, _ rest: String, _ severity: String?) {
    let body = Self.chat("claude-sonnet-4-5", 1, #", "max_tokens": 4000, "thinking": \#(thinking)\#(rest)"#)
    let found = findings(body, "anthropic/messages").filter { $0.contains("thinking-budget") }
    #expect(found.map { $0.split(separator: " ").first.map(String.init) } == (severity.map { [$0] } ?? []))
  }

  private func findings(_ body: String, _ api: String) -> [String] {
    let parts = api.split(separator: "/").map(String.init)
    let settings = LintSettings(provider: parts[0], endpoint: parts[1], today: Day(secondsSince1970: 1_717_200_000))
    let rules: [any Rule.Type] = [ContextWindow.self, TruncatedPrompt.self, ThinkingBudget.self]
    let linter = Linter(facts: .embedded, settings: settings, rules: rules)
    return linter.lint(Document.parse(SourceText(body), as: .json)).diagnostics.map {
      "\($0.severity.rawValue) \($0.rule) \($0.pointer)"
    }
  }
}
