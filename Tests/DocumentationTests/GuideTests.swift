import DocumentTree
import Facts
import Foundation
import Linting
import SourceText
import Testing

/// What the pages for those who change reqlint say is tried here: how it is built, and how it is extended.
struct GuideTests {
  private static let architecture = "Sources/README.md"
  private static let contributing = ".github/CONTRIBUTING.md"

  // MARK: Commands and names

  @Test func `every command in the guide prints what stands under it`() throws {
    let guide = try Project.text(Self.contributing)
    try Project.hold(
      Self.contributing,
      to: Markdown.replayed(guide) { command, _ in try Project.output(of: command, in: Project.folder) })
  }

  /// What no test can run within a test, each by what stands in a file that is run.
  @Test(arguments: [
    ("swift build --build-tests", ".ci/run"),
    ("swift test --disable-xctest", ".ci/run"),
    ("swift format format --in-place --parallel --recursive Package.swift Sources Tests rules", nil),
    ("REQLINT_BLESS=1 swift test --disable-xctest --filter DocumentationTests", nil),
  ])
  func `the commands that build and test are those of the checks`(_ command: String, _ path: String?) throws {
    let shells = try Markdown.blocks(Project.text(Self.contributing)).filter { $0.info == "sh" }
    #expect(shells.contains { $0.body.contains(command) })
    if let path { #expect(try Project.text(path).contains("\n" + command + "\n")) }
  }

  @Test(arguments: [architecture, contributing])
  func `what a page names is there`(_ page: String) throws {
    let text = try Project.text(page)
    let folder = Project.folder.appendingPathComponent(page).deletingLastPathComponent()
    for link in text.matches(of: /\]\(([^)#:]+)/) {
      #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(String(link.1)).path), "\(link.1)")
    }
    for name in text.matches(of: /`([A-Za-z.]+\/[A-Za-z\/.]*[a-z])\/?`/).map({ String($0.1) }) {
      let places = [name, "Sources/" + name, "Tests/" + name].map { Project.folder.appendingPathComponent($0).path }
      #expect(places.contains { FileManager.default.fileExists(atPath: $0) }, "\(name)")
    }
  }

  // MARK: How it is built

  /// The rows of a table, each by its cells; the head is left out.
  private func rows(below head: String) throws -> [[String]] {
    let lines = try Markdown.lines(Project.text(Self.architecture))
    let table = lines.drop { !$0.hasPrefix("| \(head) |") }.dropFirst(2).prefix { $0.hasPrefix("|") }
    return table.map { row in
      row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  private func names(in text: some StringProtocol, _ quote: Character) -> Set<String> {
    let parts = text.split(separator: quote, omittingEmptySubsequences: false)
    return Set(parts.indices.filter { !$0.isMultiple(of: 2) }.map { String(parts[$0]) })
  }

  @Test func `the table of targets is that of the package`() throws {
    var wanted: [String: Set<String>] = [:]
    let package = try Project.text("Package.swift").replacing(/\.product\([^)]*\)/, with: "")
    for declaration in package.split(separator: "\n    .") {
      guard
        let match = declaration.firstMatch(of: /^(?:systemLibrary|target|executableTarget|plugin)\(\s*name: "(\w+)"/)
      else { continue }
      let list = declaration.split(separator: "dependencies: [", maxSplits: 1).dropFirst().first?.prefix { $0 != "]" }
      wanted[String(match.1)] = names(in: list ?? "", "\"")
    }
    var told: [String: Set<String>] = [:]
    for row in try rows(below: "target") {
      let name = try #require(names(in: row[0], "`").first)
      told[name] = row.count > 2 ? names(in: row[2], "`") : []
    }
    #expect(told == wanted)
  }

  @Test func `the bounds on hostile input are those of the code`() throws {
    let rows = try rows(below: "what")
    #expect(rows.count >= 8)
    for row in rows {
      let bound = try #require(names(in: row[1], "`").first)
      for path in names(in: row[2], "`") {
        let lines = try Markdown.lines(Project.text("Sources/" + path))
        #expect(lines.contains { $0.contains("imit = \(bound)") && $0.hasSuffix(" \(bound)") }, "\(row[0]): \(path)")
      }
    }
  }

  // MARK: How it is extended

  private func block(_ path: String) throws -> String {
    let guide = try Project.text(Self.contributing) + Project.text("README.md")
    return try #require(Markdown.blocks(guide).first { $0.info == "yaml \(path)" }).body
  }

  private func findings(_ payload: String, _ api: (provider: String, endpoint: String), _ facts: Facts) -> [String] {
    let settings = LintSettings(provider: api.provider, endpoint: api.endpoint, today: Day(secondsSince1970: 0))
    let verdict = Linter(facts: facts, settings: settings).lint(Document.parse(SourceText(payload), as: .json))
    return verdict.diagnostics.map { "\($0.severity) \($0.rule) \($0.pointer)" }
  }

  @Test func `a family of the guide counts for its models`() throws {
    let path = "models/openai/families.yaml"
    let family = try block("rules/" + path)
    let facts = Facts(paths: EmbeddedRules.paths) { name in
      guard name == path else { return EmbeddedRules.read(name) }
      let text = try? Project.text("rules/" + name).replacing("\nfamilies:\n", with: "\nfamilies:\n" + family)
      return text.map { RulesFile(yaml: ContiguousArray($0.utf8)) }
    }
    let payload =
      #"{"model": "gpt-99-2026-12-24", "messages": [{"role": "user", "content": "Hi"}], "max_completion_tokens": 2000, "temperature": 1}"#
    #expect(
      findings(payload, ("openai", "chat-completions"), facts) == [
        "error output-limit /max_completion_tokens", "error unsupported-parameter /temperature",
      ])
    #expect(facts.problems.isEmpty, "\(facts.problems)")
  }

  @Test func `a shape of the guide says what a provider does otherwise`() throws {
    let shape = "shapes/acme/chat-completions.yaml"
    let texts = [
      shape: try block("rules/" + shape),
      "providers/acme.yaml": try block("rules/providers/acme.yaml")
        .replacing("shape: compatible/chat-completions", with: "shape: acme/chat-completions"),
    ]
    let facts = Facts(paths: EmbeddedRules.paths + texts.keys.sorted()) { path in
      texts[path].map { RulesFile(yaml: ContiguousArray($0.utf8)) } ?? EmbeddedRules.read(path)
    }
    let payload =
      #"{"model": "m", "messages": [{"role": "user", "content": "Hi"}], "temperature": 1.5, "thoughts": "many", "logit_bias": "any"}"#
    #expect(
      findings(payload, ("acme", "chat-completions"), facts) == [
        "error out-of-range /temperature", "error wrong-type /thoughts",
      ])
    #expect(facts.problems.isEmpty, "\(facts.problems)")
  }
}
