import Testing

/// What `reqlint init` writes.
@Suite struct InitTests {
  @Test func `what was found is written down, and the rest is explained`() throws {
    let envelope =
      #"{"method": "POST", "url": "http://localhost:11434/api/chat", "body": {"model": "m", "messages": []}}"#
    let folder = try Workspace([
      ".git/": "", ".gitignore": "out/\n", "prompts/a.json": Payload.good,
      "prompts/b.json": "[\(Payload.good), \(Payload.bad)]",
      "mixed/a.json": Payload.good, "mixed/package.json": "{}", "ollama/a.json": envelope, "out/a.yaml": Payload.good,
      "a.json": Payload.good, "we[i]rd/a.json": Payload.good,
    ])
    let outcome = try folder.run("init")
    #expect(outcome.status == 0)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr == "reqlint: wrote .reqlint.yaml\n")
    let text = try folder.text(of: ".reqlint.yaml")
    #expect(
      text.contains("#   ollama api-chat: 1 request in 1 file\n#   openai chat-completions: 6 requests in 5 files\n"))
    let entries = text.split(separator: "\n").filter { $0.hasPrefix("  ") }
    #expect(
      entries == [
        #"  "/*.json": {provider: openai, endpoint: chat-completions}"#,
        #"  "/prompts/*.json": {provider: openai, endpoint: chat-completions}"#,
      ], "\(text)")
    #expect(try folder.run("check", ".reqlint.yaml").status == 0)
    #expect(try folder.run("config", "prompts/a.json").stdout.contains("`files:` in .reqlint.yaml"))

    let again = try folder.run("init")
    #expect(again.status == 2)
    #expect(again.stderr.hasPrefix("reqlint: there is a .reqlint.yaml here already;"))
    #expect(try folder.text(of: ".reqlint.yaml") == text)
  }

  @Test func `where nothing is found it is a start all the same, and may be printed only`() throws {
    let folder = try Workspace(["package.json": "{}"])
    let printed = try folder.run("init", "--print")
    #expect(printed.stdout.contains("#   no requests in 1 files") || printed.stdout.contains("no request"))
    #expect(try folder.run("check", ".reqlint.yaml").status == 2)
    try folder.write(Array(printed.stdout.utf8), to: ".reqlint.yaml")
    #expect(try folder.run("check", ".reqlint.yaml").stdout == "1 configuration: nothing to complain about\n")
    // With its comments taken for words as well.
    let bare = printed.stdout.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        let isExample =
          line.hasPrefix("# files:") || line.hasPrefix("# rules:") || line.hasPrefix("# models:")
          || line.hasPrefix("# exclude:") || line.hasPrefix("#   deprecated-") || line.hasPrefix("#   my-")
        return isExample ? String(line.dropFirst(2)) : line.hasPrefix("#  \"") ? "  " + line.dropFirst(3) : String(line)
      }
    try folder.write(Array(bare.joined(separator: "\n").utf8), to: ".reqlint.yaml")
    #expect(
      try folder.run("check", ".reqlint.yaml").stdout == "1 configuration: nothing to complain about\n",
      "\(bare.joined(separator: "\n"))")
  }
}
