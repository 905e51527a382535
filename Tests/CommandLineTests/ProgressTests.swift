import Foundation
import Reporting
import Testing

/// What stands on one line of a terminal about a run.
@Suite struct ProgressLineTests {
  /// A run, a terminal, and what it shows.
  struct Row: Sendable {
    var read = 84_100_000
    var total: Int? = 200_000_000
    var seconds = 10
    var files = (read: 0, total: 1)
    var width = 120
    var text: String
  }

  @Test(arguments: [
    Row(text: "[===========                 ] 42 %, 84.1 of 200.0 MB, 1,234 lines, 5 findings, 14 s left"),
    Row(width: 82, text: "[========            ] 42 %, 84.1 of 200.0 MB, 1,234 lines, 5 findings, 14 s left"),
    Row(width: 72, text: "[====      ] 42 %, 84.1 of 200.0 MB, 1,234 lines, 5 findings, 14 s left"),
    Row(width: 50, text: "[=======            ] 42 %, 5 findings, 14 s left"),
    Row(width: 30, text: "[====       ] 42 %, 14 s left"),
    Row(width: 20, text: "[=====       ] 42 %"),
    Row(width: 12, text: "42 %"),
    Row(width: 3, text: "42"),
    Row(width: 0, text: ""),
    Row(total: nil, text: "84.1 MB, 1,234 lines, 5 findings"),
    Row(total: nil, width: 30, text: "1,234 lines, 5 findings"),
    Row(read: 812, total: nil, text: "812 bytes, 1,234 lines, 5 findings"),
    Row(read: 0, text: "[                            ] 0 %, 0.0 of 200.0 MB, 1,234 lines, 5 findings"),
    Row(read: 3_999_999, text: "[                            ] 1 %, 3.9 of 200.0 MB, 1,234 lines, 5 findings"),
    Row(seconds: 0, text: "[===========                 ] 42 %, 84.1 of 200.0 MB, 1,234 lines, 5 findings"),
    Row(
      seconds: 100,
      text: "[===========                 ] 42 %, 84.1 of 200.0 MB, 1,234 lines, 5 findings, 2 min 18 s left"),
    Row(
      read: 50, total: 150, seconds: 2_000,
      text: "[=========                   ] 33 %, 50 of 150 bytes, 1,234 lines, 5 findings, 1 h 6 min left"),
    Row(read: 200_000_001, text: "[============================] 100 %, 200.0 of 200.0 MB, 1,234 lines, 5 findings"),
    Row(
      files: (3, 10),
      text: "[===========                 ] 42 %, 84.1 of 200.0 MB, 3 of 10 files, 1,234 lines, 5 findings, 14 s left"),
    Row(
      read: 3_000_000_000, total: 5_100_000_000,
      text: "[================            ] 58 %, 3.0 of 5.1 GB, 1,234 lines, 5 findings, 7 s left"),
  ])
  func `the line has what there is room for`(_ row: Row) {
    let line = ProgressLine(
      read: row.read, of: row.total, in: .seconds(row.seconds), files: row.files,
      counts: [(5, "findings"), (1234, "lines")])
    #expect(line.text(width: row.width, .init(.plain, hasBoxDrawing: false)) == row.text)
  }

  @Test func `a bar is drawn in lines and colours where there are some`() {
    let line = ProgressLine(read: 1, of: 4, in: .zero, files: (0, 1), counts: [])
    let words = " 25 %, 1 of 4 bytes"
    let palette = Palette(colours: true, links: false)
    #expect(
      line.text(width: 36, .init(palette, hasBoxDrawing: true))
        == "\u{1B}[36m━━━━\u{1B}[0m\u{1B}[2m────────────\u{1B}[0m" + words)
  }
}

