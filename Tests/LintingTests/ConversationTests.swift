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

  private static let anthropicTools = #""tools": [{"name": "f", "input_schema": {"type": "object"}}]"#

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
    let body =
      #"{"model": "claude-sonnet-4-5", "max_tokens": 9, \#(Self.anthropicTools), "messages": [\#(messages.joined(separator: ", "))]}"#
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

  private static let tools = #"""
    "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"city": {"type": "string", "enum": ["Bonn", "Ulm"]}, "days": {"$ref": "#/$defs/days"}}, "required": ["city"], "additionalProperties": false, "$defs": {"days": {"type": ["integer", "null"]}}}}}]
    """#

  private static func chat(_ arguments: String, name: String = "f") -> String {
    let call = #"{"id": "a", "type": "function", "function": {"name": "\#(name)", "arguments": \#(arguments)}}"#
    return
      #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [\#(call)]}, \#(result("a"))], \#(tools)}"#
  }

  @Test(arguments: [
    (#""{\"city\": \"Bonn\", \"days\": null}""#, []),
    (#""""#, []),
    (#""{{arguments}}""#, []),
    (#""{\"city\": \"{{city}}\"}""#, []),
    (#""[1]""#, ["warning malformed-arguments  messages[0].tool_calls[0].function.arguments"]),
    (#""{\"city\": }""#, ["warning malformed-arguments  messages[0].tool_calls[0].function.arguments"]),
    (#""{\"city\": \"Rome\"}""#, ["warning mismatched-arguments /city messages[0].tool_calls[0].function.arguments"]),
    (
      #""{\"city\": \"Bonn\", \"days\": \"1\"}""#,
      ["warning mismatched-arguments /days messages[0].tool_calls[0].function.arguments"]
    ),
    (
      #""{\"city\": \"Bonn\", \"day\": 1}""#,
      ["warning mismatched-arguments /day messages[0].tool_calls[0].function.arguments"]
    ),
    (#""{}""#, ["warning mismatched-arguments  messages[0].tool_calls[0].function.arguments"]),
  ])
  func `arguments are JSON that fits the tool`(_ arguments: String, _ expected: [String]) {
    let place = "/messages/0/tool_calls/0/function/arguments"
    let found = findings("openai/chat-completions", Self.chat(arguments)).map { $0.replacing(place, with: "") }
    #expect(found == expected)
  }

  @Test func `a schema that refers to itself comes to an end`() {
    let body = #"""
      {"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{\"a\": {\"a\": {\"a\": 1}}}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "b"}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"a": {"$ref": "#"}, "b": {"$ref": "#/properties/b"}}}}}]}
      """#
    #expect(findings("openai/chat-completions", body).map { $0.split(separator: " ")[1] } == ["mismatched-arguments"])
  }

  @Test(arguments: [
    ("openai/chat-completions", #""tool_choice": {"type": "function", "function": {"name": "g"}}"#, ["error"]),
    ("openai/chat-completions", #""tool_choice": {"type": "function", "function": {"name": "f"}}"#, []),
    ("openai/chat-completions", #""tool_choice": {"type": "function", "function": {"name": "{{name}}"}}"#, []),
    (
      "openai/chat-completions",
      #""tool_choice": {"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": [{"type": "function", "function": {"name": "g"}}]}}"#,
      ["error"]
    ),
  ])
  func `a choice names a tool`(_ api: String, _ choice: String, _ expected: [String]) {
    let body = #"{"model": "gpt-4o", "messages": [\#(Self.user)], \#(Self.tools), \#(choice)}"#
    let found = findings(api, body).filter { $0.contains("undeclared-tool") }
    #expect(found.map { String($0.prefix { $0 != " " }) } == expected)
  }

  @Test func `what may hold more tools is not held against a choice`() {
    let body = #"""
      {"model": "gpt-5", "input": "Hi", "tools": [{"type": "mcp", "server_label": "a", "server_url": "https://example.com"}, {"type": "function", "name": "f", "parameters": {"type": "object", "properties": {}}}], "tool_choice": {"type": "function", "name": "g"}}
      """#
    #expect(findings("openai/responses", body).filter { $0.contains("undeclared") } == [])
  }

  @Test(arguments: [
    (
      "anthropic/messages", #""messages": [{"role": "user", "content": []}]"#,
      "error empty-turn /messages/0/content messages.0"
    ),
    (
      "anthropic/messages", #""messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": ""}]"#,
      ""
    ),
    (
      "anthropic/messages", #""messages": [{"role": "user", "content": [{"type": "text", "text": "\t"}]}]"#,
      "error blank-text /messages/0/content/0/text messages.0.content.0.text"
    ),
    (
      "anthropic/messages", #""messages": [{"role": "user", "content": "Hi"}], "stop_sequences": ["\n"]"#,
      "error blank-text /stop_sequences/0 stop_sequences.0"
    ),
    (
      "mistral/chat-completions",
      #""messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "So", "prefix": true}]"#, ""
    ),
    (
      "mistral/chat-completions",
      #""messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "So"}]"#,
      "error turn-order /messages/1/role messages[1].role"
    ),
    (
      "perplexity/chat-completions",
      #""messages": [{"role": "system", "content": "a"}, {"role": "user", "content": "Hi"}]"#, ""
    ),
    (
      "openai/chat-completions",
      #""messages": [{"role": "user", "content": "Hi"}], "response_format": {"type": "json_object"}"#,
      "error missing-json-word /response_format/type messages"
    ),
    (
      "openai/chat-completions",
      #""messages": [{"role": "user", "content": "Hi {{name}}"}], "response_format": {"type": "json_object"}"#, ""
    ),
    (
      "openai/chat-completions",
      #""messages": [{"role": "user", "content": "In JsOn"}], "response_format": {"type": "json_object"}"#, ""
    ),
    (
      "openai/responses", #""input": "Hi", "text": {"format": {"type": "json_object"}}"#,
      "error missing-json-word /text/format/type input"
    ),
    ("openai/responses", #""input": "Hi", "instructions": "JSON", "text": {"format": {"type": "json_object"}}"#, ""),
    (
      "ollama/chat-completions",
      #""messages": [{"role": "user", "content": "Hi"}], "response_format": {"type": "json_object"}"#, ""
    ),
    (
      "openai/chat-completions", #""messages": [{"role": "user", "content": "Hi"}], "modalities": ["text", "audio"]"#,
      "error missing-companion /modalities modalities"
    ),
  ])
  func `each API minds its own`(_ api: String, _ members: String, _ expected: String) {
    let model = api.hasPrefix("anthropic") ? #""model": "claude-sonnet-4-5", "max_tokens": 9"# : #""model": "gpt-4o""#
    let found = findings(api, "{\(model), \(members)}").filter {
      !$0.contains("-model") && !$0.contains("capability") && !$0.contains("unsupported-value")
    }
    #expect(found == (expected.isEmpty ? [] : [expected]))
  }

  @Test(arguments: [
    ("claude-opus-4-7", #""Sure:""#, true), ("claude-sonnet-4-5", #""Sure:""#, false),
    (
      "claude-opus-4-7", #"[{"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}}]"#, false
    ),
    ("claude-opus-4-7", #"[{"type": "text", "text": "Sure:"}]"#, true),
  ])
  func `newer models do not go on with an answer`(_ model: String, _ content: String, _ isRefused: Bool) {
    let body =
      #"{"model": "\#(model)", "max_tokens": 9, "messages": [\#(Self.user), {"role": "assistant", "content": \#(content)}]}"#
    #expect(
      findings("anthropic/messages", body)
        == (isRefused ? ["error unsupported-value /messages/1/role messages.1.role"] : []))
  }

  @Test(arguments: [
    (["1h", "5m"], 0), (["5m", "1h"], 1), (["5m", "5m", "5m", "5m"], 0), (["5m", "5m", "5m", "5m", "5m"], 1),
    (["1h", "1h", "5m", "1h", "5m"], 2),
  ])
  func `marks for the cache are few, the longest first`(_ lifetimes: [String], _ count: Int) {
    let blocks = lifetimes.map {
      #"{"type": "text", "text": "a", "cache_control": {"type": "ephemeral", "ttl": "\#($0)"}}"#
    }
    let body =
      #"{"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": [\#(blocks.joined(separator: ", "))]}]}"#
    #expect(findings("anthropic/messages", body).filter { $0.contains("cache-points") }.count == count)
  }

  @Test func `only the turn in which calls began needs its thought`() {
    let thought =
      #"{"role": "assistant", "content": [{"type": "thinking", "thinking": "a", "signature": "b"}, {"type": "tool_use", "id": "a", "name": "f", "input": {}}]}"#
    let answer = #"{"role": "assistant", "content": "12 C"}"#
    func found(_ messages: [String]) -> [String] {
      let body =
        #"{"model": "claude-sonnet-4-5", "max_tokens": 4096, "thinking": {"type": "enabled", "budget_tokens": 1024}, \#(Self.anthropicTools), "messages": [\#(messages.joined(separator: ", "))]}"#
      return findings("anthropic/messages", body)
    }
    #expect(found([Self.user, thought, Self.results("a"), Self.use("b"), Self.results("b")]) == [])
    #expect(found([Self.user, Self.use("a"), Self.results("a"), answer, Self.user]) == [])
    #expect(
      found([Self.user, Self.use("a"), Self.results("a")])
        == ["error missing-thinking /messages/1/content/0/type messages.1.content.0.type"])
  }

  @Test(arguments: [
    ("deepseek", #""model": "deepseek-v4-flash""#, true),
    ("deepseek", #""model": "deepseek-v4-flash", "thinking": {"type": "disabled"}"#, false),
    ("deepseek", #""model": "mine""#, false),
    ("deepseek", #""model": "mine", "thinking": {"type": "enabled"}"#, true),
    ("moonshot", #""model": "kimi-k2.5""#, true), ("moonshot", #""model": "kimi-k2-0905-preview""#, false),
  ])
  func `some APIs want the thought of every turn with calls`(_ provider: String, _ members: String, _ isMissed: Bool) {
    func found(_ call: String) -> [String] {
      let turns = [Self.user, call, Self.result("a")].joined(separator: ", ")
      return findings("\(provider)/chat-completions", #"{\#(members), "messages": [\#(turns)]}"#)
    }
    #expect(found(Self.call("a")) == (isMissed ? ["error missing-thinking /messages/1/role messages[1].role"] : []))
    #expect(found(Self.call("a").dropLast() + #", "reasoning_content": "a"}"#) == [])
  }

  @Test(arguments: [
    ("claude-opus-4-5", ["text", "thinking"], true), ("claude-opus-4-5", ["thinking", "text"], false),
    ("claude-opus-4-5", ["redacted_thinking", "thinking"], false), ("claude-sonnet-5", ["text", "thinking"], false),
    ("{{model}}", ["text", "thinking"], false),
  ])
  func `thoughts come first where the model thinks up to a budget`(_ model: String, _ types: [String], _ isLate: Bool) {
    let blocks = types.map { type in
      type == "text"
        ? #"{"type": "text", "text": "a"}"#
        : type == "thinking"
          ? #"{"type": "thinking", "thinking": "a", "signature": "b"}"# : #"{"type": "redacted_thinking", "data": "a"}"#
    }
    let body =
      #"{"model": "\#(model)", "max_tokens": 9, "messages": [\#(Self.user), {"role": "assistant", "content": [\#(blocks.joined(separator: ", "))]}, \#(Self.user)]}"#
    #expect(
      findings("anthropic/messages", body)
        == (isLate ? ["error late-thinking /messages/1/content/1/type messages.1.content.0"] : []))
  }

  @Test(arguments: [
    (#""toolConfig": {"tools": [{"toolSpec": {"name": "f", "inputSchema": {"json": {}}}}]}"#, []),
    (#""toolConfig": null"#, ["error undeclared-tool /messages/0/content/0/toolUse/name toolConfig"]),
    (#""toolConfig": "{{tools}}""#, []),
  ])
  func `Bedrock wants the tools that were called`(_ member: String, _ expected: [String]) {
    let messages =
      #"[{"role": "assistant", "content": [{"toolUse": {"toolUseId": "a", "name": "f", "input": {}}}]}, {"role": "user", "content": [{"toolResult": {"toolUseId": "a", "content": [{"text": "b"}]}}]}]"#
    let body = #"{"modelId": "amazon.nova-lite-v1:0", "messages": \#(messages), \#(member)}"#
    #expect(findings("bedrock/converse", body) == expected)
  }

  @Test(arguments: [
    (#""So ""#, true), (#"[{"type": "text", "text": "So\n"}]"#, true), (#""So""#, false), (#""{{a}} ""#, false),
  ])
  func `the beginning of an answer ends without white space`(_ content: String, _ isRefused: Bool) {
    let last = #"{"role": "assistant", "content": \#(content)}"#
    func found(_ messages: String...) -> Bool {
      let body = #"{"model": "claude-opus-4-5", "max_tokens": 9, "messages": [\#(messages.joined(separator: ", "))]}"#
      return findings("anthropic/messages", body).contains { $0.hasPrefix("error trailing-space") }
    }
    #expect(found(Self.user, last) == isRefused)
    #expect(!found(Self.user, last, Self.user))
  }

  @Test func `what is said of a union holds where the branch says nothing`() {
    let body = #"{"model": "llama3.2", "messages": [], "format": "xml"}"#
    let settings = LintSettings(provider: "ollama", endpoint: "api-chat", today: Day(secondsSince1970: 0))
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(body), as: .json))
    #expect(verdict.diagnostics.compactMap { $0.answer?.status } == [500])
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
