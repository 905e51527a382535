import Foundation
import Testing

/// `reqlint compare` says which other models would take a request.
@Suite struct CompareTests {
  private static let request = #"""
    {"model": "gpt-4o", "max_tokens": 100, "temperature": 0.2, "stop": ["END"],
     "messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Hi"}]}
    """#
  private static let vision = #"""
    {"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "text", "text": "What is it?"},
      {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}]}], "max_tokens": 50}
    """#
  private static let tools = #"""
    {"model": "gpt-4o", "tools": [{"type": "function", "function": {"name": "look", "parameters": {"type": "object",
      "properties": {}}}}], "tool_choice": "required", "messages": [{"role": "user", "content": "Hi"},
      {"role": "assistant", "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "look",
      "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "c1", "content": "nothing"}]}
    """#
  private static let messages = #"""
    {"model": "claude-sonnet-4-6", "max_tokens": 100, "system": "Be short.", "metadata": {"user_id": "u"},
     "stop_sequences": ["END"], "messages": [{"role": "user", "content": [{"type": "text", "text": "Hi",
     "cache_control": {"type": "ephemeral"}}]}]}
    """#

  private static let system = #"""
    {"model": "claude-sonnet-4-6", "max_tokens": 100, "system": "Be short.", "messages": [{"role": "user", "content": "Hi"}]}
    """#
  private static let responses = #"""
    {"model": "gpt-4.1", "instructions": "Be short.", "max_output_tokens": 100, "input": [
      {"role": "user", "content": [{"type": "input_text", "text": "Where?"}]},
      {"type": "message", "id": "msg_1", "status": "completed", "role": "assistant",
       "content": [{"type": "output_text", "text": "I look."}]},
      {"type": "function_call", "id": "fc_1", "call_id": "c1", "name": "look", "arguments": "{}"},
      {"type": "function_call", "id": "fc_2", "call_id": "c2", "name": "look", "arguments": "{}"},
      {"type": "function_call_output", "call_id": "c1", "output": "here"},
      {"type": "function_call_output", "call_id": "c2", "output": "there"}],
     "tools": [{"type": "function", "name": "look", "parameters": {"type": "object", "properties": {}}}]}
    """#

  private static func compare(_ text: String, _ with: String, _ flags: String...) throws -> Binary.Outcome {
    let folder = try Workspace(["a.json": text])
    return try Binary.run(
      ["compare", "--as-of", "2026-06-01", "a.json", "--with", with] + flags, in: folder)
  }

  @Test func `it names what other models of the provider refuse`() throws {
    let outcome = try Self.compare(Self.request, "openai/gpt-5,openai/o4-mini,openai/gpt-4.1")
    #expect(outcome.status == 1)
    #expect(outcome.stdout.hasPrefix("a.json:1: gpt-4o, openai, chat-completions\n"), "\(outcome.stdout)")
    for model in ["gpt-5", "o4-mini"] {
      for parameter in ["max_tokens", "temperature", "stop"] {
        let says = outcome.stdout.split(separator: "\n").contains { line in
          line.contains("\(model) ") && line.contains("`\(parameter)`")
        }
        #expect(says, "\(model): \(parameter)")
      }
    }
    #expect(outcome.stdout.contains(/openai\/gpt-4\.1 +fits\n/), "\(outcome.stdout)")
    #expect(outcome.stdout.hasSuffix("\n1 of 3 models would take the request\n"))
  }

  @Test func `a request that all would take ends with 0`() throws {
    let outcome = try Self.compare(
      Self.request, "openai/gpt-4.1,azure-openai/gpt-4.1,ollama/llama3.3,telekom/Llama-3.3-70B-Instruct")
    #expect(outcome.status == 0, "\(outcome.stdout)\(outcome.stderr)")
    #expect(outcome.stdout.contains("4 of 4 models would take the request"))
  }

  @Test(arguments: [
    (request, "anthropic/claude-sonnet-4-6", "fits", "Anthropic's messages"),
    (request, "google/gemini-2.5-pro", "fits", nil),
    (vision, "anthropic/claude-sonnet-4-6", "fits", "Anthropic's messages"),
    (tools, "anthropic/claude-sonnet-4-6", "fits", "Anthropic's messages"),
    (messages, "openai/gpt-4.1", "loses", "OpenAI's chat completions"),
    // It knows `max_tokens` only.
    (system, "mistral/mistral-large-latest", "fits", "OpenAI's chat completions"),
    (messages, "ollama/llama3.3", "fits", nil),
    (responses, "anthropic/claude-sonnet-4-6", "fits", "Anthropic's messages"),
    (responses, "groq/llama-3.3-70b-versatile", "fits", "OpenAI's chat completions"),
    (tools, "openai/gpt-5.2-pro", "fits", "OpenAI's responses"),
    (vision, "openai/gpt-5.2-pro", "fits", "OpenAI's responses"),
  ])
  func `a request in another dialect is translated`(
    _ text: String, _ model: String, _ verdict: String, _ dialect: String?
  ) throws {
    let outcome = try Self.compare(text, model, "--format", "json")
    let report = try #require(JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])
    let row = try #require((report["models"] as? [[String: Any]])?.first)
    #expect(row["verdict"] as? String == verdict, "\(outcome.stdout)")
    #expect(row["dialect"] as? String == dialect, "\(outcome.stdout)")
  }

  @Test(arguments: [
    (#"{"type": "auto", "disable_parallel_tool_use": true}"#, #""parallel_tool_calls": false, "tool_choice": "auto""#),
    (
      #"{"type": "any", "disable_parallel_tool_use": false}"#,
      #""parallel_tool_calls": true, "tool_choice": "required""#
    ),
  ])
  func `calls at once are forbidden in each dialect's own words`(_ anthropic: String, _ openAI: String) throws {
    let turns = #""messages": [{"role": "user", "content": "Hi"}]"#
    let ours = #"{"name": "look", "input_schema": {"type": "object", "properties": {}}}"#
    let theirs =
      #"{"type": "function", "function": {"name": "look", "parameters": {"type": "object", "properties": {}}}}"#
    let requests = [
      (
        #"{"model": "claude-sonnet-4-6", "max_tokens": 9, "tools": [\#(ours)], "tool_choice": \#(anthropic), \#(turns)}"#,
        "openai/gpt-4.1"
      ),
      (#"{"model": "gpt-4.1", "tools": [\#(theirs)], \#(openAI), \#(turns)}"#, "anthropic/claude-sonnet-4-6"),
    ]
    for (request, model) in requests {
      let outcome = try Self.compare(request, model)
      #expect(outcome.status == 0, "\(outcome.stdout)\(outcome.stderr)")
    }
  }

  @Test func `without names it is the models of the configuration`() throws {
    let folder = try Workspace([
      ".reqlint.yaml": "compare: [openai/gpt-4.1, openai/gpt-5]\n", "a.json": Self.request,
      "b/.reqlint.yaml": "{}\n", "b/a.json": Self.request,
    ])
    let outcome = try folder.run("compare", "--as-of", "2026-06-01", "a.json")
    #expect(outcome.stdout.hasSuffix("\n1 of 2 models would take the request\n"), "\(outcome.stdout)\(outcome.stderr)")
    let none = try folder.run("compare", "b/a.json")
    #expect(none.status == 2)
    #expect(none.stderr.contains("neither `--with` nor `compare:`"), "\(none.stderr)")
  }

  @Test func `what has no counterpart is said`() throws {
    let outcome = try Self.compare(
      #"{"model": "gpt-4o", "logit_bias": {"1": 2}, "messages": [{"role": "user", "content": "Hi"}]}"#,
      "anthropic/claude-sonnet-4-6")
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("  /logit_bias has no counterpart\n"), "\(outcome.stdout)")
    #expect(outcome.stdout.contains("  max_tokens: 1024 is needed, and was added to compare\n"), "\(outcome.stdout)")
  }

  @Test func `programs get each finding with its place`() throws {
    let outcome = try Self.compare(Self.request, "openai/gpt-5", "--format", "json")
    let report = try #require(JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])
    #expect(report["format"] as? Int == 1)
    let row = try #require((report["models"] as? [[String: Any]])?.first)
    #expect(row["verdict"] as? String == "refused")
    #expect(
      row["errors"] as? Int == (row["findings"] as? [[String: Any]])?.count { $0["severity"] as? String == "error" })
    let finding = try #require(
      (row["findings"] as? [[String: Any]])?.first { $0["pointer"] as? String == "/max_tokens" })
    #expect(finding["line"] as? Int == 1 && finding["column"] as? Int == 21, "\(finding)")
    #expect(finding["rule"] as? String == "unsupported-parameter")
  }

  @Test func `several requests are compared together`() throws {
    let folder = try Workspace([
      "a.jsonl": "\(Payload.good)\n{\"model\": \"gpt-4o\", \"max_tokens\": 5, \"messages\": []}\n"
    ])
    let outcome = try folder.run("compare", "--as-of", "2026-06-01", "a.jsonl", "--with", "openai/gpt-5")
    #expect(outcome.stdout.hasPrefix("a.jsonl: 2 requests\n"), "\(outcome.stdout)")
    #expect(outcome.stdout.contains("1 of 2 requests fit"), "\(outcome.stdout)")
  }

  @Test(arguments: [
    ("openai/gpt-4.1-minni", "no model `openai/gpt-4.1-minni` is known; did you mean `openai/gpt-4.1-mini`?"),
    ("opnai/gpt-5", "did you mean `openai/gpt-5`?"),
    ("gpt-4oo", "did you mean `gpt-4o`?"),
    ("openai/zz*", "no model of OpenAI is called like `zz*`"),
    (",", "`--with` names no model"),
  ])
  func `a model that there is not is told and ends with 2`(_ with: String, _ says: String) throws {
    let outcome = try Self.compare(Self.request, with)
    #expect(outcome.status == 2)
    #expect(outcome.stderr.contains(says), "\(outcome.stderr)")
  }

  @Test func `aliases that lead very deep do not stop a comparison`() throws {
    let levels = (1..<20_000).map { "- &a\($0) [*a\($0 - 1)]\n" }
    let body = "{model: gpt-4o, messages: [{role: user, content: *a19999}]}"
    let folder = try Workspace([
      "a.yaml": "- &a0 x\n" + levels.joined()
        + "- {method: POST, url: \"https://api.openai.com/v1/chat/completions\", body: \(body)}\n"
    ])
    let outcome = try folder.run("compare", "a.yaml", "--with", "anthropic/claude-sonnet-4-6")
    #expect(outcome.status == 1, "\(outcome)")
  }

  @Test func `patterns and all-chat stand for many models`() throws {
    #expect(try Self.compare(Self.request, "openai/gpt-4.1*").stdout.contains("openai/gpt-4.1-mini"))
    let all = try Self.compare(Self.request, "all-chat").stdout
    #expect(all.contains("\nopenai/gpt-5 ") && all.contains("\nanthropic/claude"))
  }
}
