import Foundation
import Testing

/// `--watch`, as it runs on beside somebody who writes files.
@Suite struct WatchTests {
  struct NeverCame: Error {
    let text: String
  }

  /// Waits until the text of a file fits, however slow the machine is.
  private func wait(for name: String, in folder: Workspace, until fits: (String) -> Bool) throws {
    for _ in 0..<1200 {
      if fits(try folder.text(of: name)) { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw NeverCame(text: try folder.text(of: name))
  }

  @Test func `a file that changes or appears, and a configuration, start another run`() throws {
    let folder = try Workspace(["work/a.json": Payload.bad, "out": "", "err": ""])
    let process = try Binary.start(
      ["check", "--watch", "--as-of", "2026-06-01", "--format", "concise"], in: folder.path + "/work",
      stdout: folder.path + "/out", stderr: folder.path + "/err")
    defer { kill(process.processIdentifier, SIGKILL) }
    func found(_ text: String) -> Int { text.split(separator: "\n").count { $0.contains("[unknown-parameter]") } }

    try wait(for: "out", in: folder) { found($0) >= 1 }
    try wait(for: "err", in: folder) { $0.contains("reqlint: watching 1 file; Ctrl-C ends that\n") }
    try folder.write(Array((Payload.bad + "\n").utf8), to: "work/a.json")
    try wait(for: "out", in: folder) { found($0) >= 2 }
    try folder.write(Array(Payload.bad.utf8), to: "work/b.json")
    try wait(for: "out", in: folder) { $0.contains("b.json:1:21") }
    try folder.write(Array("rules: {unknown-parameter: off}\n".utf8), to: "work/.reqlint.yaml")
    try wait(for: "err", in: folder) { $0.contains("reqlint: watching 3 files") }
    try folder.write(Array("rules: {unknown-parameter: warning}\n".utf8), to: "work/.reqlint.yaml")
    try wait(for: "out", in: folder) { $0.contains("b.json:1:21: warning") }
    // Not `SIGKILL`: whoever starts a program from a thread that blocks signals still wants to end it.
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    // It ends a run by itself, and what comes between two runs by the signal.
    let isSignal = process.terminationReason == .uncaughtSignal
    #expect(process.terminationStatus == (isSignal ? SIGTERM : 128 + SIGTERM))
  }

  @Test func `standard input cannot be watched`() throws {
    let outcome = try Workspace().run("check", "--watch", "-", stdin: Payload.good)
    #expect(outcome.status == 2)
    #expect(outcome.stderr == "reqlint: `--watch` looks at files, and standard input is none\n")
  }
}
