import Testing

/// What the flags about rules and models do to a run.
@Suite struct RuleFlagTests {
  /// With a finding each of deprecated-parameter (info), duplicate-key (warning) and unknown-parameter (error).
  static let payload =
    #"{"model": "gpt-4o", "user": "a", "n": 1, "n": 1, "temperture": 1, "messages": [{"role": "user", "content": "Hi"}]}"#

  /// The flags, what is found, and the exit status.
  struct Row: Sendable, CustomTestStringConvertible {
    let flags: [String]
    let finds: [String]
    let status: Int32

    init(_ flags: String..., finding finds: [String], ends status: Int32) {
      (self.flags, self.finds, self.status) = (flags, finds, status)
    }

    var testDescription: String { flags.joined(separator: " ") }
  }

  @Test(arguments: [
    Row(
      finding: ["info deprecated-parameter", "warning duplicate-key", "error unknown-parameter"], ends: 1),
    Row("--select", "duplicate-key", finding: ["warning duplicate-key"], ends: 0),
    Row(
      "--select", "duplicate-key,unknown-parameter", finding: ["warning duplicate-key", "error unknown-parameter"],
      ends: 1),
    Row(
      "--select", "duplicate-key", "--select", "unknown-parameter",
      finding: ["warning duplicate-key", "error unknown-parameter"], ends: 1),
    Row("--select", "wrong-type", finding: [], ends: 0),
    Row("--ignore", "unknown-parameter", finding: ["info deprecated-parameter", "warning duplicate-key"], ends: 0),
    Row("--ignore", "unknown-parameter, duplicate-key", finding: ["info deprecated-parameter"], ends: 0),
    Row("--select", "duplicate-key", "--ignore", "duplicate-key", finding: [], ends: 0),
    Row(
      "--ignore", "unknown-parameter", "--severity", "duplicate-key=error",
      finding: ["info deprecated-parameter", "error duplicate-key"], ends: 1),
    Row(
      "--severity", "duplicate-key=hint,unknown-parameter=warning", "--severity", "deprecated-parameter=off",
      finding: ["hint duplicate-key", "warning unknown-parameter"], ends: 0),
    Row(
      "--ignore", "openai/unknown-parameter", finding: ["info deprecated-parameter", "warning duplicate-key"], ends: 0),
    Row(
      "--ignore", "ollama/*,anthropic/unknown-parameter",
      finding: ["info deprecated-parameter", "warning duplicate-key", "error unknown-parameter"], ends: 1),
    Row(
      "--severity", "openai/body=hint,unknown-parameter=warning",
      finding: ["hint deprecated-parameter", "warning duplicate-key", "hint unknown-parameter"], ends: 0),
    Row("--select", "openai/unknown-*", finding: ["error unknown-parameter"], ends: 1),
    Row("--ignore", "*", "--severity", "openai/unknown-*=warning", finding: ["warning unknown-parameter"], ends: 0),
    Row(
      "--severity", "wrong-type=error", "--select", "deprecated-parameter", finding: ["info deprecated-parameter"],
      ends: 0),
  ])
  func `flags choose the rules and how loudly they speak`(_ row: Row) throws {
    let folder = try Workspace(["a.json": Self.payload])
    let outcome = try Binary.run(
      ["check", "a.json", "--as-of", "2026-06-01", "--format", "concise"] + row.flags, in: folder)
    #expect(outcome.severities == row.finds, "\(outcome)")
    #expect(outcome.status == row.status)
  }

