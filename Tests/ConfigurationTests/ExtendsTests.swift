import Configuration
import DocumentTree
import Facts
import FileDiscovery
import Linting
import SourceText
import Testing

/// Configurations that rest on others, and what they want of the program.
@Suite struct ExtendsTests {
  /// Reads /p/.reqlint.yaml out of texts by their paths.
  private func configuration(_ files: [String: String]) throws -> Configuration {
    let resolver = ConfigurationResolver(facts: .embedded, version: ServerVersion("0.3.1")) { path in
      if path.hasSuffix("/folder") { return .unreadable("it is a folder") }
      return files[path].map { .text(ContiguousArray($0.utf8)) } ?? .nothing
    }
    return try #require(resolver.configuration(forFile: "/p/a.json"))
  }

  private let run = LintSettings(today: Day(secondsSince1970: 0))

  @Test func `what is said here counts, and what is left open is as the base has it`() throws {
    let configuration = try configuration([
      "/p/.reqlint.yaml": """
      extends: [../shared/base.yaml, own/more.yaml]
      rules: {unknown-model: off}
      files: {'*.b': {provider: ollama}}
      exclude: ['!kept/']
      limits: {tpm: 1}
      models: {mine: {like: openai/theirs, max_output: 5}}
      """,
      "/shared/base.yaml": """
      rules: {unknown-model: error, wrong-type: hint, wrong-length: hint}
      files: {'*.a': {provider: openai}, '*.b': {provider: openai}, '*.c': {provider: openai}}
      exclude: [kept/, left/]
      limits: {tpm: 2, rpm: 2}
      models: {theirs: {provider: openai, context_window: 77}}
      """,
      "/p/own/more.yaml": "rules: {wrong-length: off}\nfiles: {'*.c': {provider: cohere}}\n",
    ])
    #expect(configuration.diagnostics == [])
    #expect(configuration.bases.map(\.path) == ["/shared/base.yaml", "/p/own/more.yaml"])
    let settings = configuration.settings(run, for: "/p/x/y.a")
    #expect(settings.levels["unknown-model"] == .off)
    #expect(settings.levels["wrong-type"] == .always(.hint))
    #expect(settings.levels["wrong-length"] == .off)
    #expect(settings.limits.tokensPerMinute == 1 && settings.limits.requestsPerMinute == 2)
    for (name, provider) in [("y.a", "openai"), ("y.b", "ollama"), ("y.c", "cohere")] {
      #expect(configuration.entry(for: "/p/x/" + name)?.api.provider == provider, "\(name)")
    }
    #expect(configuration.entry(for: "/shared/y.a") == nil)
    #expect(configuration.excludes("/p/left", .folder) && !configuration.excludes("/p/kept", .folder))
    let openai = try #require(configuration.facts.provider("openai"))
    #expect(configuration.facts.profile(of: "mine", at: openai).contextWindow?.value == 77)
  }

  /// What `extends` has, and words of what is said.
  @Test(arguments: [
    ("absent.yaml", "`absent.yaml` does not exist; the path starts from the folder of this file"),
    ("folder", "`folder` cannot be read (it is a folder)"),
    (".reqlint.yaml", "extends this file in turn"), ("./x/../.reqlint.yaml", "extends this file in turn"),
    ("https://example.com/a.yaml", "is no file here, and reqlint fetches nothing"),
    ("5", "`extends` names a file"), ("''", "`extends` names a file"), ("{}", "`extends` names a file"),
  ])
  func `what cannot be extended is told at its place`(_ value: String, _ says: String) throws {
    let text = "rules: {unknown-model: off}\nextends: \(value)\n"
    let configuration = try configuration(["/p/.reqlint.yaml": text])
    let told = try #require(configuration.diagnostics.first)
    #expect(configuration.diagnostics.count == 1)
    #expect(configuration.document.source.text(told.range) == value)
    #expect(told.message.contains(says), "\(told.message)")
    #expect(configuration.settings(run, for: "/p/a").levels["unknown-model"] == .off)
  }

  @Test func `a circle is told in the file that closes it`() throws {
    let configuration = try configuration([
      "/p/.reqlint.yaml": "extends: b.yaml\n", "/p/b.yaml": "extends: c.yaml\nrules: {wrong-type: off}\n",
      "/p/c.yaml": "extends: b.yaml\nrules: {unknown-model: off}\n",
    ])
    #expect(configuration.diagnostics == [])
    #expect(configuration.bases.map(\.diagnostics.count) == [1, 0])
    let levels = configuration.settings(run, for: "/p/a").levels
    #expect(levels["wrong-type"] == .off && levels["unknown-model"] == .off)
  }

  @Test func `files that extend each other twice over end soon`() throws {
    var files = ["/p/.reqlint.yaml": "extends: [1.yaml, 1.yaml]\n"]
    for number in 1...40 { files["/p/\(number).yaml"] = "extends: [\(number + 1).yaml, \(number + 1).yaml]\n" }
    let configuration = try configuration(files)
    #expect(configuration.bases.count == 32)
    let messages = configuration.bases.flatMap(\.diagnostics).map(\.message)
    #expect(messages.contains { $0.contains("one file too many") })
  }

  @Test(arguments: [
    ("0.3.1", true), ("0.3.0", true), ("0.3", true), ("v0.2.9", true), ("0.3.2", false), ("1.0", false),
    ("'>=0.3'", true), ("'>0.3.1'", false), ("'<=0.3.1'", true), ("'<0.3.1'", false), ("'==0.3.1'", true),
    ("'== 0.3'", false), ("'>=0.3.0, <1'", true), ("'>=0.1,<0.3'", false), ("'<1'", true),
  ])
  func `a version may be wanted`(_ wanted: String, _ isIt: Bool) throws {
    let text = "required-version: \(wanted.hasPrefix("'") || wanted.count > 3 ? wanted : "'\(wanted)'")\n"
    let messages = try configuration(["/p/.reqlint.yaml": text]).diagnostics.map(\.message)
    let plain = wanted.filter { $0 != "'" }
    #expect(messages == (isIt ? [] : ["this is reqlint 0.3.1, and `\(plain)` is wanted"]))
  }

  @Test(arguments: [
    ("required-version: soon", "is a version such as 0.1.0"), ("required-version: '1'", "is a version such as 0.1.0"),
    ("required-version: '>='", "is a version such as 0.1.0"),
    ("required-version: '0.1,'", "is a version such as 0.1.0"),
    ("required-version: 0.10", "is a number to YAML"), ("required-version: []", "is a version such as 0.1.0"),
    ("required-facts: 2999-01-01", "and those of 2999-01-01 are wanted"), ("required-facts: soon", "is a day such as"),
  ])
  func `what is no version or not reached yet is told`(_ text: String, _ says: String) throws {
    let messages = try configuration(["/p/.reqlint.yaml": text]).diagnostics.map(\.message)
    #expect(messages.count == 1 && messages[0].contains(says), "\(messages)")
  }

  @Test func `facts of an earlier day are enough`() throws {
    #expect(try configuration(["/p/.reqlint.yaml": "required-facts: 2026-01-01\n"]).diagnostics == [])
  }
}
