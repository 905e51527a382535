import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What Ollama refuses, and what it takes without a word and does nothing with, endpoint by endpoint.
struct OllamaTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let endpoint: String
    let body: String
    let rule: String
    let pointer: String
    var severity = Severity.error
    var status: Int? = 400

    var testDescription: String { "\(endpoint): \(body)" }
  }

  private static func refused(
    _ endpoint: String, _ body: String, _ rule: String, _ pointer: String, _ status: Int = 400
  ) -> Mistake {
    Mistake(endpoint: endpoint, body: body, rule: rule, pointer: pointer, status: status)
  }

  private static func ignored(_ endpoint: String, _ body: String, _ pointer: String) -> Mistake {
    Mistake(
      endpoint: endpoint, body: body, rule: "ignored-parameter", pointer: pointer, severity: .warning, status: nil)
  }

  static let mistakes: [Mistake] = [
    refused("api-chat", #"{"messages": []}"#, "missing-parameter", ""),
    refused("api-chat", #"{"model": "", "messages": []}"#, "wrong-length", "/model"),
    refused("api-chat", #"{"model": "my model", "messages": []}"#, "invalid-name", "/model"),
    refused("api-chat", #"{"Model": "m", "Messages": {}}"#, "wrong-type", "/Messages"),
    refused("api-chat", #"{"model": "m", "messages": {}}"#, "wrong-type", "/messages"),
    refused("api-chat", #"{"model": "m", "messages": ["hi"]}"#, "wrong-type", "/messages/0"),
    refused(
      "api-chat", #"{"model": "m", "messages": [{"role": "user", "content": [{"type": "text", "text": "hi"}]}]}"#,
      "wrong-type", "/messages/0/content"),
    refused(
      "api-chat",
      #"{"model": "m", "messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]}]}"#,
      "wrong-type", "/messages/0/tool_calls/0/function/arguments"),
    refused("api-chat", #"{"model": "m", "think": "very"}"#, "unknown-value", "/think"),
    refused("api-chat", #"{"model": "m", "top_logprobs": 21}"#, "out-of-range", "/top_logprobs"),
    refused("api-chat", #"{"model": "m", "keep_alive": "5 minutes"}"#, "invalid-duration", "/keep_alive"),
    refused("api-chat", #"{"model": "m", "format": "xml"}"#, "unknown-value", "/format", 500),
    refused("api-chat", #"{"model": "m", "options": {"stop": "END"}}"#, "wrong-type", "/options/stop", 500),
    refused("api-chat", #"{"model": "m", "options": {"num_ctx": "8192"}}"#, "wrong-type", "/options/num_ctx", 500),
    refused("api-chat", #"{"model": "m", "stream": "true"}"#, "wrong-type", "/stream"),
    ignored("api-chat", #"{"model": "m", "options": {"max_tokens": 5}}"#, "/options/max_tokens"),
    ignored("api-chat", #"{"model": "m", "tool_choice": "auto"}"#, "/tool_choice"),

    refused("api-generate", #"{"prompt": "hi"}"#, "missing-parameter", ""),
    refused("api-generate", #"{"model": "", "prompt": "hi"}"#, "wrong-length", "/model", 404),
    refused("api-generate", #"{"model": "m", "prompt": ["hi"]}"#, "wrong-type", "/prompt"),
    refused(
      "api-generate", #"{"model": "m", "raw": true, "system": "s", "prompt": "hi"}"#, "conflicting-parameters",
      "/system"),
    refused(
      "api-generate", #"{"model": "m", "images": ["data:image/png;base64,iVBORw0KGgo="]}"#, "invalid-media-url",
      "/images/0"),
    refused("api-generate", #"{"model": "m", "images": "iVBORw0KGgo="}"#, "wrong-type", "/images"),
    refused("api-generate", #"{"model": "m", "images": ["_9j_4AAQ"]}"#, "invalid-base64", "/images/0"),
    refused("api-generate", #"{"model": "m", "images": ["iVBORw0KGgo"]}"#, "invalid-base64", "/images/0"),
    refused("api-generate", #"{"model": "m", "keep_alive": true}"#, "wrong-type", "/keep_alive"),
    refused(
      "api-generate", #"{"model": "m", "options": {"temperature": "0"}}"#, "wrong-type", "/options/temperature", 500),
    refused("api-generate", #"{"model": "m", "options": []}"#, "wrong-type", "/options"),
    ignored("api-generate", #"{"model": "m", "messages": [{"role": "user", "content": "hi"}]}"#, "/messages"),
    ignored("api-generate", #"{"model": "m", "num_predict": 5}"#, "/num_predict"),

    refused("api-embed", #"{"input": "hi"}"#, "missing-parameter", ""),
    refused("api-embed", #"{"model": "m", "input": [1]}"#, "wrong-type", "/input/0"),
    refused("api-embed", #"{"model": "m", "input": {"text": "hi"}}"#, "wrong-type", "/input"),
    refused("api-embed", #"{"model": "m", "input": "hi", "truncate": "no"}"#, "wrong-type", "/truncate"),
    refused("api-embed", #"{"model": "m", "input": "hi", "dimensions": "512"}"#, "wrong-type", "/dimensions"),
    ignored("api-embed", #"{"model": "m", "prompt": "hi"}"#, "/prompt"),
    ignored("api-embed", #"{"model": "m", "input": "hi", "encoding_format": "float"}"#, "/encoding_format"),

    refused("api-embeddings", #"{"model": "m", "prompt": ["hi"]}"#, "wrong-type", "/prompt"),
    refused("api-embeddings", #"{"model": "", "prompt": "hi"}"#, "wrong-length", "/model"),
    ignored("api-embeddings", #"{"model": "m", "input": "hi"}"#, "/input"),
    ignored("api-embeddings", #"{"model": "m", "prompt": "hi", "dimensions": 5}"#, "/dimensions"),

    refused("api-create", #"{"from": "llama3.2"}"#, "missing-parameter", ""),
    refused("api-create", #"{"model": "new", "system": "s"}"#, "missing-parameter", ""),
    refused("api-create", #"{"model": "a new one", "from": "llama3.2"}"#, "invalid-name", "/model"),
    refused("api-create", #"{"model": "new", "files": ["a.gguf"]}"#, "wrong-type", "/files"),
    refused("api-create", #"{"model": "new", "files": {"a.gguf": ""}}"#, "wrong-length", "/files/a.gguf"),
    refused(
      "api-create", #"{"model": "new", "from": "m", "adapters": {"a.gguf": "sha256:1", "b.gguf": "sha256:2"}}"#,
      "wrong-length", "/adapters"),
    refused(
      "api-create", #"{"model": "new", "from": "m", "draft_quantize": "q8_0"}"#, "missing-companion", "/draft_quantize"),
    refused("api-create", #"{"model": "new", "from": "m", "license": 5}"#, "wrong-type", "/license"),
    refused("api-create", #"{"model": "new", "from": "m", "parameters": "num_ctx 8192"}"#, "wrong-type", "/parameters"),
    refused("api-create", #"{"model": "new", "from": "m", "messages": "hi"}"#, "wrong-type", "/messages"),
    refused("api-create", #"{"model": "new", "from": "m", "stream": "false"}"#, "wrong-type", "/stream"),
    ignored("api-create", #"{"model": "new", "from": "m", "parameters": {"temprature": 1}}"#, "/parameters/temprature"),
    ignored("api-create", #"{"model": "new", "from": "m", "options": {"seed": 1}}"#, "/options"),

    refused("api-show", #"{}"#, "missing-parameter", ""),
    refused("api-show", #"{"model": ["m"]}"#, "wrong-type", "/model"),
    refused("api-show", #"{"model": "m", "verbose": 1}"#, "wrong-type", "/verbose"),
    refused("api-pull", #"{"modell": "m"}"#, "missing-parameter", "/modell"),
    refused("api-pull", #"{"model": "m n"}"#, "invalid-name", "/model"),
    ignored("api-pull", #"{"model": "m", "password": "x"}"#, "/password"),
    refused("api-push", #"{"model": "me/m", "stream": 0}"#, "wrong-type", "/stream"),
    refused("api-push", #"{"model": ""}"#, "wrong-length", "/model"),
    refused("api-copy", #"{"source": "a"}"#, "missing-parameter", ""),
    refused("api-copy", #"{"source": "a", "destination": "b c"}"#, "invalid-name", "/destination"),
    refused("api-copy", #"{"source": 5, "destination": "b"}"#, "wrong-type", "/source"),
    refused("api-delete", #"{"models": ["m"]}"#, "missing-parameter", "/models"),
    refused("api-delete", #"{"model": 5}"#, "wrong-type", "/model"),

    refused("chat-completions", #"{"model": "m", "messages": []}"#, "wrong-length", "/messages"),
    refused("chat-completions", #"{"messages": [{"role": "user", "content": "hi"}]}"#, "missing-parameter", ""),
    refused(
      "chat-completions", #"{"model": "m", "messages": [{"role": "user", "content": null}]}"#, "missing-parameter",
      "/messages/0"),
    refused(
      "chat-completions", #"{"model": "m", "messages": [{"role": "user", "content": {"text": "hi"}}]}"#, "wrong-type",
      "/messages/0/content"),
    refused(
      "chat-completions",
      #"{"model": "m", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "https://a.b/c.png"}]}]}"#,
      "invalid-media-url", "/messages/0/content/0/image_url"),
    refused(
      "chat-completions",
      #"{"model": "m", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/gif;base64,R0lGODlh"}}]}]}"#,
      "wrong-media-type", "/messages/0/content/0/image_url/url"),
    refused(
      "chat-completions",
      #"{"model": "m", "messages": [{"role": "user", "content": [{"type": "file", "file": {"file_id": "f"}}]}]}"#,
      "unknown-value", "/messages/0/content/0/type"),
    refused(
      "chat-completions",
      #"{"model": "m", "messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"format": "wav"}}]}]}"#,
      "missing-parameter", "/messages/0/content/0/input_audio"),
    refused(
      "chat-completions",
      #"{"model": "m", "messages": [{"role": "user", "content": "hi"}], "reasoning_effort": "huge"}"#,
      "unknown-value", "/reasoning_effort"),
    refused(
      "chat-completions", #"{"model": "m", "messages": [{"role": "user", "content": "hi"}], "temperature": "1"}"#,
      "wrong-type", "/temperature"),
    refused(
      "chat-completions", #"{"model": "m", "messages": [{"role": "user", "content": "hi"}], "top_logprobs": 25}"#,
      "out-of-range", "/top_logprobs"),
    ignored(
      "chat-completions",
      #"{"model": "m", "messages": [{"role": "user", "content": "hi"}], "max_completion_tokens": 5}"#,
      "/max_completion_tokens"),
    ignored(
      "chat-completions", #"{"model": "m", "messages": [{"role": "user", "content": "hi"}], "tool_choice": "none"}"#,
      "/tool_choice"),
    ignored(
      "chat-completions",
      #"{"model": "m", "messages": [{"role": "user", "content": "hi"}], "options": {"num_ctx": 5}}"#,
      "/options"),

    refused("completions", #"{"model": "m", "prompt": ["a", "b"]}"#, "wrong-type", "/prompt"),
    refused("completions", #"{"prompt": "a"}"#, "missing-parameter", ""),
    refused("completions", #"{"model": "", "prompt": "a"}"#, "wrong-length", "/model", 404),
    refused("completions", #"{"model": "m", "prompt": "a", "stop": ["b", 5]}"#, "wrong-type", "/stop/1"),
    refused("completions", #"{"model": "m", "prompt": "a", "max_tokens": "5"}"#, "wrong-type", "/max_tokens"),
    refused("completions", #"{"model": "m", "prompt": "a", "seed": 1.5}"#, "wrong-type", "/seed"),
    refused("completions", #"{"model": "m", "prompt": "a", "stream_options": true}"#, "wrong-type", "/stream_options"),
    ignored("completions", #"{"model": "m", "prompt": "a", "best_of": 2}"#, "/best_of"),
    ignored("completions", #"{"model": "m", "prompt": "a", "echo": true}"#, "/echo"),
    ignored("completions", #"{"model": "m", "messages": [{"role": "user", "content": "hi"}]}"#, "/messages"),

    refused("embeddings", #"{"model": "m"}"#, "missing-parameter", ""),
    refused("embeddings", #"{"model": "m", "input": []}"#, "wrong-length", "/input"),
    refused("embeddings", #"{"model": "m", "input": [[1, 2]]}"#, "wrong-type", "/input/0"),
    refused("embeddings", #"{"model": "m", "input": null}"#, "wrong-type", "/input"),
    refused(
      "embeddings", #"{"model": "m", "input": "a", "encoding_format": "md5"}"#, "unknown-value", "/encoding_format"),
    ignored("embeddings", #"{"model": "m", "input": "a", "user": "me"}"#, "/user"),
    ignored("embeddings", #"{"model": "m", "input": "a", "keep_alive": "1h"}"#, "/keep_alive"),

    refused("responses", #"{"input": "hi"}"#, "missing-parameter", ""),
    refused("responses", #"{"model": "m", "input": {"role": "user"}}"#, "wrong-type", "/input"),
    refused(
      "responses", #"{"model": "m", "input": [{"type": "item_reference", "id": "x"}]}"#, "unknown-value",
      "/input/0/type"),
    refused(
      "responses", #"{"model": "m", "input": [{"role": "user", "content": [{"type": "text", "text": "hi"}]}]}"#,
      "unknown-value", "/input/0/content/0/type"),
    refused(
      "responses",
      #"{"model": "m", "input": [{"role": "user", "content": [{"type": "input_file", "file_id": "f"}]}]}"#,
      "unknown-value", "/input/0/content/0/type"),
    refused(
      "responses",
      #"{"model": "m", "input": [{"role": "user", "content": [{"type": "input_image", "image_url": "https://a.b/c.png"}]}]}"#,
      "invalid-media-url", "/input/0/content/0/image_url"),
    refused(
      "responses", #"{"model": "m", "input": [{"role": "user", "content": 5}]}"#, "wrong-type", "/input/0/content"),
    refused(
      "responses", #"{"model": "m", "input": "hi", "reasoning": {"effort": "huge"}}"#, "unknown-value",
      "/reasoning/effort"),
    refused("responses", #"{"model": "m", "input": "hi", "reasoning": "high"}"#, "wrong-type", "/reasoning"),
    refused(
      "responses", #"{"model": "m", "input": "hi", "max_output_tokens": "5"}"#, "wrong-type", "/max_output_tokens"),
    ignored("responses", #"{"model": "m", "input": "hi", "previous_response_id": "resp_1"}"#, "/previous_response_id"),
    ignored("responses", #"{"model": "m", "input": "hi", "max_tokens": 5}"#, "/max_tokens"),
    ignored(
      "responses", #"{"model": "m", "input": "hi", "tools": [{"type": "function", "function": {"name": "f"}}]}"#,
      "/tools/0/function"),

    refused("messages", #"{"model": "m", "messages": [{"role": "user", "content": "hi"}]}"#, "missing-parameter", ""),
    refused(
      "messages", #"{"model": "m", "max_tokens": 0, "messages": [{"role": "user", "content": "hi"}]}"#, "out-of-range",
      "/max_tokens"),
    refused("messages", #"{"model": "m", "max_tokens": 5, "messages": []}"#, "wrong-length", "/messages"),
    refused("messages", #"{"model": "m", "max_tokens": 5, "messages": "hi"}"#, "wrong-type", "/messages"),
    refused(
      "messages", #"{"model": "m", "max_tokens": 5, "messages": [{"role": "user"}]}"#, "missing-parameter",
      "/messages/0"),
    refused(
      "messages",
      #"{"model": "m", "max_tokens": 5, "messages": [{"role": "assistant", "content": [{"type": "tool_use", "name": "f"}]}]}"#,
      "missing-parameter", "/messages/0/content/0"),
    refused(
      "messages",
      #"{"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": [{"type": "image"}]}]}"#,
      "missing-parameter", "/messages/0/content/0"),
    refused(
      "messages",
      #"{"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "data": "a b"}}]}]}"#,
      "invalid-base64", "/messages/0/content/0/source/data"),
    refused(
      "messages",
      #"{"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}], "stop_sequences": "END"}"#,
      "wrong-type", "/stop_sequences"),
    refused(
      "messages", #"{"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}], "stream": "no"}"#,
      "wrong-type", "/stream"),
    ignored(
      "messages",
      #"{"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": [{"type": "document", "source": {"type": "text"}}]}]}"#,
      "/messages/0/content/0/source"),
    ignored(
      "messages",
      #"{"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}], "tool_choice": {"type": "any"}}"#,
      "/tool_choice"),

    refused("images-generations", #"{"model": "m"}"#, "missing-parameter", ""),
    refused("images-generations", #"{"model": "m", "prompt": ""}"#, "wrong-length", "/prompt"),
    refused("images-edits", #"{"model": "m", "prompt": "p"}"#, "missing-parameter", ""),
  ]

  @Test(arguments: mistakes)
  func `a mistake is found once, where it is`(_ mistake: Mistake) throws {
    let found = lint(mistake.body, mistake.endpoint)
    try #require(found.count == 1, "\(found.map { "\($0.rule) \($0.pointer): \($0.message)" })")
    #expect(found[0].rule == mistake.rule)
    #expect(found[0].pointer == "/body" + mistake.pointer)
    #expect(found[0].severity == mistake.severity)
    #expect(found[0].answer?.status == mistake.status)
  }

  /// What looks like a mistake, and the server answers with 200.
  @Test(arguments: [
    ("api-chat", #"{"model": "m"}"#),
    ("api-chat", #"{"model": "m", "messages": null, "keep_alive": 0}"#),
    (
      "api-chat", #"{"model": "m", "messages": [{"role": "user", "content": "a"}, {"role": "system", "content": "b"}]}"#
    ),
    ("api-chat", #"{"model": "m", "messages": [{"role": "Narrator", "content": ""}]}"#),
    ("api-chat", #"{"model": "m", "messages": [{"role": "user"}, {"role": "user"}], "options": {"temperature": 9}}"#),
    ("api-chat", #"{"model": "m", "keep_alive": -1, "think": null, "format": ""}"#),
    ("api-chat", #"{"model": "{{model}}", "messages": "${MESSAGES}"}"#),
    ("api-chat", #"{"Model": "m", "Messages": [{"Role": "user", "Content": "hi"}], "KEEP_ALIVE": "5m"}"#),
    ("api-chat", #"{"model": "registry.example.com:5000/me/m-1_a:q4_K_M", "messages": []}"#),
    ("chat-completions", #"{"Model": "m", "Messages": [{"Role": "user", "Content": "hi"}]}"#),
    ("api-generate", #"{"model": "m", "prompt": ""}"#),
    ("api-generate", #"{"model": "m", "raw": false, "system": "s"}"#),
    ("api-generate", #"{"model": "m", "images": ["iVBORw0K\nGgo=", null]}"#),
    ("api-embed", #"{"model": "m", "input": []}"#),
    ("api-embed", #"{"model": "m", "input": ["", "b"], "dimensions": 100000}"#),
    ("api-create", #"{"model": "registry.example.com:5000/me/m:tag", "files": {"a.gguf": "sha256:1"}}"#),
    ("api-create", #"{"model": "m", "from": "m", "license": "MIT", "quantize": "q4_K_M"}"#),
    ("chat-completions", #"{"model": "m", "messages": [{"role": "developer", "content": ""}], "temperature": 5}"#),
    ("completions", #"{"model": "m"}"#),
    ("embeddings", #"{"model": "m", "input": "", "encoding_format": ""}"#),
    (
      "responses",
      #"{"model": "m", "input": [{"role": "assistant", "content": [{"type": "output_text", "text": "a"}]}]}"#
    ),
    ("responses", #"{"model": "m", "input": "hi", "include": ["reasoning.encrypted_content"], "background": false}"#),
    ("messages", #"{"model": "m", "max_tokens": 1, "messages": [{"role": "assistant", "content": ""}]}"#),
    (
      "messages",
      #"{"model": "m", "max_tokens": 1, "messages": [{"content": [{"type": "redacted_thinking", "data": "x"}]}]}"#
    ),
  ])
  func `what the server takes is not complained about`(_ endpoint: String, _ body: String) {
    #expect(lint(body, endpoint).map(\.message) == [])
  }

  @Test func `errors have the form of the API that is imitated`() throws {
    let ollama = try #require(Facts.embedded.provider("ollama"))
    #expect(ollama.endpoint("api-chat")?.errors == .ollama)
    #expect(ollama.endpoint("chat-completions")?.errors == .openai)
    #expect(ollama.endpoint("messages")?.errors == .anthropic)
  }

  // MARK: The version of the server

  /// The version that answers, a body for an endpoint, and what is said.
  struct Old: Sendable, CustomTestStringConvertible {
    let server: String?
    let endpoint: String
    let body: String
    let finds: String?

    init(_ server: String?, _ endpoint: String, _ body: String, _ finds: String? = nil) {
      (self.server, self.endpoint, self.body, self.finds) = (server, endpoint, body, finds)
    }

    var testDescription: String { "\(server ?? "unknown"): \(endpoint) \(body)" }
  }

  private static let input = #"{"model": "m", "input": "Hi"}"#
  private static let messages = #"{"model": "m", "max_tokens": 1, "messages": [{"role": "user", "content": "Hi"}]}"#
  private static let level = #"{"model": "qwen3", "messages": [], "think": "high"}"#
  private static let flag = #"{"model": "qwen3", "messages": [], "think": true}"#
  private static let schema = #"{"model": "qwen3", "prompt": "Hi", "format": {"type": "object"}}"#
  private static let short = #"{"model": "m", "input": "Hi", "dimensions": 5}"#

  static let old: [Old] = [
    Old("0.14.0", "responses", input),
    Old("0.13.2", "responses", input, "error old-server /url 404"),
    Old(nil, "responses", input, "hint old-server /url"),
    Old("0.14.0", "messages", messages),
    Old("0.13.5", "messages", messages, "error old-server /url 404"),
    // An older server does not know the key, whatever its value.
    Old("0.8.0", "api-chat", level, "warning old-server /body/think"),
    // One that read true and false there refused words.
    Old("0.9.6", "api-chat", level, "warning old-server /body/think"),
    Old("0.11.0", "api-chat", level),
    // What is older than a year is no news to those who do not say their version.
    Old(nil, "api-chat", level),
    Old(nil, "api-generate", schema),
    Old("0.9.6", "api-chat", flag),
    Old(nil, "api-chat", flag),
    Old("0.4.7", "api-generate", schema, "error old-server /body/format 400"),
    Old("0.5.0", "api-generate", schema),
    Old("0.4.7", "api-generate", #"{"model": "qwen3", "prompt": "Hi", "format": "json"}"#),
    Old("0.11.10", "api-embed", short, "warning old-server /body/dimensions"),
    Old("0.11.11", "api-embed", short),
    Old("0.11.10", "embeddings", short, "warning old-server /body/dimensions"),
    Old("0.1.0", "api-embed", input),
  ]

  @Test(arguments: old)
  func `what the server is too old for is told as surely as its version is known`(_ row: Old) {
    let found = lint(row.body, row.endpoint, server: row.server).map { finding in
      let status = finding.severity == .error ? finding.answer.map { " \($0.status)" } ?? "" : ""
      return "\(finding.severity) \(finding.rule) \(finding.pointer)\(status)"
    }
    #expect(found == [row.finds].compactMap(\.self))
  }

  private func lint(_ body: String, _ endpoint: String, server: String? = "0.33.0") -> [Diagnostic] {
    let path = (endpoint.hasPrefix("api-") ? "/" : "/v1/") + endpoint.split(separator: "-").joined(separator: "/")
    let envelope = #"{"url": "http://localhost:11434\#(path)", "body": \#(body)}"#
    var settings = LintSettings(today: Day(secondsSince1970: 1_795_219_200))
    settings.declared = DeclaredAPI(server: server.flatMap { ServerVersion($0) })
    let linter = Linter(facts: .embedded, settings: settings)
    return linter.lint(Document.parse(SourceText(envelope), as: .json)).diagnostics
  }
}