  @Test func `flags win over the configuration`() throws {
    let folder = try Workspace([
      "a.json": Self.payload,
      ".reqlint.yaml": "rules: {unknown-parameter: off, duplicate-key: error, deprecated-parameter: off}\n",
    ])
    #expect(try folder.check("a.json", "--format", "concise").severities == ["error duplicate-key"])
    let flagged = try folder.check(
      "a.json", "--format", "concise", "--severity", "unknown-parameter=warning", "--ignore", "duplicate-key")
    #expect(flagged.severities == ["warning unknown-parameter"])
    #expect(
      try folder.check("a.json", "--format", "concise", "--select", "deprecated-parameter").severities
        == ["info deprecated-parameter"])
  }

  @Test(arguments: [
    ("rules: {'openai/*': 'off', unknown-parameter: error}", ["warning duplicate-key"]),
    (
      "rules: {'ollama/*': 'off', openai/deprecated-*: warning}",
      ["warning deprecated-parameter", "warning duplicate-key", "error unknown-parameter"]
    ),
    (
      "files: {a.json: {rules: {openai/unknown-parameter: hint}}}\nrules: {openai/deprecated-parameter: 'off'}",
      ["warning duplicate-key", "hint unknown-parameter"]
    ),
  ])
  func `the configuration may speak of one provider's requests`(_ text: String, _ finds: [String]) throws {
    let folder = try Workspace(["a.json": Self.payload, ".reqlint.yaml": text + "\n"])
    #expect(try folder.check("a.json", "--format", "concise").severities == finds)
    let flagged = try folder.check("a.json", "--format", "concise", "--severity", "unknown-parameter=info")
    #expect(flagged.severities.last == "info unknown-parameter")
  }

  /// A model to judge for, a body, and what is found in it.
  struct Model: Sendable, CustomTestStringConvertible {
    let name: String
    let body: String
    let finds: [String]

    init(_ name: String, _ body: String, finding finds: String...) {
      (self.name, self.body, self.finds) = (name, body, finds)
    }

    var testDescription: String { "\(name) \(body)" }
  }

  @Test(arguments: [
    Model("gpt-4o", #"{"model": "gpt-4o", "temperature": 0.2, "messages": []}"#, finding: "wrong-length"),
    Model(
      "gpt-5", #"{"model": "gpt-4o", "temperature": 0.2, "messages": [{"role": "user", "content": "Hi"}]}"#,
      finding: "unsupported-value"),
    Model(
      "gpt-5", #"{"model": "my-own", "temperature": 0.2, "messages": [{"role": "user", "content": "Hi"}]}"#,
      finding: "unsupported-value"),
    Model(
      "gpt-5", #"{"temperature": 0.2, "messages": [{"role": "user", "content": "Hi"}]}"#, finding: "unsupported-value"),
    Model("text-embedding-ada-002", #"{"input": "Hi", "dimensions": 256}"#, finding: "unsupported-parameter"),
    Model(
      "mine", #"{"model": "x", "max_tokens": 6, "messages": [{"role": "user", "content": "Hi"}]}"#,
      finding: "output-limit"),
  ])
  func `a request is judged as if it named another model`(_ row: Model) throws {
    let folder = try Workspace([
      "a.json": row.body, ".reqlint.yaml": "models: {mine: {like: openai/gpt-4.1, max_output: 5}}\n",
    ])
    let outcome = try folder.check(
      "a.json", "--model-as", row.name, "--format", "concise", "--ignore", "deprecated-parameter")
    #expect(outcome.severities.map { $0.split(separator: " ").last.map(String.init) ?? "" } == row.finds, "\(outcome)")
  }

  @Test(arguments: [
    ["--select", "duplicate-kye"]: "there is no rule `duplicate-kye`; did you mean `duplicate-key`?",
    ["--ignore", "zzz"]: "there is no rule `zzz`; `reqlint rule` lists them",
    ["--ignore", "duplicate-key,zzz"]: "there is no rule `zzz`",
    ["--severity", "duplicate-kye=error"]: "did you mean `duplicate-key`?",
    ["--severity", "duplicate-key"]: "`--severity duplicate-key` is not of the form RULE=LEVEL",
    ["--severity", "duplicate-key=errr"]: "`errr` is no level of a rule; did you mean `error`?",
    ["--severity", "duplicate-key=loud"]: "there are error, warning, info, hint and off",
    ["--severity", "duplicate-key="]: "`` is no level of a rule",
    ["--model-as", "gpt-4oo"]: "no model `gpt-4oo` is known, and `--model-as` needs one; did you mean `gpt-4o`?",
    ["--model-as", "mine"]: "no model `mine` is known",
    ["--model-as", "gpt-4.11", "--provider", "openai"]: "no model `gpt-4.11` is known at OpenAI",
  ])
  func `a name that there is not is told and ends with 2`(_ flags: [String], _ says: String) throws {
    let outcome = try Binary.run(["check", "a.json"] + flags, in: try Workspace(["a.json": Self.payload]))
    #expect(outcome.status == 2)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains(says), "\(outcome.stderr)")
  }
}

extension Binary.Outcome {
  /// The findings of the concise format as `severity rule`.
  var severities: [String] {
    zip(stdout.split(separator: "\n"), found).map { line, found in
      let severity = line.split(separator: " ").dropFirst().first ?? ""
      return "\(severity) \(found.split(separator: " ").last ?? "")"
    }
  }
}
