import Testing

/// `reqlint tokens`.
@Suite struct TokensTests {
  @Test func `files are counted as they stand, with a total below several`() throws {
    let folder = try Workspace(["a.txt": "hello world", "b.txt": "안녕하세요 세계"])
    let outcome = try folder.run("tokens", "--encoding", "o200k_base", "a.txt", "b.txt")
    #expect(outcome.stdout == "2  a.txt\n3  b.txt\n5  total\n")
    #expect(outcome.status == 0)
  }

  @Test func `of JSON strings the contents are counted`() throws {
    let outcome = try Workspace().run(
      "tokens", "--encoding", "cl100k_base", "--strings", stdin: "\"hello world\"\n\"\\n\\u0061\"\n\"\"\n")
    #expect(outcome.stdout == "2\n2\n0\n")
  }

  @Test(arguments: [
    (["--strings"], "\"a\"\n{}\n", "1\n"), (["missing.txt"], "", ""), (["--encoding", "o9"], "", ""),
  ])
  func `what cannot be counted ends with 2`(_ arguments: [String], _ stdin: String, _ stdout: String) throws {
    let outcome = try Binary.run(
      ["tokens", "--encoding", "o200k_base"] + arguments, stdin: stdin, in: try Workspace())
    #expect(outcome.status == 2)
    #expect(outcome.stdout == stdout)
    #expect(!outcome.stderr.isEmpty)
  }
}
