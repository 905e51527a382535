import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// The same payload meets the same findings at the same places, however it is written down.
@Suite struct ParityTests {
  struct Payload: Sendable, CustomTestStringConvertible {
    let mistake: String
    /// The API as flags take it.
    var api = "openai/chat-completions"
    let body: Value
    /// What is found: the rule and the pointer from the body.
    let findings: [String]

    var testDescription: String { mistake }

    /// The URL of the API, and its path.
    var url: (whole: String, path: String) {
      switch api {
      case "openai/embeddings": ("https://api.openai.com/v1/embeddings", "/v1/embeddings")
      case "ollama/api-chat": ("http://localhost:11434/api/chat", "/api/chat")
      case "telekom/chat-completions":
        ("https://llm-server.llmhub.t-systems.net/v2/chat/completions", "/v2/chat/completions")
      default: ("https://api.openai.com/v1/chat/completions", "/v1/chat/completions")
      }
    }
  }

  private static let hello: Value = [["role": "user", "content": "Hello, \"wörld\" 👋\nand \\ all"]]

  static let payloads = [
    Payload(
      mistake: "none", body: ["model": "gpt-4o", "messages": hello, "temperature": 0.5, "stop": ["a b", "#"]],
      findings: []),
    Payload(
      mistake: "a misspelt key", body: ["model": "gpt-4o", "messages": hello, "temperture": 0.5],
      findings: ["unknown-parameter /temperture"]),
    Payload(
      mistake: "a key with characters that are escaped",
      body: ["model": "gpt-4o", "messages": hello, "te\"mp/é~ratur\\e": 0.5],
      findings: ["unknown-parameter /te\"mp~1é~0ratur\\e"]),
    Payload(
      mistake: "wrong types",
      body: ["model": "gpt-4o", "messages": hello, "temperature": "warm", "n": [1], "stream": "sure"],
      findings: ["wrong-type /n", "wrong-type /stream", "wrong-type /temperature"]),
    Payload(
      mistake: "a number out of range", body: ["temperature": 2.5, "n": 0, "model": "gpt-4o", "messages": hello],
      findings: ["out-of-range /n", "out-of-range /temperature"]),
    Payload(
      mistake: "keys that are missing deep inside",
      body: [
        "model": "gpt-4o",
        "messages": [["role": "user", "content": [["type": "text", "text": "Hi"], ["type": "image_url"]]]],
        "tools": [["type": "function", "function": ["description": "the weather"]]],
      ],
      findings: ["missing-parameter /messages/0/content/1", "missing-parameter /tools/0/function"]),
    Payload(
      mistake: "a role and a format that do not exist",
      body: [
        "model": "gpt-4o", "messages": [["role": "robot", "content": "Hi"]], "response_format": ["type": "jsonl"],
      ],
      findings: ["unknown-value /messages/0/role", "unknown-value /response_format/type"]),
    Payload(
      mistake: "parameters of other models",
      body: ["model": "o3-mini", "messages": hello, "max_tokens": 100, "temperature": 0.5],
      findings: [
        "retiring-model /model", "unsupported-parameter /max_tokens", "unsupported-parameter /temperature",
      ]),
    Payload(
      mistake: "images that nobody can fetch",
      body: [
        "model": "gpt-4o",
        "messages": [
          [
            "role": "user",
            "content": [
              ["type": "image_url", "image_url": ["url": "cat picture.png"]],
              ["type": "image_url", "image_url": ["url": "data:image/png;base64,/9j/4AAQSkZJRgABAQAAAQABAAD/2w=="]],
            ],
          ]
        ],
      ],
      findings: [
        "invalid-media-url /messages/0/content/0/image_url/url",
        "wrong-media-type /messages/0/content/1/image_url/url",
      ]),
    Payload(
      mistake: "a model that is too old for a parameter", api: "openai/embeddings",
      body: ["model": "text-embedding-ada-002", "input": ["one", "two"], "dimensions": 256],
      findings: ["unsupported-parameter /dimensions"]),
    Payload(
      mistake: "options of the wrong type", api: "ollama/api-chat",
      body: [
        "model": "llama3.2", "messages": hello, "keep_alive": "five minutes",
        "options": ["num_ctx": "4096", "temperatur": 0.5],
      ],
      findings: [
        "ignored-parameter /options/temperatur", "invalid-duration /keep_alive", "wrong-type /options/num_ctx",
      ]),
    Payload(
      mistake: "a model in the wrong case", api: "telekom/chat-completions",
      body: ["model": "llama-3.3-70b-instruct", "messages": hello],
      findings: ["model-name-case /model"]),
    Payload(
      mistake: "a name with a space",
      body: [
        "model": "gpt-4o", "messages": hello, "tools": [["type": "function", "function": ["name": "get weather"]]],
      ],
      findings: ["invalid-name /tools/0/function/name"]),
    Payload(
      mistake: "a parameter without its companion",
      body: ["model": "gpt-4o", "messages": hello, "top_logprobs": 3, "logprobs": false],
      findings: ["missing-companion /top_logprobs"]),
    Payload(
      mistake: "more output than the model has",
      body: ["model": "gpt-4o", "messages": hello, "max_completion_tokens": 1_000_000],
      findings: ["output-limit /max_completion_tokens"]),
    Payload(
      mistake: "too many of something, and nothing at all",
      body: ["model": "gpt-4o", "messages": [], "stop": ["a", "b", "c", "d", "e"]],
      findings: ["wrong-length /messages", "wrong-length /stop"]),
    Payload(
      mistake: "one key twice",
      body: ["model": "gpt-4o", "messages": hello, "temperature": 0.5, "temperature": 0.7],
      findings: ["duplicate-key /temperature"]),
    Payload(
      mistake: "a model that does not exist", body: ["model": "gpt-4oo", "messages": hello],
      findings: ["unknown-model /model"]),
  ]

