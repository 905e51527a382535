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

  private static let request =
    #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Say hi."}], "max_tokens": 100}"#

  @Test func `requests are counted as their APIs count them, part by part`() throws {
    let outcome = try Workspace(["a.json": Self.request]).run("tokens", "--color", "never", "a.json")
    let bar = String(repeating: "░", count: 20)
    let full = String(repeating: "█", count: 20)
    #expect(
      outcome.stdout
        == "a.json:1  gpt-4o  10 tokens  reply up to 100  \(bar) <1 % of 128,000\n  7  \(full)  /messages/0 user\n")
    #expect(outcome.status == 0)
  }

  @Test func `a batch has a line for each request, and a total`() throws {
    let line = #"{"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": \#(Self.request)}"#
    let batch = Array(repeating: line, count: 7).joined(separator: "\n")
    let outcome = try Workspace(["a.jsonl": batch]).run("tokens", "--color", "never", "a.jsonl")
    #expect(outcome.stdout.split(separator: "\n").count == 8)
    #expect(outcome.stdout.hasSuffix("7 requests, 70 tokens of input, replies up to 700\n"))
  }

  @Test(arguments: [
    ("{rpm: 3}", "\nsent one by one they take at least 2 minutes under `limits` of the configuration\n"),
    ("{tpm: 70, rpm: 7}", "7 requests, 70 tokens of input, replies up to 700\n"),
    ("{tpm: 30}", " 2 minutes "), ("{rpm: 4, rpd: 4}", " 1 day "), ("{tpd: 20}", " 3 days "),
  ])
  func `many requests take the time that the account's limits give them`(_ limits: String, _ end: String) throws {
    let files = [
      "a.jsonl": Array(repeating: Self.request, count: 7).joined(separator: "\n"),
      ".reqlint.yaml": "limits: \(limits)\n",
    ]
    let outcome = try Workspace(files).run("tokens", "--color", "never", "a.jsonl")
    #expect(end.hasSuffix("\n") ? outcome.stdout.hasSuffix(end) : outcome.stdout.contains(end), "\(outcome.stdout)")
  }

  @Test func `as JSON, a count is exact or has bounds`() throws {
    let outcome = try Workspace(["a.json": Self.request]).run("tokens", "--format", "json", "a.json")
    #expect(outcome.stdout.contains(#""tokens":{"input":10,"exact":true}"#))
    #expect(outcome.stdout.contains(#""reply":100"#))
    #expect(outcome.stdout.contains(#""window":128000"#))
  }

  @Test func `what is no request is said to be none`() throws {
    let outcome = try Workspace(["a.json": "[1]"]).run("tokens", "a.json")
    #expect(outcome.status == 2)
    #expect(outcome.stderr.contains("no request was recognised"))
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
