import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What APIs say about the turns of a conversation.
@Suite struct ConversationTests {
  /// What is found in a body, each as `severity rule pointer param`.
  private func findings(_ api: String, _ body: String, as format: Document.Format = .json) -> [String] {
    let names = api.split(separator: "/").map(String.init)
    let settings = LintSettings(
      provider: names[0], endpoint: names[1], today: Day("2026-06-01") ?? Day(secondsSince1970: 0))
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(body), as: format))
    return verdict.diagnostics.map { "\($0.severity) \($0.rule) \($0.pointer) \($0.answer?.param ?? "-")" }
  }

  private static let user = #"{"role": "user", "content": "Hi"}"#

  private static func call(_ ids: String...) -> String {
    let calls = ids.map {
      #"{"id": "\#($0)", "type": "function", "function": {"name": "f", "arguments": "{}"}}"#
    }
    return #"{"role": "assistant", "content": "", "tool_calls": [\#(calls.joined(separator: ", "))]}"#
  }

  private static func result(_ id: String) -> String {
    #"{"role": "tool", "tool_call_id": "\#(id)", "content": "12 C"}"#
  }

  private static func use(_ ids: String...) -> String {
    let blocks = ids.map { #"{"type": "tool_use", "id": "\#($0)", "name": "f", "input": {}}"# }
    return #"{"role": "assistant", "content": [\#(blocks.joined(separator: ", "))]}"#
  }

  private static func results(_ ids: String...) -> String {
    let blocks = ids.map { #"{"type": "tool_result", "tool_use_id": "\#($0)", "content": "12 C"}"# }
    return #"{"role": "user", "content": [\#(blocks.joined(separator: ", "))]}"#
  }

  @Test(arguments: [
    ([user, call("a"), result("a"), user], []),
    ([user, call("a", "b"), result("b"), result("a")], []),
    ([user, call("a"), result("a"), call("a"), result("a")], []),
    ([user, result("a")], ["error orphan-tool-result /messages/1/tool_call_id messages.[1].role"]),
    (
      [user, call("a"), result("a"), user, result("a")],
      ["error orphan-tool-result /messages/4/tool_call_id messages.[4].role"]
    ),
    ([call("a"), result("b")], ["error orphan-tool-result /messages/1/tool_call_id messages.[1].tool_call_id"]),
    ([call("a"), user], ["error unanswered-tool-call /messages/0/tool_calls/0/id messages.[1].role"]),
    (
      [call("a"), user, result("a")],
      [
        "error unanswered-tool-call /messages/0/tool_calls/0/id messages.[1].role",
        "error orphan-tool-result /messages/2/tool_call_id messages.[2].role",
      ]
    ),
    (
      [call("a", "b"), result("a"), user],
      ["error unanswered-tool-call /messages/0/tool_calls/1/id messages.[2].role"]
    ),
    ([user, call("a")], ["error unanswered-tool-call /messages/1/tool_calls/0/id messages.[1].role"]),
    (
      [call("a"), result("a"), result("a")],
      ["error duplicate-id /messages/2/tool_call_id messages.[2].tool_call_id"]
    ),
    ([call("{{id}}"), result("a")], []),
    ([call("a"), result("{{id}}")], []),
    ([#""{{history}}""#, result("a")], []),
    ([#"{"role": "{{role}}", "content": "a"}"#, result("a")], []),
    ([call("a"), #""{{results}}""#], []),
  ])
  func `a chat's results follow their calls at once`(_ messages: [String], _ expected: [String]) {
    let body = #"{"model": "gpt-4o", "messages": [\#(messages.joined(separator: ", "))]}"#
    #expect(findings("openai/chat-completions", body) == expected)
    #expect(findings("openai/chat-completions", body, as: .yaml) == expected)
    #expect(findings("ollama/chat-completions", body).filter { $0.contains("tool") } == [])
  }

  @Test func `what others refuse of a chat is a warning where nobody has seen it refused`() {
    let body = #"{"model": "m", "messages": [\#(Self.result("a"))]}"#
    #expect(findings("groq/chat-completions", body).map { $0.prefix(7) } == ["warning"])
    #expect(findings("deepseek/chat-completions", body).map { $0.prefix(5) } == ["error"])
  }

  @Test(arguments: [
    ([user, use("a"), results("a"), user], []),
    ([use("a"), use("b"), results("a", "b")], []),
    ([use("a"), results("a"), use("a"), results("a")], []),
    ([user, results("a")], ["error orphan-tool-result /messages/1/content/0/tool_use_id messages.1.content.0"]),
    ([use("a"), user], ["error unanswered-tool-call /messages/0/content/0/id messages.0"]),
    ([user, use("a")], ["warning unanswered-tool-call /messages/1/content/0/id messages.1"]),
    ([use("a", "a"), results("a")], ["error duplicate-id /messages/0/content/1/id messages.0.content.1"]),
    ([use("a"), results("a", "a")], ["error duplicate-id /messages/1/content/1/tool_use_id messages.1.content.1"]),
    (
      [
        use("a"),
        #"{"role": "user", "content": [{"type": "text", "text": "So"}, {"type": "tool_result", "tool_use_id": "a"}]}"#,
      ], ["error late-tool-result /messages/1/content/1/tool_use_id messages.0"]
    ),
    (
      [
        user,
        #"{"role": "assistant", "content": [{"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": []}]}"#,
        user,
      ], ["error orphan-tool-result /messages/1/content/0/tool_use_id messages.1.content.0"]
    ),
  ])
  func `Anthropic joins turns of a role and wants results in the next`(_ messages: [String], _ expected: [String]) {
    let body = #"{"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [\#(messages.joined(separator: ", "))]}"#
    #expect(findings("anthropic/messages", body) == expected)
  }

  private static func item(_ type: String, _ id: String) -> String {
    switch type {
    case "call": #"{"type": "function_call", "call_id": "\#(id)", "name": "f", "arguments": "{}"}"#
    case "output": #"{"type": "function_call_output", "call_id": "\#(id)", "output": "12 C"}"#
    default: #"{"type": "reasoning", "id": "\#(id)", "summary": []}"#
    }
  }

  @Test(arguments: [
    ([user, item("call", "a"), user, item("output", "a")], []),
    ([item("output", "a")], ["error orphan-tool-result /input/0/call_id input"]),
    ([item("call", "a"), user], ["error unanswered-tool-call /input/0/call_id input"]),
    ([item("call", "a"), item("output", "b")], ["error orphan-tool-result /input/1/call_id input"]),
    ([#"{"type": "item_reference", "id": "fc_1"}"#, item("output", "a")], []),
    ([item("reasoning", "rs_1"), user], ["error lone-reasoning /input/0/id input"]),
    ([item("reasoning", "rs_1")], ["error lone-reasoning /input/0/id input"]),
    ([item("reasoning", "rs_1"), item("reasoning", "rs_2"), item("call", "a"), item("output", "a")], []),
    ([#"{"type": "reasoning", "summary": []}"#, user], []),
    (
      [
        item("reasoning", "rs_1"), item("call", "a"), item("output", "a"), item("reasoning", "rs_1"), item("call", "b"),
        item("output", "b"),
      ], ["error duplicate-id /input/3/id input"]
    ),
  ])
  func `the Responses API pairs items by their ids`(_ items: [String], _ expected: [String]) {
    let body = #"{"model": "gpt-5", "input": [\#(items.joined(separator: ", "))]}"#
    #expect(findings("openai/responses", body) == expected)
    let continued =
      #"{"model": "gpt-5", "previous_response_id": "resp_1", "input": [\#(items.joined(separator: ", "))]}"#
    #expect(findings("openai/responses", continued).filter { $0.contains("tool") } == [])
  }

  @Test func `endless aliases end`() {
    let items = Array(repeating: "*a", count: 3000).joined(separator: ", ")
    let yaml = """
      model: gpt-4o
      x: &a {role: tool, tool_call_id: b, content: c, tool_calls: [\(Array(repeating: "1", count: 3000).joined(separator: ", "))]}
      messages: [\(items)]
      """
    #expect(findings("openai/chat-completions", yaml, as: .yaml).contains { $0.contains("orphan") } == false)
  }
}
