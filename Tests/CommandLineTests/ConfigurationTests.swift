import Testing

/// What a `.reqlint.yaml` does to a run.
@Suite struct ConfigurationTests {
  /// A folder's files, the arguments, what is found, the exit status, and words of what standard error says.
  struct Row: Sendable, CustomTestStringConvertible {
    let files: [String: String]
    let arguments: [String]
    let finds: [String]
    let status: Int32
    let says: String

    init(
      _ files: [String: String], _ arguments: String..., finding finds: [String] = [], ends status: Int32,
      saying says: String = ""
    ) {
      (self.files, self.arguments, self.finds, self.status, self.says) = (files, arguments, finds, status, says)
    }

    var testDescription: String { "\(files) \(arguments)" }
  }

  /// A body that only its provider and endpoint tell apart from any other mapping, with one mistake.
  private static let embedding = #"{"model": "my-own", "input": "Hi", "encoding_format": "int8"}"#
  private static let limited =
    #"{"model": "my-deployment", "max_tokens": 6, "messages": [{"role": "user", "content": "Hi"}]}"#

  @Test(arguments: [
    // The nearest one counts, and replaces what is above it.
    Row(
      [
        ".reqlint.yaml": "rules: {unknown-parameter: off}\n", "a.json": Payload.bad, "b/.reqlint.yaml": "",
        "b/a.json": Payload.bad,
      ],
      ".", finding: ["b/a.json:1:21 unknown-parameter"], ends: 1),
    Row(
      ["b/.reqlint.yaml": "rules: {unknown-parameter: warning}\n", "a.json": Payload.bad, "b/c/a.json": Payload.bad],
      "b/c/a.json", finding: ["b/c/a.json:1:21 unknown-parameter"], ends: 0),
    // files
    Row(
      [".reqlint.yaml": "files:\n  '*.prompt': {provider: openai, endpoint: embeddings}\n", "x.prompt": embedding],
      ".", finding: ["x.prompt:1:55 unknown-value", "x.prompt:1:11 unknown-model"], ends: 1),
    Row(
      [
        ".reqlint.yaml": "files: {p/: {provider: openai, model: gpt-4o}}\n",
        "p/a.json": #"{"messages": [{"role": "usr", "content": "Hi"}]}"#,
      ],
      ".", finding: ["p/a.json:1:24 unknown-value"], ends: 1),
    // rules
    Row([".reqlint.yaml": "rules: {unknown-parameter: off}\n", "a.json": Payload.bad], "a.json", ends: 0),
    Row(
      [".reqlint.yaml": "rules: {unknown-parameter: hint}\n", "a.json": Payload.bad], "a.json",
      finding: ["a.json:1:21 unknown-parameter"], ends: 0),
    // models
    Row(
      [
        ".reqlint.yaml":
          "models: {my-deployment: {like: azure-openai/gpt-4.1, max_output: 5}}\nfiles: {'*.json': {provider: azure-openai}}\n",
        "a.json": limited,
      ], ".", "--ignore", "deprecated-parameter", finding: ["a.json:1:42 output-limit"], ends: 1),
    Row(
      [".reqlint.yaml": "models: {my-deployment: {like: openai/gpt-4.1, max_output: 5}}\n", "a.json": limited],
      ".", "--ignore", "deprecated-parameter", finding: ["a.json:1:42 output-limit"], ends: 1),
    // exclude
    Row([".reqlint.yaml": "exclude: [b/]\n", "a.json": Payload.good, "b/a.json": Payload.bad], ".", ends: 0),
    Row(
      [".reqlint.yaml": "exclude: [b/]\n", "b/a.json": Payload.bad], "b/a.json",
      finding: ["b/a.json:1:21 unknown-parameter"], ends: 1),
    // Flags stand under files and over rules.
    Row(
      [".reqlint.yaml": "files: {'*.json': {provider: openai, endpoint: embeddings}}\n", "a.json": embedding],
      ".", "--provider", "ollama", finding: ["a.json:1:11 unknown-model", "a.json:1:55 unknown-value"], ends: 1),
  ])
  func `each section does what it says`(_ row: Row) throws {
    let outcome = try run(row)
    #expect(Set(outcome.found) == Set(row.finds), "\(outcome)")
    #expect(outcome.status == row.status)
    #expect(outcome.stderr == "")
  }

