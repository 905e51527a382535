import Configuration
import DocumentTree
import Facts
import Foundation
import Linting
import Reporting
import SourceText
import Testing

/// What the README shows is tried here.
struct ReadmeTests {
  private let readme: String

  init() throws {
    readme = try Project.text("README.md")
  }

  // MARK: Commands

  @Test func `every command in the README prints what stands under it`() throws {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("reqlint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: scratch) }
    try FileManager.default.copyItem(
      at: Project.folder.appendingPathComponent("Tests/Examples"), to: scratch.appendingPathComponent("requests"))
    try Project.hold(
      "README.md",
      to: Markdown.replayed(readme) { command, place in
        try Project.output(of: command, in: place == .scratch ? scratch : Project.folder)
      })
  }

  @Test func `no command escapes that test, or depends on the day`() {
    let replayed = Markdown.blocks(readme).filter { $0.info.hasPrefix("console") }.flatMap { Markdown.lines($0.body) }
    let commands = Markdown.lines(readme).filter { $0.contains("$ reqlint") }
    #expect(!commands.isEmpty)
    #expect(commands == replayed.filter { $0.hasPrefix("$ reqlint ") })
    for command in commands where command.hasPrefix("$ reqlint check") {
      #expect(command.contains(" --as-of "), "\(command)")
    }
  }

  @Test func `the command that runs the tests is the one that the checks run`() throws {
    let command = "swift test --disable-xctest"
    #expect(Markdown.blocks(readme).contains { $0.info == "sh" && Markdown.lines($0.body).contains(command[...]) })
    #expect(try Markdown.lines(Project.text(".ci/run")).contains(command[...]))
  }

  @Test(arguments: [
    "apt-get update && apt-get install -y libyaml-dev zlib1g-dev && swift run -c release reqlint check Tests/Examples",
    "brew install libyaml && swift run -c release reqlint check Tests/Examples",
  ])
  func `a fresh machine needs one line`(_ command: String) {
    #expect(Markdown.blocks(readme).contains { $0.info == "sh" && Markdown.lines($0.body).contains(command[...]) })
  }

  @Test func `every link into the project leads somewhere`() {
    let targets = readme.matches(of: /\]\(([^)#:]+)\)/).map { String($0.1) }
    #expect(targets.contains("rules/README.md"))
    for target in targets {
      #expect(FileManager.default.fileExists(atPath: Project.folder.appendingPathComponent(target).path), "\(target)")
    }
  }

  @Test(arguments: [
    ("yaml", "Tests/Examples/suppressed.yaml"), ("swift", "Tests/ReqlintKitTests/Example.swift"),
  ])
  func `a file that the README shows is the one of its name`(_ language: String, _ path: String) throws {
    let block = try #require(Markdown.blocks(readme).first { $0.info == "\(language) \(path)" })
    #expect(try block.body == Project.text(path))
  }

  @Test func `the configuration that the README shows means something`() throws {
    let block = try #require(Markdown.blocks(readme).first { $0.info == "yaml .reqlint.yaml" })
    let text = block.body.split(separator: "\n").filter { !$0.hasPrefix("extends:") }.joined(separator: "\n")
    let configuration = Configuration(ContiguousArray(text.utf8), path: "/.reqlint.yaml", facts: .embedded)
    #expect(configuration.diagnostics.map(\.message) == [])
  }

  @Test func `every form of report has a row in the table`() {
    for form in ReportFormats.list { #expect(readme.contains("| `\(form.name)` | "), "\(form.name)") }
  }

  // MARK: A model of one's own

  @Test func `one line of YAML makes a model known`() throws {
    let path = "rules/models/openai/catalog.yaml"
    let block = try #require(Markdown.blocks(readme).first { $0.info == "yaml \(path)" })
    try #require(Markdown.lines(block.body).count == 1)
    let name = try #require(block.body.split(separator: ":").first).trimmingCharacters(in: .whitespaces)
    let payload = #"{"model": "\#(name)", "messages": [], "max_completion_tokens": 1000000000}"#

    let before = facts(under: "rules", adding: "", to: path)
    #expect(findings(payload, before) == ["unknown-model"])
    let after = facts(under: "rules", adding: block.body, to: path)
    #expect(findings(payload, after) == ["output-limit"])
    let openai = try #require(after.provider("openai"))
    #expect(after.profile(of: name, at: openai).isKnown)
    #expect(after.problems.isEmpty, "\(after.problems)")
  }

  /// The facts of a folder on the disk, one of whose files ends with a line more.
  private func facts(under folder: String, adding line: String, to path: String) -> Facts {
    Facts(paths: EmbeddedRules.paths) { name in
      guard let text = try? Project.text(folder + "/" + name) else { return nil }
      return RulesFile(yaml: ContiguousArray((folder + "/" + name == path ? text + line : text).utf8))
    }
  }

  private func findings(_ payload: String, _ facts: Facts) -> [String] {
    let linter = Linter(facts: facts, settings: settings, rules: [UnknownModel.self, OutputLimit.self])
    return linter.lint(Document.parse(SourceText(payload), as: .json)).diagnostics.map(\.rule)
  }

  // MARK: A provider of one's own

  @Test func `one file makes a provider known`() throws {
    let path = "rules/providers/acme.yaml"
    let blocks = Markdown.blocks(readme)
    let file = try #require(blocks.first { $0.info == "yaml \(path)" }).body
    let name = String(path.dropFirst("rules/".count))
    let facts = Facts(paths: EmbeddedRules.paths + [name]) { path in
      path == name ? RulesFile(yaml: ContiguousArray(file.utf8)) : EmbeddedRules.read(path)
    }
    let payload =
      #"{"url": "https://api.acme.example/v1/chat/completions", "body": {"model": "m", "messages": [], "temperature": 9}}"#
    let settings = LintSettings(today: Day(secondsSince1970: 0))
    let verdict = Linter(facts: facts, settings: settings)
      .lint(Document.parse(SourceText(payload), as: .json))
    #expect(verdict.requests.map { "\($0.provider)/\($0.endpoint)" } == ["acme/chat-completions"])
    #expect(verdict.diagnostics.map { "\($0.severity) \($0.rule)" } == ["error wrong-length", "warning out-of-range"])
    #expect(facts.problems.isEmpty, "\(facts.problems)")
  }

  // MARK: A rule of one's own

  @Test func `the README quotes the rule that the tests below run`() throws {
    let path = "Tests/DocumentationTests/EmailAsUser.swift"
    let block = try #require(Markdown.blocks(readme).first { $0.info == "swift \(path)" })
    #expect(try block.body == Project.text(path))
  }

  @Test(arguments: EmailAsUser.card.examples.map(\.payload), [Document.Format.json, .yaml])
  func `the rule finds what its examples mark`(_ payload: String, _ format: Document.Format) {
    let text = payload.filter { $0 != "«" && $0 != "»" }
    let linter = Linter(facts: .embedded, settings: settings, rules: [EmailAsUser.self])
    let findings = linter.lint(Document.parse(SourceText(text), as: format)).diagnostics
    let marked = payload.split(separator: "«").dropFirst().compactMap { $0.split(separator: "»").first }
    #expect(findings.map { SourceText(text).text($0.range) } == marked.map(String.init))
    #expect(findings.allSatisfy { $0.rule == "email-as-user" && $0.severity == .warning })
  }

  private var settings: LintSettings {
    LintSettings(provider: "openai", endpoint: "chat-completions", today: Day(secondsSince1970: 0))
  }
}
