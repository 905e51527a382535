import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What a batch file may hold, over all of its lines.
@Suite struct BatchLimitTests {
  /// The limits, the `input` of each line, and what is said in which line.
  @Test(arguments: [
    ("{requests: 3}", [#""a""#, #""b""#, #""c""#], []),
    ("{requests: 2}", [#""a""#, #""b""#, #""c""#, #""d""#], ["3 error more than 2 requests"]),
    ("{requests: {value: 1, confidence: medium}}", [#""a""#, #""b""#], ["2 warning more than 1 request"]),
    // A line is 73 bytes long with its end, and the end of the last one does not count.
    ("{bytes: 145}", [#""a""#, #""b""#], []),
    ("{bytes: 144}", [#""a""#, #""b""#, #""c""#], ["2 error more than 144 bytes"]),
    ("{inputs: {embeddings: 3}}", [#"["a", "b"]"#, #""c""#], []),
    ("{inputs: {embeddings: 3}}", [#"["a", "b"]"#, #"["c", "d"]"#, #""e""#], ["2 error more than 3 inputs"]),
    // Numbers are the tokens of one text.
    ("{inputs: {embeddings: 3}}", ["[1, 2, 3, 4]", "[[1], [2]]"], []),
    ("{inputs: {moderations: 3}}", [#"["a", "b", "c", "d"]"#], []),
    ("{}", [#""a""#, #""b""#], []),
  ])
  func `the line that is one too many is told, once`(_ limits: String, _ inputs: [String], _ expected: [String]) {
    let facts = facts(limits)
    let linter = Linter(facts: facts, settings: LintSettings(today: Day(secondsSince1970: 0)), rules: [BatchLimit.self])
    var ledger = BatchLedger()
    ledger.record = (1, 0)
    var found: [String] = []
    for (place, input) in inputs.enumerated() {
      let line = #"{"custom_id": "\#(place)", "url": "https://p.example/e", "body": {"input": \#(input)}}"#
      let verdict = linter.lint(Document.parse(SourceText(line), as: .json), &ledger, Sieve())
      ledger.record = ledger.record.map { ($0.line + 1, $0.offset + line.utf8.count + 1) }
      found += verdict.diagnostics.map { diagnostic in
        let words = diagnostic.message.split(separator: " ")
        return "\(place + 1) \(diagnostic.severity) \(words[6...9].joined(separator: " ").dropLast())"
      }
    }
    #expect(found == expected)
  }

  private func facts(_ limits: String) -> Facts {
    let provider = """
      name: P
      hosts: [p.example]
      batch_limits: \(limits)
      endpoints: {embeddings: {paths: [/e]}}
      """
    return Facts(paths: ["providers/p.yaml"]) { _ in RulesFile(yaml: ContiguousArray(provider.utf8)) }
  }
}
