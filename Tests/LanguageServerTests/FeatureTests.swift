import DocumentTree
import SourceText
import Testing

/// The features, each at a place marked `¦` in a text.
struct FeatureTests {
  /// Opens the text and asks `method` about the marked place.
  private func ask(_ method: String, _ marked: String, path: String, extra: String = "") -> Node? {
    let parts = marked.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let text = parts.joined()
    let place = LineIndex(SourceText(text)).position(of: parts[0].utf8.count, in: .utf16)
    var client = TestClient.running(
      #"{"textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}}}"#)
    _ = client.open("file:///\(path)", text)
    let position = #"{"line": \#(place.line), "character": \#(place.column)}"#
    let params =
      #"{"textDocument": {"uri": "file:///\#(path)"}, "position": \#(position), "range": {"start": \#(position), "end": \#(position)}\#(extra)}"#
    return client.request(method, params)?["result"]
  }

  @Test(
    arguments: [
      (
        "a parameter says its type, its range and its default",
        #"{"model": "gpt-4o", "¦temperature": 1, "messages": []}"#, "a.json", "0 to 2"
      ),
      (
        "a parameter says what this very model takes",
        #"{"model": "o4-mini", "¦max_tokens": 1, "messages": []}"#, "a.json", "o4-mini does not take it"
      ),
      ("a model shows its card", #"{"model": "¦gpt-4o", "messages": []}"#, "a.json", "context window: 128,000"),
      ("a value in YAML", "model: gpt-4o\nmessages:\n  - role: ¦user\n    content: hi\n", "a.yaml", "**`role`**"),
      (
        "a finding explains its rule", #"{"model": "gpt-4o", "¦temperture": 1, "messages": []}"#, "a.json",
        "unknown-parameter"
      ),
      (
        "a rule that a comment silences", "model: gpt-4o\nmessages: []\n# reqlint: ignore[unknown-¦model]\n", "a.yaml",
        "**[unknown-model](https://"
      ),
      (
        "a model says what its input is made of",
        #"{"model": "¦gpt-4o", "messages": [{"role": "user", "content": "Say hi."}]}"#, "a.json",
        "the input is 10 tokens: messages 7, what opens the reply 3"
      ),
      ("a line of JSONL", "{}\n" + #"{"model": "¦gpt-4o", "messages": []}"#, "a.jsonl", "context window"),
    ] + bodies.map { ("a body in \($0)", $1.replacing("X", with: #"¦temperature"#), $0, "0 to 2") })
  func `hover says`(_ name: String, _ text: String, _ path: String, _ wanted: String) {
    let words = ask("textDocument/hover", text, path: path)?["contents"]?["value"]?.string ?? ""
    #expect(words.contains(wanted), "\(words)")
  }

  /// Bodies that stand as text in other files, with a key `X`.
  private static let bodies = [
    (
      "a.http",
      #"""
      POST https://api.openai.com/v1/chat/completions

      {"model": "gpt-4o", "X": 1, "messages": [{"role": "user", "content": {{text}}}]}
      """#
    ),
    (
      "a.md",
      #"""
      ```sh
      curl https://api.openai.com/v1/chat/completions -d '{"model": "gpt-4o",
        "X": 1, "messages": [{"role": "user", "content": "Hi"}]}'
      ```
      """#
    ),
    (
      "a.sh",
      #"""
      BODY='{"model": "gpt-4o",
        "X": 1, "messages": [{"role": "user", "content": "Hi"}]}'
      curl https://api.openai.com/v1/chat/completions -d "$BODY"
      """#
    ),
    (
      "a.yaml",
      #"""
      interactions:
      - request:
          uri: https://api.openai.com/v1/chat/completions
          body: "{\"model\":\
            \ \"gpt-4o\", \"X\": 1, \"messages\": [{\"role\":
            \"user\", \"content\": \"Hi\"}]}"
      """#
    ),
    (
      "b.yaml",
      #"""
      interactions:
      - request:
          uri: https://api.openai.com/v1/chat/completions
          body: |-
            {"model": "gpt-4o",
             "X": 1, "messages": [{"role": "user", "content": "Hi"}]}
      """#
    ),
    (
      "a.har",
      #"{"log": {"entries": [{"request": {"url": "https://api.openai.com/v1/chat/completions", "postData": {"text": "{\"model\": \"gpt-4o\", \"X\": 1, \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"}}}]}}"#
    ),
  ]

  @Test(arguments: bodies)
  func `in a body that stands as text, completion writes as that text does`(_ path: String, _ text: String) throws {
    let items = ask("textDocument/completion", text.replacing("X", with: "tempe¦"), path: path)?["items"]
    let item = try #require(items?.items.first { $0["label"]?.string == "temperature" })
    let typed = text.split(separator: "\n").first { $0.contains("X") } ?? ""
    let column = typed.firstRange(of: "X").map { typed[..<$0.lowerBound].utf16.count } ?? 0
    #expect(item["textEdit"]?["newText"]?.string == "temperature")
    let range = item["textEdit"]?["range"]
    #expect(range?["start"]?["character"]?.number == Double(column))
    #expect(range?["end"]?["character"]?.number == Double(column + 5))
    let roles = ask(
      "textDocument/completion",
      text.replacing("X", with: "n").replacing(#""user""#, with: #""¦""#).replacing(#"\"user\""#, with: #"\"¦\""#),
      path: path)
    #expect(roles?["items"]?.items.contains { $0["label"]?.string == "assistant" } == true)
    let keys = ask("textDocument/completion", text.replacing(#": 1, "#, with: ": 1, ¦ "), path: path)?["items"]
    let key = keys?.items.first { $0["label"]?.string == "stream" }?["textEdit"]?["newText"]?.string
    let quote = text.contains(#"\""#) ? #"\""# : "\""
    #expect(key == "\(quote)stream\(quote): ")
  }

  @Test func `a client that shows no Markdown is told the same without its marks`() {
    let text = #"{"model": "gpt-4o", "temperture": 1, "messages": [], "max_tokens": 5}"#
    func hover(_ word: String, _ capabilities: String) -> String {
      var client = TestClient.running(capabilities)
      _ = client.open("file:///a.json", text)
      let place = text.firstRange(of: word).map { text[..<$0.lowerBound].utf8.count } ?? 0
      let params = #"{"textDocument": {"uri": "file:///a.json"}, "position": {"line": 0, "character": \#(place)}}"#
      let contents = client.request("textDocument/hover", params)?["result"]?["contents"]
      return "\(contents?["kind"]?.string ?? ""): \(contents?["value"]?.string ?? "")"
    }
    let markdown = #"{"textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}}}"#
    #expect(hover("temperture", markdown).hasPrefix("markdown: **[unknown-parameter](https://"))
    #expect(hover("temperture", TestClient.pull).hasPrefix("plaintext: unknown-parameter: "))
    let plain = hover("max_tokens", TestClient.pull)
    #expect(plain.hasPrefix("plaintext: `max_tokens` · "))
    #expect(!plain.contains("**") && !plain.contains("\n_") && !plain.contains("]("))
  }

  @Test(
    arguments: [
      (
        "keys that are not there yet", #"{"model": "gpt-4o", "messages": [], "te¦"}"#, "a.json", "temperature",
        "messages"
      ),
      ("keys after a comma", #"{"model": "gpt-4o", "messages": [], ¦}"#, "a.json", "stream", "model"),
      (
        "no key that the model refuses", #"{"model": "o4-mini", "messages": [], "m¦"}"#, "a.json",
        "max_completion_tokens", "max_tokens"
      ),
      (
        "values of an enumeration", #"{"model": "o4-mini", "messages": [], "reasoning_effort": "¦"}"#, "a.json", "low",
        "minimal"
      ),
      ("roles", #"{"model": "gpt-4o", "messages": [{"role": "¦"}]}"#, "a.json", "user", "usr"),
      (
        "models of this endpoint", #"{"model": "gpt-4o¦", "messages": []}"#, "a.json", "gpt-4o-mini",
        "text-embedding-3-small"
      ),
      (
        "content part types", #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "¦"}]}]}"#,
        "a.json", "image_url", "video"
      ),
      (
        "keys of the branch that was chosen", #"{"model": "gpt-4o", "messages": [{"role": "tool", "¦"}]}"#, "a.json",
        "tool_call_id", "tool_calls"
      ),
      ("keys in YAML", "model: gpt-4o\nmessages: []\nte¦\n", "a.yaml", "temperature", "model"),
      ("keys of a message in YAML", "model: gpt-4o\nmessages:\n  - role: user\n    ¦\n", "a.yaml", "content", "role"),
      ("values in YAML", "model: gpt-4o\nmessages:\n  - role: ¦\n", "a.yaml", "assistant", "temperature"),
      ("models in YAML", "model: gpt-4o¦\nmessages: []\n", "a.yaml", "gpt-4o-mini", "text-embedding-3-small"),
      ("values that are begun in YAML", "model: gpt-4o\nmessages:\n  - role: us¦\n", "a.yaml", "user", "temperature"),
      (
        "inside a broken document", #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"], "s¦"#,
        "a.json", "stream", "model"
      ),
    ])
  func `completion offers`(_ name: String, _ text: String, _ path: String, _ wanted: String, _ unwanted: String) {
    let labels =
      ask("textDocument/completion", text, path: path)?["items"]?.items.compactMap { $0["label"]?.string } ?? []
    #expect(labels.contains(wanted), "\(labels)")
    #expect(!labels.contains(unwanted), "\(labels)")
  }

  @Test(
    arguments: [
      (#"{"model": "gpt-4o", "user": "😀", "¦temperture": 1, "messages": []}"#, "a.json", "temperature"),
      ("model: gpt-4o\n# 😀\nuser: ¦no\nmessages: []\n", "a.yaml", "\"no\""),
      ("{}\n" + #"{"model": "gpt-4o", "user": "😀", "¦temperture": 1, "messages": []}"#, "a.jsonl", "temperature"),
    ])
  func `a quick fix is a plain edit, and the safe one is preferred`(_ text: String, _ path: String, _ wanted: String) {
    let actions = ask("textDocument/codeAction", text, path: path, extra: #", "context": {"diagnostics": []}"#)
    let action = actions?.items.first { $0["isPreferred"]?.boolean == true }
    let edit = action?["edit"]?["changes"]?["file:///\(path)"]?.items.first { _ in true }
    #expect(edit?["newText"]?.string == wanted)
    #expect(action?["command"] == nil)
  }

  @Test(arguments: [("{}", 2), (#"{"singleAction": true}"#, 1)])
  func `a client that would do all of it is offered one thing alone`(_ options: String, _ count: Int) {
    var client = TestClient()
    _ = client.request("initialize", #"{"capabilities": {}, "initializationOptions": \#(options)}"#)
    _ = client.open("file:///a.yaml", "model: gpt-4o\nmessages: [{role: usr, content: Hi}]\n")
    let range = #"{"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 99}}"#
    let params = #"{"textDocument": {"uri": "file:///a.yaml"}, "range": \#(range), "context": {"diagnostics": []}}"#
    let titles = client.request("textDocument/codeAction", params)?["result"]?.items.map { $0["title"]?.string }
    #expect(titles?.first == "write `user`")
    #expect(titles?.count == count)
  }

  @Test(arguments: [
    ("0, \"character\": 20}, \"end\": {\"line\": 0, \"character\": 32", 1),
    ("0, \"character\": 20}, \"end\": {\"line\": 0, \"character\": 31", 0),
  ])
  func `a finding that the client names is mended from elsewhere`(_ range: String, _ count: Int) {
    let text = #"{"model": "gpt-4o", "temperture": 1, "messages": [¦]}"#
    let named = #"{"range": {"start": {"line": \#(range)}}, "code": "unknown-parameter", "message": "x"}"#
    let actions = ask(
      "textDocument/codeAction", text, path: "a.json", extra: #", "context": {"diagnostics": [\#(named)]}"#)
    #expect(actions.map { Array($0.items).count } == count)
  }

  @Test(arguments: [("temperture", ["temperature"]), ("usr", ["user"]), ("unheard", ["temperature", "user"])])
  func `of the findings at a place those are mended that the client asks about`(_ word: String, _ wanted: [String]) {
    let text = #"{"model": "gpt-4o", "messages": [{"role": "usr", "content": "hi"}], "temperture": 1}"#
    let place = text.firstRange(of: "\"\(word)\"").map { text[..<$0.lowerBound].utf8.count } ?? 0
    let code = word == "usr" ? "unknown-value" : "unknown-parameter"
    let range =
      #"{"start": {"line": 0, "character": \#(place)}, "end": {"line": 0, "character": \#(place + word.utf8.count + 2)}}"#
    var client = TestClient.running(TestClient.pull)
    _ = client.open("file:///a.json", text)
    let params = #"""
      {"textDocument": {"uri": "file:///a.json"}, "context": {"diagnostics": [{"range": \#(range), "code": "\#(code)"}]},
       "range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}}
      """#
    let actions = client.request("textDocument/codeAction", params)?["result"]
    let texts = actions?.items.map {
      $0["edit"]?["changes"]?["file:///a.json"]?.items.first { _ in true }?["newText"]?.string ?? ""
    }
    #expect(Set(texts ?? []) == Set(wanted))
  }

  @Test func `all safe fixes at once are one action, offered when it is asked for`() {
    let text = #"¦{"model": "gpt-4o", "temperture": 1, "messages": [{"role": "usr", "content": "hi"}]}"#
    let only = #", "context": {"diagnostics": [], "only": ["source.fixAll"]}"#
    let actions = ask("textDocument/codeAction", text, path: "a.json", extra: only)
    let edits = actions?.items.first { _ in true }?["edit"]?["changes"]?["file:///a.json"]?.items.map {
      $0["newText"]?.string
    }
    #expect(edits == ["temperature", "user"])
  }

  // MARK: Other models

  @Test func `at the model's name an action asks which models would take the request`() throws {
    let text = #"{"model": "gpt¦-4o", "messages": [], "max_tokens": 5}"#
    let actions = ask("textDocument/codeAction", text, path: "a.json", extra: #", "context": {"diagnostics": []}"#)
    let command = try #require(actions?.items.first { $0["command"] != nil }?["command"])
    #expect(command["command"]?.string == "reqlint.compare")
    #expect(command["arguments"]?.items.first { _ in true }?.string == "file:///a.json")
    let elsewhere = ask(
      "textDocument/codeAction", text.replacing("¦", with: "").replacing("5}", with: "¦5}"), path: "a.json",
      extra: #", "context": {"diagnostics": []}"#)
    #expect(elsewhere?.items.contains { $0["command"] != nil } == false)
  }

  @Test(arguments: [
    (
      #", "openai/gpt-5", "openai/gpt-4.1""#,
      ["would fit: openai/gpt-4.1", "openai/gpt-5: gpt-5 does not take `max_tokens`"]
    ),
    (#", "anthropic/claude-sonnet-4-6""#, ["would not fit:", "/logit_bias has no counterpart"]),
    ("", ["would fit: openai/", "would not fit:"]),
  ])
  func `the command says which models would take a request`(_ names: String, _ says: [String]) {
    var client = TestClient.running(TestClient.pull)
    _ = client.open(
      "file:///a.json",
      #"{"model": "gpt-4o", "max_tokens": 5, "logit_bias": {}, "messages": [{"role": "user", "content": "Hi"}]}"#)
    let params = #"{"command": "reqlint.compare", "arguments": ["file:///a.json", 12\#(names)]}"#
    let answers = client.send(
      raw: #"{"jsonrpc": "2.0", "id": 77, "method": "workspace/executeCommand", "params": \#(params)}"#)
    let message = answers.compactMap { $0["params"]?["message"]?.string }.first ?? ""
    for text in says { #expect(message.contains(text), "\(message)") }
  }

  @Test func `the outline shows requests, messages and tools`() {
    let text = """
      ¦{"model": "gpt-4o", "messages": [{"role": "user", "content": "What is it?"}],
       "tools": [{"type": "function", "function": {"name": "look_up"}}]}
      """
    let symbols = ask("textDocument/documentSymbol", text, path: "a.json")
    let request = symbols?.items.first { _ in true }
    #expect(request?["name"]?.string == "gpt-4o")
    let groups = request?["children"].map { Array($0.items) } ?? []
    let names = groups.flatMap { group in group["children"].map { Array($0.items) } ?? [] }.map { $0["name"]?.string }
    #expect(names == ["user", "look_up"])
  }

  @Test(
    arguments: [
      (
        "the properties of a tool's parameters",
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"place": {"type": "object", "properties": {"city": {"type": ["string", "null"]}}}, "days": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}}}}}}]}"#,
        "tools(f(place(city) days(n)))"
      ),
      (
        "the properties of an answer's schema",
        #"{"model": "gpt-4o", "messages": [], "response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": {"type": "object", "properties": {"a": {}, "b": {}}}}}}"#,
        "messages a b"
      ),
      (
        "messages by role, an input's items by type",
        #"{"url": "https://api.openai.com/v1/responses", "body": {"input": [{"role": "user"}, {"type": "function_call"}]}}"#,
        "input(user function_call)"
      ),
    ])
  func `the outline shows`(_ name: String, _ text: String, _ wanted: String) {
    func words(_ items: Node?) -> String {
      let names = items?.items.map { item in
        let inner = words(item["children"])
        return (item["name"]?.string ?? "") + (inner.isEmpty ? "" : "(\(inner))")
      }
      return names?.joined(separator: " ") ?? ""
    }
    #expect(words(ask("textDocument/documentSymbol", "¦" + text, path: "a.json")).contains(wanted))
  }

  @Test(
    arguments: [
      (
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "a1"}]}, {"role": "tool", "tool_call_id": "¦a1"}]}"#,
        "a.json", "0:77-0:81"
      ),
      (
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f"}}], "tool_choice": {"type": "function", "function": {"name": "¦f"}}}"#,
        "a.json", "0:88-0:91"
      ),
      ("model: &m gpt-4o\nuser: *¦m\nmessages: []\n", "a.yaml", "0:10-0:16"),
      (
        #"{"model": "gpt-4o", "messages": [], "response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": {"$defs": {"d": {}}, "items": {"$ref": "¦#/$defs/d"}}}}}"#,
        "a.json", "0:129-0:132"
      ),
      (
        #"{"url": "https://api.openai.com/v1/responses", "body": {"input": [{"type": "function_call", "call_id": "c"}, {"type": "function_call_output", "call_id": "¦c"}]}}"#,
        "a.json", "0:103-0:106"
      ),
      (
        #"{"model": "claude-sonnet-4-5", "max_tokens": 5, "messages": [{"role": "assistant", "content": [{"type": "tool_use", "id": "t"}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "¦t"}]}]}"#,
        "a.json", "0:122-0:125"
      ),
      (
        "model: gpt-4o\nmessages:\n- role: assistant\n  tool_calls: [{id: a1}]\n- {role: tool, tool_call_id: ¦a1}\n",
        "a.yaml", "3:20-3:22"
      ),
      (
        "POST https://api.openai.com/v1/responses\n\n"
          + #"{"input": [{"type": "function_call", "call_id": "c"}, {"type": "function_call_output", "call_id": "¦c"}]}"#,
        "a.http", "2:48-2:51"
      ),
      (
        #"{"log": {"entries": [{"request": {"url": "https://api.openai.com/v1/responses", "postData": {"text": "{\"input\": [{\"type\": \"function_call\", \"call_id\": \"c\"}, {\"type\": \"function_call_output\", \"call_id\": \"¦c\"}]}"}}}]}}"#,
        "a.har", "0:158-0:163"
      ),
    ])
  func `definition leads from a use to the name`(_ text: String, _ path: String, _ places: String) {
    #expect(ask("textDocument/definition", text, path: path)?["range"]?.places == places)
    let references = ask(
      "textDocument/references", text, path: path, extra: #", "context": {"includeDeclaration": true}"#)
    #expect(references?.items.first { _ in true }?["range"]?.places == places)
  }

  @Test(
    arguments: [
      ("{\n  \"a\": [{\n    \"b\": 1\n  }]\n}", "a.json", ["0-3", "1-2"]),
      ("{\"a\": [\n  1, 2]}", "a.json", []),
      (
        "a:\n  - b: [1]\n    c: |\n      d\n      e\nf: {\n  g: 1,\n  h: 2\n}\n", "a.yaml",
        ["0-8", "1-4", "2-4", "5-7"]
      ),
      (
        "A='{\n  \"model\": \"gpt-4o\",\n  \"messages\": [\n    1\n  ]\n}'\ncurl https://api.openai.com/v1/chat/completions \\\n  -d \"$A\"\n",
        "a.sh", ["6-7", "0-5", "2-3"]
      ),
      (
        "interactions:\n- request:\n    uri: https://api.openai.com/v1/chat/completions\n    body: |-\n      {\n        \"model\": \"gpt-4o\",\n        \"messages\": [\n        ]\n      }\n",
        "a.yaml", ["0-8", "1-8", "3-8", "4-7"]
      ),
    ])
  func `folding leaves the closing bracket in sight`(_ text: String, _ path: String, _ wanted: [String]) {
    let folds = ask("textDocument/foldingRange", "¦" + text, path: path)?.items.map {
      "\($0["startLine"]?.rawText ?? "?")-\($0["endLine"]?.rawText ?? "?")"
    }
    #expect(folds == wanted)
  }

  @Test func `a lens names the API, the endpoint and the model, and can be switched off`() {
    let lens = ask("textDocument/codeLens", #"¦{"model": "gpt-4o", "messages": []}"#, path: "a.json")?.items.first {
      _ in true
    }
    #expect(lens?["command"]?["title"]?.string == "OpenAI · chat-completions · gpt-4o · 3 of 128,000 tokens")
    var client = TestClient()
    _ = client.request("initialize", #"{"capabilities": {}, "initializationOptions": {"codeLens": false}}"#)
    _ = client.open("file:///a.json", #"{"model": "gpt-4o", "messages": []}"#)
    let lenses = client.request("textDocument/codeLens", #"{"textDocument": {"uri": "file:///a.json"}}"#)?["result"]
    #expect(lenses?.items.first { _ in true } == nil)
  }

  @Test(arguments: [
    (
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Say hi."}, {"role": "user", "content": "Bye."}]}"#,
      "a.json", ["0:48 7 tokens", "0:88 6 tokens"]
    ),
    (
      "model: gpt-4o\nmessages:\n  - role: user # 😀\n    content: Say hi.\n", "a.yaml", ["2:14 7 tokens"]
    ),
    (#"{"model": "text-embedding-3-small", "input": ["Say hi."]}"#, "a.json", ["0:46 3 tokens"]),
    (
      #"{"url": "https://api.anthropic.com/v1/messages", "body": {"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}}"#,
      "a.json", ["0:133 ≈2 tokens"]
    ),
    (#"{"model": "my-own", "messages": [{"role": "user", "content": "Hi"}]}"#, "a.json", []),
  ])
  func `each message says how many tokens it is, where that is wanted`(
    _ text: String, _ path: String, _ wanted: [String]
  ) {
    func hints(_ options: String) -> [String] {
      var client = TestClient()
      _ = client.request("initialize", #"{"capabilities": {}, "initializationOptions": \#(options)}"#)
      _ = client.open("file:///\(path)", text)
      let range = #"{"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}"#
      let params = #"{"textDocument": {"uri": "file:///\#(path)"}, "range": \#(range)}"#
      return client.request("textDocument/inlayHint", params)?["result"]?.items.map { hint in
        let place = hint["position"]
        return
          "\(place?["line"]?.rawText ?? "?"):\(place?["character"]?.rawText ?? "?") \(hint["label"]?.string ?? "?")"
      } ?? []
    }
    #expect(hints(#"{"inlayHints": true}"#) == wanted)
    #expect(hints("{}") == [])
  }

  @Test func `after a keystroke the counts are those of the new text`() {
    let words = String(repeating: "word ", count: 200)
    var client = TestClient.running(TestClient.pull)
    let uri = "file:///a.json"
    _ = client.open(uri, #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "\#(words)"}]}"#)
    func lens() -> String? {
      let lenses = client.request("textDocument/codeLens", #"{"textDocument": {"uri": "\#(uri)"}}"#)?["result"]
      return lenses?.items.first { _ in true }?["command"]?["title"]?.string
    }
    #expect(lens() == "OpenAI · chat-completions · gpt-4o · 208 of 128,000 tokens")
    _ = client.change(uri, version: 2, [0, 62, 0, 66], "longer words")
    #expect(lens() == "OpenAI · chat-completions · gpt-4o · 210 of 128,000 tokens")
    _ = client.change(uri, version: 3, [0, 62, 0, 74], "word")
    #expect(lens() == "OpenAI · chat-completions · gpt-4o · 208 of 128,000 tokens")
  }

  @Test(
    arguments: [
      ("¦", "a.json"), ("{¦}", "a.json"), ("# mine\n¦", "a.yaml"), ("a: 1\n---\n¦", "a.yaml"), ("{}\n¦", "a.jsonl"),
    ])
  func `a whole request that is offered has nothing wrong with it`(_ text: String, _ path: String) {
    let items = ask("textDocument/completion", text, path: path)?["items"].map { Array($0.items) } ?? []
    #expect(items.contains { $0["label"]?.string == "openai/chat-completions" })
    for item in items {
      var client = TestClient.running(TestClient.pull)
      let written = text.replacing("¦", with: item["textEdit"]?["newText"]?.string ?? "")
      _ = client.open("file:///\(path)", written)
      // Some endpoint has only models left that are going to be retired, and nobody says how old a server is.
      let advice: Set = ["retiring-model", "old-server"]
      let found = client.diagnostics(of: "file:///\(path)").filter { !advice.contains($0["code"]?.string ?? "") }
      #expect(found.isEmpty, "\(written): \(found.compactMap { $0["message"]?.string })")
    }
  }

  @Test func `where the text is broken, the last good one says what the line stands in`() {
    let uri = "file:///a.yaml"
    var client = TestClient.running(TestClient.pull)
    _ = client.open(uri, "model: gpt-4o\nmessages:\n  - role: user\n    content: hi\n")
    _ = client.diagnostics(of: uri)
    _ = client.change(uri, version: 2, nil, "model: [gpt-4o\nmessages:\n  - role: user\n    content: hi\nte\n")
    let answer = client.request(
      "textDocument/completion", #"{"textDocument": {"uri": "\#(uri)"}, "position": {"line": 4, "character": 2}}"#)
    let items = answer?["result"]?["items"].map { Array($0.items) } ?? []
    let item = items.first { $0["label"]?.string == "temperature" }
    #expect(item?["textEdit"]?["range"]?.places == "4:0-4:2")
  }

  @Test func `links lead to the facts about the model and the endpoint, and to URLs`() {
    let text =
      #"¦{"url": "https://api.openai.com/v1/embeddings", "method": "POST", "body": {"model": "text-embedding-3-small", "input": "https://example.com/a"}}"#
    let links = ask("textDocument/documentLink", text, path: "a.json")
    #expect(links?.items.map { $0["range"]?.places } == ["0:9-0:45", "0:85-0:107", "0:120-0:141"])
    let schema = ask("textDocument/documentLink", #"¦{"$schema": "../s.json"}"#, path: "a/b/c.json")
    #expect(schema?.items.map { $0["target"]?.string } == ["file:///a/s.json"])
  }
}
