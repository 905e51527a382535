import Testing

/// Which files are read, and how.
@Suite struct InputTests {
  /// A file with this content, when it is named and when it is met in a folder.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let named: [String]
    let met: [String]

    init(_ name: String, _ text: String, named: [String], met: [String]) {
      (self.name, self.text, self.named, self.met) = (name, text, named, met)
    }

    var testDescription: String { "\(name) \(text)" }
  }

  /// A line of a batch file.
  private static func line(_ id: String, _ endpoint: String = "embeddings") -> String {
    let body = #"{"model": "text-embedding-3-small", "input": "Hi"}"#
    return #"{"custom_id": "\#(id)", "method": "POST", "url": "/v1/\#(endpoint)", "body": \#(body)}"# + "\n"
  }

  static let rows = [
    Row(
      "batch.jsonl", line("a") + line("b") + "\n" + line("a"), named: ["4:15 duplicate-custom-id"],
      met: ["4:15 duplicate-custom-id"]),
    Row(
      "batches.jsonl", line("a") + line("b", "moderations"), named: ["2:45 mixed-batch", "2:82 wrong-endpoint"],
      met: ["2:45 mixed-batch", "2:82 wrong-endpoint"]),
    Row("a.json", Payload.bad, named: ["1:21 unknown-parameter"], met: ["1:21 unknown-parameter"]),
    Row("A.JSON", Payload.bad, named: ["1:21 unknown-parameter"], met: ["1:21 unknown-parameter"]),
    Row("b.jsonc", "// c\n\(Payload.bad)", named: ["2:21 unknown-parameter"], met: ["2:21 unknown-parameter"]),
    Row("notes.txt", Payload.bad, named: ["1:21 unknown-parameter"], met: []),
    Row("package.json", #"{"name": "x", "version": "1.0.0"}"#, named: [], met: []),
    Row("broken.json", #"{"name": "x",}"#, named: ["1:13 invalid-json"], met: []),
    Row("twice.json", #"{"name": "x", "name": "y"}"#, named: ["1:15 duplicate-key"], met: []),
    Row("values.yaml", "a: b: c\n", named: ["1:5 invalid-yaml"], met: []),
    Row("log.jsonl", "{\"level\": 1}\n{\"level\": 2\n", named: ["2:1 invalid-json"], met: []),
    Row(
      "mixed.jsonl", "{\"level\": 2\n\(Payload.bad)", named: ["1:1 invalid-json", "2:21 unknown-parameter"],
      met: ["1:1 invalid-json", "2:21 unknown-parameter"]),
  ]

  @Test(arguments: [true, false])
  func `a file that is met is reported on where it holds a request, one that is named always`(_ areNamed: Bool) throws {
    let folder = try Workspace(Dictionary(uniqueKeysWithValues: Self.rows.map { ($0.name, $0.text) }))
    let names = areNamed ? Self.rows.map(\.name) : ["."]
    let found = try Binary.run(["check", "--as-of", "2026-06-01", "--format", "concise"] + names, in: folder).found
    for row in Self.rows {
      let own = found.filter { $0.hasPrefix(row.name + ":") }
      #expect(own == (areNamed ? row.named : row.met).map { "\(row.name):\($0)" }, "\(row)")
    }
  }

  @Test func `ignore files count for what is met and not for what is named`() throws {
    let folder = try Workspace([
      ".git/": "", ".gitignore": "out/\n*.tmp.json\n", "out/a.json": Payload.bad, "b.tmp.json": Payload.bad,
      "c/d.json": Payload.bad, "c/.gitignore": "e.json", "c/e.json": Payload.bad, "node_modules/f.json": Payload.bad,
    ])
    #expect(try folder.check("--format", "concise").found == ["c/d.json:1:21 unknown-parameter"])
    #expect(try folder.check("c/e.json", "--format", "concise").found == ["c/e.json:1:21 unknown-parameter"])
  }

  @Test func `the order is by path, then by place, in every run`() throws {
    let two = #"{"model": "gpt-4o", "stram": true, "temperture": 1, "messages": [{"role": "user", "content": "Hi"}]}"#
    let folder = try Workspace(["b.json": two, "a/z.json": two, "a.json": two, "B.json": two])
    let first = try folder.check("--format", "concise")
    #expect(
      first.found
        == ["B.json", "a.json", "a/z.json", "b.json"].flatMap {
          ["\($0):1:21 unknown-parameter", "\($0):1:36 unknown-parameter"]
        })
    #expect(try folder.check("--format", "concise").stdout == first.stdout)
  }

  /// What comes in on standard input, under which name, and what is found in it.
  struct Stream: Sendable {
    let text: String
    let name: String?
    let found: [String]
  }

  @Test(arguments: [
    Stream(text: Payload.bad, name: nil, found: ["<stdin>:1:21 unknown-parameter"]),
    Stream(text: "\n \(Payload.bad)\n", name: nil, found: ["<stdin>:2:22 unknown-parameter"]),
    Stream(
      text: "model: gpt-4o\ntemperture: 1\nmessages: [{role: user, content: Hi}]\n", name: nil,
      found: ["<stdin>:2:1 unknown-parameter"]),
    Stream(text: "\(Payload.good)\n\(Payload.bad)\n", name: nil, found: ["<stdin>:2:21 unknown-parameter"]),
    Stream(text: Payload.bad, name: "a/b.json", found: ["a/b.json:1:21 unknown-parameter"]),
    Stream(text: Payload.bad, name: "b.yaml", found: ["b.yaml:1:21 unknown-parameter"]),
    Stream(
      text: "\(Payload.good)\n{\n\(Payload.bad)\n", name: "b.jsonl",
      found: ["b.jsonl:2:1 invalid-json", "b.jsonl:3:21 unknown-parameter"]),
    Stream(text: "{,}", name: nil, found: ["<stdin>:1:2 invalid-json"]),
  ])
  func `standard input is read as its name or its text says`(_ row: Stream) throws {
    var arguments = ["check", "-", "--as-of", "2026-06-01", "--format", "concise"]
    if let name = row.name { arguments += ["--stdin-filename", name] }
    let outcome = try Binary.run(arguments, stdin: row.text, in: try Workspace())
    #expect(outcome.found == row.found, "\(outcome)")
    #expect(outcome.status == 1)
  }

  @Test func `a stream of lines without a name is judged as it comes`() throws {
    let folder = try Workspace(["a.jsonl": "\n \(Payload.good)\n\(Payload.bad)\n"])
    try folder.makePipe("gate")
    // What is sent goes on only once the first report has come.
    let shell = #"""
      timeout 60 sh -c '{ cat a.jsonl; read go < gate; echo "{"; } | "$0" check --as-of 2026-06-01 --format jsonl - \
        | { read -r line; echo go > gate; echo "$line"; cat; }' "$0"
      """#
    let lines = try folder.run(through: shell).stdout.split(separator: "\n")
    let starts = [2, 3, 4].map { #"{"format":1,"path":"<stdin>","line":\#($0),"# }
    #expect(lines.map { String($0.prefix(starts[0].count)) } == starts, "\(lines)")
  }

  @Test func `standard input stands beside files, and empty input is nothing to lint`() throws {
    let folder = try Workspace(["a.json": Payload.bad])
    let outcome = try folder.check("-", "a.json", "--format", "concise", stdin: Payload.bad)
    #expect(outcome.found == ["<stdin>:1:21 unknown-parameter", "a.json:1:21 unknown-parameter"])
    #expect(try folder.check("-").status == 2)
  }

  @Test func `a JSONL file longer than any buffer is read to its end`() throws {
    var lines = Array(repeating: Payload.good, count: 9000)
    lines[4000] = "{\"model\":"
    lines[8999] = Payload.bad
    let folder = try Workspace(["a.jsonl": lines.joined(separator: "\r\n")])
    let outcome = try folder.check("a.jsonl", "--format", "concise")
    #expect(outcome.found == ["a.jsonl:4001:1 invalid-json", "a.jsonl:9000:21 unknown-parameter"])
    #expect(try folder.check("a.jsonl").stdout.contains("8,999 requests in 1 file: 2 errors"))
  }

  @Test func `a byte order mark, CRLF and blank lines move no line of a JSONL file`() throws {
    let text = "\u{FEFF}\(Payload.bad)\r\n\r\n  \r\n\(Payload.bad)\r\n{\r\n\(Payload.bad)"
    let folder = try Workspace(["a.jsonl": text])
    #expect(
      try folder.check("a.jsonl", "--format", "concise").found == [
        "a.jsonl:1:1 byte-order-mark", "a.jsonl:1:22 unknown-parameter", "a.jsonl:4:21 unknown-parameter",
        "a.jsonl:5:1 invalid-json", "a.jsonl:6:21 unknown-parameter",
      ])
  }
}
