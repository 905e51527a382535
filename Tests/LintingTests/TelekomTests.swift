import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What Deutsche Telekom's LLM Hub says to a request: many upstreams behind one URL.
@Suite struct TelekomTests {
  /// One request and what is found, each as `severity rule pointer`.
  private func findings(_ path: String, _ body: String) -> [String] {
    let settings = LintSettings(today: Day(secondsSince1970: 1_795_219_200))
    let text = #"{"url": "https://llm-server.llmhub.t-systems.net/\#(path)", "body": \#(body)}"#
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(text), as: .json))
    return verdict.diagnostics.filter { $0.rule != "retired-model" }.map { "\($0.severity) \($0.rule) \($0.pointer)" }
  }

  @Test(arguments: ["v2", "queue", "v2/queue"])
  func `the queue takes the same bodies`(_ base: String) {
    let body = #"{"model": "Llama-3.3-70B-Instruct", "messages": [], "stream_options": {}}"#
    #expect(findings(base + "/chat/completions", body).contains("error missing-companion /body/stream_options"))
  }

  @Test(arguments: [
    (
      "v2/completions", #"{"model": "Llama-3.3-70B-Instruct", "prompt": "Hi", "best_of": 30}"#,
      [
        "warning out-of-range /body/best_of"
      ]
    ),
    ("v2/completions", #"{"model": "gpt-4.1", "prompt": "Hi"}"#, ["warning wrong-endpoint /body/model"]),
    (
      "v2/responses", #"{"model": "gpt-4.1", "input": "Hi", "max_output_tokens": "5"}"#,
      [
        "warning wrong-type /body/max_output_tokens"
      ]
    ),
    ("v2/images/generations", #"{"model": "gpt-image-1"}"#, ["warning missing-parameter /body"]),
    (
      "v2/fine_tuning/jobs", #"{"model": "Llama-3.1-70B-Instruct", "training_file": 5}"#,
      [
        "warning wrong-type /body/training_file"
      ]
    ),
    (
      "v1/vector_stores/vs-1/search", #"{"querry": "Hi", "top_k_texts": 3}"#, ["warning missing-parameter /body/querry"]
    ),
    (
      "v1/vector_stores/vs-1/files", #"{"file_id": "f", "chunking_strategy": {"chunk_size": 10, "chunk_overlap": 20}}"#,
      [
        "warning out-of-range /body/chunking_strategy/chunk_overlap"
      ]
    ),
    (
      "v2/chat/completions",
      #"{"model": "o3-mini-2025-01-31", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 5}"#,
      [
        "error unsupported-parameter /body/max_tokens"
      ]
    ),
    (
      "v2/embeddings", #"{"model": "text-embedding-bge-m3", "input": "Hi", "dimensions": 256}"#,
      [
        "warning unsupported-parameter /body/dimensions"
      ]
    ),
  ])
  func `every endpoint is looked into, and no surer than its sources`(
    _ path: String, _ body: String, _ expected: [String]
  ) {
    #expect(findings(path, body) == expected)
  }
}
