import Configuration
import Facts
import FileDiscovery
import Linting
import Synchronization
import Testing

/// Which configuration counts for a file, and what it says of it.
@Suite struct ResolverTests {
  /// A file system of texts by their paths.
  private func resolver(_ files: [String: String]) -> ConfigurationResolver {
    ConfigurationResolver(facts: .embedded) { path in files[path].map { .text(ContiguousArray($0.utf8)) } ?? .nothing }
  }

  @Test(arguments: [
    ("/p/a.json", "/p/.reqlint.yaml"), ("/p/q/a.json", "/p/q/.reqlint.yaml"), ("/p/q/r/s/a.json", "/p/q/.reqlint.yaml"),
    ("/p/t/a.json", "/p/.reqlint.yaml"), ("/o/a.json", "/.reqlint.yaml"), ("/a.json", "/.reqlint.yaml"),
    ("/pq/a.json", "/.reqlint.yaml"), ("/p/q/.reqlint.yaml", "/p/q/.reqlint.yaml"),
  ])
  func `the nearest one above a file counts`(_ file: String, _ configuration: String) {
    let resolver = resolver(["/.reqlint.yaml": "", "/p/.reqlint.yaml": "", "/p/q/.reqlint.yaml": ""])
    #expect(resolver.configuration(forFile: file)?.path == configuration)
    #expect(resolver.configuration(forFile: "/p/q/other.json")?.path == "/p/q/.reqlint.yaml")
    #expect(resolver.configuration(forFile: file)?.path == configuration)
  }

  @Test func `there may be none, and what is no path has none`() {
    #expect(resolver(["/p/.reqlint.yml": ""]).configuration(forFile: "/p/a.json") == nil)
    #expect(resolver([:]).configuration(forFile: "") == nil)
    #expect(resolver([:]).configuration(forFile: "a") == nil)
  }

  @Test func `a configuration is read once, until it is forgotten`() {
    let reads = Mutex(0)
    let resolver = ConfigurationResolver(facts: .embedded) { path in
      guard path == "/p/.reqlint.yaml" else { return .nothing }
      reads.withLock { $0 += 1 }
      return .text([])
    }
    for name in ["a", "b", "q/c", "q/r/d"] { _ = resolver.configuration(forFile: "/p/\(name)") }
    #expect(reads.withLock { $0 } == 1)
    resolver.forget()
    _ = resolver.configuration(forFile: "/p/a")
    #expect(reads.withLock { $0 } == 2)
  }

  @Test func `a text may count in place of what lies at a path`() {
    let resolver = resolver(["/p/.reqlint.yaml": "exclude: [a]"])
    #expect(resolver.configuration(forFile: "/p/a")?.excludes("/p/a", .file) == true)
    resolver.replace("/p/.reqlint.yaml", with: ContiguousArray("exclude: [b]".utf8))
    #expect(resolver.configuration(forFile: "/p/a")?.excludes("/p/a", .file) == false)
    resolver.replace("/p/.reqlint.yaml", with: nil)
    #expect(resolver.configuration(forFile: "/p/a")?.excludes("/p/a", .file) == true)
  }

  @Test func `of one that is broken the settings of the last whole one hold, with its own mistakes`() {
    let resolver = resolver(["/p/.reqlint.yaml": "exclude: [a]"])
    #expect(resolver.configuration(forFile: "/p/a")?.diagnostics == [])
    resolver.replace("/p/.reqlint.yaml", with: ContiguousArray("exclude: [b".utf8))
    let configuration = resolver.configuration(forFile: "/p/a")
    #expect(configuration?.excludes("/p/a", .file) == true)
    #expect(configuration?.diagnostics.map(\.rule) == ["invalid-yaml"])
    resolver.replace("/p/.reqlint.yaml", with: ContiguousArray("exclude: [b]".utf8))
    #expect(resolver.configuration(forFile: "/p/a")?.excludes("/p/a", .file) == false)
  }

  @Test func `one that cannot be read says why, and nothing else`() {
    let resolver = ConfigurationResolver(facts: .embedded) { path in
      path == "/p/.reqlint.yaml" ? .unreadable("it is a folder") : .text(ContiguousArray("exclude: [a]".utf8))
    }
    let configuration = resolver.configuration(forFile: "/p/a")
    #expect(configuration?.failure == "it is a folder")
    #expect(configuration?.excludes("/p/a", .file) == false)
    #expect(configuration?.diagnostics == [])
  }

