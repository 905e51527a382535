import Configuration
import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What comments and the configuration keep from being told, and what is said of those that keep nothing.
@Suite struct SuppressionTests {
  private static let settings = LintSettings(
    provider: "openai", endpoint: "chat-completions", today: Day("2026-06-01") ?? Day(secondsSince1970: 0))

  /// What a YAML text comes to: `line rule` of each finding that is told, and how many are not.
  private func told(_ text: String, _ levels: RuleLevels = RuleLevels(), entries: [IgnoreEntry] = []) -> [String] {
    let document = Document.parse(SourceText(text), as: .yaml)
    let verdict = lint(document, levels, Sieve(entries: entries))
    let lines = LineIndex(document.source)
    return verdict.diagnostics.map { "\(lines.line(of: $0.range.lower) + 1) \($0.rule)" }
      + (verdict.hidden.isEmpty ? [] : ["\(verdict.hidden.count) hidden"])
  }

  private func lint(_ document: Document, _ levels: RuleLevels, _ sieve: Sieve) -> Verdict {
    var settings = Self.settings
    settings.levels = levels
    var ledger = BatchLedger()
    return Linter(facts: .embedded, settings: settings).lint(document, &ledger, sieve)
  }

  /// What makes most of the texts below requests.
  private static let ending = "messages: [{role: user, content: hi}]\n"

  @Test(arguments: [
    // On the line, and above it.
    ("model: gpt-4o\nfoo: 1 # reqlint: ignore[unknown-parameter]\n", ["1 hidden"]),
    ("model: gpt-4o\nfoo: 1 #reqlint:ignore[ unknown-parameter ] ours\n", ["1 hidden"]),
    (
      "model: gpt-4o\n# reqlint: ignore[unknown-parameter] ours\nfoo: 1\nbar: 1\n", ["4 unknown-parameter", "1 hidden"]
    ),
    (
      "model: gpt-4o\n# reqlint: ignore[unknown-parameter]\n# why\n  # reqlint: ignore[wrong-type]\nn: x\nfoo: 1\n",
      ["2 unused-suppression", "6 unknown-parameter", "1 hidden"]
    ),
    (
      "model: gpt-4o\nfoo: 1 # reqlint: ignore[out-of-range, unknown-parameter]\nn: 2\n",
      ["2 unused-suppression", "1 hidden"]
    ),
    ("model: gpt-4o\nfoo: 1\n# reqlint: ignore[unknown-parameter]\n", ["2 unknown-parameter", "3 unused-suppression"]),
    (
      "model: gpt-4o\n# reqlint: ignore[unknown-parameter]\n\nfoo: 1\n",
      ["2 unused-suppression", "4 unknown-parameter"]
    ),
    // A file, a stretch of it.
    ("# reqlint: ignore-file[unknown-parameter]\nmodel: gpt-4o\nfoo: 1\nbar: 1\n", ["2 hidden"]),
    ("model: gpt-4o\nfoo: 1\nbar: 1 # reqlint: ignore-file[unknown-parameter]\n", ["2 hidden"]),
    (
      "# reqlint: ignore-start[unknown-parameter]\nmodel: gpt-4o\nfoo: 1\n# reqlint: ignore-end\nbar: 1\n",
      ["5 unknown-parameter", "1 hidden"]
    ),
    (
      "# reqlint: ignore-start[unknown-parameter]\nmodel: gpt-4o\nfoo: 1\n# reqlint: ignore-end[unknown-parameter]\nbar: 1\n",
      ["5 unknown-parameter", "1 hidden"]
    ),
    (
      "model: gpt-4o\nfoo: 1\n# reqlint: ignore-start[unknown-parameter]\nbar: 1\nbaz: 1\n",
      ["2 unknown-parameter", "2 hidden"]
    ),
    (
      "model: gpt-4o\n# reqlint: ignore-end\nfoo: 1 # reqlint: ignore[unknown-parameter]\n",
      ["2 unused-suppression", "1 hidden"]
    ),
    ("# reqlint: ignore-start[unknown-parameter]\nmodel: gpt-4o\n# reqlint: ignore-end\n", ["1 unused-suppression"]),
    // What is in a text is no comment.
    (
      "model: gpt-4o\nuser: |\n  # reqlint: ignore-file[unknown-parameter]\nfoo: '# reqlint: ignore[unknown-parameter]'\n",
      ["2 deprecated-parameter", "4 unknown-parameter"]
    ),
    // In a text of several lines the line where it begins counts.
    (
      "url: https://api.openai.com/v1/chat/completions\n# reqlint: ignore[unknown-parameter]\nbody: |\n  {\"model\": \"gpt-4o\",\n   \"foo\": 1,\n   \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}\n",
      ["1 hidden"]
    ),
    // Of a broken file, and of rules that do not speak, nothing is said.
    ("model: gpt-4o # reqlint: ignore[wrong-type]\nstop: [a\n", ["2 invalid-yaml"]),
    ("model: gpt-4o # reqlint: ignore[duplicate-key]\n", []),
    ("model: gpt-4o # reqlint: ignore[wrong-type, unused-suppression]\n", ["1 hidden"]),
    // Comments that are none.
    ("model: gpt-4o # reqlint: ignore the next line\n", ["1 invalid-comment"]),
    ("model: gpt-4o # reqlint: ignore[]\n", ["1 invalid-comment"]),
    ("model: gpt-4o # reqlint: ignore[wrong-type\n", ["1 invalid-comment"]),
    ("model: gpt-4o # reqlint: ingore[wrong-type]\n", ["1 invalid-comment"]),
    ("model: gpt-4o # reqlint: ignore[wrng-type]\n", ["1 invalid-comment"]),
    ("model: gpt-4o # reqlint: this is checked\n", []),
    ("model: gpt-4o # reqlint: api=openai/chat-completions\n", []),
    ("model: gpt-4o # see reqlint: ignore[wrong-type]\n", []),
  ])
  func `comments say what is not told`(_ text: String, _ wanted: [String]) {
    var levels = RuleLevels()
    levels.levels["duplicate-key"] = .off
    let isWhole = text.contains("body:") || text.contains("stop: [")
    let found = told(isWhole ? text : text + Self.ending, levels)
    #expect(found == wanted)
  }

