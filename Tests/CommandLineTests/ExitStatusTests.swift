import Testing

@Suite struct ExitStatusTests {
  /// A command line and how it ends.
  struct Row: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let status: Int32
    /// Words that stand in what standard error says.
    let says: String

    init(_ arguments: String..., ends status: Int32, saying says: String = "") {
      (self.arguments, self.status, self.says) = (arguments, status, says)
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Row("good.json", ends: 0),
    Row("bad.json", ends: 1),
    Row("good.json", "bad.json", ends: 1),
    Row("doubtful.json", ends: 0),
    Row("doubtful.json", "--fail-on", "warning", ends: 1),
    Row("doubtful.json", "--fail-on", "hint", ends: 1),
    Row("doubtful.json", "--fail-on", "error", ends: 0),
    Row("bad.json", "--fail-on", "never", ends: 0),
    Row("bad.json", "--format", "json", ends: 1),
    Row("bad.json", "--format", "concise", ends: 1),
    Row("other.json", ends: 2, saying: "nothing to lint"),
    Row("other.json", "--allow-empty", ends: 0),
    Row("empty", ends: 2, saying: "nothing to lint"),
    Row("empty", "--allow-empty", ends: 0),
    Row("empty", "--format", "json", ends: 2, saying: "nothing to lint"),
    Row("nowhere.json", ends: 2, saying: "`nowhere.json` does not exist"),
    Row("nowhere.json", "--allow-empty", "--fail-on", "never", ends: 2, saying: "does not exist"),
    Row("bad.json", "nowhere.json", ends: 2, saying: "does not exist"),
    Row("", ends: 2, saying: "an empty path"),
  ])
  func `the exit status says what came of the run`(_ row: Row) throws {
    let folder = try Workspace([
      "good.json": Payload.good, "bad.json": Payload.bad, "doubtful.json": Payload.doubtful, "other.json": "[1]",
      "empty/": "",
    ])
    let outcome = try Binary.run(["check", "--as-of", "2026-06-01"] + row.arguments, in: folder)
    #expect(outcome.status == row.status, "\(outcome)")
    #expect(row.says.isEmpty ? outcome.stderr.isEmpty : outcome.stderr.contains(row.says), "\(outcome.stderr)")
  }

  @Test(arguments: [
    Row("chekc", ends: 2, saying: "chekc"),
    Row("check", "--provder", "openai", ends: 2, saying: "did you mean `--provider`?"),
    Row("check", "--format", "xml", ends: 2, saying: "`xml` is no form of a report; there are text, "),
    Row("check", "--fail-on", "fatal", ends: 2, saying: "'never'"),
    Row("check", "--color", "sometimes", ends: 2, saying: "'always'"),
    Row("check", "--fail-on", ends: 2, saying: "--fail-on"),
    Row("check", "--provider", "opnai", ends: 2, saying: "`opnai` is no provider; did you mean `openai`?"),
    Row("check", "--provider", "zzz", ends: 2, saying: "openai"),
    Row(
      "check", "--provider", "openai", "--endpoint", "embedings", ends: 2,
      saying: "`embedings` is no endpoint of OpenAI; did you mean `embeddings`?"),
    Row("check", "--endpoint", "embeddings", ends: 2, saying: "`--endpoint` needs `--provider`"),
    Row("check", "--as-of", "2026-02-30", ends: 2, saying: "`--as-of 2026-02-30` is no day"),
    Row("check", "--as-of", "tomorrow", ends: 2, saying: "2026-11-21"),
    Row("rule", "unsuported-parameter", ends: 2, saying: "did you mean `unsupported-parameter`?"),
    Row("rule", "zzz", ends: 2, saying: "`reqlint rule` lists them"),
  ])
  func `a slip on the command line is told and ends with 2`(_ row: Row) throws {
    let outcome = try Binary.run(row.arguments, in: try Workspace(["bad.json": Payload.bad]))
    #expect(outcome.status == 2)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains(row.says), "\(outcome.stderr)")
  }

  @Test(arguments: [
    Row("--version", ends: 0, saying: "(facts of 20"),
    Row("--help", ends: 0, saying: "Exit status"),
    Row("check", "--help", ends: 0, saying: "--fail-on"),
    Row("rule", ends: 0, saying: "unsupported-parameter"),
    Row("rule", "unsupported-parameter", ends: 0, saying: "# unsupported-parameter"),
    Row(
      "rule", "unsupported-parameter", "--format", "json", ends: 0, saying: #""rules":[{"id":"unsupported-parameter","#),
  ])
  func `what was asked for goes to standard output`(_ row: Row) throws {
    let outcome = try Binary.run(row.arguments, in: try Workspace())
    #expect(outcome.status == 0)
    #expect(outcome.stderr == "")
    #expect(outcome.stdout.contains(row.says), "\(outcome.stdout)")
  }

  @Test func `the day of the run decides about retirement`() throws {
    let folder = try Workspace(["a.json": #"{"model": "o3-mini", "messages": [{"role": "user", "content": "Hi"}]}"#])
    let before = try folder.run("check", "a.json", "--as-of", "2024-01-01", "--format", "concise")
    let after = try folder.run("check", "a.json", "--as-of", "2099-01-01", "--format", "concise")
    #expect(!before.stdout.contains("[retired-model]"))
    #expect(after.stdout.contains("[retired-model]"))
  }

  @Test func `the flags say which API a body is for`() throws {
    let folder = try Workspace(["a.json": #"{"model": "my-own", "input": "Hi", "encoding_format": "int8"}"#])
    #expect(try folder.check("a.json").status == 2)
    let outcome = try folder.check(
      "a.json", "--provider", "openai", "--endpoint", "embeddings", "--format", "concise")
    #expect(outcome.found.contains("a.json:1:55 unknown-value"), "\(outcome)")
  }
}
