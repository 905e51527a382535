import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// Which API a request is for, and what said so; or that nothing is certain, and so nothing is said.
@Suite struct DecisionTests {
  private static let day = Day(secondsSince1970: 1_795_219_200)

  /// The requests of a text, each as `provider/endpoint evidence`.
  private func decisions(_ text: String, as format: Document.Format = .json, api: String = "") -> [String] {
    let flags = api.split(separator: "/").map(String.init)
    let settings = LintSettings(
      provider: flags.first, endpoint: flags.count > 1 ? flags[1] : nil, today: Self.day)
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(text), as: format))
    return verdict.requests.map { "\($0.provider)/\($0.endpoint) \($0.evidence)" }
  }

  private static let chat = #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#

  // MARK: URLs

  @Test(arguments: [
    ("https://api.openai.com/v1/chat/completions", "openai/chat-completions"),
    ("http://api.openai.com/v1/chat/completions", "openai/chat-completions"),
    ("https://api.openai.com/v1/chat/completions/", "openai/chat-completions"),
    ("https://api.openai.com//v1/chat/completions", "openai/chat-completions"),
    ("https://api.openai.com/v1/chat/completions?api-version=1&x=/v1/embeddings", "openai/chat-completions"),
    ("https://api.openai.com/v1/chat/completions#/v1/embeddings", "openai/chat-completions"),
    ("https://api.openai.com:443/v1/chat/completions", "openai/chat-completions"),
    ("HTTPS://API.OpenAI.com/v1/chat/completions", "openai/chat-completions"),
    ("https://eu.api.openai.com/v1/chat/completions", "openai/chat-completions"),
    ("https://me:secret@api.openai.com/v1/chat/completions", "openai/chat-completions"),
    ("https://me@home@api.openai.com/v1/chat/completions", "openai/chat-completions"),
    ("https://api.openai.com/v1/embeddings", "openai/embeddings"),
    ("https://api.openai.com/v1/responses", "openai/responses"),
    ("https://api.openai.com/v1/threads/thread_1/runs", "openai/threads-runs"),
    ("https://api.openai.com/v1/threads/runs", "openai/threads-runs"),
    ("http://localhost:11434/api/chat", "ollama/api-chat"),
    ("http://127.0.0.1:11434/api/generate", "ollama/api-generate"),
    ("http://[::1]:11434/api/embed", "ollama/api-embed"),
    ("http://me:secret@gpu.example:11434/api/embeddings", "ollama/api-embeddings"),
    ("http://localhost:11434/v1/chat/completions", "ollama/chat-completions"),
    ("https://ollama.com/api/chat", "ollama/api-chat"),
    ("https://llm-server.llmhub.t-systems.net/v2/chat/completions", "telekom/chat-completions"),
    ("https://llm-server.llmhub.t-systems.net/v2/queue/embeddings", "telekom/embeddings"),
    ("/v1/chat/completions", "openai/chat-completions"),
    ("v1/chat/completions", "openai/chat-completions"),
    ("/v1/chat/completions?x=1", "openai/chat-completions"),
    ("/api/chat", "ollama/api-chat"),
    ("/v2/chat/completions", "telekom/chat-completions"),
  ])
  func `a URL that is known decides`(_ url: String, _ api: String) {
    #expect(decisions(#"{"method": "POST", "url": "\#(url)", "body": \#(Self.chat)}"#) == [api + " url"])
  }

  @Test(arguments: [
    "https://example.com/chat",
    "https://example.com/embeddings",
    "https://example.com/api/chat",
    "https://example.com?url=https://api.openai.com/v1/chat/completions",
    "https://example.com#@api.openai.com/v1/chat/completions",
    "https://api.openai.com/v1/chat/completions/chatcmpl-1",
    "https://api.openai.com/v2/chat/completions",
    "https://api.openai.com/v1/models",
    "https://api.openai.com",
    "https://api.openai.com/api/chat",
    "http://localhost/api/chat",
    "http://localhost:11435/api/chat",
    "http://localhost:114340/api/chat",
    "http://localhost:11434/v2/chat/completions",
    "http://[::1/api/chat",
    "http://:11434x/api/chat",
    "https:///v1/chat/completions",
    "https://",
    "://",
    "",
    "/",
    "/chat/completions",
    "{{base_url}}",
    "{{base_url/v1/chat/completions",
    "$/v1/chat/completions",
    "{{base_url}}/chat",
    "api.openai.com/v1/chat/completions",
    "localhost:11434/api/chat",
    "mailto:chat@api.openai.com",
    "not a URL",
  ])
  func `another URL decides nothing, and the body's looks do not either`(_ url: String) {
    #expect(decisions(#"{"method": "POST", "url": "\#(url)", "body": \#(Self.chat)}"#) == [])
  }

  @Test(arguments: [
    ("https://example.com/v1/chat/completions", "openai-compatible/chat-completions"),
    ("https://api.openai.com.example.com/v1/chat/completions", "openai-compatible/chat-completions"),
    ("https://xapi.openai.com/v1/chat/completions", "openai-compatible/chat-completions"),
    ("https://openai.com/v1/chat/completions", "openai-compatible/chat-completions"),
    ("https://api.openai.com@example.com/v1/chat/completions", "openai-compatible/chat-completions"),
    ("https://example.com/https://api.openai.com/v1/chat/completions", "openai-compatible/chat-completions"),
    ("https://gpu.example:8000/my/chat/completions", "openai-compatible/chat-completions"),
    ("https://example.com/v1/embeddings", "openai-compatible/embeddings"),
    ("https://example.com/proxy/v1/completions?x=1", "openai-compatible/completions"),
    ("http://gpu:8000/v1/responses", "openai-compatible/responses"),
    ("https://gateway.example/anthropic/v1/messages", "openai-compatible/messages"),
    ("http://localhost:1234/v1/chat/completions", "lmstudio/chat-completions"),
    ("http://127.0.0.1:4000/chat/completions", "litellm/chat-completions"),
    ("http://localhost:8000/v1/chat/completions", "openai-compatible/chat-completions"),
    // What stands behind an open base: the model says whose it is.
    ("{{base_url}}/v1/chat/completions", "openai/chat-completions"),
    ("${OPENAI_BASE_URL}/chat/completions", "openai/chat-completions"),
    ("$BASE/chat/completions?x=1", "openai/chat-completions"),
    ("<base>/v1/chat/completions", "openai/chat-completions"),
    ("https://{{host}}/v1/chat/completions", "openai/chat-completions"),
    ("https://${HOST}:8000/v1/chat/completions", "openai/chat-completions"),
    ("{{base}}/openai/deployments/mine/chat/completions?api-version=2024-10-21", "azure-openai/chat-completions"),
    ("https://{{name}}.openai.azure.com/openai/v1/chat/completions", "azure-openai/chat-completions"),
  ])
  func `the end of a URL decides the dialect where nobody knows the host`(_ url: String, _ api: String) {
    #expect(decisions(#"{"method": "POST", "url": "\#(url)", "body": \#(Self.chat)}"#) == [api + " url"])
  }

  @Test(arguments: [
    ("http://gpu:8080/completion", #"{"prompt": "Hi", "n_predict": 8}"#, "llamacpp/completion"),
    ("http://gpu:3000/generate", #"{"inputs": "Hi", "parameters": {"top_k": 5}}"#, "tgi/generate"),
    ("http://gpu:3000/generate", #"{"text": "Hi", "sampling_params": {}}"#, nil),
    (
      "https://gateway.example/v1/google/models/gemini-2.5-flash:generateContent", #"{"contents": []}"#,
      "openai-compatible/generate-content"
    ),
    (
      "https://gateway.example/bedrock/model/amazon.nova-lite-v1%3A0/converse", #"{"messages": []}"#,
      "openai-compatible/converse"
    ),
  ])
  func `a path and keys tell other dialects where nobody knows the host`(_ url: String, _ body: String, _ api: String?)
  {
    #expect(decisions(#"{"url": "\#(url)", "body": \#(body)}"#) == [api.map { $0 + " url" }].compactMap(\.self))
  }

  @Test(arguments: [
    ("{{base_url}}/v1/chat/completions", "chat-completions"), ("${BASE}/chat/completions", "chat-completions"),
    ("${BASE}/embeddings", "embeddings"), ("{{url}}/v1/responses", "responses"),
  ])
  func `a model that nobody knows behind an open base is for some server`(_ url: String, _ endpoint: String) {
    let envelope = #"{"url": "\#(url)", "body": {"model": "mine"}}"#
    #expect(decisions(envelope) == ["openai-compatible/\(endpoint) url"])
    #expect(decisions(envelope, api: "ollama/api-chat") == ["ollama/api-chat flags"])
  }

  @Test(arguments: [
    (#"{"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "gpt-4o"}}"#, "openai"),
    // Misspelt, in a file that only OpenAI reads.
    (#"{"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "gpt-4oo"}}"#, "openai"),
    (#"{"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "llama3.2"}}"#, "ollama"),
    (#"{"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "mine"}}"#, nil),
    (#"{"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": {}}"#, nil),
    (#"{"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": {"model": 5}}"#, nil),
    (#"{"method": "POST", "url": "/v1/chat/completions", "body": {"model": "gpt-4oo"}}"#, nil),
    (#"{"url": "/v1/chat/completions", "body": "{\"model\": \"gpt-4o\"}"}"#, "openai"),
    (#"{"url": "/v1/chat/completions", "body": "model=gpt-4o"}"#, nil),
    (#"{"url": "/v1/chat/completions", "body": "[]"}"#, nil),
    (#"{"url": "/v1/chat/completions", "body": null}"#, nil),
    (#"{"url": "/v1/chat/completions", "body": [{"model": "gpt-4o"}]}"#, nil),
    (#"{"url": ["/v1/chat/completions"], "body": {"model": "gpt-4o"}}"#, nil),
    (#"{"url": "/v1/chat/completions", "data": {"model": "gpt-4o"}}"#, nil),
  ])
  func `a path alone is for the provider that knows the model`(_ envelope: String, _ provider: String?) {
    #expect(decisions(envelope) == (provider.map { ["\($0)/chat-completions url"] } ?? []))
  }

  // MARK: Comments

  @Test(arguments: [
    ("# reqlint: api=openai/embeddings\ninput: x\n", ["openai/embeddings comment"]),
    ("#reqlint: api=openai/embeddings\ninput: x\n", ["openai/embeddings comment"]),
    ("#   reqlint:   api=openai/embeddings   here is why\ninput: x\n", ["openai/embeddings comment"]),
    ("# reqlint: api=openai\nmodel: mine\nmessages: []\n", ["openai/chat-completions comment"]),
    ("# reqlint: api=openai\nmodel: mine\ninput: x\n", ["openai/embeddings comment"]),
    ("# reqlint: api=openai\nname: x\n", []),
    ("# reqlint: api=nobody/embeddings\nmodel: mine\ninput: x\n", []),
    ("# reqlint: api=openai/nothing\nmodel: mine\ninput: x\n", []),
    ("# reqlint: api=\nmodel: gpt-4o\nmessages: []\n", ["openai/chat-completions model"]),
    ("# reqlint api=ollama/api-chat\nmodel: gpt-4o\nmessages: []\n", ["openai/chat-completions model"]),
    ("# see reqlint: api=none\nmodel: gpt-4o\nmessages: []\n", ["openai/chat-completions model"]),
    ("# reqlint: api=none\nmodel: gpt-4o\nmessages: []\n", []),
    ("model: gpt-4o # reqlint: api=none\nmessages: []\n", []),
    ("model: gpt-4o\nmessages: []\n# reqlint: api=none\n", []),
    ("model: gpt-4o\nmessages: []\nuser: '# reqlint: api=none'\n", ["openai/chat-completions model"]),
    ("user: |\n  # reqlint: api=none\nmodel: gpt-4o\nmessages: []\n", ["openai/chat-completions model"]),
    ("# reqlint: api=ollama/api-chat\nmodel: gpt-4o\nmessages: []\n", ["ollama/api-chat comment"]),
    (
      "# reqlint: api=ollama/api-chat\nurl: https://api.openai.com/v1/embeddings\nbody: {input: x}\n",
      ["openai/embeddings url"]
    ),
    ("# reqlint: api=none\nurl: https://api.openai.com/v1/embeddings\nbody: {input: x}\n", []),
    ("# reqlint: api=ollama/api-chat\nurl: https://example.com/\nbody: {model: m}\n", ["ollama/api-chat comment"]),
    (
      "# reqlint: api=ollama/api-chat\n- {model: a}\n- {model: b}\n",
      ["ollama/api-chat comment", "ollama/api-chat comment"]
    ),
    // The last word counts.
    ("# reqlint: api=none\n# reqlint: api=ollama/api-chat\nmodel: m\n", ["ollama/api-chat comment"]),
  ])
  func `a comment decides where no URL does`(_ yaml: String, _ expected: [String]) {
    #expect(decisions(yaml, as: .yaml) == expected)
  }

  @Test(arguments: [
    // Before the first document it holds for all that have none of their own.
    (
      "# reqlint: api=ollama/api-chat\n---\nmodel: a\n---\nmodel: b\n",
      ["ollama/api-chat comment", "ollama/api-chat comment"]
    ),
    (
      "# reqlint: api=ollama/api-chat\n---\nmodel: a\n---\n# reqlint: api=openai/embeddings\ninput: b\n",
      ["ollama/api-chat comment", "openai/embeddings comment"]
    ),
    ("---\nmodel: a\n---\n# reqlint: api=ollama/api-chat\nmodel: b\n---\nmodel: c\n", ["ollama/api-chat comment"]),
    ("--- # reqlint: api=ollama/api-chat\nmodel: a\n--- # reqlint: api=none\nmodel: b\n", ["ollama/api-chat comment"]),
    ("model: a\n# reqlint: api=ollama/api-chat\n---\nmodel: b\n", ["ollama/api-chat comment"]),
    ("model: a\n---\n\n# reqlint: api=ollama/api-chat\n\nmodel: b\n---\nmodel: c\n", ["ollama/api-chat comment"]),
    ("model: a\r\n---\r\nmodel: b\r\n# reqlint: api=ollama/api-chat\r\n", ["ollama/api-chat comment"]),
    ("model: a\n---\nmodel: b # reqlint: api=ollama/api-chat\n...\n---\nmodel: c\n", ["ollama/api-chat comment"]),
    (
      "# reqlint: api=none\n---\nmodel: gpt-4o\nmessages: []\n---\n# reqlint: api=openai\nmodel: gpt-4o\nmessages: []\n",
      ["openai/chat-completions comment"]
    ),
    (
      "url: /v1/embeddings\nbody: |\n  {\"model\": \"m\", \"input\": \"x\"} # reqlint: api=none\n---\n# reqlint: api=openai/embeddings\nurl: x\nbody: '{\"input\": \"x\"}'\n",
      ["openai/embeddings comment"]
    ),
  ])
  func `a comment holds for its own document of a stream`(_ yaml: String, _ expected: [String]) {
    #expect(decisions(yaml, as: .yaml) == expected)
  }

  // MARK: Flags

  @Test(arguments: [
    ("openai/chat-completions", chat, ["openai/chat-completions flags"]),
    ("openai", chat, ["openai/chat-completions flags"]),
    ("openai", #"{"model": "mine", "input": "x"}"#, ["openai/embeddings flags"]),
    ("ollama", #"{"model": "mine", "messages": []}"#, ["ollama/api-chat flags"]),
    ("ollama", #"{"model": "mine", "prompt": "x", "suffix": "y"}"#, ["ollama/api-generate flags"]),
    ("ollama", #"{"model": "mine", "input": "x"}"#, ["ollama/api-embed flags"]),
    ("telekom", chat, ["telekom/chat-completions flags"]),
    // With the endpoint said, what is missing is a finding rather than a doubt.
    ("openai/chat-completions", #"{"messages": []}"#, ["openai/chat-completions flags"]),
    ("openai", #"{"messages": []}"#, []),
    ("openai/embeddings", #"{"name": "x", "version": 1}"#, []),
    ("openai/embeddings", #"{"inptu": "x"}"#, ["openai/embeddings flags"]),
    ("openai/embeddings", "{}", ["openai/embeddings flags"]),
    ("openai", "{}", []),
    ("openai/chat-completions", "[]", []),
    ("openai/chat-completions", "5", []),
    ("openai/chat-completions", "", []),
    ("nobody", chat, []),
    ("ollama/api-chat", "[\(chat), 5, \(chat)]", ["ollama/api-chat flags", "ollama/api-chat flags"]),
    ("ollama/api-chat", #"{"url": "/v1/embeddings", "body": {"model": "gpt-4o"}}"#, ["openai/embeddings url"]),
    ("ollama/api-chat", #"{"url": "https://example.com", "body": {"model": "gpt-4o"}}"#, ["ollama/api-chat flags"]),
  ])
  func `flags decide where neither a URL nor a comment does`(_ api: String, _ json: String, _ expected: [String]) {
    #expect(decisions(json, api: api) == expected)
  }

  @Test func `a comment is nearer than a flag`() {
    let yaml = "# reqlint: api=ollama/api-chat\nmodel: gpt-4o\nmessages: []\n"
    #expect(decisions(yaml, as: .yaml, api: "openai/chat-completions") == ["ollama/api-chat comment"])
    #expect(decisions("# reqlint: api=none\n" + Self.chat, as: .yaml, api: "openai/chat-completions") == [])
  }

  // MARK: Bare bodies

  @Test(arguments: [
    (chat, "openai/chat-completions"),
    (#"{"model": "gpt-4o-2024-08-06", "messages": [], "temperture": 1}"#, "openai/chat-completions"),
    (#"{"model": "ft:gpt-4o-mini-2024-07-18:me::1", "messages": []}"#, "openai/chat-completions"),
    (#"{"model": "o3-mini", "messages": [], "max_tokens": 5, "stream": true}"#, "openai/chat-completions"),
    (#"{"model": "text-embedding-ada-002", "input": "x", "dimensions": 5}"#, "openai/embeddings"),
    (#"{"model": "text-embedding-3-small", "input": ["x"]}"#, "openai/embeddings"),
    // The model is the mistake.
    (#"{"model": "text-embedding-3-small", "messages": []}"#, "openai/chat-completions"),
    (#"{"model": "llama3.2", "messages": [], "options": {"temperature": 0}}"#, "ollama/api-chat"),
    (#"{"model": "llama3.2:1b", "messages": [], "keep_alive": "5m"}"#, "ollama/api-chat"),
    (#"{"model": "llama3.2", "prompt": "x", "options": {}}"#, "ollama/api-generate"),
    (#"{"model": "nomic-embed-text", "input": "x", "keep_alive": 0}"#, "ollama/api-embed"),
  ])
  func `a bare body is recognised by its model and its shape`(_ json: String, _ api: String) {
    #expect(decisions(json) == [api + " model"])
    #expect(decisions(json, as: .yaml) == [api + " model"])
    #expect(decisions("[\(json)]") == [api + " model"])
  }

  @Test(arguments: [
    #"{"model": "gpt-4o"}"#,
    #"{"messages": [{"role": "user", "content": "Hi"}]}"#,
    #"{"model": "mine", "messages": []}"#,
    #"{"model": "GPT-4o", "messages": []}"#,
    #"{"model": "gpt-4o ", "messages": []}"#,
    #"{"model": "", "messages": []}"#,
    #"{"model": null, "messages": []}"#,
    #"{"model": 4, "messages": []}"#,
    #"{"model": ["gpt-4o"], "messages": []}"#,
    #"{"model": {"name": "gpt-4o"}, "messages": []}"#,
    #"{"model": "{{model}}", "messages": []}"#,
    #"{"Model": "gpt-4o", "Messages": []}"#,
    #"{"model": "gpt-4o", "messages": "Hi"}"#,
    #"{"model": "gpt-4o", "messages": 12}"#,
    #"{"model": "gpt-4o", "messages": {"role": "user"}}"#,
    #"{"model": "gpt-4o", "messages": [], "choices": []}"#,
    #"{"model": "gpt-4o", "messages": [], "id": 1}"#,
    #"{"model": "gpt-4o", "messages": [], "name": "agent"}"#,
    #"{"model": "gpt-4o", "messages": [], "usage": {}}"#,
    #"{"model": "gpt-4o", "messages": [], "api_key": "x"}"#,
    #"{"model": "gpt-4o", "messages": [], "weather": 1, "turtle": 2}"#,
    #"{"model": "gpt-4o", "input": "x"}"#,
    #"{"model": "gpt-4o", "prompt": "x"}"#,
    #"{"model": "gpt-4o", "temperature": 0.5}"#,
    #"{"model": "text-embedding-3-small", "input": {"text": "x"}}"#,
    #"{"model": "text-embedding-3-small", "input": "x", "embedding": [1]}"#,
    #"{"model": "text-embedding-3-small", "text": "x"}"#,
    #"{"model": "llama3.2", "messages": []}"#,
    #"{"model": "llama3.2", "messages": [], "stream": false}"#,
    #"{"model": "llama3.2", "prompt": "x"}"#,
    #"{"model": "llama3.2", "messages": [], "options": {}, "done": true}"#,
    #"{"model": "mine", "messages": [], "options": {}}"#,
    #"{"request": {"model": "gpt-4o", "messages": []}}"#,
    #"{"body": {"model": "gpt-4o", "messages": []}}"#,
    #"{"url": null, "body": {"model": "gpt-4o", "messages": []}}"#,
    #"[[{"model": "gpt-4o", "messages": []}]]"#,
    #""gpt-4o""#,
    "[]", "{}", "null", "", "[1, 2]",
  ])
  func `what could be something else is left alone`(_ text: String) {
    #expect(decisions(text) == [])
    #expect(decisions(text, as: .yaml) == [])
  }

  @Test func `each document, item or record is decided by itself`() {
    let embedding = #"{"model": "text-embedding-3-small", "input": "x"}"#
    let both = ["openai/chat-completions model", "openai/embeddings model"]
    #expect(decisions("[\(Self.chat), 7, {}, \(embedding)]") == both)
    #expect(decisions("--- \(Self.chat)\n--- [1]\n--- \(embedding)\n", as: .yaml) == both)
    let envelope = #"{"url": "https://api.openai.com/v1/embeddings", "body": {}}"#
    #expect(decisions("[\(envelope), \(Self.chat)]") == ["openai/embeddings url", "openai/chat-completions model"])
  }

  @Test func `a request says where it is`() throws {
    let text = #"[{"url": "/v1/embeddings", "body": "{\"model\": \"text-embedding-3-small\", \"input\": \"x\"}"}]"#
    let settings = LintSettings(today: Self.day)
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(text), as: .json))
    let request = try #require(verdict.requests.first)
    #expect(request.pointer == "/0/body")
    #expect(request.model == "text-embedding-3-small")
    #expect(SourceText(text).text(ByteRange(request.offset, request.offset + 11)) == #"{\"model\":"#)
  }
}
