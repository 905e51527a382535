import Configuration
import Facts
import FileDiscovery
import Linting
import SourceText
import Testing

/// What is understood counts, and what is not is told with its place and left out.
@Suite struct DecodingTests {
  /// A configuration with « and » around what is found in it, in this order; and words of the messages.
  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    let says: [String]

    init(_ text: String, saying says: String...) {
      (self.text, self.says) = (text, says)
    }

    var testDescription: String { text }
  }

  @Test(arguments: [
    "", "\n\n", "# nothing yet\n", "---\n", "null\n", "{}\n", "\u{FEFF}rules: {unknown-model: off}\n",
    "files:\n  prompts/: {provider: openai, endpoint: chat-completions, model: gpt-4o}\n",
    "files: {'*.prompt': {}}\n", "files: {'a/**/[bc]?.txt': {model: whatever}}\n",
    "files: {'*.json': {provider: ollama, server: 0.5.1}}\n", "files: {'*.json': {server: v0.33.0-rc2}}\n",
    "files: {'*.json': {server: '0.10'}}\n", "files: {'*.json': {provider: ollama, model: my-own:latest}}\n",
    "rules: {unknown-model: error, retired-model: warning, duplicate-key: info, wrong-type: hint, wrong-length: off}\n",
    "models: {mine: {like: openai/gpt-4.1}}\n", "models: {mine: {provider: openai, context_window: 5}}\n",
    "models: {mine: {provider: openai, like: gpt-4.1, max_output: null, capabilities: {vision: false}}}\n",
    "models: {gpt-4o: {provider: telekom, like: openai/gpt-4o, max_output: {value: 5, source: a, checked: 2026-11-21}}}\n",
    "models: {mine: {provider: openai}}\nfiles: {a: {provider: openai, model: mine}}\n",
    "limits: {tpm: 30000, tpd: 1000000, rpm: 500, rpd: 0, enqueued_tokens: 90000}\n",
    "exclude: [fixtures/, '*.tmp.json', '!keep.tmp.json']\n", "exclude: []\n",
    "files: {'*.json': {rules: {wrong-type: off, unknown-model: hint}}}\n", "baseline: old/base.json\n",
    "ignore: [{files: a/, rule: wrong-type, pointer: '', reason: ours}]\n", "ignore: []\n",
    "ignore:\n  - {files: '*.jsonl', rule: wrong-type, pointer: /messages/*/content/**, custom_id: a}\n",
    "ignore:\n  - {files: a.jsonl, rule: wrong-type, line: 3}\n",
  ])
  func `what means something is taken without a word`(_ text: String) {
    #expect(configuration(text).diagnostics.map(\.message) == [])
  }

  @Test(arguments: [
    Row("«files»\n", saying: "a mapping is expected"),
    Row("«[files]»\n", saying: "a mapping is expected"),
    Row("«exlude»: []\n", saying: "unknown key `exlude`; did you mean `exclude`?"),
    Row(
      "«surprise»: x\n",
      saying:
        "unknown key `surprise`; there are `baseline`, `compare`, `exclude`, `extends`, `files`, `ignore`, `limits`, `models`, `required-facts`, `required-version` and `rules`"
    ),
    Row("rules: {}\n«rules»: {}\n", saying: "set twice"),
    Row("rules: {}\n---\n«rules: {}»\n", saying: "one document"),
    Row("baseline: «[a]»\n", saying: "`baseline` is no text"),
    Row("files: {a: {rules: {«wrong-typ»: off}}}\n", saying: "did you mean `wrong-type`?"),
    Row("files: {a: {rules: {wrong-type: «of»}}}\n", saying: "did you mean `off`?"),
    Row("ignore: «{files: a}»\n", saying: "`ignore` is no list"),
    Row("ignore: [«{files: a}»]\n", saying: "needs the `files` that it is for, and the `rule`"),
    Row("ignore: [{files: a, «rul»: wrong-type}]\n", saying: "did you mean `rule`?"),
    Row("ignore: [{files: a, rule: «wrong-typ»}]\n", saying: "did you mean `wrong-type`?"),
    Row("ignore: [{files: «'a['», rule: wrong-type}]\n", saying: "is no pattern"),
    Row("ignore: [{files: a, rule: wrong-type, pointer: «body/n»}]\n", saying: "begins with a slash"),
    Row("ignore: [{files: a, rule: wrong-type, custom_id: «1»}]\n", saying: "`custom_id` is no text"),
    Row("ignore: [«{files: a, rule: wrong-type, custom_id: a, line: 1}»]\n", saying: "and this names both"),
    Row("files: «[prompts/]»\n", saying: "`files` is no mapping"),
    Row("files: {a: «openai»}\n", saying: "a mapping is expected"),
    Row("files: {«'a['»: {}}\n", saying: "is no pattern"),
    Row("files: {«'a\\'»: {}}\n", saying: "is no pattern"),
    Row("files: {«''»: {}}\n", saying: "is no pattern"),
    Row("files: {«'#a'»: {}}\n", saying: "is no pattern"),
    Row("files: {«'!a'»: {}}\n", saying: "`!` takes back"),
    Row("files: {a: {«providr»: openai}}\n", saying: "did you mean `provider`?"),
    Row("files: {a: {provider: «5»}}\n", saying: "`provider` is no text"),
    Row("files: {a: {provider: «opnai»}}\n", saying: "there is no provider `opnai`; did you mean `openai`?"),
    Row("files: {a: {provider: «opnai», endpoint: embedings}}\n", saying: "no provider"),
    Row("files: {a: {endpoint: «embeddings»}}\n", saying: "none is named here"),
    Row(
      "files: {a: {provider: openai, endpoint: «embedings»}}\n",
      saying: "OpenAI has no endpoint `embedings`; did you mean `embeddings`?"),
    Row(
      "files: {a: {provider: openai, model: «gpt-4oo»}}\n",
      saying: "no model `gpt-4oo` is known at OpenAI; did you mean `gpt-4o`?"),
    Row("files: {a: {server: «0.10»}}\n", saying: "a number to YAML"),
    Row("files: {a: {server: «latest»}}\n", saying: "no version such as 0.5.1"),
    Row("files: {a: {server: «5.x»}}\n", saying: "no version"),
    Row("files: {a: {server: «[0, 5]»}}\n", saying: "no version"),
    Row("rules: {«unkown-model»: off}\n", saying: "there is no rule `unkown-model`; did you mean `unknown-model`?"),
    Row("rules: {«zzz»: off}\n", saying: "there is no rule `zzz`"),
    Row(
      "rules: {unknown-model: «warn»}\n",
      saying: "`warn` is no level; there are `error`, `hint`, `info`, `off` and `warning`"),
    Row("rules: {unknown-model: «errr»}\n", saying: "did you mean `error`?"),
    Row("rules: {unknown-model: «false»}\n", saying: "the level of a rule is error, warning, info, hint or off"),
    Row("rules: {unknown-model: «null»}\n", saying: "the level"),
    Row("models: {mine: «openai/gpt-4.1»}\n", saying: "is no mapping of facts"),
    Row("models: {«mine»: {max_output: 5}}\n", saying: "needs a `provider`, or a model that it is `like`"),
    Row("models: {mine: {provider: openai, «lik»: gpt-4.1}}\n", saying: "did you mean `like`?"),
    Row("models: {mine: {like: «[a]»}}\n", saying: "`like` is no text"),
    Row("models: {mine: {like: «gpt-4.1»}}\n", saying: "as in PROVIDER/MODEL"),
    Row(
      "models: {mine: {like: «opnai/gpt-4.1»}}\n", saying: "as in PROVIDER/MODEL; did you mean `openai/gpt-4.1`?"),
    Row(
      "models: {mine: {like: «openai/gpt-4.11»}}\n",
      saying: "no model `gpt-4.11` is known at OpenAI; did you mean `openai/gpt-4.1`?"),
    Row("models: {mine: {provider: openai, like: «gpt-4.11»}}\n", saying: "did you mean `gpt-4.1`?"),
    Row("models: {mine: {provider: openai, context_window: «many»}}\n", saying: "`context_window` is no whole number"),
    Row("models: {mine: {provider: openai, retires: «soon»}}\n", saying: "`retires` is no day"),
    Row("models: {mine: {provider: openai, «contextwindow»: 5}}\n", saying: "did you mean `context_window`?"),
    Row("limits: «5»\n", saying: "a mapping is expected"),
    Row("limits: {tpm: «lots»}\n", saying: "`tpm` is no whole number"),
    Row("limits: {tpm: «-1»}\n", saying: "`tpm` is no whole number"),
    Row("limits: {«tmp»: 1}\n", saying: "did you mean `tpm`?"),
    Row("exclude: «fixtures/»\n", saying: "`exclude` is no list"),
    Row("exclude: [«5»]\n", saying: "a pattern of `exclude` is a text"),
    Row("exclude: [«'[a'»]\n", saying: "is no pattern"),
    Row("exclude: &a [x]\nfiles: {b: «*a»}\n", saying: "an alias stands here"),
  ])
  func `what means nothing is told, with its place and what was meant`(_ row: Row) {
    let marked = Marked(row.text)
    let diagnostics = configuration(marked.text).diagnostics
    #expect(diagnostics.map(\.range) == marked.ranges, "\(diagnostics.map(\.message))")
    for (diagnostic, words) in zip(diagnostics, row.says) {
      #expect(diagnostic.message.contains(words), "\(diagnostic.message)")
    }
  }

  @Test(arguments: [
    ("exlude: [a/]\n", "exclude: [a/]\n"),
    ("\"exlude\": [a/]\n", "\"exclude\": [a/]\n"),
    ("files: {a: {provider: 'opnai'}}\n", "files: {a: {provider: 'openai'}}\n"),
    ("rules: {unkown-model: off, wrong-type: \"of\"}\n", "rules: {unknown-model: off, wrong-type: \"off\"}\n"),
  ])
  func `a slip is mended by its fixes`(_ text: String, _ mended: String) {
    let edits = configuration(text).diagnostics.flatMap { $0.fixes.first?.edits ?? [] }
    #expect(String(decoding: SourceText(text).applying(edits).bytes, as: UTF8.self) == mended)
  }

  @Test func `a key that is meant and there already is not named a second time`() {
    let diagnostics = configuration("exclude: []\nexlude: []\n").diagnostics
    #expect(diagnostics.map(\.fixes.isEmpty) == [true])
  }

  @Test func `what is right counts beside what is wrong`() {
    let configuration = configuration(
      """
      exlude: [b]
      exclude: [a, "[", c/]
      files:
        x: {provider: opnai, endpoint: embeddings}
        y: {provider: openai, endpoint: embedings}
      rules: {unkown-model: off, retired-model: off, wrong-type: wrong}
      limits: {tpm: few, rpm: 5}
      models: {mine: {provider: openai, max_output: 7, context_window: many}, yours: {}}
      """)
    #expect(configuration.excludes("/p/a", .file) && configuration.excludes("/p/c", .folder))
    #expect(!configuration.excludes("/p/b", .file))
    #expect(configuration.content.entries.map(\.api) == [DeclaredAPI(), DeclaredAPI(provider: "openai")])
    #expect(configuration.content.levels.levels == ["retired-model": .off])
    #expect(configuration.content.limits.requestsPerMinute == 5 && configuration.content.limits.tokensPerMinute == nil)
    let profile = configuration.profile("mine")
    #expect(profile?.maxOutput?.value == 7 && profile?.contextWindow == nil)
    #expect(configuration.profile("yours")?.isKnown == false)
  }

  @Test func `what stands before a break of the syntax counts, and guesses behind it are not told`() {
    let configuration = configuration("exclude: [a]\nrules:\n  retired-model: off\n  unknown-model: \"of\n  x: y\n")
    #expect(configuration.diagnostics.map(\.rule) == ["invalid-yaml"])
    #expect(configuration.excludes("/p/a", .file))
    #expect(configuration.content.levels["retired-model"] == .off)
  }

  @Test(.timeLimit(.minutes(30)))
  func `hostile text is read in time`() {
    let bomb = "a: &a [x, x]\n" + (1...60).map { "b\($0): &b\($0) [*\($0 == 1 ? "a" : "b\($0 - 1)"), *a]\n" }.joined()
    #expect(!configuration(bomb).diagnostics.isEmpty)
    let deep = String(repeating: "files: {a: ", count: 1) + String(repeating: "[", count: 100_000)
    #expect(!configuration(deep).diagnostics.isEmpty)
    let wide = "rules:\n" + (1...5_000).map { "  unknown-modle\($0): off\n" }.joined()
    #expect(!configuration(wide).diagnostics.isEmpty)
    #expect(!configuration("\u{0}\u{1}").diagnostics.isEmpty)
    #expect(
      !Configuration([0xFF, 0xFE, 0x61], path: "/p/.reqlint.yaml", facts: .embedded).diagnostics.isEmpty)
  }
}

/// The configuration of the folder `/p`.
func configuration(_ text: String) -> Configuration {
  Configuration(ContiguousArray(text.utf8), path: "/p/.reqlint.yaml", facts: .embedded)
}

extension Configuration {
  /// What is known of a model of OpenAI's under this configuration.
  func profile(_ name: String, at provider: String = "openai") -> ModelProfile? {
    facts.provider(provider).map { facts.profile(of: name, at: $0) }
  }
}

/// A text with « and » around the places that a test asks for.
struct Marked {
  let text: String
  /// In bytes of `text`.
  let ranges: [ByteRange]

  init(_ marked: String) {
    var text = ""
    var ranges: [ByteRange] = []
    var start = 0
    for character in marked {
      switch character {
      case "«": start = text.utf8.count
      case "»": ranges.append(ByteRange(start, text.utf8.count))
      default: text.append(character)
      }
    }
    self.text = text
    self.ranges = ranges
  }
}
