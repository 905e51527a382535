import Configuration
import Facts
import Linting
import Testing

/// Words that choose rules, and rules for some files only.
@Suite struct RuleWordTests {
  @Test(arguments: [
    ("duplicate-key", ["duplicate-key"]),
    ("batches", ["batch-limit", "few-examples", "duplicate-custom-id", "mixed-batch"]),
    ("unknown-m*", ["unknown-model"]), ("duplicate-key*", ["duplicate-key"]),
  ])
  func `a word chooses rules`(_ word: String, _ rules: [String]) {
    #expect(RuleChoice(word)?.rules == rules)
  }

  @Test func `a provider before it says for whose requests`() {
    #expect(RuleChoice("ollama/unknown-m*")?.keys == ["ollama/unknown-model"])
    #expect(RuleChoice("unknown-m*")?.keys == ["unknown-model"])
  }

  @Test func `a star alone chooses every rule`() {
    #expect(RuleChoice("*")?.rules == AllRules.cards.map(\.id))
  }

  @Test(arguments: [
    "", "zzz*", "openai/", "opnai/unknown-model", "/unknown-model", "openai/a/b", "Model", "duplicate", "*-key",
    "duplicate-key ", "**",
  ])
  func `other words choose nothing`(_ word: String) {
    #expect(RuleChoice(word) == nil)
  }

  @Test func `no group is called like a rule, and each rule is in one`() {
    #expect(Set(RuleChoice.words).count == RuleChoice.words.count)
    #expect(AllRules.groups.flatMap { $0.rules.map { $0.card.id } }.sorted() == AllRules.cards.map(\.id))
    #expect(AllRules.groups.allSatisfy { !$0.rules.isEmpty && !$0.about.isEmpty })
  }

  private func level(_ rule: String, in text: String, for file: String = "/p/a.json") -> RuleLevel {
    let configuration = Configuration(ContiguousArray(text.utf8), path: "/p/.reqlint.yaml", facts: .embedded)
    #expect(configuration.diagnostics.map(\.message) == [])
    return configuration.settings(LintSettings(today: Day(secondsSince1970: 0)), for: file).levels[rule]
  }

  @Test(arguments: [
    "rules: {unknown-model: hint, model: off, unknown-*: error, '*': warning}",
    "rules: {'*': warning, unknown-*: error, model: off, unknown-model: hint}",
  ])
  func `the closest word counts, whatever the order`(_ text: String) {
    #expect(level("unknown-model", in: text) == .always(.hint))
    #expect(level("unknown-value", in: text) == .always(.error))
    #expect(level("model-name-case", in: text) == .off)
    #expect(level("duplicate-key", in: text) == .always(.warning))
  }

  @Test func `of words that are as close the last counts`() {
    #expect(level("unknown-model", in: "rules: {unknown-*: hint, 'unknown-m*': off}") == .off)
    #expect(level("unknown-model", in: "rules: {'unknown-m*': off, unknown-*: hint}") == .off)
  }

  @Test func `files have levels of their own, and of several patterns the first that names a rule counts`() {
    let text = """
      rules: {unknown-model: error, wrong-type: error, wrong-length: error}
      files:
        tests/broken/: {rules: {unknown-model: off}}
        tests/: {rules: {unknown-model: hint, model: warning, wrong-type: hint}}
        '*.json': {provider: openai}
      """
    let file = "/p/tests/broken/a.json"
    #expect(level("unknown-model", in: text, for: file) == .off)
    #expect(level("retired-model", in: text, for: file) == .always(.warning))
    #expect(level("wrong-type", in: text, for: file) == .always(.hint))
    #expect(level("wrong-length", in: text, for: file) == .always(.error))
    #expect(level("unknown-model", in: text, for: "/p/a.json") == .always(.error))
    let configuration = Configuration(ContiguousArray(text.utf8), path: "/p/.reqlint.yaml", facts: .embedded)
    #expect(configuration.entry(for: file)?.glob == "*.json")
    // Levels alone make no file one that is always read.
    #expect(configuration.entry(for: "/p/tests/readme.md") == nil)
  }
}
