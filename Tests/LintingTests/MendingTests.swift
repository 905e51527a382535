import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What ``Mender`` does to a text, as a user sees it.
@Suite struct MendingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    var format = Document.Format.json
    var safety = Fix.Safety.safe
    let mended: String
  }

  static let cases = [
    Case(
      testDescription: "a misspelt key gets the name that this model takes",
      text: #"{"model": "o3", "messages": [{"role": "user", "content": "Hi"}], "max_tokns": 5}"#,
      safety: .unsafe,
      mended: #"{"model": "o3", "messages": [{"role": "user", "content": "Hi"}], "max_completion_tokens": 5}"#),
    Case(
      testDescription: "safe fixes leave alone what would change the request",
      text: #"{"model": "text-embedding-ada-002", "input": "Hi", "dimensions": 5, "encoding_fromat": "float"}"#,
      mended: #"{"model": "text-embedding-ada-002", "input": "Hi", "dimensions": 5, "encoding_format": "float"}"#),
    Case(
      testDescription: "the first and the last member go, with their commas",
      text: #"{"dimensions": 5, "model": "text-embedding-ada-002", "input": "Hi", "dimensoins": 5}"#,
      safety: .unsafe,
      mended: #"{"model": "text-embedding-ada-002", "input": "Hi"}"#),
    Case(
      testDescription: "of two slips for one name one gets it, so that no key is set twice",
      text:
        #"{"model": "gpt-4o", "temperture": 1, "temprature": 2, "messages": [{"role": "usr", "content": "Hi"}]}"#,
      mended:
        #"{"model": "gpt-4o", "temperature": 1, "temprature": 2, "messages": [{"role": "user", "content": "Hi"}]}"#),
    Case(
      testDescription: "a text that is broken is mended first",
      text: #"{"model": "o3", "messages": [{"role": "user", "content": "Hi",}], "max_tokens": 5,}"#,
      mended: #"{"model": "o3", "messages": [{"role": "user", "content": "Hi"}], "max_completion_tokens": 5}"#),
    Case(
      testDescription: "comments, blanks and the ends of lines stay in YAML",
      text: "# why\r\nmodel:   o3   # this one\r\nmax_tokens: 5\r\nmessages:\r\n- {role: usr, content: Hi}\r\n",
      format: .yaml,
      mended:
        "# why\r\nmodel:   o3   # this one\r\nmax_completion_tokens: 5\r\nmessages:\r\n- {role: user, content: Hi}\r\n"),
    Case(
      testDescription: "a body in a string is mended in its string",
      text:
        #"{"url": "https://api.openai.com/v1/chat/completions", "body": "{\"model\": \"o3\", \"max_tokens\": 5, \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"}"#,
      mended:
        #"{"url": "https://api.openai.com/v1/chat/completions", "body": "{\"model\": \"o3\", \"max_completion_tokens\": 5, \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"}"#
    ),
    Case(
      testDescription: "lines that are added end as the others do",
      text:
        "model: gpt-4o\r\nmessages:\r\n- role: user\r\n  content: Hi\r\nresponse_format:\r\n  type: json_schema\r\n"
        + "  json_schema:\r\n    name: a\r\n    strict: true\r\n    schema:\r\n      type: object\r\n      properties: {}\r\n"
        + "      required: []\r\n",
      format: .yaml,
      mended:
        "model: gpt-4o\r\nmessages:\r\n- role: user\r\n  content: Hi\r\nresponse_format:\r\n  type: json_schema\r\n"
        + "  json_schema:\r\n    name: a\r\n    strict: true\r\n    schema:\r\n      type: object\r\n"
        + "      additionalProperties: false\r\n      properties: {}\r\n      required: []\r\n"),
    Case(
      testDescription: "more syntax errors than are told at once are mended all the same",
      text: "{\"model\": \"o3\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"stop\": ["
        + String(repeating: "[1,],", count: 40) + "[]]}",
      mended: "{\"model\": \"o3\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"stop\": ["
        + String(repeating: "[1],", count: 40) + "[]]}"),
  ]

  @Test(arguments: cases)
  func `a text is mended, and a second time nothing is left to do`(_ row: Case) {
    let settings = LintSettings(today: Day("2025-06-01") ?? Day(secondsSince1970: 0))
    let mender = Mender(Linter(facts: .embedded, settings: settings), safety: row.safety)
    let outcome = mender.mend(Document.parse(SourceText(row.text), as: row.format))
    #expect(outcome.document.source.text(ByteRange(0, .max)) == row.mended)
    #expect(SourceText(row.text).applying(outcome.edits).bytes == outcome.document.source.bytes)
    #expect(mender.mend(outcome.document).edits == [])
  }

  /// Each mistake in one of the ways to write it down; with `REQLINT_FULL` in two.
  @Test func `what was mended parses, is found no more, brings nothing new, and stays as it is`() {
    let forms = PayloadForm.all.filter { $0.takesDuplicates }
    var tally = (mistakes: 0, texts: 0, mended: 0)
    for (example, mutations) in Mutations.sample(ofEach: 20) {
      for mutation in mutations {
        tally.mistakes += 1
        for way in Mutations.takesAll ? 0...1 : 0...0 {
          tally.texts += 1
          tally.mended += mend(mutation, of: example, written: forms[(tally.mistakes + way) % forms.count])
        }
      }
    }
    print("mended \(tally.mended) findings in \(tally.texts) texts")
    #expect(tally.mended > tally.texts / 4)
  }

  private func mend(_ mutation: MutationTests.Mutation, of example: ValidExample, written form: PayloadForm) -> Int {
    guard let root = Document.parse(SourceText(mutation.text), as: .json).roots.first,
      let url = example.url
    else { return 0 }
    let file = form.write(Value(root), url.whole, url.path)
    let document = Document.parse(SourceText(file.text), as: file.format)
    let linter = Linter(facts: .embedded, settings: example.settings)
    let mender = Mender(linter, safety: .unsafe)
    let before = linter.lint(document)
    let outcome = mender.mend(document)
    let name = Comment(rawValue: "\(example.path) \(mutation.kind), \(form.name):\n\(file.text)")
    #expect(outcome.document.errors.count <= document.errors.count, name)
    #expect(outcome.verdict.requests.count >= before.requests.count, name)
    #expect(document.source.applying(outcome.edits).bytes == outcome.document.source.bytes, name)
    #expect(mender.mend(outcome.document).edits == [], name)
    // A key that gets its right name may be one that is deprecated.
    let (old, left) = (before.mistakes, outcome.verdict.mistakes)
    #expect(left.filter { !old.contains($0) } == [], name)
    let isLess = outcome.verdict.diagnostics.count < before.diagnostics.count
    #expect(outcome.fixes.isEmpty || left.count < old.count || isLess, name)
    return outcome.fixes.count
  }
}

extension Verdict {
  fileprivate var mistakes: [String] {
    diagnostics.filter { $0.severity >= .warning }.map { "\($0.rule) \($0.pointer)" }
  }
}

extension Value {
  /// What a node of a JSON text says.
  init(_ node: Node) {
    switch node.kind {
    case .object: self = .object(node.members.map { ($0.name, Value($0.value)) })
    case .array: self = .array(node.items.map { Value($0) })
    case .string: self = .string(node.string ?? "")
    default: self = .literal(node.rawText)
    }
  }
}