  /// A finding without the form that the payload was found in.
  private struct Observation: Hashable, CustomStringConvertible {
    let rule: String
    let severity: Severity
    let message: String
    let pointer: String
    let underlined: String

    var description: String { "\(rule) \(pointer) `\(underlined)`: \(severity), \(message)" }
  }

  @Test(arguments: payloads)
  func `the payload has this mistake and no other`(_ payload: Payload) throws {
    let form = try #require(PayloadForm.all.first)
    let found = try observations(payload, form)
    #expect(found.map { "\($0.rule) \($0.pointer)" } == payload.findings)
  }

  @Test(arguments: payloads, PayloadForm.all)
  func `every form has the findings of the first, at the same places`(_ payload: Payload, _ form: PayloadForm) throws {
    guard form.takesDuplicates || !payload.findings.contains(where: { $0.hasPrefix("duplicate-key") }) else { return }
    let expected = try observations(payload, try #require(PayloadForm.all.first))
    let found = try observations(payload, form)
    #expect(
      Set(found).symmetricDifference(expected) == [],
      "\(form.write(payload.body, payload.url.whole, payload.url.path).text)")
  }

  @Test(arguments: payloads)
  func `a record of JSON Lines has them at the same places of its line`(_ payload: Payload) throws {
    let lines = [Value.string("é"), payload.body, payload.body].map(\.minified).joined(separator: "\n")
    let expected = try observations(payload, try #require(PayloadForm.all.first))
    for line in lines.split(separator: "\n").dropFirst() {
      let file = PayloadForm.File(text: String(line), format: .json)
      #expect(try observations(payload, file) == expected)
    }
  }

  @Test(arguments: [
    ("messages: &m [{role: robot, content: Hi}]\n", "messages[0].role"),
    ("x: &x {role: robot, content: Hi}\nbody: {messages: [*x]}\n", "messages[0].role"),
    ("x: &x {role: robot}\nbody: {messages: [{<<: *x, content: Hi}]}\n", "messages[0].role"),
    ("x: &x {role: robot}\ny: &y {content: Hi}\nbody: {messages: [{<<: [*y, *x]}]}\n", "messages[0].role"),
    ("x: &x {role: robot}\ny: &y {<<: *x, content: Hi}\nbody: {messages: [*y]}\n", "messages[0].role"),
    ("x: &x robot\ny: &y [{role: *x, content: Hi}]\nz: &z {messages: *y}\nbody: {<<: *z}\n", "messages[0].role"),
    ("body: {messages: [&x {role: user, content: Hi}, {<<: *x, role: robot}]}\n", "messages[1].role"),
    ("body: {messages: [{<<: {role: robot}, content: Hi}]}\n", "messages[0].role"),
    // Of two ways the first is named.
    ("body: {messages: [{role: &r robot, content: Hi}, {role: *r, content: Hi}]}\n", "messages[0].role"),
  ])
  func `the API's name of a value goes through aliases and merge keys`(_ yaml: String, _ param: String) throws {
    let text =
      yaml.contains("body:") ? "url: https://api.openai.com/v1/chat/completions\n" + yaml : "model: gpt-4o\n" + yaml
    let linter = Linter(
      facts: .embedded, settings: LintSettings(today: Day(secondsSince1970: 0)), rules: [UnknownValue.self])
    let findings = linter.lint(Document.parse(SourceText(text), as: .yaml)).diagnostics
    #expect(Set(findings.map(\.answer?.param)) == [param])
    #expect(Set(findings.map { SourceText(text).text($0.range) }) == ["robot"])
  }

  @Test(arguments: [
    ("body: {messages: [&m {role: robot, content: Hi}, *m, *m, *m, *m]}\n", ["*m", "*m", "*m"]),
    ("x: &x {role: robot, content: Hi}\nbody: {messages: [*x]}\n", ["*x"]),
    ("x: &x {role: robot}\nbody: {messages: [{<<: *x, content: Hi}]}\n", ["*x"]),
    ("body: {messages: [{role: robot, content: &c Hi}, {role: user, content: *c}]}\n", []),
  ])
  func `what stands behind an anchor is told once, with aliases that stand for it`(_ yaml: String, _ aliases: [String])
  {
    let text = "url: https://api.openai.com/v1/chat/completions\n" + yaml
    let linter = Linter(
      facts: .embedded, settings: LintSettings(today: Day(secondsSince1970: 0)), rules: [UnknownValue.self])
    let findings = linter.lint(Document.parse(SourceText(text), as: .yaml)).diagnostics
    #expect(findings.count == 1)
    #expect(findings.flatMap(\.related).map { SourceText(text).text($0.range) } == aliases)
  }

  @Test func `what is merged into a body is the body's`() {
    let text =
      "url: https://api.openai.com/v1/chat/completions\nx: &x {temperture: 1}\nbody: {<<: *x, model: gpt-4o, messages: []}\n"
    let linter = Linter(
      facts: .embedded, settings: LintSettings(today: Day(secondsSince1970: 0)), rules: [UnknownParameter.self])
    let messages = linter.lint(Document.parse(SourceText(text), as: .yaml)).diagnostics.map(\.message)
    #expect(messages == ["OpenAI knows no parameter `temperture`; did you mean `temperature`?"])
  }

  private func observations(_ payload: Payload, _ form: PayloadForm) throws -> [Observation] {
    try observations(payload, form.write(payload.body, payload.url.whole, payload.url.path))
  }

  private func observations(_ payload: Payload, _ file: PayloadForm.File) throws -> [Observation] {
    let api = payload.api.split(separator: "/").map(String.init)
    let settings = LintSettings(
      provider: file.hasURL ? nil : api[0], endpoint: file.hasURL ? nil : api[1],
      today: Day("2026-06-01") ?? Day(secondsSince1970: 0))
    let source = SourceText(file.text)
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(source, as: file.format))
    #expect(verdict.requests.map { "\($0.provider)/\($0.endpoint)" } == [payload.api])
    return try verdict.diagnostics.map { diagnostic in
      let place = try #require(file.places.first { diagnostic.pointer.hasPrefix($0) }, "\(diagnostic.pointer)")
      let pointer = String(diagnostic.pointer.dropFirst(place.count))
      let underlined = Underlined(source, diagnostic.range, payload.body.value(at: pointer))
      return Observation(
        rule: diagnostic.rule, severity: diagnostic.severity, message: diagnostic.message, pointer: pointer,
        underlined: underlined.meaning)
    }
    .sorted { ($0.rule, $0.pointer) < ($1.rule, $1.pointer) }
  }
}

