import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What OpenAI's models take in chat completions, family by family.
@Suite struct ModelTableTests {
  /// One request for each thing that a model may refuse: its name in the table, and the members.
  private static let probes: [(name: String, members: String)] = [
    ("temperature", #""temperature": 0.5"#), ("top_p", #""top_p": 0.5"#), ("penalty", #""presence_penalty": 0.5"#),
    ("max_tokens", #""max_tokens": 10"#), ("stop", #""stop": ["a"]"#), ("logprobs", #""logprobs": true"#),
    ("bias", #""logit_bias": {"5": 1}"#), ("tools", #""tools": [\#(function)]"#),
    ("parallel", #""tools": [\#(function)], "parallel_tool_calls": true"#),
    ("system", #""messages": [{"role": "system", "content": "Be brief"}, \#(user)]"#),
    (
      "image",
      #""messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]}]"#
    ),
    (
      "schema",
      #""response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object", "properties": {}}}}"#
    ),
    ("verbosity", #""verbosity": "low""#), ("none", #""reasoning_effort": "none""#),
    ("minimal", #""reasoning_effort": "minimal""#), ("low", #""reasoning_effort": "low""#),
    ("medium", #""reasoning_effort": "medium""#), ("high", #""reasoning_effort": "high""#),
    ("xhigh", #""reasoning_effort": "xhigh""#),
  ]
  private static let function =
    #"{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}"#
  private static let user = #"{"role": "user", "content": "Hi"}"#

  // `!` is an error, without it a warning.
  @Test(arguments: [
    ("gpt-3.5-turbo", "image! schema! verbosity none! minimal! low! medium! high! xhigh!"),
    ("gpt-3.5-turbo-16k", "image! schema! verbosity none! minimal! low! medium! high! xhigh!"),
    ("gpt-4", "image! schema! verbosity none! minimal! low! medium! high! xhigh!"),
    ("gpt-4-turbo", "schema! verbosity none! minimal! low! medium! high! xhigh!"),
    ("gpt-4o-2024-05-13", "schema verbosity none! minimal! low! medium! high! xhigh!"),
    ("gpt-4o", "verbosity! none! minimal! low! medium! high! xhigh!"),
    ("gpt-4o-mini", "verbosity! none! minimal! low! medium! high! xhigh!"),
    ("chatgpt-4o-latest", "tools parallel verbosity none! minimal! low! medium! high! xhigh!"),
    ("gpt-4o-search-preview", "temperature! top_p! penalty! verbosity none! minimal! low! medium! high! xhigh!"),
    ("gpt-audio", "image schema verbosity none! minimal! low! medium! high! xhigh!"),
    ("gpt-4.1", "verbosity none! minimal! low! medium! high! xhigh!"),
    ("gpt-4.1-nano", "verbosity none! minimal! low! medium! high! xhigh!"),
    ("gpt-4.5-preview", "verbosity none! minimal! low! medium! high! xhigh!"),
    (
      "o1-mini",
      "temperature! top_p! penalty! max_tokens! logprobs! tools! parallel! system! image schema verbosity none minimal low medium high xhigh"
    ),
    (
      "o1-preview",
      "temperature! top_p! penalty! max_tokens! logprobs! tools! parallel! system! image schema verbosity none minimal low medium high xhigh"
    ),
    ("o1", "temperature! top_p! penalty! max_tokens! logprobs! parallel! verbosity none! minimal! xhigh!"),
    ("o3-mini", "temperature! top_p! penalty! max_tokens! logprobs! parallel! image! verbosity none! minimal! xhigh!"),
    ("o3", "temperature! top_p! penalty! max_tokens! stop! logprobs! parallel! verbosity none! minimal! xhigh!"),
    ("o4-mini", "temperature! top_p! penalty! max_tokens! stop! logprobs! parallel! verbosity none! minimal! xhigh!"),
    ("gpt-5", "temperature! top_p! penalty! max_tokens! stop! logprobs! bias none! xhigh!"),
    ("gpt-5-mini", "temperature! top_p! penalty! max_tokens! stop! logprobs! bias none! xhigh!"),
    ("gpt-5-chat-latest", "verbosity none minimal low medium high xhigh"),
    (
      "gpt-5-search-api",
      "temperature top_p penalty max_tokens! stop logprobs! bias tools parallel none minimal low medium high xhigh"
    ),
    ("gpt-5.1", "penalty max_tokens! stop bias minimal! xhigh!"),
    (
      "gpt-5.1-chat-latest",
      "temperature! top_p! penalty! max_tokens! stop logprobs! bias none! minimal! low! high! xhigh!"
    ),
    ("gpt-5.2", "penalty max_tokens! stop bias minimal!"),
    ("gpt-5.4", "penalty max_tokens! stop bias minimal!"),
    ("gpt-5.4-mini", "penalty max_tokens! stop bias minimal!"),
    ("gpt-5.5", "temperature top_p penalty max_tokens! stop logprobs bias tools! parallel! minimal!"),
    ("gpt-5.6-sol", "temperature top_p penalty max_tokens! stop logprobs bias tools! parallel! minimal!"),
    ("gpt-6-sol", "temperature top_p penalty max_tokens! stop logprobs bias tools! parallel! minimal"),
  ])
  func `each model refuses what its family does`(_ model: String, _ expected: String) {
    let linter = Linter(facts: .embedded, settings: LintSettings(today: Day(secondsSince1970: 0)))
    let refused = Self.probes.compactMap { probe -> String? in
      let messages = probe.members.contains("\"messages\"") ? "" : #""messages": [\#(Self.user)], "#
      let body = #"{"model": "\#(model)", \#(messages)\#(probe.members)}"#
      let envelope = #"{"url": "https://api.openai.com/v1/chat/completions", "body": \#(body)}"#
      let found = linter.lint(Document.parse(SourceText(envelope), as: .json)).diagnostics
      guard let loudest = found.map(\.severity).max(), loudest >= .warning else { return nil }
      return probe.name + (loudest == .error ? "!" : "")
    }
    #expect(refused.joined(separator: " ") == expected)
  }
}
