import Foundation
import Testing

/// What is found and not told: comments, `ignore:` and `rules:` of the configuration, `--add-ignore`.
@Suite struct SuppressionTests {
  private static let line =
    #"{"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": \#(Payload.bad)}"#
  private static let yaml = "model: gpt-4o\ntemperture: 1\nmessages: [{role: user, content: Hi}]\n"

  private func check(_ folder: Workspace, _ arguments: String...) throws -> Binary.Outcome {
    try Binary.run(["check", "--as-of", "2026-06-01", "--format", "concise"] + arguments, in: folder)
  }

  /// A folder's files, what is found in it, and words of what standard error says.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let files: [String: String]
    let finds: [String]

    init(_ name: String, _ files: [String: String], finding finds: [String] = []) {
      (testDescription, self.files, self.finds) = (name, files, finds)
    }
  }

  @Test(arguments: [
    Row("a comment", ["a.yaml": yaml.replacing("1", with: "1 # reqlint: ignore[unknown-parameter]")]),
    Row("an item", [".reqlint.yaml": "ignore: [{files: a.json, rule: unknown-parameter}]\n", "b/a.json": Payload.bad]),
    Row(
      "an item for a folder",
      [".reqlint.yaml": "ignore: [{files: b/, rule: unknown-parameter}]\n", "b/c/a.json": Payload.bad]),
    Row(
      "an item for a file and a folder of one name",
      [".reqlint.yaml": "ignore: [{files: /b, rule: unknown-parameter}]\n", "b/c/a.json": Payload.bad]),
    Row(
      "an item for another place",
      [
        ".reqlint.yaml": "ignore: [{files: a.json, rule: unknown-parameter, pointer: /temperatur}]\n",
        "a.json": Payload.bad,
      ],
      finding: ["a.json:1:21 unknown-parameter", ".reqlint.yaml:1:10 unused-suppression"]),
    Row(
      "items for lines",
      [
        ".reqlint.yaml":
          "ignore:\n  - {files: a.jsonl, rule: unknown-parameter, custom_id: a}\n  - {files: a.jsonl, rule: unknown-parameter, line: 3}\n",
        "a.jsonl": "\(line)\n\(Payload.bad)\n\(Payload.bad)\n",
      ],
      finding: ["a.jsonl:2:21 unknown-parameter"]),
    Row(
      "rules for files",
      [
        ".reqlint.yaml": "files: {'*.json': {rules: {unknown-parameter: off}}}\nrules: {unknown-parameter: hint}\n",
        "a.json": Payload.bad, "a.yaml": yaml,
      ],
      finding: ["a.yaml:2:1 unknown-parameter"]),
    Row(
      "the first entry that names a rule",
      [
        ".reqlint.yaml":
          "files: {a.json: {rules: {unknown-parameter: off}}, '*.json': {rules: {unknown-parameter: error, wrong-type: off}}}\n",
        "a.json": Payload.bad, "b.json": Payload.bad,
      ],
      finding: ["b.json:1:21 unknown-parameter"]),
    Row(
      "items of a base, which others may need where they are for nothing here",
      [
        ".reqlint.yaml": "extends: own/base.yaml\nignore: [{files: /b/a.json, rule: wrong-type}]\n",
        "own/base.yaml": "ignore: [{files: b/, rule: unknown-parameter}, {files: /c.json, rule: wrong-type}]\n",
        "b/a.json": Payload.bad, "c.json": Payload.bad,
      ],
      finding: ["c.json:1:21 unknown-parameter", ".reqlint.yaml:2:10 unused-suppression"]),
    Row(
      "rules for files do not make them requests",
      [
        ".reqlint.yaml": "files: {'*.json': {rules: {unknown-parameter: off}}}\n", "a.json": Payload.bad,
        "tsconfig.json": "{\"a\": 1,}",
      ]),
  ])
  func `what somebody said need not be told is not told`(_ row: Row) throws {
    let outcome = try check(Workspace(row.files), ".")
    #expect(outcome.found == row.finds, "\(outcome)")
    #expect(outcome.stderr == "")
  }

  @Test func `what is not told is counted, and does not count for the exit status`() throws {
    let folder = try Workspace([
      ".reqlint.yaml": "ignore: [{files: a.json, rule: unknown-parameter}]\n", "a.json": Payload.bad,
      "b.json": Payload.good,
    ])
    let text = try folder.check(".")
    #expect(text.status == 0)
    #expect(text.stdout == "2 requests in 2 files: nothing to complain about\nnot told: 1 suppressed\n")
    #expect(try folder.check("--format", "json", ".").stdout.contains(#""suppressed":1"#))
  }

  @Test(arguments: [
    // A run that saw all the files that an item is for tells.
    (
      ["."],
      [
        ".reqlint.yaml:2:5 unused-suppression", ".reqlint.yaml:3:5 unused-suppression",
        ".reqlint.yaml:4:5 unused-suppression",
      ]
    ),
    (["b/a.json"], [".reqlint.yaml:2:5 unused-suppression"]),
    (["c.json"], []),
    ([".", "--ignore", "unknown-parameter"], [".reqlint.yaml:4:5 unused-suppression"]),
    ([".", "--select", "unknown-parameter"], []),
    ([".", "--ignore", "unused-suppression"], []),
    ([".", "--model-as", "gpt-4.1"], []),
    (["b"], [".reqlint.yaml:2:5 unused-suppression"]),
  ])
  func `items that are for nothing are told by who can know`(_ arguments: [String], _ finds: [String]) throws {
    let folder = try Workspace([
      ".reqlint.yaml":
        "ignore:\n  - {files: b/a.json, rule: unknown-parameter}\n  - {files: '*.json', rule: unknown-parameter}\n  - {files: /gone.json, rule: wrong-type}\n",
      "b/a.json": Payload.good, "c.json": Payload.good,
    ])
    let outcome = try Binary.run(["check", "--as-of", "2026-06-01", "--format", "concise"] + arguments, in: folder)
    #expect(outcome.found == finds, "\(outcome)")
  }

  @Test func `a run over what has changed judges no item for files that it did not read`() throws {
    let folder = try Workspace([
      ".reqlint.yaml": "ignore: [{files: '*.json', rule: unknown-parameter}]\n", "a.json": Payload.bad,
      "b.json": Payload.good,
    ])
    let commit = "git init -q && git add . && git -c user.name=a -c user.email=a@example.org commit -qm a"
    #expect(try folder.run("x", through: "\(commit) && echo >> b.json").status == 0)
    let outcome = try check(folder, "--changed", ".")
    #expect(outcome.status == 0 && outcome.stdout == "", "\(outcome)")
  }

  @Test func `fixes leave alone what is silenced, and take out what silences nothing`() throws {
    let yaml = "\(Self.yaml)n: 1  # reqlint: ignore[out-of-range]\n".replacing(
      "1\nm", with: "1 # reqlint: ignore[unknown-parameter]\nm")
    let folder = try Workspace([
      ".reqlint.yaml":
        "# ours\nignore:\n  # one\n  - {files: a.json, rule: unknown-parameter}\n  # two\n  - {files: a.json, rule: wrong-type} # x\nrules: {}\n",
      "a.json": Payload.bad, "a.yaml": yaml,
    ])
    let shown = try check(folder, "--diff", ".")
    #expect(shown.status == 1 && shown.stdout.contains("-  - {files: a.json, rule: wrong-type} # x\n"))
    let outcome = try folder.run("fix", "--as-of", "2026-06-01", "--format", "concise", ".")
    #expect(outcome.status == 0 && outcome.stdout == "", "\(outcome)")
    #expect(outcome.stderr == "reqlint: mended 2 findings in 2 files\n")
    #expect(try folder.text(of: "a.json") == Payload.bad)
    #expect(try folder.text(of: "a.yaml") == yaml.replacing("  # reqlint: ignore[out-of-range]", with: ""))
    #expect(
      try folder.text(of: ".reqlint.yaml")
        == "# ours\nignore:\n  # one\n  - {files: a.json, rule: unknown-parameter}\n  # two\nrules: {}\n")
    #expect(try check(folder, ".").found == [])
  }

  // MARK: --add-ignore

  @Test(arguments: [
    (nil, "ignore:\n¦"), ("", "ignore:\n¦"), ("rules: {}", "rules: {}\nignore:\n¦"),
    ("# top\nrules:\n  wrong-type: off # x\n# end\n", "# top\nrules:\n  wrong-type: off # x\nignore:\n¦# end\n"),
    ("ignore: []\nrules: {}\n", "ignore:\n¦rules: {}\n"),
    (
      "ignore:\n- {files: x, rule: wrong-type} # x\n\nrules: {}\n",
      "ignore:\n- {files: x, rule: wrong-type} # x\n¦\nrules: {}\n"
    ),
    (
      "ignore:\n    - files: x\n      rule: wrong-type\n    # end\n",
      "ignore:\n    - files: x\n      rule: wrong-type\n¦    # end\n"
    ),
    ("ignore: [{files: x, rule: wrong-type}]", "ignore: [{files: x, rule: wrong-type}, |]"),
    ("{rules: {}}\n", "{rules: {}, \"ignore\": [|]}\n"), ("rules: {}\r\n", "rules: {}\r\nignore:\r\n¦"),
    ("---\n# only\n", "---\n# only\nignore:\n¦"),
    ("extends: own/base.yaml\n", "extends: own/base.yaml\nignore:\n¦"),
  ])
  func `findings are silenced in the configuration, whose other bytes stay`(_ old: String?, _ new: String) throws {
    let folder = try Workspace([
      "a.json": Payload.bad, "own/base.yaml": "ignore: [{files: x, rule: wrong-type}]\n",
    ])
    if let old { try folder.write(Array(old.utf8), to: ".reqlint.yaml") }
    let outcome = try check(folder, "--ignore", "wrong-type", "--add-ignore=our proxy, \"x\"", ".")
    #expect(outcome.status == 0 && outcome.stdout == "", "\(outcome)")
    #expect(outcome.stderr.hasSuffix("reqlint: added 1 item to `ignore:` in .reqlint.yaml\n"))
    let item = #"{files: /a.json, rule: unknown-parameter, pointer: /temperture, reason: "our proxy, \"x\""}"#
    let indent = new.contains("\n- ") ? "" : new.contains("\n    - ") ? "    " : "  "
    let end = new.contains("\r") ? "\r\n" : "\n"
    #expect(
      try folder.text(of: ".reqlint.yaml")
        == new.replacing("¦", with: "\(indent)- \(item)\(end)").replacing("|", with: item))
    let again = try check(folder, "--ignore", "wrong-type", ".")
    #expect(again.status == 0 && again.stdout == "", "\(again)")
  }

  @Test func `each kind of file is silenced in its way, and a second time there is nothing to do`() throws {
    let folder = try Workspace([
      "a.yaml": Self.yaml, "b/[x] !.json": Payload.bad, "c.jsonl": "\(Self.line)\n\(Payload.bad)\n",
      "d.yaml": "model: gpt-4o\nmessages: [{role: user, content: Hi}]\nstop: [a\n",
    ])
    let outcome = try check(folder, "--add-ignore", ".")
    #expect(outcome.status == 0 && outcome.stdout == "")
    #expect(
      outcome.stderr
        == "reqlint: added 4 items to `ignore:` in .reqlint.yaml\nreqlint: silenced 1 finding in 1 file by comments\n")
    #expect(
      try folder.text(of: "a.yaml")
        == Self.yaml.replacing(": 1", with: ": 1  # reqlint: ignore[unknown-parameter]"))
    #expect(
      try folder.text(of: ".reqlint.yaml") == #"""
        ignore:
          - {files: "b/\\[x] !.json", rule: unknown-parameter, pointer: /temperture}
          - {files: /c.jsonl, rule: unknown-parameter, pointer: /body/temperture, custom_id: a}
          - {files: /c.jsonl, rule: unknown-parameter, pointer: /temperture, line: 2}
          - {files: /d.yaml, rule: invalid-yaml, pointer: ""}

        """#)
    let again = try check(folder, ".")
    #expect(again.status == 0 && again.stdout == "", "\(again)")
    let more = try check(folder, "--add-ignore", ".")
    #expect(more.stderr == "")
  }

  @Test(arguments: [
    (["--add-ignore", "-"], "needs files"), (["--add-ignore", "--fix", "."], "one at a time"),
    (["--add-ignore", "--isolated", "."], "goes without `--isolated` and `--set`"),
    (["--add-ignore", "--set", "rules: {}", "."], "goes without `--isolated` and `--set`"),
    (["--add-ignore=a\nb", "."], "one line"), (["--add-ignore", "--write-baseline", "b", "."], "or is ignored"),
    (["--write-baseline", "b", "--baseline", "b"], "goes without"),
  ])
  func `what does not go together is said`(_ arguments: [String], _ words: String) throws {
    let outcome = try Binary.run(["check"] + arguments, in: Workspace(["a.json": Payload.bad]))
    #expect(outcome.status == 2 && outcome.stderr.contains(words), "\(outcome)")
  }

  @Test func `a configuration that was chosen is the one that is added to`() throws {
    let folder = try Workspace(["b/a.json": Payload.bad, "b/own.yaml": "rules: {}\n"])
    #expect(try check(folder, "--config", "b/own.yaml", "--add-ignore", ".").status == 0)
    #expect(
      try folder.text(of: "b/own.yaml")
        == "rules: {}\nignore:\n  - {files: b/a.json, rule: unknown-parameter, pointer: /temperture}\n")
    #expect(try check(folder, "--config", "b/own.yaml", ".").status == 0)
  }

  @Test func `a configuration that is broken is left as it is`() throws {
    let folder = try Workspace([".reqlint.yaml": "rules: {wrong-type: off\n", "a.json": Payload.bad])
    let outcome = try check(folder, "--add-ignore", "a.json")
    #expect(outcome.status == 2 && outcome.stderr.contains(".reqlint.yaml cannot be added to as it is"), "\(outcome)")
    #expect(try folder.text(of: ".reqlint.yaml") == "rules: {wrong-type: off\n")
  }
}