/// What the underlined text says, without how it is written.
private struct Underlined {
  let meaning: String

  /// - Parameter value: what stands at the finding's pointer.
  init(_ source: SourceText, _ range: ByteRange, _ value: Value?) {
    let text = source.text(range)
    // An object's start stands for the object: its bracket, or in a block of YAML its first key.
    if case .object(let members)? = value,
      text == "{" || text.drop(while: { $0 == "\"" }).prefix(while: { $0 != "\"" }) == members.first?.name ?? ""
    {
      meaning = "{"
      return
    }
    // YAML counts columns: the lines after the first need what stands before it.
    let lineStart = source.bytes[..<range.lower].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let indented = String(repeating: " ", count: range.lower - lineStart) + text
    let unescaped = Document.parse(SourceText("\"" + text + "\""), as: .json)
    let readings =
      [Document.parse(SourceText(text), as: .json)]
      + (unescaped.errors.isEmpty ? unescaped.roots.first.flatMap { Document.embedded(in: $0) }.map { [$0] } ?? [] : [])
      + [Document.parse(SourceText(indented), as: .yaml)]
    let read = readings.first { $0.errors.isEmpty && $0.roots.count == 1 }
    meaning = read?.roots.first.map(Underlined.meaning) ?? text
  }

  private static func meaning(_ node: Node) -> String {
    switch node.kind {
    case .array: "[" + node.items.map(meaning).joined(separator: ", ") + "]"
    case .object: "{" + node.members.map { "\($0.name): \(meaning($0.value))" }.joined(separator: ", ") + "}"
    default: node.scalarText ?? node.rawText
    }
  }
}

extension Value {
  /// The value at a JSON Pointer.
  fileprivate func value(at pointer: String) -> Value? {
    pointer.split(separator: "/").reduce(self) { value, token in
      switch value {
      case .array(let items)?: Int(token).flatMap { items.indices.contains($0) ? items[$0] : nil }
      case .object(let members)?: members.last { $0.name == token }?.value
      default: nil
      }
    }
  }
}
