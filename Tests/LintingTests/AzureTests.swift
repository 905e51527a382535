import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What Azure OpenAI says to a request: the model stands in the URL, and the URL names a version.
@Suite struct AzureTests {
  /// One request and what is found, each as `severity rule pointer`.
  private func findings(_ path: String, _ body: String, host: String = "me.openai.azure.com") -> [String] {
    let settings = LintSettings(today: Day(secondsSince1970: 1_795_219_200))
    let text = #"{"url": "https://\#(host)/openai/\#(path)", "body": \#(body)}"#
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(text), as: .json))
    return verdict.diagnostics.map { "\($0.severity) \($0.rule) \($0.pointer)" }
  }

  @Test(arguments: [
    "me.openai.azure.com", "me.cognitiveservices.azure.com", "me.services.ai.azure.com",
    "westeurope.api.cognitive.microsoft.com", "me.openai.azure.us",
  ])
  func `every host of Azure takes deployments and v1`(_ host: String) {
    let chat = #"{"messages": [{"role": "user", "content": "Hi"}]}"#
    #expect(findings("deployments/mine/chat/completions?api-version=2024-10-21", chat, host: host) == [])
    #expect(findings("v1/chat/completions", chat, host: host) == ["error missing-parameter /body"])
  }

  @Test(arguments: [
    ("deployments/mine/embeddings", "warning"), ("deployments/mine/embeddings?x=1", "error"),
    ("deployments/mine/embeddings?api-version=", "error"),
    ("deployments/mine/embeddings?api-version=2024-13-01", "error"),
    ("deployments/mine/embeddings?api-version=2024-08-06", "warning"),
  ])
  func `a URL needs a version that there is`(_ path: String, _ severity: String) {
    #expect(findings(path, #"{"input": "Hi"}"#) == ["\(severity) invalid-api-version /url"])
  }

  @Test(arguments: [
    "v1/embeddings?api-version=preview", "v1/embeddings", "deployments/mine/embeddings?api-version={{version}}",
    "deployments/mine/embeddings{{query}}", "deployments/mine/embeddings?api-version=2026-01-01-preview",
    "deployments/{{mine}}/embeddings?api-version=2024-10-21", "deployments/mine/embeddings?api-version=$VERSION",
  ])
  func `other URLs are let be`(_ path: String) {
    #expect(findings(path, #"{"model": "mine", "input": "Hi"}"#) == [])
  }

  @Test(arguments: [
    ("2024-02-01", #""stream": true, "stream_options": {}"#, "error old-api-version /body/stream_options"),
    ("2023-05-15", #""functions": [{"name": "f"}]"#, "error old-api-version /body/functions"),
    ("2024-10-21", #""reasoning_effort": "low""#, "error old-api-version /body/reasoning_effort"),
    ("2024-10-21", #""prediction": {"type": "content", "content": "a"}"#, "warning old-api-version /body/prediction"),
    (
      "2024-06-01",
      #""response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object"}}}"#,
      "error old-api-version /body/response_format"
    ),
  ])
  func `a version has what it came with`(_ version: String, _ members: String, _ expected: String) {
    let body = #"{"messages": [{"role": "user", "content": "Hi"}], \#(members)}"#
    #expect(findings("deployments/mine/chat/completions?api-version=\(version)", body).contains(expected))
    #expect(findings("deployments/mine/chat/completions", body).contains { $0.contains("old-api") } == false)
    #expect(
      findings("deployments/mine/chat/completions?api-version=2025-04-01-preview", body)
        .contains { $0.hasPrefix("error") } == false)
  }

  @Test(arguments: [
    (
      "responses?api-version=2024-12-01-preview", #"{"model": "mine", "input": "Hi"}"#,
      ["error old-api-version /url"]
    ),
    ("responses?api-version=2025-03-01-preview", #"{"model": "mine", "input": "Hi"}"#, []),
    (
      "v1/responses", #"{"model": "mine", "input": "Hi", "max_tokens": 5}"#,
      ["error unknown-parameter /body/max_tokens"]
    ),
    (
      "deployments/mine/images/edits?api-version=2024-02-01",
      #"{"prompt": "Hi", "images": [{"file_id": "file-1"}]}"#, ["error old-api-version /url"]
    ),
    (
      "deployments/mine/images/generations?api-version=2025-04-01-preview", #"{"n": 2}"#,
      [
        "error missing-parameter /body"
      ]
    ),
    (
      "deployments/mine/audio/speech?api-version=2025-04-01-preview", #"{"input": "Hi", "voice": "alloy", "speed": 9}"#,
      [
        "error out-of-range /body/speed"
      ]
    ),
    (
      "deployments/mine/completions?api-version=2024-06-01", #"{"prompt": "Hi", "stop": ["a", "b", "c", "d", "e"]}"#,
      [
        "error wrong-length /body/stop"
      ]
    ),
    ("deployments/mine/completions?api-version=2024-06-01", #"{"prompt": "Hi", "stop": ["a", "b", "c", "d"]}"#, []),
    ("v1/batches", #"{"endpoint": "/v1/responses", "completion_window": "24h"}"#, ["error missing-parameter /body"]),
    ("v1/batches", #"{"endpoint": "/chat/completions", "completion_window": "24h", "input_blob": "a"}"#, []),
    ("v1/fine_tuning/jobs", #"{"model": "mine", "training_file": "file-1", "trainingType": "Standard"}"#, []),
    ("fine_tuning/jobs?api-version=2024-10-21", #"{"model": "mine"}"#, ["error missing-parameter /body"]),
  ])
  func `every endpoint is looked into`(_ path: String, _ body: String, _ expected: [String]) {
    #expect(findings(path, body) == expected)
  }

  @Test func `a line of a batch has the URL of Azure, and a deployment for its model`() {
    let settings = LintSettings(provider: "azure-openai", today: Day(secondsSince1970: 1_795_219_200))
    let line =
      #"{"custom_id": "1", "method": "GET", "url": "/chat/completions", "body": {"model": "mine", "messages": 5}}"#
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(line), as: .json))
    #expect(
      verdict.diagnostics.map { "\($0.rule) \($0.pointer)" } == ["unknown-value /method", "wrong-type /body/messages"])
  }

  @Test(arguments: [
    ("o3-mini", #""max_tokens": 5"#, ["error unsupported-parameter /body/max_tokens"]),
    ("gpt-4o", #""max_tokens": 5"#, []),
    ("gpt-4", #""response_format": {"type": "json_object"}"#, ["error missing-json-word /body/response_format/type"]),
    ("gpt-5", #""temperature": 0.5"#, ["error unsupported-value /body/temperature"]),
    ("gpt-4o-eu-prod", #""max_tokens": 100000"#, []),
    ("gpt-4.1", #""max_tokens": 100000"#, ["error output-limit /body/max_tokens"]),
    ("DeepSeek-R1", #""safe_prompt": true"#, []),
    ("mine", #""top_k": 5"#, ["error unknown-parameter /body/top_k"]),
    ("mine", #""data_sources": [{"type": "azure_search", "parameters": {}}]"#, []),
  ])
  func `a deployment that is called like a model is that model`(
    _ deployment: String, _ member: String, _ expected: [String]
  ) {
    let body = #"{"messages": [{"role": "user", "content": "Hi"}], \#(member)}"#
    let found = findings("deployments/\(deployment)/chat/completions?api-version=2025-04-01-preview", body)
    #expect(found.filter { !$0.contains("retired-model") && !$0.contains("retiring-model") } == expected)
  }

  @Test func `the days of Azure are warned of, since a deployment may be upgraded under its name`() {
    let chat = #"{"messages": [{"role": "user", "content": "Hi"}]}"#
    #expect(
      findings("deployments/gpt-5-chat/chat/completions?api-version=2025-04-01-preview", chat)
        == ["warning retired-model /url"])
  }

  @Test func `a deployment that another endpoint serves is an error at the URL`() {
    #expect(
      findings(
        "deployments/text-embedding-3-small/chat/completions?api-version=2024-10-21",
        #"{"messages": [{"role": "user", "content": "Hi"}]}"#)
        == ["error wrong-endpoint /url"])
  }
}