  @Test(arguments: [
    ("/p/a.prompt", "openai", "chat-completions"), ("/p/q/r/a.prompt", "openai", "chat-completions"),
    ("/p/prompts/x/y.json", "ollama", nil), ("/p/q/prompts/z", "ollama", nil), ("/p/prompts", nil, nil),
    ("/p/prompts/first.prompt", "ollama", nil), ("/p/deep/a/b/c.txt", "telekom", nil),
    ("/p/deep/c.txt", "telekom", nil),
    ("/p/q/deep/c.txt", nil, nil), ("/p/other", nil, nil), ("/elsewhere/a.prompt", nil, nil), ("/pa.prompt", nil, nil),
  ])
  func `the first pattern that matches counts, read as in gitignore`(
    _ path: String, _ provider: String?, _ endpoint: String?
  ) {
    let configuration = configuration(
      """
      files:
        prompts/: {provider: ollama}
        "*.prompt": {provider: openai, endpoint: chat-completions}
        deep/**/*.txt: {provider: telekom}
        "*.prompt*": {provider: telekom}
      """)
    #expect(configuration.entry(for: path)?.api == provider.map { DeclaredAPI(provider: $0, endpoint: endpoint) })
  }

  @Test func `of one pattern that stands there twice the last counts`() {
    let configuration = configuration("files: {a: {provider: openai}, b: {}, a: {provider: ollama}}")
    #expect(configuration.entry(for: "/p/a")?.api.provider == "ollama")
  }

  @Test(arguments: [
    ("/p/a.tmp", GitIgnore.Entry.file, true), ("/p/keep.tmp", .file, false), ("/p/out", .folder, true),
    ("/p/out", .file, false), ("/p/q/out", .folder, true), ("/p/only/here", .file, true),
    ("/p/q/only/here", .file, false),
    ("/q/a.tmp", .file, false),
  ])
  func `what is excluded is told as in gitignore`(_ path: String, _ kind: GitIgnore.Entry, _ isExcluded: Bool) {
    let configuration = configuration("exclude: ['*.tmp', '!keep.tmp', out/, /only/here]")
    #expect(configuration.excludes(path, kind) == isExcluded)
  }

  @Test(arguments: [
    ("/p/q/a.json", true), ("/p/q/r/s/a.json", true), ("/p/b/q", false), ("/p/b/q/a.json", true), ("/p/x.tmp", true),
    ("/p/q", false), ("/p/keep/x.tmp", true), ("/o/q/a.json", false), ("/p/a.json", false), ("/p", false),
  ])
  func `a file is excluded with the folder that it lies in`(_ path: String, _ isExcluded: Bool) {
    #expect(configuration("exclude: [q/, '*.tmp']").excludesFile(path) == isExcluded)
  }

  // MARK: Levels

  /// What the file and what the flags of a run say of a rule, and what comes of it.
  struct Level: Sendable {
    let file: [String: RuleLevel]
    var selected: Set<String>?
    var flags: [String: RuleLevel] = [:]
    let level: RuleLevel
  }

  @Test(arguments: [
    Level(file: [:], level: .standard),
    Level(file: ["r": .off], level: .off),
    Level(file: ["r": .always(.hint)], level: .always(.hint)),
    Level(file: ["r": .off], flags: ["r": .always(.error)], level: .always(.error)),
    Level(file: ["r": .always(.error)], flags: ["r": .off], level: .off),
    Level(file: [:], selected: ["r"], level: .standard),
    Level(file: ["r": .off], selected: ["r"], level: .standard),
    Level(file: ["r": .always(.hint)], selected: ["r"], level: .always(.hint)),
    Level(file: ["r": .always(.hint)], selected: ["s"], level: .off),
    Level(file: [:], selected: ["s"], flags: ["r": .always(.error)], level: .off),
    Level(file: [:], selected: ["r"], flags: ["r": .off], level: .off),
  ])
  func `flags beat the file, and what is selected is on`(_ row: Level) {
    var run = RuleLevels()
    run.selected = row.selected
    run.levels = row.flags
    var file = RuleLevels()
    file.levels = row.file
    #expect(run.laid(over: file)["r"] == row.level)
  }

  @Test func `the mistakes of a configuration are as loud as it says itself`() {
    let run = LintSettings(today: Day(secondsSince1970: 0))
    #expect(configuration("rules: {invalid-configuration: hint, x: off}").diagnostics(run).map(\.severity) == [.hint])
    #expect(configuration("rules: {invalid-configuration: off, x: off}").diagnostics(run).isEmpty)
  }
}
