import Testing

/// Command lines with slips in them, and the one without a word.
@Suite struct UsageTests {
  @Test(arguments: [
    ["chek"]: "check", ["modles"]: "models", ["check", "--fxi"]: "--fix",
    ["check", "--selct", "wrong-type"]: "--select",
    ["check", "--fail_on", "error"]: "--fail-on",
    ["--versoin"]: "--version", ["fix", "--unsafe-fixs", "a.json"]: "--unsafe-fixes",
    ["fix", "--unsafe"]: "--unsafe-fixes",
  ])
  func `what was probably meant is told`(_ words: [String], _ meant: String) throws {
    let outcome = try Binary.run(words, in: Workspace())
    #expect(outcome.status == 2)
    #expect(outcome.stderr.hasSuffix("reqlint: did you mean `\(meant)`?\n"), "\(outcome.stderr)")
    #expect(!outcome.stderr.contains("Did you mean"))
  }

  @Test(arguments: ["check", "fix", "config"])
  func `the usage of a command is its own`(_ command: String) throws {
    let outcome = try Workspace().run(command, "--zzzzzz")
    #expect(outcome.stderr.contains("\nUsage: reqlint \(command) "), "\(outcome.stderr)")
  }

  @Test(arguments: [["zzzzzz"], ["check", "--zzzzzz"], ["check", "--", "--fxi"]])
  func `where that is not clear, nothing is guessed`(_ words: [String]) throws {
    let outcome = try Binary.run(words, in: Workspace())
    #expect(outcome.status == 2)
    #expect(!outcome.stderr.contains("did you mean"), "\(outcome.stderr)")
  }

  @Test func `without a word the current folder is linted`() throws {
    let folder = try Workspace([
      "a.json": #"{"model": "gpt-4o", "stram": true, "messages": [{"role": "user", "content": "Hi"}]}"#
    ])
    let bare = try folder.run()
    #expect(bare.status == 1)
    #expect(bare.stdout.contains("error[unknown-parameter]"))
    #expect(try Workspace().run().status == 2)
  }

  @Test func `a configuration may be chosen, or none`() throws {
    let folder = try Workspace([
      "a/x.json": Payload.bad, "a/.reqlint.yaml": "rules: {unknown-parameter: warning}\n",
      "b/own.yaml": "rules: {body: hint}\nexclude: [a/left.json]\nextends: more.yaml\n", "b/more.yaml": "",
      "a/left.json": Payload.bad,
    ])
    let name = "unknown-parameter"
    #expect(try folder.check("a/x.json", "--format", "concise").severities == ["warning \(name)"])
    #expect(try folder.check("--isolated", "--format", "concise").severities == ["error \(name)", "error \(name)"])
    let chosen = try folder.check("--config", "b/own.yaml", "--format", "concise")
    #expect(chosen.severities == ["hint \(name)"], "\(chosen)")
    #expect(try folder.run("config", "a/x.json", "--config", "b/own.yaml").stdout.contains("b/more.yaml"))
    for (flags, says) in [
      (["--config", "absent.yaml"], "`absent.yaml` does not exist"), (["--config", "b"], "it is a folder"),
      (["--config", "b/own.yaml", "--isolated"], "`--isolated` means no configuration"),
    ] {
      let outcome = try Binary.run(["check"] + flags, in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.stderr.contains(says), "\(outcome.stderr)")
    }
  }

  /// Flags, and what is found in a/n/x.json and b/y.json, of which the first has a configuration, in a.
  @Test(arguments: [
    (["--set", "rules: {unknown-parameter: hint}"], ["hint", "hint"]),
    (["--set", "rules: {unknown-parameter: hint}", "--set", "rules: {unknown-parameter: info}"], ["info", "info"]),
    (["--set", "rules: {unknown-parameter: hint}", "--severity", "unknown-parameter=info"], ["info", "info"]),
    (["--set", "files: {x.json: {rules: {unknown-parameter: off}}}"], ["error"]),
    (["--set", "limits: {tpm: 9000}"], ["warning", "error"]), (["--set", "exclude: [/a/]"], ["error"]),
    (["--set", "exclude: ['y.*']"], ["warning"]),
    (["--set", "ignore: [{files: y.json, rule: unknown-parameter}]"], ["warning"]),
    (["--set", "baseline: b/base.json"], []),
    (["--set", "extends: b/more.yaml"], ["info", "info"]),
    (["--set", "extends: b/more.yaml", "--isolated"], ["info", "info"]),
    (["--set", "rules: {unknown-parameter: info}", "--config", "b/more.yaml"], ["info", "info"]),
    (["--set", ""], ["warning", "error"]),
  ])
  func `a part of a configuration may be set for one run`(_ flags: [String], _ severities: [String]) throws {
    let folder = try Workspace([
      "a/n/x.json": Payload.bad, "a/.reqlint.yaml": "rules: {unknown-parameter: warning}\n", "b/y.json": Payload.bad,
      "b/more.yaml": "rules: {unknown-parameter: info}\n",
    ])
    _ = try folder.check("--write-baseline", "b/base.json")
    let outcome = try Binary.run(["check", "--as-of", "2026-06-01", "--format", "concise", "."] + flags, in: folder)
    #expect(outcome.severities == severities.map { "\($0) unknown-parameter" }, "\(outcome)")
    #expect(outcome.stderr == "")
  }

  @Test(arguments: [
    (
      "rules: {unkown-model: off}",
      "in `--set 'rules: {unkown-model: off}'`: there is no rule `unkown-model`; did you mean `unknown-model`?"
    ),
    ("rule: {}", "did you mean `rules`?"), ("rules: {", "in `--set 'rules: {'`: "), ("rules", "in `--set 'rules'`: "),
  ])
  func `what cannot be set is said`(_ text: String, _ says: String) throws {
    let outcome = try Workspace(["a.json": Payload.good]).check("--set", text)
    #expect(outcome.status == 2)
    #expect(outcome.stderr.contains(says), "\(outcome.stderr)")
  }

  @Test func `the mistakes in what a configuration extends are told once, in its own file`() throws {
    let folder = try Workspace([
      "a.json": Payload.good, "b.json": Payload.good, ".reqlint.yaml": "extends: [base.yaml, absent.yaml]\n",
      "base.yaml": "rules: {unkown-model: off}\n",
    ])
    let outcome = try folder.check("--format", "concise", "a.json", "b.json")
    #expect(outcome.found == ["base.yaml:1:9 invalid-configuration", ".reqlint.yaml:1:22 invalid-configuration"])
    #expect(outcome.status == 1)
  }

  @Test func `groups and starts of names choose rules`() throws {
    let folder = try Workspace(["a.json": RuleFlagTests.payload])
    func found(_ flags: String...) throws -> [String] {
      try Binary.run(["check", "a.json", "--as-of", "2026-06-01", "--format", "concise"] + flags, in: folder).severities
    }
    #expect(try found("--select", "syntax") == ["warning duplicate-key"])
    #expect(try found("--select", "unknown-*,deprecated-*").count == 2)
    #expect(try found("--ignore", "body") == ["warning duplicate-key"])
    #expect(
      try found("--severity", "body=hint,unknown-parameter=error", "--ignore", "syntax").sorted() == [
        "error unknown-parameter", "hint deprecated-parameter",
      ])
    let listed = try folder.run("rule", "batches").stdout.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(listed == ["batch-limit", "duplicate-custom-id", "few-examples", "mixed-batch"])
    #expect(try Binary.run(["check", "--select", "sintax"], in: folder).stderr.contains("did you mean `syntax`?"))
  }
}
