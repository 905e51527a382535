import Configuration
import Diagnosis
import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// Every rule is tested by the examples on its card.
struct RuleExampleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let rule: any Rule.Type
    let example: RuleCard.Example
    let format: Document.Format

    var testDescription: String { "\(rule.card.id) as \(format): \(example.payload)" }
  }

  static let cases: [Case] = AllRules.list.flatMap { rule in
    rule.card.examples.flatMap { example in
      formats(of: example).map { Case(rule: rule, example: example, format: $0) }
    }
  }

  private static func formats(of example: RuleCard.Example) -> [Document.Format] {
    switch example.format {
    case .json: [.json, .yaml]
    case .jsonOnly: [.json]
    case .yaml: [.yaml]
    }
  }

  @Test(arguments: cases)
  func `an example is found exactly where it is marked, and its fix mends it`(_ row: Case) throws {
    let marked = try Marked(row.example.payload)
    let verdict = lint(marked.text, row)
    guard row.example.isBad else {
      #expect(verdict == [])
      return
    }
    try #require(verdict.count == 1, "\(verdict.map(\.message))")
    let range = try #require(marked.range)
    #expect(verdict[0].range == range, "\(SourceText(marked.text).text(verdict[0].range))")
    guard let fixed = row.example.fixed else { return }
    let fix = try #require(verdict[0].fixes.first)
    let mended = SourceText(marked.text).applying(fix.edits)
    #expect(String(decoding: mended.bytes, as: UTF8.self) == fixed)
    #expect(lint(fixed, row) == [])
  }

  @Test
  func `every rule has a bad and a good example, but for bytes that no text can hold and what is said of a whole file`()
  {
    for card in AllRules.cards where card.id != "invalid-utf8" {
      #expect(card.examples.contains { $0.isBad } || ["batch-limit", "few-examples"].contains(card.id), "\(card.id)")
      #expect(card.examples.contains { !$0.isBad }, "\(card.id)")
    }
  }

  private func lint(_ text: String, _ row: Case) -> [Diagnostic] {
    guard row.example.api != InvalidConfiguration.configuration else {
      return Configuration(ContiguousArray(text.utf8), path: "/.reqlint.yaml", facts: .embedded).diagnostics
    }
    let api = row.example.api.split(separator: "/")
    var settings = LintSettings(
      provider: String(api[0]), endpoint: String(api[1]), today: Day("2026-11-21") ?? Day(secondsSince1970: 0))
    if let text = row.example.configuration {
      let configuration = Configuration(ContiguousArray(text.utf8), path: "/.reqlint.yaml", facts: .embedded)
      settings = configuration.settings(settings, for: "/example")
    }
    let linter = Linter(facts: .embedded, settings: settings, rules: [row.rule])
      .explaining(Diagnoser.explanation)
    return linter.lint(Document.parse(SourceText(text), as: row.format)).diagnostics
  }
}

/// A payload with « and » around what is underlined.
struct Marked {
  let text: String
  /// In bytes of `text`; nil where nothing is marked.
  let range: ByteRange?

  struct Unbalanced: Error {}

  init(_ payload: String) throws {
    let parts = payload.split(omittingEmptySubsequences: false) { $0 == "«" || $0 == "»" }
    text = parts.joined()
    switch parts.count {
    case 1: range = nil
    case 3: range = ByteRange(parts[0].utf8.count, parts[0].utf8.count + parts[1].utf8.count)
    default: throw Unbalanced()
    }
  }
}