  @Test(arguments: [
    (nil, ["1 unknown-parameter", "2 hidden"]), ("", ["1 unknown-parameter", "1 unknown-value", "1 unknown-value"]),
    ("/messages/0/role", ["1 unknown-parameter", "1 unknown-value", "1 hidden"]),
    ("/messages/*/role", ["1 unknown-parameter", "2 hidden"]), ("/messages/**", ["1 unknown-parameter", "2 hidden"]),
    ("/**", ["1 unknown-parameter", "2 hidden"]),
    ("/messages", ["1 unknown-parameter", "1 unknown-value", "1 unknown-value"]),
    ("/messages/*", ["1 unknown-parameter", "1 unknown-value", "1 unknown-value"]),
  ])
  func `an item of the configuration is for a place`(_ pointer: String?, _ wanted: [String]) {
    let entry = IgnoreEntry(index: 0, rule: "unknown-value", pointer: pointer.flatMap { PointerPattern($0) })
    let text = "{foo: 1, model: gpt-4o, messages: [{role: usr, content: hi}, {role: usr, content: ho}]}"
    #expect(told(text, entries: [entry]) == wanted)
  }

  @Test(arguments: [
    (IgnoreEntry.Record.customID("a"), true), (.customID("b"), false), (.line(3), true), (.line(4), false),
  ])
  func `an item of the configuration may be for one line`(_ record: IgnoreEntry.Record, _ isHidden: Bool) {
    let text =
      #"{"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "gpt-4o", "foo": 1, "messages": [{"role": "user", "content": "hi"}]}}"#
    var ledger = BatchLedger()
    ledger.record = (3, 0)
    let linter = Linter(
      facts: .embedded, settings: LintSettings(today: Day("2026-06-01") ?? Day(secondsSince1970: 0)))
    let sieve = Sieve(entries: [IgnoreEntry(index: 7, rule: "unknown-parameter", record: record)])
    let verdict = linter.lint(Document.parse(SourceText(text), as: .json), &ledger, sieve)
    #expect(verdict.hidden == (isHidden ? [.entry(7)] : []))
  }

