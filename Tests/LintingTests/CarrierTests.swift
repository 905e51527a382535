import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// Requests in the forms in which tools keep them.
@Suite struct CarrierTests {
  /// A file, with « and » around what is underlined in it, in order.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let format: Document.Format
    let text: String
    /// How many requests are recognised.
    var requests = 1
    /// The severity of each finding.
    var severity = Severity.error

    var testDescription: String { name }
  }

  static let body = #"{"model": "gpt-4.1", "temperature": «3», "messages": [{"role": "user", "content": "Hi"}]}"#
  static let escaped = body.replacing("\"", with: "\\\"")
  static let url = "https://api.openai.com/v1/chat/completions"
  static let base64 =
    "eyJtb2RlbCI6ICJncHQtNC4xIiwgInRlbXBlcmF0dXJlIjogMywgIm1lc3NhZ2VzIjogW3sicm9sZSI6ICJ1c2VyIiwgImNvbnRlbnQiOiAiSGkifV19"
  static let gzipped =
    "H4sIAAAAAAACA6tWys1PSc1RslJQSi8o0TXRM1TSUVAqSc0tSC1KLCktSgXKGANFclOLixPTU4uB3OhqpaL8HJCEUmlxahFIfXJ+XklqXglIyCNTqTa2FgCtcHuqVwAAAA=="

  static let recordings = [
    Case(
      name: "vcrpy, quoted", format: .yaml,
      text: "interactions:\n- request:\n    body: '\(body)'\n    headers:\n      Accept: ['*/*']\n    method: POST\n"
        + "    uri: \(url)\nversion: 1\n"),
    Case(
      name: "vcrpy, folded as PyYAML does", format: .yaml,
      text: "interactions:\n- request:\n    body: \"{\\\"model\\\":\n      \\\"gpt-4.1\\\", \\\"temperature\\\":\\\n"
        + "      \\ «3», \\\"messages\\\": [{\\\"role\\\": \\\"user\\\", \\\"content\\\": \\\"Hi\\\"}]}\"\n    method: POST\n    uri: \(url)\n  response: {status: {code: 500}}\n"
    ),
    Case(
      name: "vcrpy, a literal", format: .yaml,
      text: "interactions:\n- request:\n    body: |-\n      {\"model\": \"gpt-4.1\",\n       \"temperature\": «3»,\n"
        + "       \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}\n    uri: \(url)\n"),
    Case(
      name: "vcrpy, binary", format: .yaml,
      text:
        "interactions:\n- request:\n    «body»: !!binary |\n      \(base64.prefix(60))\n      \(base64.dropFirst(60))\n"
        + "    uri: \(url)\n"),
    Case(
      name: "vcrpy, binary and compressed", format: .yaml,
      text: "interactions:\n- request:\n    «body»: !!binary |\n      \(gzipped)\n    uri: \(url)\n"),
    Case(
      name: "vcrpy as JSON", format: .json,
      text:
        #"{"version": 1, "interactions": [{"request": {"method": "POST", "uri": "\#(url)", "body": "\#(escaped)", "headers": {}}, "response": {"status": {"code": 503}}}]}"#
    ),
    Case(
      name: "vcrpy as JSON, base64", format: .json,
      text: #"{"interactions": [{"request": {"uri": "\#(url)", "body": {"«"base64_string"»: "\#(base64)"}}}]}"#
        .replacing("{\"«", with: "{«")),
    Case(
      name: "a parsed body", format: .yaml,
      text:
        "interactions:\n- request:\n    uri: \(url)\n    parsed_body:\n      model: gpt-4.1\n      temperature: «3»\n"
        + "      messages: [{role: user, content: Hi}]\n"),
    Case(
      name: "VCR", format: .yaml,
      text: "---\nhttp_interactions:\n- request:\n    method: post\n    uri: \(url)\n    body:\n      encoding: UTF-8\n"
        + "      string: '\(body)'\n  response:\n    status:\n      code: 200\nrecorded_with: VCR 6.3.1\n",
      severity: .hint),
    Case(
      name: "betamax", format: .json,
      text:
        #"{"http_interactions": [{"request": {"body": {"encoding": "utf-8", "string": "\#(escaped)"}, "headers": {"Accept": ["*/*"]}, "method": "POST", "uri": "\#(url)"}, "response": {"status": {"code": 400, "message": "Bad Request"}}}], "recorded_with": "betamax/0.9.0"}"#
    ),
    Case(
      name: "go-vcr 1", format: .yaml,
      text: "---\nversion: 1\ninteractions:\n- request:\n    body: '\(body)'\n    form: {}\n    headers:\n"
        + "      Content-Type:\n      - application/json\n    url: \(url)\n    method: POST\n"
        + "  response:\n    body: '{}'\n    status: 200 OK\n    code: 200\n", severity: .hint),
    Case(
      name: "go-vcr 3", format: .yaml,
      text: "---\nversion: 2\ninteractions:\n    - id: 0\n      request:\n        proto: HTTP/1.1\n"
        + "        host: api.openai.com\n        body: |\n            {\"model\": \"gpt-4.1\", \"temperature\": «3», \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}\n"
        + "        form: {}\n        url: \(url)\n        method: POST\n      response:\n        status: 201 Created\n        code: 201\n",
      severity: .hint),
    Case(
      name: "HAR", format: .json,
      text:
        #"{"log": {"version": "1.2", "entries": [{"request": {"method": "POST", "url": "\#(url)", "headers": [{"name": "content-type", "value": "application/json"}], "postData": {"mimeType": "application/json", "text": "\#(escaped)"}}, "response": {"status": 0}}, {"request": {"method": "GET", "url": "https://example.com"}}]}}"#
    ),
    Case(
      name: "Polly.js", format: .json,
      text:
        #"{"log": {"_recordingName": "chat", "creator": {"name": "Polly.JS"}, "entries": [{"_id": "1", "request": {"method": "POST", "url": "\#(url)", "headers": [], "postData": {"params": [], "text": "\#(escaped)"}}, "response": {"status": 200, "content": {"text": "{}"}}}]}}"#,
      severity: .hint),
    Case(
      name: "HAR with a body in base64", format: .json,
      text:
        #"{"log": {"entries": [{"request": {"url": "\#(url)", "postData": {«"text"»: "\#(base64)", "encoding": "base64"}}}]}}"#
    ),
  ]

  static let batches = [
    Case(
      name: "Anthropic, lines", format: .json,
      text:
        #"[{"custom_id": "a", "params": {"model": "claude-haiku-4-5", "max_tokens": 9, "temperature": «3», "messages": [{"role": "user", "content": "Hi"}]}}, {"custom_id": «"a"», "params": {"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}}]"#,
      requests: 2),
    Case(
      name: "Gemini", format: .json,
      text:
        #"{"key": "a", "request": {"contents": [{"parts": [{"text": "Hi"}]}], "generationConfig": {"temperature": «"hot"»}}}"#
    ),
    Case(
      name: "Anthropic, without what is required", format: .json,
      text:
        #"{"custom_id": «"a b"», "params": «{»"model": "claude-haiku-4-5", "messages": [{"role": "user", "content": "Hi"}]}}"#
    ),
    Case(
      name: "Anthropic, the body that makes a batch", format: .json,
      text:
        #"{"method": "POST", "url": "https://api.anthropic.com/v1/messages/batches", "headers": {"x-api-key": "{{key}}", "anthropic-version": "2023-06-01"}, "body": {"requests": [{"custom_id": "a", "params": {"model": "claude-haiku-4-5", "max_tokens": 9, "temperature": «3», "messages": [{"role": "user", "content": "Hi"}]}}, {"custom_id": «"a"», "params": {"model": "claude-haiku-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}}]}}"#,
      requests: 3),
    Case(
      name: "OpenAI, a path that nobody has", format: .json,
      text:
        #"{"custom_id": "a", "method": "POST", "url": «"/v1/chat/completion"», "body": {"model": "gpt-4.1", "messages": [{"role": "user", "content": "Hi"}]}}"#
    ),
    Case(
      name: "a path that may be Azure's", format: .json,
      text:
        #"{"custom_id": "a", "method": "POST", "url": "/chat/completions", "body": {"model": "gpt-4.1", "messages": []}}"#,
      requests: 0),
    Case(
      name: "Mistral, of which nobody says that it is", format: .json,
      text: #"{"custom_id": "a", "body": {"max_tokens": -1, "messages": [{"role": "user", "content": "Hi"}]}}"#,
      requests: 0),
    Case(
      name: "what only looks like a batch", format: .json,
      text: #"[{"key": "a", "request": {"model": "gpt-4.1"}}, {"custom_id": "x", "params": {"temperature": 3}}]"#,
      requests: 0),
  ]

  static let settings = [
    Case(
      name: "LiteLLM", format: .yaml,
      text: """
        model_list:
          - model_name: a
            litellm_params:
              model: openai/gpt-4o
              api_key: os.environ/OPENAI_API_KEY
              temperature: «3»
              rpm: 5
          - model_name: b
            litellm_params: {model: openai/gpt-4o, api_base: http://localhost:8000, temperature: 3}
          - model_name: c
            litellm_params: {model: azure/my-gpt, temperature: 3}
          - model_name: d
            litellm_params: {model: «openai/gpt-4-vision-preview», max_tokens: 5}
          - model_name: e
            litellm_params: {model: openai/my-own, temperature: 3}
          - model_name: f
            litellm_params: {model: openai/gpt-4o, api_base: "https://api.openai.com/v1", temperature: «4»}
          - model_name: g
            litellm_params: {model: openai/gpt-4o, api_base: os.environ/OPENAI_API_BASE, temperature: 3}
        litellm_settings:
          drop_params: true
        """, requests: 3),
    Case(
      name: "LiteLLM, deployments", format: .yaml,
      text: """
        model_list:
          - model_name: a
            litellm_params:
              model: azure/prod-chat
              api_base: os.environ/AZURE_API_BASE
              api_version: "2024-10-21"
              temperature: «3»
            model_info: {base_model: azure/gpt-4o, mode: chat}
          - model_name: b
            litellm_params: {model: azure/prod-chat, api_base: "https://x.openai.azure.com/", max_tokens: «900000»}
            model_info: {base_model: gpt-4o-mini}
          - model_name: the EU's price
            litellm_params: {model: azure/eu-chat, base_model: azure/eu/gpt-4o-2024-08-06, top_p: «2»}
          - model_name: which is retired, but a deployment moves on by itself
            litellm_params: {model: azure/old-chat, temperature: 1}
            model_info: {base_model: azure/gpt-35-turbo-0613}
          - model_name: called like a model
            litellm_params: {model: azure/gpt-4o, temperature: 3}
          - model_name: of nobody
            litellm_params: {model: azure/prod-chat, temperature: 3}
            model_info: {base_model: azure/ours}
          - model_name: open
            litellm_params: {model: azure/prod-chat, temperature: 3}
            model_info: {base_model: os.environ/BASE_MODEL}
          - model_name: a server of one's own
            litellm_params: {model: azure/prod-chat, api_base: "http://localhost:8080", temperature: 3}
            model_info: {base_model: azure/gpt-4o}
          - model_name: what is sent is the name
            litellm_params: {model: openai/ours, temperature: 3}
            model_info: {base_model: gpt-4o}
          - model_name: what names no API is no deployment
            litellm_params: {model: ours, temperature: 3}
            model_info: {base_model: azure/gpt-4o}
        """, requests: 4),
    Case(
      name: "promptfoo", format: .yaml,
      text: """
        description: x
        prompts: ["Sum up: {{text}}"]
        providers:
          - openai:chat:gpt-4o-mini
          - «openai:gpt-4-vision-preview»
          - id: anthropic:messages:claude-haiku-4-5
            config: {temperature: «2», max_tokens: 120, apiKey: x}
          - id: openai:chat:gpt-4o
            config: {temperature: "{{ env.T }}", response_format: file://x.json}
          - file://provider.js
          - openai:assistant:asst_1
        tests: []
        """, requests: 4),
    Case(
      name: "promptfoo, by the id of the provider", format: .yaml,
      text: """
        prompts: [file://prompt.txt]
        targets:
          - openai:chat:gpt-4o-mini:
              label: cheap
              config: {temperature: «3», max_tokens: 100}
          - «openai:chat:gpt-4-vision-preview»: {id: seeing}
          - anthropic:messages:claude-haiku-4-5:
              id: quick
              prompts: [p1]
              config:
                temperature: «1.5»
          - openai:gpt-4o:
            config: {temperature: 3}
          - openai:gpt-4-vision-preview: null
          - file://provider.py: {config: {temperature: 3}}
          - openai:chat:gpt-4o: {config: {apiHost: localhost:8080, temperature: 3}}
          - config: {temperature: 3}
          - openai:responses:gpt-4.1: {config: {max_output_tokens: «900000», tools: [{type: web_search_preview}]}}
          - "openai:chat:{{model}}": {config: {temperature: 3}}
        """, requests: 4),
    Case(
      name: "what only looks like settings", format: .yaml,
      text: """
        providers:
          - openai:chat:gpt-4-vision-preview
        model_list: [gpt-4-vision-preview]
        """, requests: 0),
  ]

  static let examples = [
    Case(
      name: "Postman, an answer that was saved", format: .json,
      text:
        #"{"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [{"name": "chat", "request": {"method": "GET", "url": "https://example.com"}, "response": [{"name": "refused", "originalRequest": {"method": "POST", "header": [], "body": {"mode": "raw", "raw": "\#(escaped)"}, "url": {"raw": "\#(url)"}}, "code": 503}, {"originalRequest": {"method": "GET", "url": "x"}}, null, {"name": "old"}]}]}"#
    ),
    Case(
      name: "Postman, an answer that took it", format: .json,
      text:
        #"{"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [{"response": [{"originalRequest": {"method": "POST", "body": {"mode": "raw", "raw": "\#(escaped)"}, "url": "\#(url)"}, "code": 200, "body": "{}"}]}]}"#,
      severity: .hint),
    Case(
      name: "a pair for preference tuning at Vertex AI", format: .json,
      text:
        #"{"contents": [{"role": "user", "parts": [{"text": "Hi"}]}], "completions": [{"score": 1, "completion": {"role": "model", "parts": [{"text": "a"}]}}, {"score": «0.5», "completion": {"role": «"assistant"», "parts": [{"text": "b"}]}}]}"#,
      severity: .warning),
  ]

  @Test(arguments: recordings + batches + settings + examples)
  func `a request is found where a tool keeps it`(_ row: Case) throws {
    let marked = Marks(row.text)
    let verdict = lint(marked.text, row.format)
    #expect(verdict.requests.count == row.requests)
    #expect(verdict.diagnostics.map(\.range) == marked.ranges, "\(verdict.diagnostics.map(\.message))")
    #expect(verdict.diagnostics.allSatisfy { $0.severity == row.severity })
  }

  @Test func `what a recorder cannot read is passed over`() {
    let bodies = [
      "", "~", "5", "[]", "'[1]'", "hello", "!!binary aGVsbG8=", "!!binary '%%%'", "!!binary H4sIAAAA", "{}",
    ]
    for body in bodies {
      let text = "interactions:\n- request: {uri: '\(Self.url)', body: \(body)}\n"
      #expect(lint(text, .yaml).diagnostics.allSatisfy { body == "{}" || $0.request == nil }, "\(body)")
    }
  }

  @Test func `a fix of a body in base64 is left to people`() {
    let text = "interactions:\n- request:\n    body: !!binary \(Self.base64)\n    uri: \(Self.url)\n"
    #expect(lint(text, .yaml).diagnostics.flatMap(\.fixes) == [])
  }

  @Test(arguments: [(10, 1), (2000, 0)])
  func `a body that aliases make far longer than its file is none`(_ count: Int, _ requests: Int) {
    let aliases = Array(repeating: "*a", count: count).joined(separator: ", ")
    let yaml = """
      model: gpt-4o
      x: &a {role: user, content: \(Array(repeating: "word", count: 1000).joined(separator: " "))}
      messages: [\(aliases)]
      """
    let verdict = lint(yaml, .yaml)
    #expect(verdict.requests.count == requests)
  }

  @Test(arguments: [(10, 10), (2000, 1)])
  func `a body is not read for each of thousands of aliases`(_ count: Int, _ requests: Int) {
    let request =
      "{method: POST, url: \(Self.url), body: {model: gpt-4.1, messages: [{role: user, content: \(Array(repeating: "word", count: 1000).joined(separator: " "))}]}}"
    let aliases = Array(repeating: "*a", count: count - 1).joined(separator: ", ")
    let verdict = lint("[&a \(request), \(aliases)]", .yaml)
    #expect(requests == count ? verdict.requests.count == requests : verdict.requests.count < count)
  }

  private func lint(_ text: String, _ format: Document.Format) -> Verdict {
    let day = Day("2026-06-01") ?? Day(secondsSince1970: 0)
    return Linter(facts: .embedded, settings: LintSettings(today: day)).lint(
      Document.parse(SourceText(text), as: format))
  }
}

/// A text with « and » around some places.
struct Marks {
  let text: String
  /// In bytes of `text`, in order.
  let ranges: [ByteRange]

  init(_ marked: String) {
    let parts = marked.split(omittingEmptySubsequences: false) { $0 == "«" || $0 == "»" }
    text = parts.joined()
    var ends: [Int] = []
    var offset = 0
    for part in parts.dropLast() {
      offset += part.utf8.count
      ends.append(offset)
    }
    ranges = stride(from: 1, to: ends.count, by: 2).map { ByteRange(ends[$0 - 1], ends[$0]) }
  }
}