/// The line at a terminal, beside a program that waits for the test to take its reports or to give it lines.
@Suite struct ProgressTests {
  /// A line of 10 KB with four mistakes: the reports on a piece of a file are longer than a pipe holds.
  private static let line: String = {
    let keys = (0..<4).map { #""x\#($0)": 1"# }.joined(separator: ", ")
    let text = String(repeating: "word ", count: 2000)
    return #"{"model": "gpt-4o", \#(keys), "messages": [{"role": "user", "content": "\#(text)"}]}"# + "\n"
  }()

  private static let check = ["check", "--as-of", "2026-06-01"]

  /// How many findings a line names; nil: none.
  private static func findings(_ line: String) -> Int? {
    line.firstMatch(of: /([\d,]+) finding/).flatMap { Int($0.1.filter { $0 != "," }) }
  }

  @Test(arguments: [
    (["LANG": "en_GB.UTF-8"], #"━*─* \d+ %, \d\.\d of 2\.\d MB, \d+ lines?, \d+ findings(, .* left)?"#),
    (["LANG": "C"], #"\[=* *\] \d+ %, \d\.\d of 2\.\d MB, \d+ lines?, \d+ findings(, .* left)?"#),
    (["LANG": "ja_JP.UTF-8"], #"\[=* *\] \d+ %, .*"#),
  ])
  func `the line changes while a file is read, and is gone at the end`(_ environment: [String: String], _ form: String)
    throws
  {
    let folder = try Workspace(["a.jsonl": String(repeating: Self.line, count: 200)])
    let run = try LiveRun(
      Self.check + ["a.jsonl", "--provider", "openai", "--endpoint", "chat-completions", "--format", "jsonl"],
      in: folder, environment: environment)
    let pattern = try Regex(form)
    let first = try run.wait { try pattern.wholeMatch(in: $0) != nil }
    let before = try #require(Self.findings(first))
    while run.screen.last.flatMap(Self.findings) ?? before <= before { try run.drain() }
    #expect(try run.finish().status == 1)
    #expect(run.screen == [""])
    let lines = run.written.split(separator: "\r").map { $0.replacing(/\u{1B}\[\d*[mK]/, with: "") }
    #expect(lines.allSatisfy { $0.count < 100 })
  }

  @Test func `lines that come from a pipe are counted, and findings stand above`() throws {
    let folder = try Workspace()
    let arguments = Self.check + ["-", "--stdin-filename", "a.jsonl", "--format", "concise"]
    let run = try LiveRun(arguments, in: folder, environment: ["NO_COLOR": "1"], showsOutput: true)
    try run.feed(Payload.good + "\n" + Payload.bad + "\n")
    try run.wait { $0 == "\(Payload.good.utf8.count + Payload.bad.utf8.count + 2) bytes, 2 lines, 1 finding" }
    try run.feed(Payload.bad + "\n")
    try run.wait { $0.hasSuffix(" bytes, 3 lines, 2 findings") }
    try run.endInput()
    #expect(try run.finish().status == 1)
    let text = [Payload.good, Payload.bad, Payload.bad].joined(separator: "\n")
    let plain = try Binary.run(arguments, stdin: text, in: folder).stdout
    #expect(run.screen == plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    #expect(!run.written.contains("\u{1B}[0m"))
  }

  @Test func `a terminal that takes lines of text only has no bar`() throws {
    let run = try LiveRun(
      Self.check + ["-", "--format", "jsonl"], in: try Workspace(), environment: ["TERM": "dumb"])
    try run.feed(Payload.good + "\n" + Payload.good + "\n")
    // Long enough for one to come, were there one.
    Thread.sleep(forTimeInterval: 1.5)
    try run.endInput()
    #expect(try run.finish().status == 0)
    #expect(run.written == "")
  }

  @Test func `a reader that goes away leaves no bar`() throws {
    let run = try LiveRun(Self.check + ["-", "--format", "jsonl"], in: try Workspace())
    try run.feed(Payload.good + "\n" + Payload.good + "\n")
    try run.wait { $0.contains("2 lines") }
    try run.closeOutput()
    try run.feed(Payload.good + "\n")
    #expect(try run.finish().status == 0)
    #expect(run.screen == [""])
  }

  @Test func `requests are counted while their tokens are`() throws {
    let run = try LiveRun(["tokens"], in: try Workspace())
    try run.feed(Payload.good + "\n" + Payload.good + "\n")
    try run.wait { $0.hasSuffix(" bytes, 2 requests") }
    try run.endInput()
    #expect(try run.finish().status == 0)
    #expect(run.screen == [""])
  }
}
