import Foundation
import Testing

@Suite struct BadInputTests {
  /// What lies under a name, and what is said about it. The other file is linted all the same.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let content: Content
    let status: Int32
    /// Findings of the concise format.
    let finds: [String]
    /// Words that stand in what standard error says.
    let says: String

    enum Content: Sendable {
      case nothing
      case bytes([UInt8])
      case pipe
      case link(to: String)
    }

    init(_ name: String, _ content: Content, ends status: Int32, finding finds: [String] = [], saying says: String = "")
    {
      (self.name, self.content, self.status, self.finds, self.says) = (name, content, status, finds, says)
    }

    var testDescription: String { "\(name) \(content)" }
  }

  static let utf16 = Array(#"{"a": 1}"#.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }

  @Test(
    .timeLimit(.minutes(30)),
    arguments: [
      Row("a.json", .nothing, ends: 2, saying: "`a.json` does not exist"),
      Row("a.json", .pipe, ends: 2, saying: "`a.json` is a named pipe"),
      Row("a.json", .link(to: "a.json"), ends: 2, saying: "`a.json` is a symbolic link that leads back to itself"),
      Row("a.json", .link(to: "nowhere"), ends: 2, saying: "`a.json` does not exist"),
      Row("z.json/a", .nothing, ends: 2, saying: "`z.json/a` does not exist"),
      Row("a.json", .bytes([]), ends: 1, finding: ["a.json:1:1 invalid-json"]),
      Row("a.yaml", .bytes([]), ends: 1),
      Row("a.jsonl", .bytes([]), ends: 1),
      Row("a.json", .bytes([0x5B, 0x22, 0xFF, 0xFE, 0x22, 0x5D]), ends: 1, finding: ["a.json:1:3 invalid-utf8"]),
      Row("a.yaml", .bytes([0x61, 0x3A, 0x20, 0xE9, 0x0A]), ends: 1, finding: ["a.yaml:1:4 invalid-utf8"]),
      Row("a.json", .bytes([0xFF, 0xFE] + utf16), ends: 1, finding: ["a.json:1:1 invalid-utf8"]),
      Row("a.yaml", .bytes([0xFF, 0xFE] + utf16), ends: 1, finding: ["a.yaml:1:1 invalid-utf8"]),
      Row("a.json", .bytes(utf16), ends: 1, finding: ["a.json:1:1 invalid-utf8"]),
      Row("a.json", .bytes([0]), ends: 1, finding: ["a.json:1:1 invalid-json"]),
      Row("a.json", .bytes(Array(repeating: 0x5B, count: 100_000)), ends: 1, finding: ["a.json:1:513 invalid-json"]),
      Row("a.yaml", .bytes(Array(repeating: 0x5B, count: 100_000)), ends: 1, finding: ["a.yaml:1:257 invalid-yaml"]),
    ])
  func `bad input is a finding or a sentence, and the other files are linted`(_ row: Row) throws {
    let folder = try Workspace(["z.json": Payload.bad])
    switch row.content {
    case .nothing: break
    case .bytes(let bytes): try folder.write(bytes, to: row.name)
    case .pipe: try folder.makePipe(row.name)
    case .link(let target): try folder.link(row.name, to: target)
    }
    let outcome = try folder.check(row.name, "z.json", "--format", "concise")
    #expect(outcome.status == row.status, "\(outcome)")
    #expect(outcome.found == row.finds + ["z.json:1:21 unknown-parameter"])
    #expect(row.says.isEmpty ? outcome.stderr.isEmpty : outcome.stderr.contains(row.says), "\(outcome.stderr)")
  }

  @Test func `a folder called like a file is walked`() throws {
    let folder = try Workspace(["x.json/a.json": Payload.bad])
    #expect(try folder.check("x.json", "--format", "concise").found == ["x.json/a.json:1:21 unknown-parameter"])
    #expect(try folder.check("--format", "concise").found == ["x.json/a.json:1:21 unknown-parameter"])
  }

  @Test(.timeLimit(.minutes(30)))
  func `a pipe and a loop that are met do not stop the walk`() throws {
    let folder = try Workspace(["z.json": Payload.bad])
    try folder.makePipe("pipe.json")
    try folder.link("here", to: ".")
    let quiet = try folder.check("--format", "concise")
    #expect(quiet.found == ["z.json:1:21 unknown-parameter"])
    #expect(quiet.status == 1)
    try folder.link("loop.json", to: "loop.json")
    let outcome = try folder.check("--format", "concise")
    #expect(outcome.found == quiet.found)
    #expect(outcome.stderr.contains("`loop.json` is a symbolic link that leads back to itself"))
    #expect(outcome.status == 2)
  }

  @Test(.disabled(if: geteuid() == 0, "root can read every file"))
  func `an unreadable file does not stop the others`() throws {
    let folder = try Workspace(["a.json": Payload.bad, "z.json": Payload.bad])
    try folder.forbid("a.json")
    let outcome = try folder.check("--format", "concise")
    #expect(outcome.found == ["z.json:1:21 unknown-parameter"])
    #expect(outcome.stderr.contains("a.json could not be read"))
    #expect(outcome.status == 2)
  }

  @Test(arguments: ["json", "yaml"])
  func `aliases, merges and repeated bodies are read once each`(_ form: String) throws {
    let laughs = (1..<40).map {
      "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 10).joined(separator: ", "))]"
    }
    let merges = (1..<40).map {
      "m\($0): &m\($0) {<<: [\(Array(repeating: "*m\($0 - 1)", count: 10).joined(separator: ", "))]}"
    }
    let bomb =
      ["a0: &a0 x"] + laughs + ["m0: &m0 {n: 1}"] + merges + [
        "<<: *m39", "model: gpt-4o", "stop: *a39", "messages: []",
      ]
    let bodies = "[" + Array(repeating: Payload.bad, count: 2000).joined(separator: ", ") + "]"
    let folder = try Workspace(["a.json": bodies, "a.yaml": bomb.joined(separator: "\n")])
    let outcome = try folder.check("a.\(form)", "--format", "concise", "--allow-empty", "--fail-on", "never")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(form == "yaml" || outcome.found.count == 2000)
  }
}

/// What happens when the reader goes away.
@Suite struct BrokenPipeTests {
  @Test(arguments: ["", "trap '' PIPE; "], ["text", "concise", "json"])
  func `head ends the program quietly`(_ trap: String, _ format: String) throws {
    let folder = try Workspace(["a.jsonl": Array(repeating: Payload.bad, count: 2000).joined(separator: "\n")])
    let outcome = try folder.run(
      "check", "a.jsonl", "--format", format, through: trap + #"{ "$0" "$@"; echo $? >status; } | head -c 5"#)
    #expect(outcome.stdout.utf8.count == 5)
    #expect(outcome.stderr == "")
    // With the signal ignored the write fails; else the signal ends the program.
    #expect(["0\n", "141\n"].contains(try folder.text(of: "status")))
  }

  @Test func `a report that cannot be written is told`() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let folder = try Workspace(["a.json": Payload.bad])
    let outcome = try folder.run("check", "a.json", through: #""$0" "$@" >/dev/full"#)
    #expect(outcome.status == 2)
    #expect(outcome.stderr.contains("the report could not be written"))
  }
}
