import Foundation
import Testing

/// `--write-baseline`, `--baseline` and `--prune-baseline`.
@Suite struct BaselineTests {
  private static let line =
    #"{"custom_id": "é", "method": "POST", "url": "/v1/chat/completions", "body": \#(Payload.bad)}"#

  private func check(_ folder: Workspace, _ arguments: String...) throws -> Binary.Outcome {
    try Binary.run(["check", "--as-of", "2026-06-01", "--format", "concise"] + arguments, in: folder)
  }

  private func folder() throws -> Workspace {
    try Workspace([
      "a.json": Payload.bad, "b/c.jsonl": "\(Self.line)\n\(Payload.bad)\n\(Payload.bad)\n", "good.json": Payload.good,
    ])
  }

  @Test func `what was there is not told, and the file says nothing of what stands there`() throws {
    let folder = try folder()
    let written = try check(folder, "--write-baseline", "b/base.json", ".")
    #expect(written.status == 0 && written.stdout == "")
    #expect(written.stderr == "reqlint: wrote 4 findings to b/base.json\n")
    let text = try folder.text(of: "b/base.json")
    #expect(
      text.split(separator: "\n").map { $0.replacing(/[0-9a-f]{16}/, with: "…") } == [
        #"{"format": 1, "findings": ["#,
        #"  {"path": "../a.json", "pointer": "/temperture", "rule": "unknown-parameter", "value": "…"},"#,
        #"  {"path": "c.jsonl", "custom_id": "é", "pointer": "/body/temperture", "rule": "unknown-parameter", "value": "…"},"#,
        #"  {"path": "c.jsonl", "record": "…", "pointer": "/temperture", "rule": "unknown-parameter", "value": "…", "count": 2}"#,
        "]}",
      ])
    let outcome = try folder.check("--baseline", "b/base.json", ".")
    #expect(outcome.status == 0)
    #expect(outcome.stdout == "5 requests in 3 files: nothing to complain about\nnot told: 4 in the baseline\n")
    #expect(outcome.stderr == "")
    let elsewhere = try folder.run(
      "x", through: "cd b && \"$0\" check --as-of 2026-06-01 --baseline base.json ../a.json")
    #expect(elsewhere.status == 0)
    _ = try check(folder, "--write-baseline", "b/base.json", ".")
    #expect(try folder.text(of: "b/base.json") == text)
  }

  @Test(arguments: [
    // Where it stands and how it is written does not matter.
    (#"{"temperture": 1, "model": "gpt-4o", "messages": [{"role": "user", "content": "Ho"}]}"#, []),
    ("\n\n" + #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "temperture"  :  1}"#, []),
    // Another value, another place, another key, one more.
    (Payload.bad.replacing("1", with: "2"), ["a.json:1:21 unknown-parameter"]),
    (Payload.bad.replacing("temperture", with: "temperatur"), ["a.json:1:21 unknown-parameter"]),
    ("[\(Payload.bad)]", ["a.json:1:22 unknown-parameter"]),
    (Payload.bad.replacing("1,", with: #"1, "foo": 1,"#), ["a.json:1:38 unknown-parameter"]),
  ])
  func `a finding is known by its rule, file, place and value`(_ text: String, _ finds: [String]) throws {
    let folder = try Workspace(["a.json": Payload.bad])
    _ = try check(folder, "--write-baseline", "base.json", ".")
    try folder.write(Array(text.utf8), to: "a.json")
    let outcome = try check(folder, "--baseline", "base.json", "a.json")
    #expect(outcome.found == finds, "\(outcome)")
    #expect(outcome.status == (finds.isEmpty ? 0 : 1))
  }

  @Test func `of more findings than there were the last ones are new`() throws {
    let folder = try folder()
    _ = try check(folder, "--write-baseline", "base.json", ".")
    try folder.write(Array("\(Payload.bad)\n\n\(Payload.bad)\n\(Payload.bad)\n\(Self.line)\n".utf8), to: "b/c.jsonl")
    #expect(try check(folder, "--baseline", "base.json", ".").found == ["b/c.jsonl:4:21 unknown-parameter"])
    try FileManager.default.moveItem(atPath: folder.path + "/a.json", toPath: folder.path + "/d.json")
    #expect(try check(folder, "--baseline", "base.json", "d.json").found == ["d.json:1:21 unknown-parameter"])
  }

  @Test func `what is gone is told by a run that saw the file, and taken out`() throws {
    let folder = try folder()
    _ = try check(folder, "--write-baseline", "base.json", ".")
    try folder.write(Array(Payload.good.utf8), to: "a.json")
    #expect(try check(folder, "--baseline", "base.json", "b").stderr == "")
    #expect(try check(folder, "--baseline", "base.json", "--ignore", "unknown-parameter", ".").stderr == "")
    let told = try check(folder, "--baseline", "base.json", "a.json")
    #expect(told.status == 0)
    #expect(
      told.stderr
        == "reqlint: 1 finding of base.json is not found any more (a.json /temperture unknown-parameter); --prune-baseline takes them out\n"
    )
    try FileManager.default.removeItem(atPath: folder.path + "/b/c.jsonl")
    let pruned = try check(folder, "--baseline", "base.json", "--prune-baseline", "good.json")
    #expect(pruned.stderr == "reqlint: took 3 findings out of base.json\n")
    #expect(try folder.text(of: "base.json").contains("a.json"))
    _ = try check(folder, "--baseline", "base.json", "--prune-baseline", ".")
    #expect(try folder.text(of: "base.json") == "{\"format\": 1, \"findings\": []}\n")
  }

  @Test func `to write it again keeps what the run says nothing of`() throws {
    let folder = try folder()
    _ = try check(folder, "--write-baseline", "base.json", ".")
    let text = try folder.text(of: "base.json")
    try folder.write(Array(Payload.doubtful.utf8), to: "good.json")
    _ = try check(folder, "--write-baseline", "base.json", "--select", "duplicate-key", "good.json")
    let more = try folder.text(of: "base.json")
    #expect(Set(text.split(separator: "\n").dropLast(2)).isSubset(of: more.split(separator: "\n")))
    #expect(
      more.contains("duplicate-key") && more.split(separator: "\n").count == text.split(separator: "\n").count + 1)
  }

  @Test func `a fix leaves alone what is in the baseline`() throws {
    let folder = try Workspace(["a.json": Payload.bad])
    _ = try check(folder, "--write-baseline", "base.json", ".")
    _ = try folder.run("fix", "--as-of", "2026-06-01", "--baseline", "base.json", ".")
    #expect(try folder.text(of: "a.json") == Payload.bad)
  }

  @Test func `the configuration may name it`() throws {
    let folder = try folder()
    try folder.write(Array("baseline: base.json\n".utf8), to: ".reqlint.yaml")
    let none = try check(folder, "a.json")
    #expect(none.status == 2 && none.stderr.contains("there is no baseline") && none.found.count == 1)
    _ = try check(folder, "--write-baseline", "base.json", ".")
    #expect(try check(folder, ".").status == 0)
    let below = try folder.run("x", through: "cd b && \"$0\" check --as-of 2026-06-01 c.jsonl")
    #expect(below.status == 0, "\(below)")
  }

  @Test func `what a configuration extends may name it, from its own folder on`() throws {
    let folder = try folder()
    try folder.write(Array("extends: b/base.yaml\n".utf8), to: ".reqlint.yaml")
    try folder.write(Array("baseline: base.json\n".utf8), to: "b/base.yaml")
    let none = try check(folder, ".")
    #expect(none.status == 2)
    #expect(
      none.stderr == "reqlint: there is no baseline b/base.json; `reqlint check --write-baseline` writes one\n")
    _ = try check(folder, "--write-baseline", "b/base.json", ".")
    #expect(try check(folder, ".").status == 0)
    try folder.write(Array("{".utf8), to: "b/base.json")
    #expect(try check(folder, ".").stderr.contains("reqlint: b/base.json:1:"))
    try folder.write(Array("extends: b/base.yaml\nbaseline: own.json\n".utf8), to: ".reqlint.yaml")
    _ = try check(folder, "--write-baseline", "own.json", ".")
    #expect(try check(folder, ".").status == 0)
  }

  @Test(arguments: [
    ("{\"format\": 1,\n \"findings\": [}", "base.json:2:14: this is no JSON"), ("[]", "base.json:1:1: a baseline is"),
    ("{}", "base.json:1:1: a baseline has the keys"), ("{\"format\": 2, \"findings\": []}", "has the keys"),
    ("{\"format\": 1, \"findings\": [\n{}]}", "base.json:2:1: `rule` is missing"),
    (
      "{\"format\": 1, \"findings\": [{\"path\": \"a\", \"rule\": \"a\", \"pointer\": \"\", \"value\": \"x\"}]}",
      "base.json:1:79: `value` is not 16 hexadecimal digits"
    ),
  ])
  func `one that is broken is told with its place, and not written over`(_ text: String, _ words: String) throws {
    let folder = try Workspace(["a.json": Payload.bad, "base.json": text])
    for flag in ["--baseline", "--write-baseline"] {
      let outcome = try check(folder, flag, "base.json", "a.json")
      #expect(outcome.status == 2 && outcome.stderr.contains(words), "\(outcome)")
    }
    #expect(try folder.text(of: "base.json") == text)
  }

  @Test func `what says what need not be told is not in it`() throws {
    let folder = try Workspace([
      "a.yaml": "model: gpt-4o # reqlint: ignore[wrong-type]\nmessages: [{role: user, content: Hi}]\n"
    ])
    #expect(try check(folder, "--write-baseline", "base.json", ".").found == ["a.yaml:1:15 unused-suppression"])
  }
}
