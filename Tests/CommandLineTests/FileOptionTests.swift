import Testing

/// The flags that say which files a run is about.
@Suite struct FileOptionTests {
  // MARK: --force-exclude

  @Test func `files that are named for a hook count as if they had been met`() throws {
    let folder = try Workspace([
      ".git/": "", ".gitignore": "out/\n", ".reqlint.yaml": "exclude: [old/]\nfiles: {'*.prompt': {}}\n",
      "a.json": Payload.bad, "out/b.json": Payload.bad, "old/c.json": Payload.bad, "broken.json": "{\"a\": 1,}",
      "chart.yaml": "a: {{ b }}\n", "d.prompt": "{\"a\": 1,}",
    ])
    let names = ["a.json", "out/b.json", "old/c.json", "broken.json", "chart.yaml", "d.prompt", ".reqlint.yaml"]
    let flags = ["check", "--as-of", "2026-06-01", "--format", "concise", "--force-exclude"]
    let outcome = try Binary.run(flags + names, in: folder)
    #expect(outcome.found == ["a.json:1:21 unknown-parameter", "d.prompt:1:8 invalid-json"])
    #expect(outcome.status == 1)
  }

  @Test func `where nothing is left, that is no success by itself`() throws {
    let folder = try Workspace([".reqlint.yaml": "exclude: [old/]\n", "old/c.json": Payload.bad])
    #expect(try folder.check("old/c.json", "--force-exclude").status == 2)
    #expect(try folder.check("old/c.json", "--force-exclude", "--allow-empty").status == 0)
  }

  // MARK: --show-files

  @Test func `the files are listed and not read`() throws {
    let folder = try Workspace([
      ".git/": "", ".gitignore": "out/\n", "a.json": Payload.bad, "b/c.yaml": "{", "out/b.json": Payload.bad,
      "n.txt": "",
    ])
    let outcome = try folder.run("check", "--show-files")
    #expect(outcome.stdout == "a.json\nb/c.yaml\n")
    #expect(outcome.status == 0)
    #expect(try folder.run("check", "--show-files", "absent.json").status == 2)
  }

  // MARK: --changed

  /// A repository with two files committed, of which one has changed, a third staged, and a fourth only written.
  private func repository() throws -> Workspace {
    let folder = try Workspace(["a.json": Payload.bad, "b/b.json": Payload.good, "b/gone.json": Payload.bad])
    let git = "git -c user.name=x -c user.email=x@example.com"
    let steps = [
      "git init -q -b main", "git add .", "\(git) commit -qm 1", "rm b/gone.json",
      "printf '%s' '\(Payload.bad)' | tee 'b/b.json' 'new ä.json' >staged.json", "git add staged.json",
    ]
    let outcome = try folder.run(through: steps.joined(separator: " && "))
    try #require(outcome.status == 0, "\(outcome)")
    return folder
  }

  private static let changes = ["b/b.json", "new ä.json", "staged.json"]

  @Test func `what git says has changed is linted`() throws {
    let folder = try repository()
    let outcome = try folder.check("--changed", "--format", "concise")
    #expect(outcome.status == 1)
    #expect(
      Set(outcome.stdout.split(separator: "\n").map { $0.prefix { $0 != ":" } }.map(String.init)) == Set(Self.changes))
    #expect(try folder.run("check", "--changed", "--show-files", "b").stdout == "b/b.json\n")
    #expect(
      try folder.run("check", "--changed", "--show-files", "../\(folder.name)/b", "a.json").stdout.hasSuffix(
        "/b/b.json\n"))
  }

  @Test func `what has changed on a branch is linted as well`() throws {
    let folder = try repository()
    let git = "git -c user.name=x -c user.email=x@example.com"
    let steps =
      "git checkout -qb topic && git add . && \(git) commit -qm 2 && git rm -q staged.json && \(git) commit -qm 3"
    try #require(try folder.run(through: steps).status == 0)
    let nothing = try folder.check("--changed")
    #expect(nothing.status == 0)
    #expect(nothing.stdout == "")
    #expect(try folder.run("check", "--since", "main", "--show-files").stdout == "b/b.json\nnew ä.json\n")
    #expect(try folder.run("check", "--since", "HEAD", "--show-files").stdout == "")
    for wrong in ["nowhere", "--output=x"] {
      let outcome = try folder.run("check", "--since=\(wrong)", "--show-files")
      #expect(outcome.status == 2)
      #expect(outcome.stderr.contains("reqlint: git did not say which files have changed"), "\(outcome.stderr)")
    }
  }

  @Test func `a repository without a commit has only new files`() throws {
    let folder = try Workspace(["a.json": Payload.bad])
    try #require(try folder.run(through: "git init -q").status == 0)
    #expect(try folder.run("check", "--changed", "--show-files").stdout == "a.json\n")
  }

  @Test func `without git or a repository the reason is told`() throws {
    let folder = try Workspace(["a.json": Payload.bad])
    let outside = try folder.run("check", "--changed")
    #expect(outside.status == 2)
    #expect(outside.stderr.contains("not a git repository"), "\(outside.stderr)")
    let without = try folder.run("check", "--changed", environment: ["PATH": "/nonexistent"])
    #expect(without.status == 2)
    #expect(without.stderr == "reqlint: git was not found, and only git knows which files have changed\n")
  }
}
