import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What was judged before stands for what is like it.
@Suite struct PrecedentTests {
  @Test func `a request that others came before is judged as it would be alone`() {
    for (example, mutations) in Mutations.sample(ofEach: 10) {
      let experienced = Linter(facts: .embedded, settings: example.settings)
      for text in [example.text, example.text] + mutations.map(\.text) + [example.text] {
        let document = Document.parse(SourceText(text), as: .json)
        let found = experienced.lint(document)
        let alone = Linter(facts: .embedded, settings: example.settings).lint(document)
        #expect(found.diagnostics == alone.diagnostics, "\(example.path): \(text)")
        #expect(found.requests.map(\.offset) == alone.requests.map(\.offset))
        #expect(found.requests.map(\.model) == alone.requests.map(\.model))
      }
    }
  }

  @Test func `a name of a line that was open before is still told where it stands twice`() throws {
    let settings = LintSettings(provider: "openai", endpoint: nil, today: try #require(Day("2025-01-01")))
    let linter = Linter(facts: .embedded, settings: settings)
    var ledger = BatchLedger()
    var found: [String] = []
    for (place, name) in ["row-{{id}}", "row-{{id}}", "a", "b", "a"].enumerated() {
      let text =
        #"{"custom_id": "\#(name)", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi \#(place)"}}"#
      ledger.record = (place + 1, place * 200)
      found += linter.lint(Document.parse(SourceText(text), as: .json), &ledger, Sieve()).diagnostics.map {
        "\(place) \($0.rule)"
      }
    }
    #expect(found == ["4 duplicate-custom-id"])
  }

  @Test(arguments: [
    ("a longer text", #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hello, world"}]}"#, 0),
    ("an escape", #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "a\nb"}]}"#, 0),
    ("another role", #"{"model": "gpt-4o", "messages": [{"role": "usr", "content": "Hi"}]}"#, 1),
    ("another model", #"{"model": "gpt-4O", "messages": [{"role": "user", "content": "Hi"}]}"#, 1),
    ("another key", #"{"modle": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#, 1),
    ("another type", #"{"model": "gpt-4o", "messages": [{"role": "user", "content": 5}]}"#, 1),
    (
      "a key in clear",
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "sk-proj-Zq3nB7Lw0Rk5Tm9Vx2Hd8Jc4"}]}"#, 1
    ),
  ])
  func `what differs counts`(name: String, text: String, findings: Int) throws {
    let settings = LintSettings(
      provider: "openai", endpoint: "chat-completions", today: try #require(Day("2025-01-01")))
    let linter = Linter(facts: .embedded, settings: settings)
    let first = #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#
    #expect(linter.lint(Document.parse(SourceText(first), as: .json)).diagnostics.isEmpty)
    #expect(linter.lint(Document.parse(SourceText(text), as: .json)).diagnostics.count == findings)
  }

  @Test(arguments: [
    ("in other words", "Please answer with Json.", 0),
    ("behind an escape", #"Answer.\nJSON, please"#, 0),
    ("in an escape", #"Answer in J\u0053ON"#, 0),
    ("behind what only looks like an escape", #"Answer \\njson"#, 0),
    ("nowhere", "Answer in JS and ON", 1),
    ("nowhere, with an escape", #"Answer in\nXML"#, 1),
  ])
  func `a word that has to be said is found`(place: String, text: String, findings: Int) throws {
    let settings = LintSettings(
      provider: "openai", endpoint: "chat-completions", today: try #require(Day("2025-01-01")))
    let linter = Linter(facts: .embedded, settings: settings)
    for (text, findings) in [("Answer in JSON", 0), (text, findings), (text, findings)] {
      let body =
        #"{"model": "gpt-4o", "response_format": {"type": "json_object"}, "messages": [{"role": "user", "content": "\#(text)"}]}"#
      #expect(linter.lint(Document.parse(SourceText(body), as: .json)).diagnostics.count == findings)
    }
  }

  @Test(arguments: [
    (
      "nothing", "POST", "/v1/chat/completions",
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#, 0
    ),
    (
      "the text", "POST", "/v1/chat/completions",
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hello"}]}"#, 0
    ),
    (
      "the role", "POST", "/v1/chat/completions",
      #"{"model": "gpt-4o", "messages": [{"role": "usr", "content": "Hi"}]}"#, 1
    ),
    (
      "a type", "POST", "/v1/chat/completions", #"{"model": "gpt-4o", "messages": [{"role": "user", "content": 5}]}"#, 1
    ),
    (
      "the body's syntax", "POST", "/v1/chat/completions",
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}],}"#, 1
    ),
    (
      "the method", "PUT", "/v1/chat/completions",
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#, 1
    ),
    (
      "the endpoint", "POST", "/v1/embeddings",
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#, 3
    ),
  ])
  func `a body in a string is judged by those before it only where they are alike`(
    difference: String, method: String, path: String, body: String, findings: Int
  ) throws {
    func interaction(_ method: String, _ path: String, _ body: String) -> String {
      """
      - request:
          method: \(method)
          uri: https://api.openai.com\(path)
          body: '\(body)'
        response: {status: {code: 200, message: OK}, body: {string: "{}"}}

      """
    }
    let plain = interaction(
      "POST", "/v1/chat/completions", #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#)
    let other = interaction(method, path, body)
    let settings = LintSettings(today: try #require(Day("2025-01-01")))
    let document = Document.parse(
      SourceText("version: 1\ninteractions:\n" + plain + plain + other + other + plain), as: .yaml)
    let verdict = Linter(facts: .embedded, settings: settings).lint(document)
    let (requests, diagnostics) = Linter(facts: .embedded, settings: settings).analyse(document)
    #expect(verdict.diagnostics == diagnostics)
    #expect(verdict.diagnostics.count == 2 * findings, "\(verdict.diagnostics.map(\.rule))")
    #expect(verdict.requests.map(\.pointer) == requests.map(\.body.pointer))
    #expect(Set(verdict.requests.map(\.offset)).count == 5)
  }
}