  // MARK: Writing comments

  @Test(arguments: [
    ("model: gpt-4o\nfoo: 1\n", "model: gpt-4o\nfoo: 1  # reqlint: ignore[unknown-parameter] why\n"),
    ("model: x\nfoo: 1", "model: x\nfoo: 1  # reqlint: ignore[unknown-parameter] why"),
    ("model: x\r\nfoo: 1\r\n  \r\n", "model: x\r\nfoo: 1  # reqlint: ignore[unknown-parameter] why\r\n  \r\n"),
    ("foo: 1 # ours\r\nmodel: x\r\n", "# reqlint: ignore[unknown-parameter] why\r\nfoo: 1 # ours\r\nmodel: x\r\n"),
    (
      "foo: 1 # reqlint: ignore[wrong-type] x\nmodel: x\n",
      "foo: 1 # reqlint: ignore[wrong-type, unknown-parameter] x\nmodel: x\n"
    ),
    (
      "# reqlint: ignore[wrong-type] x\nfoo: 1\nmodel: x\n",
      "# reqlint: ignore[wrong-type, unknown-parameter] x\nfoo: 1\nmodel: x\n"
    ),
    ("foo: |\n  a\nmodel: x\n", "# reqlint: ignore[unknown-parameter] why\nfoo: |\n  a\nmodel: x\n"),
    ("foo: one\n  two\nmodel: x\n", "# reqlint: ignore[unknown-parameter] why\nfoo: one\n  two\nmodel: x\n"),
    ("\u{FEFF}foo: 1 # a\nmodel: x\n", "\u{FEFF}# reqlint: ignore[unknown-parameter] why\nfoo: 1 # a\nmodel: x\n"),
    (
      "user: |\n  x\nfoo: 1 # a\nmodel: x\n",
      "user: |\n  x\n# reqlint: ignore[unknown-parameter] why\nfoo: 1 # a\nmodel: x\n"
    ),
    (
      "{model: x, n: 900, foo: 1,\n}\n",
      "{model: x, n: 900, foo: 1,  # reqlint: ignore[out-of-range, unknown-parameter] why\n}\n"
    ),
  ])
  func `a comment is written where it counts`(_ text: String, _ wanted: String) {
    let source = SourceText(text)
    let document = Document.parse(source, as: .yaml)
    var settings = Self.settings
    settings.levels.selected = ["unknown-parameter", "out-of-range", "unused-suppression"]
    settings.levels.levels["unused-suppression"] = .off
    let linter = Linter(facts: .embedded, settings: settings)
    let findings = linter.lint(document).diagnostics
    #expect(!findings.isEmpty)
    let (edits, rest) = document.ignoring(findings, reason: "why")
    #expect(rest.isEmpty)
    let new = source.applying(edits)
    #expect(new.text(ByteRange(0, .max)) == wanted)
    #expect(linter.lint(Document.parse(new, as: .yaml)).diagnostics == [])
  }

  @Test func `in JSON, and where YAML is broken, there is no place for a comment`() {
    for (text, format) in [(#"{"model": "x", "foo": 1}"#, Document.Format.json), ("model: x\nfoo: [1\n", .yaml)] {
      let document = Document.parse(SourceText(text), as: format)
      let findings = Linter(facts: .embedded, settings: Self.settings).lint(document).diagnostics
      let outcome = document.ignoring(findings, reason: "")
      #expect(!findings.isEmpty && outcome.edits.isEmpty && outcome.rest == findings)
    }
  }
}
