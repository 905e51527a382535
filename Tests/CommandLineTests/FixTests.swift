import Foundation
import Testing

/// `reqlint fix`, `check --fix` and `check --diff`.
@Suite struct FixTests {
  private static let broken =
    "{\n  \"model\": \"o3\",\n  \"max_tokens\": 5, // no\n  \"messages\": [{\"role\": \"usr\", \"content\": \"Hi\"}]\n}\n"
  private static let request = #"{"model": "o3", "max_tokens": 5, "messages": [{"role": "usr", "content": "Hi"}]}"#
  private static let mended =
    #"{"model": "o3", "max_completion_tokens": 5, "messages": [{"role": "user", "content": "Hi"}]}"#

  @Test(arguments: ["fix", "check --fix"])
  func `what is safe to mend is mended in the file, and the rest is reported`(_ command: String) throws {
    let unsafe = #"{"model": "text-embedding-ada-002", "input": "Hi", "dimensions": 5}"#
    let folder = try Workspace(["a.json": Self.request, "b/c.json": unsafe, "d.json": #"{"name": "x",}"#])
    let outcome = try Binary.run(
      command.split(separator: " ").map(String.init) + ["--as-of", "2025-06-01", "--format", "concise", "."],
      in: folder)
    #expect(outcome.found == ["b/c.json:1:52 unsupported-parameter"])
    #expect(outcome.status == 1)
    #expect(outcome.stderr == "reqlint: mended 2 findings in 1 file\n")
    #expect(try folder.text(of: "a.json") == Self.mended)
    #expect(try folder.text(of: "b/c.json") == unsafe)
    #expect(try folder.text(of: "d.json") == #"{"name": "x",}"#, "a file without a request is left alone")
    let again = try folder.run("fix", "--as-of", "2025-06-01", "--format", "concise", "a.json")
    #expect(again.status == 0 && again.stdout.isEmpty && again.stderr.isEmpty)
  }

  @Test func `unsafe fixes are applied where that is asked for`() throws {
    let folder = try Workspace([
      "a.json": #"{"model": "text-embedding-ada-002", "input": "Hi", "dimensions": 5}"#
    ])
    let outcome = try folder.run("fix", "--unsafe-fixes", "a.json")
    #expect(outcome.status == 0)
    #expect(try folder.text(of: "a.json") == #"{"model": "text-embedding-ada-002", "input": "Hi"}"#)
    let alone = try folder.run("check", "--unsafe-fixes", "a.json")
    #expect(alone.status == 2)
    #expect(alone.stderr.contains("`--unsafe-fixes` needs `--fix` or `--diff`"))
  }

  @Test func `of many lines only those with a mistake change, and findings have their places in the new file`() throws {
    func line(_ id: Int) -> String {
      #"{"custom_id": "é\#(id)", "method": "POST", "url": "/v1/chat/completions", "body": "#
    }
    let other = line(2) + #"{"model": "o3", "temperature": 0.5, "messages": [{"role": "user", "content": "Hi"}]}}"#
    let text = "\(line(1))\(Self.request)}\r\n\n\(other)\n\(line(3))\(Self.request)}"
    let folder = try Workspace(["a.jsonl": text])
    let outcome = try folder.run("fix", "--as-of", "2025-06-01", "--format", "json", "a.jsonl")
    let expected = text.replacingOccurrences(of: Self.request, with: Self.mended)
    #expect(try folder.text(of: "a.jsonl") == expected)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])
    let finding = try #require((report["diagnostics"] as? [[String: Any]])?.first)
    let start = try #require(finding["startOffset"] as? Int)
    let end = try #require(finding["endOffset"] as? Int)
    #expect(String(decoding: Array(expected.utf8)[start..<end], as: UTF8.self) == "0.5")
  }

  @Test func `standard input comes out mended, and what is left is said on the other stream`() throws {
    let folder = try Workspace()
    let outcome = try folder.run(
      "check", "--fix", "--as-of", "2025-06-01", "--format", "concise", "--stdin-filename", "a.json", "-",
      stdin: Self.request.replacingOccurrences(of: "\"model\"", with: "\"n\": 0, \"model\""))
    #expect(outcome.stdout == Self.mended.replacingOccurrences(of: "\"model\"", with: "\"n\": 0, \"model\""))
    #expect(outcome.stderr.contains("a.json:1:7: error `n` is 0"))
    let clean = try folder.run("check", "--fix", "--stdin-filename", "a.json", "-", stdin: Payload.good)
    #expect(clean.stdout == Payload.good)
  }

  @Test(arguments: [
    Self.request, Self.broken, "[\n\(Self.request)\n,\n\n\n\n\n\n\n\n\n\(Self.request)\n]\n",
    "{\"model\": \"o3\",\r\n\"messages\":\r\n[{\"role\": \"usr\", \"content\": \"Hi\"},\r\n]}\r\n",
  ])
  func `the difference that is shown is the one that git applies`(_ text: String) throws {
    let folder = try Workspace(["a.json": text, "b.json": text])
    _ = try folder.run("fix", "--as-of", "2025-06-01", "b.json")
    let outcome = try folder.run("check", "--diff", "--as-of", "2025-06-01", "a.json")
    #expect(outcome.status == 1)
    #expect(try folder.text(of: "a.json") == text)
    try folder.write(Array(outcome.stdout.utf8), to: "a.patch")
    let git = try folder.run("git", through: "git apply -p0 a.patch")
    #expect(git.status == 0, "\(git.stderr)\n\(outcome.stdout)")
    #expect(try folder.text(of: "a.json") == folder.text(of: "b.json"))
  }

  @Test func `a difference has lines around it, and both numbers`() throws {
    let folder = try Workspace(["a.yaml": "# 1\n# 2\n# 3\n# 4\nmodel: o3\nmessages: [{role: usr, content: Hi}]"])
    let outcome = try folder.run("check", "--diff", "--as-of", "2025-06-01", "a.yaml")
    #expect(
      outcome.stdout == """
        --- a.yaml
        +++ a.yaml
        @@ -3,4 +3,4 @@
         # 3
         # 4
         model: o3
        -messages: [{role: usr, content: Hi}]
        \\ No newline at end of file
        +messages: [{role: user, content: Hi}]
        \\ No newline at end of file

        """)
    #expect(outcome.stderr == "reqlint: would mend 1 finding in 1 file\n")
    let clean = try folder.run("check", "--diff", "--as-of", "2025-06-01", "-", stdin: Payload.good)
    #expect(clean.status == 0 && clean.stdout.isEmpty)
  }

  @Test func `each fix is named, and a fix may be worth an exit status`() throws {
    let usr = #"{"role": "usr", "content": "Hi"}"#
    let folder = try Workspace(["a.json": Self.request.replacing(usr, with: "\(usr), \(usr)")])
    let flags = ["--as-of", "2025-06-01", "--show-fixes", "--exit-non-zero-on-fix", "a.json"]
    let outcome = try Binary.run(["fix"] + flags, in: folder)
    #expect(outcome.status == 1)
    #expect(
      outcome.stderr == """
        reqlint: a.json: rename it to `max_completion_tokens` [unsupported-parameter]
        reqlint: a.json: write `user` [unknown-value], 2 times
        reqlint: mended 3 findings in 1 file

        """)
    let again = try Binary.run(["fix"] + flags, in: folder)
    #expect(again.status == 0 && again.stderr == "")
    for flag in ["--show-fixes", "--exit-non-zero-on-fix"] {
      #expect(try folder.run("check", flag, "a.json").status == 2)
    }
  }