  @Test(arguments: [
    // A mistake is a finding; what is right beside it counts.
    Row(
      [".reqlint.yaml": "rules:\n  unknown-parameter: off\n  unkown-model: off\n", "a.json": Payload.bad], "a.json",
      finding: [".reqlint.yaml:3:3 invalid-configuration"], ends: 1,
      saying: "1 mistake in .reqlint.yaml: what is wrong there was left out, the rest counts"),
    Row(
      [".reqlint.yaml": "rules:\n  unknown-parameter: off\n  unkown-model: off\n", "a.json": Payload.bad], ".",
      finding: [".reqlint.yaml:3:3 invalid-configuration"], ends: 1, saying: "1 mistake in .reqlint.yaml"),
    Row(
      [
        ".reqlint.yaml": "rules: {unknown-parameter: off, x: off, invalid-configuration: warning}\n",
        "a.json": Payload.bad,
      ],
      "a.json", finding: [".reqlint.yaml:1:33 invalid-configuration"], ends: 0, saying: "1 mistake"),
    // What stands before a break of the syntax counts.
    Row(
      [".reqlint.yaml": "rules:\n  unknown-parameter: off\nexclude: [a\n", "a.json": Payload.bad], "a.json",
      finding: [".reqlint.yaml:3:10 invalid-yaml"], ends: 1, saying: "the rest counts"),
    // Told once, from wherever it is met first.
    Row(
      [".reqlint.yaml": "exlude: []\n", "a.json": Payload.good, "b/c.json": Payload.good], "a.json", "b",
      finding: [".reqlint.yaml:1:1 invalid-configuration"], ends: 1, saying: "1 mistake"),
    Row(
      ["b/.reqlint.yaml/": "", "b/a.json": Payload.bad, "z.json": Payload.bad], "b/a.json", "z.json",
      finding: ["b/a.json:1:21 unknown-parameter", "z.json:1:21 unknown-parameter"], ends: 2,
      saying: "b/.reqlint.yaml cannot be read (it is a folder); what it would count for is linted without it"),
  ])
  func `a broken one is told with its place, and the run goes on`(_ row: Row) throws {
    let outcome = try run(row)
    #expect(outcome.found == row.finds, "\(outcome)")
    #expect(outcome.status == row.status)
    #expect(outcome.stderr.contains(row.says), "\(outcome.stderr)")
    #expect(outcome.stderr.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    Row([".reqlint.yaml": "exclude: []\n"], ".reqlint.yaml", ends: 0),
    Row([".reqlint.yaml": "exclude: []\n", "a.json": Payload.good], "a.json", ".reqlint.yaml", ends: 0),
    Row([".reqlint.yaml": "exclude: []\n"], ".", ends: 2, saying: "nothing to lint"),
    Row(
      [".reqlint.yaml": "exlude: []\n"], ".reqlint.yaml", finding: [".reqlint.yaml:1:1 invalid-configuration"], ends: 1,
      saying: "1 mistake"),
  ])
  func `one that is named is linted`(_ row: Row) throws {
    let outcome = try run(row)
    #expect(outcome.found == row.finds, "\(outcome)")
    #expect(outcome.status == row.status)
    #expect(row.says.isEmpty ? outcome.stderr.isEmpty : outcome.stderr.contains(row.says), "\(outcome.stderr)")
  }

  @Test func `the last line counts configurations apart from requests`() throws {
    let folder = try Workspace([".reqlint.yaml": "exclude: []\n", "a.json": Payload.good])
    #expect(try folder.check(".reqlint.yaml").stdout == "1 configuration: nothing to complain about\n")
    #expect(
      try folder.check("a.json", ".reqlint.yaml").stdout
        == "1 request in 1 file and 1 configuration: nothing to complain about\n")
  }

  private func run(_ row: Row) throws -> Binary.Outcome {
    try Binary.run(
      ["check", "--as-of", "2026-06-01", "--format", "concise"] + row.arguments, in: try Workspace(row.files))
  }
}
