import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What OpenAI's endpoints refuse, each mistake with the rule that sees it and the place it points at.
@Suite struct OpenAITests {
  struct Row: Sendable, CustomTestStringConvertible {
    let endpoint: String
    let body: String
    /// `rule pointer`, in the order of their places.
    let findings: [String]

    init(_ endpoint: String, _ body: String, _ findings: String...) {
      (self.endpoint, self.body, self.findings) = (endpoint, body, findings)
    }

    var testDescription: String { "\(endpoint): \(body.prefix(100))" }
  }

  static let responses = [
    Row("responses", #"{"model": "gpt-4o"}"#, "missing-parameter "),
    Row("responses", #"{"input": "Hi"}"#, "missing-parameter "),
    Row("responses", #"{"model": "gpt-4o", "input": "Hi", "max_output_tokens": 5}"#, "out-of-range /max_output_tokens"),
    Row("responses", #"{"model": "gpt-4o", "input": "Hi", "max_tokens": 50}"#, "unknown-parameter /max_tokens"),
    Row(
      "responses", #"{"model": "gpt-4o", "input": "Hi", "response_format": {"type": "json_object"}}"#,
      "unknown-parameter /response_format"),
    Row("responses", #"{"model": "gpt-4o", "input": "Hi", "n": 2}"#, "unknown-parameter /n"),
    Row(
      "responses", #"{"model": "gpt-4o", "input": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}]}"#,
      "unknown-value /input/0/content/0/type"),
    Row(
      "responses",
      #"{"model": "gpt-4o", "input": [{"role": "assistant", "content": [{"type": "input_text", "text": "Hi"}]}]}"#,
      "unknown-value /input/0/content/0/type"),
    Row(
      "responses", #"{"model": "gpt-4o", "input": [{"role": "user", "content": "Hi", "metadata": {}}]}"#,
      "unknown-parameter /input/0/metadata"),
    Row(
      "responses", #"{"model": "gpt-4o", "input": [{"role": "tool", "content": "Hi"}]}"#, "unknown-value /input/0/role"),
    Row("responses", #"{"model": "gpt-4o", "input": [{"id": "msg_1"}]}"#),
    Row("responses", #"{"model": "gpt-4o", "input": [{"text": "Hi"}]}"#, "missing-parameter /input/0"),
    Row(
      "responses",
      #"{"model": "gpt-5", "input": [{"type": "reasoning", "id": "rs_1"}, {"type": "item_reference", "id": "msg_1"}]}"#,
      "missing-parameter /input/0"),
    Row(
      "responses",
      #"{"model": "gpt-5", "input": [{"type": "reasoning", "id": "rs_1", "summary": [], "status": "completed"}, {"type": "item_reference", "id": "msg_1"}]}"#,
      "unknown-parameter /input/0/status"),
    Row(
      "responses", #"{"model": "gpt-4o", "input": "Hi", "tools": [{"type": "function", "function": {"name": "f"}}]}"#,
      "missing-parameter /tools/0"),
    Row(
      "responses", #"{"model": "gpt-4o", "input": "Hi", "tools": [{"type": "mcp", "server_label": "x"}]}"#,
      "missing-parameter /tools/0"),
    Row(
      "responses",
      #"{"model": "gpt-4o", "input": "Hi", "text": {"format": {"type": "json_schema", "schema": {"type": "object"}}}}"#,
      "missing-parameter /text/format"),
    Row(
      "responses", #"{"model": "gpt-4o", "input": "Hi", "previous_response_id": "r", "conversation": "c"}"#,
      "conflicting-parameters /conversation"),
    Row(
      "responses", #"{"model": "gpt-4o", "input": "Hi", "stream_options": {"include_obfuscation": true}}"#,
      "missing-companion /stream_options"),
    Row("responses", #"{"model": "gpt-4o", "input": "Hi", "include": ["reasoning"]}"#, "unknown-value /include/0"),
    Row(
      "responses",
      #"{"model": "gpt-4o", "input": [{"role": "user", "content": [{"type": "input_image", "image_url": {"url": "https://example.com/a.png"}}]}]}"#,
      "wrong-type /input/0/content/0/image_url"),
    Row(
      "responses",
      #"{"model": "gpt-4o", "input": [{"role": "user", "content": [{"type": "input_file", "file_data": "data:audio/mpeg;base64,SUQz"}]}]}"#,
      "wrong-media-type /input/0/content/0/file_data"),
    Row("responses-compact", #"{"input": "Hi"}"#, "missing-parameter "),
    Row(
      "responses-compact", #"{"model": "gpt-5.1", "input": "Hi", "client_metadata": {}}"#,
      "unknown-parameter /client_metadata"),
    Row("responses-input-tokens", #"{"model": "gpt-4o"}"#),
  ]

  static let others = [
    Row("completions", #"{"prompt": "Hi"}"#, "missing-parameter "),
    Row("completions", #"{"model": "davinci-002", "prompt": "Hi", "logprobs": true}"#, "wrong-type /logprobs"),
    Row("completions", #"{"model": "davinci-002", "prompt": "Hi", "logprobs": 6}"#, "out-of-range /logprobs"),
    Row("completions", #"{"model": "davinci-002", "prompt": "Hi", "n": 3, "best_of": 2}"#, "out-of-range /n"),
    Row(
      "completions", #"{"model": "davinci-002", "prompt": "Hi", "best_of": 2, "stream": true}"#,
      "missing-companion /stream"),
    Row("completions", #"{"model": "davinci-002", "prompt": "Hi", "best_of": 1, "stream": true}"#),
    Row("completions", #"{"model": "davinci-002", "messages": []}"#, "unknown-parameter /messages"),
    Row(
      "completions", #"{"model": "davinci-002", "prompt": "Hi", "stop": ["1", "2", "3", "4", "5"]}"#,
      "wrong-length /stop"),
    Row("moderations", #"{"model": "omni-moderation-latest"}"#, "missing-parameter "),
    Row("moderations", #"{"input": [{"type": "input_text", "text": "Hi"}]}"#, "unknown-value /input/0/type"),
    Row(
      "moderations", #"{"input": [{"type": "image_url", "image_url": "https://example.com/a.png"}]}"#,
      "wrong-type /input/0/image_url"),
    Row("images-generations", #"{"model": "gpt-image-1"}"#, "missing-parameter "),
    Row("images-generations", #"{"model": "gpt-image-1", "prompt": "A hut", "n": 11}"#, "out-of-range /n"),
    Row(
      "images-generations",
      #"{"model": "gpt-image-1", "prompt": "A hut", "output_format": "webp", "output_compression": 101}"#,
      "out-of-range /output_compression"),
    Row(
      "images-generations",
      #"{"model": "gpt-image-1", "prompt": "A hut", "background": "transparent", "output_format": "jpeg"}"#,
      "missing-companion /background"),
    Row("images-generations", #"{"model": "gpt-image-1", "prompt": "A hut", "background": "transparent"}"#),
    Row("images-edits", #"{"prompt": "Snow", "images": []}"#, "wrong-length /images"),
    Row("images-edits", #"{"prompt": "Snow", "image": [{"file_id": "f"}]}"#, "missing-parameter /image"),
    Row("images-edits", #"{"prompt": "Snow", "images": [{}]}"#, "missing-parameter /images/0"),
    Row(
      "images-edits", #"{"prompt": "Snow", "images": [{"file_id": "f", "image_url": "https://example.com/a.png"}]}"#,
      "conflicting-parameters /images/0/file_id"),
    Row("audio-speech", #"{"model": "gpt-4o-mini-tts", "input": "Hi"}"#, "missing-parameter "),
    Row(
      "audio-speech", #"{"model": "gpt-4o-mini-tts", "input": "Hi", "voice": "alloy", "speed": 5}"#,
      "out-of-range /speed"),
    Row(
      "audio-speech", #"{"model": "gpt-4o-mini-tts", "input": "Hi", "voice": "alloy", "response_format": "ogg"}"#,
      "unknown-value /response_format"),
    Row(
      "batches", #"{"input_file_id": "f", "endpoint": "/v1/audio/speech", "completion_window": "24h"}"#,
      "unknown-value /endpoint"),
    Row(
      "batches", #"{"input_file_id": "f", "endpoint": "/v1/responses", "completion_window": "1h"}"#,
      "unknown-value /completion_window"),
    Row("fine-tuning-jobs", #"{"model": "gpt-4o-mini-2024-07-18"}"#, "missing-parameter "),
    Row(
      "fine-tuning-jobs",
      #"{"model": "gpt-4o-mini-2024-07-18", "training_file": "f", "method": {"type": "dpo", "supervised": {}}}"#,
      "unknown-parameter /method/supervised"),
    Row(
      "fine-tuning-jobs",
      #"{"model": "o4-mini-2025-04-16", "training_file": "f", "method": {"type": "reinforcement"}}"#,
      "missing-parameter /method"),
    Row(
      "fine-tuning-jobs",
      #"{"model": "gpt-4o-mini-2024-07-18", "training_file": "f", "method": {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 51}}}}"#,
      "out-of-range /method/supervised/hyperparameters/n_epochs"),
    Row(
      "fine-tuning-chat", #"{"messages": [{"role": "assistant", "content": "Hi", "weight": 2}]}"#,
      "unknown-value /messages/0/weight"),
    Row("fine-tuning-chat", #"{"messages": []}"#, "wrong-length /messages"),
    Row("fine-tuning-completion", #"{"prompt": "Hi"}"#, "missing-parameter "),
    Row(
      "fine-tuning-preference",
      #"{"input": {"messages": [{"role": "user", "content": "Hi"}]}, "preferred_output": []}"#, "missing-parameter ",
      "wrong-length /preferred_output"),
    Row(
      "vector-stores",
      #"{"chunking_strategy": {"type": "static", "static": {"max_chunk_size_tokens": 800, "chunk_overlap_tokens": 401}}}"#,
      "out-of-range /chunking_strategy/static/chunk_overlap_tokens"),
    Row(
      "vector-stores-file-batches", #"{"file_ids": ["a"], "files": [{"file_id": "b"}]}"#,
      "conflicting-parameters /files"),
  ]

  private static func file(_ type: String) -> String {
    #"{"file_data": "data:\#(type);base64,QUJD", "filename": "a"}"#
  }

  private static func chat(_ model: String, _ member: String) -> String {
    #"{"model": "\#(model)", "messages": [{"role": "user", "content": "Hi"}], \#(member)}"#
  }

  static let byModel = [
    Row("chat-completions", chat("gpt-5.1", #""reasoning_effort": null"#), "unsupported-value /reasoning_effort"),
    Row("chat-completions", chat("gpt-5.2", #""reasoning_effort": null"#)),
    Row(
      "chat-completions", chat("gpt-4", #""logit_bias": {"5": 1, "100258": 1}"#),
      "unsupported-value /logit_bias/100258"),
    Row("chat-completions", chat("gpt-4", #""logit_bias": {"100257": 1}"#)),
    Row(
      "chat-completions", chat("gpt-4", #""logit_bias": {"99999999999999999999": 1}"#),
      "unsupported-value /logit_bias/99999999999999999999"),
    Row("chat-completions", chat("gpt-4", #""logit_bias": {"AI": 1}"#), "invalid-name /logit_bias/AI"),
    Row("chat-completions", chat("gpt-4o", #""logit_bias": {"100258": 1, "200018": 1}"#)),
    // One mistake, one finding.
    Row("chat-completions", chat("o3", #""reasoning_effort": "hihg""#), "unknown-value /reasoning_effort"),
    Row("chat-completions", chat("o3", #""reasoning_effort": 5"#), "wrong-type /reasoning_effort"),
    Row("chat-completions", chat("o3", #""temperature": 3"#), "unsupported-value /temperature"),
    Row("chat-completions", chat("gpt-4o", #""temperature": 3"#), "out-of-range /temperature"),
    Row(
      "embeddings", #"{"model": "text-embedding-3-small", "input": "a", "dimensions": 0}"#, "out-of-range /dimensions"),
    // Without tools it is refused as well.
    Row("chat-completions", chat("o3", #""parallel_tool_calls": true"#), "unsupported-parameter /parallel_tool_calls"),
    Row(
      "chat-completions", chat("gpt-4o", #""parallel_tool_calls": true"#), "missing-companion /parallel_tool_calls"),
    Row("embeddings", #"{"model": "text-embedding-3-small", "input": "a", "dimensions": 1536}"#),
    Row(
      "embeddings", #"{"model": "text-embedding-3-small", "input": "a", "dimensions": 1537}"#,
      "unsupported-value /dimensions"),
    Row(
      "images-generations", #"{"model": "gpt-image-1", "prompt": "a", "output_compression": 50}"#,
      "unsupported-value /output_compression"),
    Row("images-generations", #"{"model": "gpt-image-1", "prompt": "a", "output_compression": 100}"#),
    Row(
      "images-generations",
      #"{"model": "gpt-image-1", "prompt": "a", "output_compression": 50, "output_format": "webp"}"#),
  ]

  static let files: [Row] = ["application/pdf", "text/plain", "application/zip", "application/octet-stream"].flatMap {
    let isPDF = $0 == "application/pdf"
    let chat =
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "file", "file": \#(file($0))}]}]}"#
    let part = #"{"type": "input_file", \#(file($0).dropFirst())"#
    let responses = #"{"model": "gpt-4o", "input": [{"role": "user", "content": [\#(part)]}]}"#
    return [
      isPDF
        ? Row("chat-completions", chat)
        : Row("chat-completions", chat, "wrong-media-type /messages/0/content/0/file/file_data"),
      isPDF || $0 == "text/plain"
        ? Row("responses", responses) : Row("responses", responses, "wrong-media-type /input/0/content/0/file_data"),
    ]
  }

  @Test(arguments: responses + others + byModel + files)
  func `a mistake is found by one rule at one place`(_ row: Row) {
    #expect(findings(row.body, endpoint: row.endpoint) == row.findings)
  }

  @Test(arguments: [
    (
      #"{"custom_id": "1", "method": "GET", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "x"}}"#,
      ["unknown-value /method method"]
    ),
    (
      #"{"custom_id": "1", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "x"}}"#,
      ["missing-parameter  method"]
    ),
    (
      #"{"custom_id": "1", "method": "POST", "url": "/v1/audio/speech", "body": {"model": "tts-1", "input": "x", "voice": "alloy"}}"#,
      ["unknown-value /url url"]
    ),
    (
      #"{"custom_id": 1, "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "x"}}"#,
      ["wrong-type /custom_id custom_id"]
    ),
    (
      #"{"custom_id": "1", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": ""}}"#,
      ["wrong-length /body/input input"]
    ),
  ])
  func `the envelope of a batch line is checked like its body`(_ line: String, _ expected: [String]) {
    let found = lint(line, endpoint: nil).map { "\($0.rule) \($0.pointer) \($0.answer?.param ?? "")" }
    #expect(found == expected)
  }

  @Test(arguments: [("2024-02-27", []), ("2026-03-31", ["error unsupported-parameter"])])
  func `what the API takes differently since a day is judged by the day`(_ day: String, _ expected: [String]) throws {
    let body = #"{"model": "dall-e-2", "prompt": "A hut", "quality": "standard"}"#
    let settings = LintSettings(provider: "openai", endpoint: "images-generations", today: try #require(Day(day)))
    let found = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(body), as: .json))
      .diagnostics
    #expect(
      found.filter { $0.severity >= .warning && $0.rule != "retiring-model" }.map { "\($0.severity) \($0.rule)" }
        == expected)
  }

  @Test(arguments: [
    (#"{"input_file_id": "f", "endpoint": "/v1/responses", "completion_window": "24h"}"#, ["batches"]),
    (#"{"id": "b", "input_file_id": "f", "endpoint": "/v1/responses", "completion_window": "24h"}"#, []),
    (#"{"input": {"messages": []}, "preferred_output": [], "non_preferred_output": []}"#, ["fine-tuning-preference"]),
    (#"{"messages": [{"role": "user", "content": "Hi"}]}"#, []),
    (#"{"prompt": "Hi", "completion": "Ho"}"#, []),
    (#"{"model": "gpt-4o", "input": "Hi", "instructions": "Be brief."}"#, ["responses"]),
    (#"{"model": "gpt-4o", "input": "Hi"}"#, []),
    (#"{"model": "tts-1", "input": "Hi", "voice": "alloy"}"#, ["audio-speech"]),
    (#"{"model": "dall-e-3", "prompt": "A hut"}"#, ["images-generations"]),
    (#"{"model": "davinci-002", "prompt": "Hi"}"#, ["completions"]),
    (#"{"model": "omni-moderation-latest", "input": "Hi"}"#, ["moderations"]),
    (#"{"model": "gpt-4o-mini-2024-07-18", "training_file": "f"}"#, ["fine-tuning-jobs"]),
  ])
  func `a bare body is told by its keys and its model`(_ body: String, _ endpoints: [String]) {
    let linter = Linter(facts: .embedded, settings: LintSettings(today: Self.day))
    let verdict = linter.lint(Document.parse(SourceText(body), as: .json))
    #expect(verdict.requests.map(\.endpoint) == endpoints)
  }

  private static let day = Day("2025-06-01") ?? Day(secondsSince1970: 0)

  private func findings(_ text: String, endpoint: String) -> [String] {
    lint(text, endpoint: endpoint).map { "\($0.rule) \($0.pointer)" }
  }

  private func lint(_ text: String, endpoint: String?) -> [Diagnostic] {
    let settings = LintSettings(provider: endpoint.map { _ in "openai" }, endpoint: endpoint, today: Self.day)
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(text), as: .json))
    return verdict.diagnostics.filter { $0.severity >= .warning }
  }
}