  @Test func `a link stays a link, and the file keeps its permissions`() throws {
    let folder = try Workspace(["real/a.json": Self.request])
    try folder.link("b.json", to: "real/a.json")
    let path = folder.path + "/real/a.json"
    try FileManager.default.setAttributes([.posixPermissions: 0o751], ofItemAtPath: path)
    #expect(try folder.run("fix", "--as-of", "2025-06-01", "b.json").status == 0)
    #expect(try folder.text(of: "real/a.json") == Self.mended)
    let manager = FileManager.default
    #expect(try manager.destinationOfSymbolicLink(atPath: folder.path + "/b.json") == "real/a.json")
    #expect(try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o751)
    #expect(try manager.contentsOfDirectory(atPath: folder.path + "/real") == ["a.json"])
  }

  @Test(.enabled(if: getuid() == 0)) func `root leaves files to those they belong to`() throws {
    let folder = try Workspace(["a.json": Self.request])
    let manager = FileManager.default
    let owner = [FileAttributeKey.ownerAccountID: NSNumber(value: 65_534)]
    try manager.setAttributes(owner, ofItemAtPath: folder.path + "/a.json")
    #expect(try folder.run("fix", "--as-of", "2025-06-01", "a.json").status == 0)
    #expect(
      try manager.attributesOfItem(atPath: folder.path + "/a.json")[.ownerAccountID] as? NSNumber
        == owner[.ownerAccountID])
  }

  @Test func `a file that is read-only stays as it is, and the others are mended`() throws {
    let folder = try Workspace(["a.json": Self.request, "b.json": Self.request])
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.path + "/a.json")
    let outcome = try folder.run("fix", "--as-of", "2025-06-01", ".")
    #expect(outcome.status == 2)
    #expect(
      outcome.stderr == "reqlint: a.json is read-only and stays as it is\nreqlint: mended 2 findings in 1 file\n")
    #expect(try folder.text(of: "a.json") == Self.request)
    #expect(try folder.text(of: "b.json") == Self.mended)
  }
}
