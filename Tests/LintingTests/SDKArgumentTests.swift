import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What becomes of `extra_body`, in the forms in which people write it.
struct SDKArgumentTests {
  @Test(arguments: [
    (
      "{\n  \"model\": \"gpt-4o\",\n  \"extra_body\": {\n    \"store\": true,\n    \"top_p\": 1\n  },\n  \"messages\": []\n}",
      "{\n  \"model\": \"gpt-4o\",\n  \"store\": true,\n  \"top_p\": 1,\n  \"messages\": []\n}"
    ),
    (
      #"{"model": "gpt-4o", "messages": [], "extra_body": {"store": true, "metadata": {"a": "}"}}}"#,
      #"{"model": "gpt-4o", "messages": [], "store": true, "metadata": {"a": "}"}}"#
    ),
  ])
  func `its members move one level up in JSON`(_ text: String, _ fixed: String) {
    #expect(mended(text, .json) == fixed)
  }

  @Test(arguments: [
    (
      "model: gpt-4o\nextra_body:\n  store: true\n  metadata:\n    a: |\n      text\n      more\nmessages: []\n",
      "model: gpt-4o\nstore: true\nmetadata:\n  a: |\n    text\n    more\nmessages: []\n"
    ),
    (
      "model: gpt-4o\nextra_body: {store: true, top_p: 1}\nmessages: []\n",
      "model: gpt-4o\nstore: true\ntop_p: 1\nmessages: []\n"
    ),
    (
      "{model: gpt-4o, extra_body: {store: true, top_p: 1}, messages: []}\n",
      "{model: gpt-4o, store: true, top_p: 1, messages: []}\n"
    ),
  ])
  func `its members move one level up in YAML`(_ text: String, _ fixed: String) {
    #expect(mended(text, .yaml) == fixed)
  }

  /// The text with the only fix applied, where its members are moved; else the fix's title.
  @Test(arguments: [
    #"{"model": "gpt-4o", "messages": [], "store": false, "extra_body": {"store": true}}"#,
    #"{"model": "gpt-4o", "messages": [], "extra_body": {}}"#, #"{"model": "gpt-4o", "messages": [], "extra_body": 5}"#,
    #"{"model": "gpt-4o", "messages": [], "timeout": 5}"#,
  ])
  func `where there is nothing to move, removing it is offered`(_ text: String) {
    #expect(findings(in: text, .json).flatMap { $0.fixes.map(\.title) } == ["remove it"])
  }

  private func mended(_ text: String, _ format: Document.Format) -> String? {
    guard let fix = findings(in: text, format).first?.fixes.first, fix.safety == .safe else { return nil }
    var bytes = Array(text.utf8)
    for edit in fix.edits.sorted(by: { $0.range.lower > $1.range.lower }) {
      bytes.replaceSubrange(edit.range.lower..<edit.range.upper, with: Array(edit.text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func findings(in text: String, _ format: Document.Format) -> [Diagnostic] {
    let settings = LintSettings(
      provider: "openai", endpoint: "chat-completions", today: Day(secondsSince1970: 1_795_219_200))
    let found = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(text), as: format))
      .diagnostics
    return found.filter { $0.rule == "sdk-argument" }
  }
}
