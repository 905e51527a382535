import Configuration
import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What is said about a model's end, before it and after it.
@Suite struct RetirementTests {
  /// Facts of a model, the day of the run, and what is said on it.
  struct Row: Sendable, CustomTestStringConvertible {
    let facts: String
    let day: String
    let says: String?

    init(_ facts: String, on day: String, _ says: String?) {
      (self.facts, self.day, self.says) = (facts, day, says)
    }

    var testDescription: String { "\(facts) on \(day)" }
  }

  private static let plain = "retires: 2027-01-14, successor: gpt-9"

  @Test(arguments: [
    Row("retires: null", on: "2026-11-21", nil),
    Row(plain, on: "2026-07-17", nil),
    Row(plain, on: "2026-07-18", "info retiring-model: mine will be retired on 2027-01-14, in 180 days; use `gpt-9`"),
    Row(plain, on: "2026-10-15", "info retiring-model: mine will be retired on 2027-01-14, in 91 days; use `gpt-9`"),
    Row(plain, on: "2026-10-16", "warning retiring-model: mine will be retired on 2027-01-14, in 90 days; use `gpt-9`"),
    Row(plain, on: "2027-01-13", "warning retiring-model: mine will be retired on 2027-01-14, in 1 day; use `gpt-9`"),
    Row(plain, on: "2027-01-14", "error retired-model: mine was retired on 2027-01-14; use `gpt-9`"),
    Row(
      "retires: {value: 2027-01-14, confidence: medium}", on: "2026-11-21",
      "warning retiring-model: mine will be retired on 2027-01-14, in 54 days"),
    Row(
      "retires: {value: 2027-01-14, confidence: low}", on: "2026-11-21",
      "hint retiring-model: mine will be retired on 2027-01-14, in 54 days"),
    Row(
      "retires: {value: 2027-01-14, confidence: medium}", on: "2027-03-01",
      "warning retired-model: mine was retired on 2027-01-14"),
    Row("deprecated: 2026-10-01", on: "2026-09-30", nil),
    Row("deprecated: 2026-10-01", on: "2026-10-01", "info retiring-model: mine is deprecated since 2026-10-01"),
    Row(
      "deprecated: {value: 2026-10-01, confidence: low}", on: "2026-10-01",
      "hint retiring-model: mine is deprecated since 2026-10-01"),
    Row(
      "deprecated: 2026-10-01, retires: 2028-10-01", on: "2026-10-02",
      "info retiring-model: mine is deprecated since 2026-10-01 and will be retired on 2028-10-01, in 730 days"),
    Row(
      "deprecated: 2026-10-01, retires: 2026-12-01", on: "2026-11-21",
      "warning retiring-model: mine is deprecated since 2026-10-01 and will be retired on 2026-12-01, in 10 days"),
    Row(
      "deprecated: 2026-10-01, retires: 2026-12-01", on: "2026-12-02",
      "error retired-model: mine was retired on 2026-12-01"),
  ])
  func `a model's end is told when it is near, and louder the nearer it is`(_ row: Row) throws {
    let findings = try lint(#"{"model": "mine", "messages": []}"#, row)
    #expect(findings.map { "\($0.severity) \($0.rule): \($0.message)" } == [row.says].compactMap(\.self))
  }

  @Test(arguments: [
    (#"{"model": "mine", "messages": []}"#, ["write `gpt-9`"]),
    (#"{"model": "ft:mine:acme::abc", "messages": []}"#, []),
  ])
  func `the successor is written where it takes the place of the model itself`(_ body: String, _ fixes: [String]) throws
  {
    for day in ["2026-11-21", "2027-02-01"] {
      let findings = try lint(body, Row(Self.plain, on: day, nil))
      #expect(findings.map { $0.fixes.map(\.title) } == [fixes])
    }
  }

  private func lint(_ body: String, _ row: Row) throws -> [Diagnostic] {
    let text = "models: {mine: {like: openai/gpt-5.6-luna, \(row.facts)}}"
    let configuration = Configuration(ContiguousArray(text.utf8), path: "/.reqlint.yaml", facts: .embedded)
    try #require(configuration.diagnostics.isEmpty)
    let settings = LintSettings(provider: "openai", endpoint: "chat-completions", today: try #require(Day(row.day)))
    let linter = Linter(facts: configuration.facts, settings: settings, rules: [RetiredModel.self, RetiringModel.self])
    return linter.lint(Document.parse(SourceText(body), as: .json)).diagnostics
  }
}
