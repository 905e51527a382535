import Foundation
import Testing

/// What comes of a run that somebody ends, with Ctrl-C or otherwise.
@Suite struct InterruptionTests {
  private static let name = ["--stdin-filename", "a.jsonl"]

  /// Has a run read three lines, with one finding, and ends it.
  private func interrupted(
    _ arguments: [String], in folder: Workspace, by signal: Int32 = SIGINT
  ) throws -> (status: Int32, stdout: String, screen: [String]) {
    let run = try LiveRun(["check", "--as-of", "2026-06-01", "-"] + Self.name + arguments, in: folder)
    try run.feed(Payload.good + "\n" + Payload.bad + "\n" + Payload.good + "\n")
    try run.wait { $0.contains("3 lines") }
    run.send(signal)
    let (status, stdout) = try run.finish()
    return (status, stdout, run.screen)
  }

  @Test(arguments: ReportTests.forms)
  func `what was found so far is reported whole in every form`(_ form: String) throws {
    let folder = try Workspace()
    let (status, stdout, screen) = try interrupted(["--output", "\(form)=report", "--output", "concise"], in: folder)
    #expect(status == 130)
    #expect(screen == ["reqlint: a.jsonl was not read to its end: the run was interrupted", ""])
    #expect(stdout.hasPrefix("a.jsonl:2:21: error"))
    let text = try folder.text(of: "report")
    #expect(text.contains("unknown-parameter"))
    if ["json", "sarif", "gitlab", "rdjson"].contains(form) {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
    }
    if form == "junit" { #expect(text.hasSuffix("</testsuites>\n")) }
    if form == "html" { #expect(text.hasSuffix("</body></html>\n")) }
    if !["text", "concise", "grouped", "statistics"].contains(form) { #expect(text.contains("was interrupted")) }
    // No draft of a report is left.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["report"])
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func `the status names the signal`(_ signal: Int32, _ status: Int32) throws {
    let folder = try Workspace()
    let outcome = try interrupted(["--format", "concise"], in: folder, by: signal)
    #expect(outcome.status == status)
  }

  @Test func `what needs the whole run is left alone`() throws {
    let folder = try Workspace()
    #expect(try interrupted(["--write-baseline", "b.json"], in: folder).status == 130)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `a file is read no further, and those after it are counted`() throws {
    // The report on the first pieces is longer than a pipe holds, so the run waits to be read.
    let files = ["a.jsonl": String(repeating: Payload.bad + "\n", count: 20_000), "b.json": Payload.bad, "c.json": "{"]
    let folder = try Workspace(files)
    let run = try LiveRun(
      ["check", "--as-of", "2026-06-01", "a.jsonl", "b.json", "c.json", "--format", "jsonl"], in: folder)
    try run.wait { $0.contains("0 of 3 files") }
    run.send(SIGINT)
    let (status, stdout) = try run.finish()
    #expect(status == 130)
    let lines = stdout.split(separator: "\n")
    #expect(
      lines.count < 20_000 && lines.dropLast(2).allSatisfy { $0.hasSuffix("}") && $0.contains(#""path":"a.jsonl""#) })
    #expect(
      run.screen == [
        "reqlint: a.jsonl was not read to its end: the run was interrupted",
        "reqlint: 2 more files were not read: the run was interrupted", "",
      ])
  }

  @Test func `an interrupted run mends nothing more`() throws {
    let folder = try Workspace()
    let run = try LiveRun(["fix", "--as-of", "2026-06-01", "-"] + Self.name, in: folder)
    try run.feed(Payload.doubtful + "\n")
    try run.wait { $0.contains("bytes") }
    run.send(SIGINT)
    let (status, stdout) = try run.finish()
    #expect(status == 130)
    #expect(stdout == "")
  }

  @Test func `a second signal ends the program at once`() throws {
    let folder = try Workspace(["a.jsonl": String(repeating: Payload.bad + "\n", count: 5000)])
    let run = try LiveRun(["check", "--as-of", "2026-06-01", "a.jsonl", "--format", "jsonl"], in: folder)
    // Nobody takes the report, so the first one waits.
    try run.wait { $0.contains("finding") }
    run.send(SIGINT)
    Thread.sleep(forTimeInterval: 0.5)
    run.send(SIGINT)
    #expect(try run.finish().status == 130)
  }
}
