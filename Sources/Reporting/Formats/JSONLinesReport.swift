import DocumentTree
import Linting

/// One JSON object a line for each record that was read, also for one without a finding: what comes in as JSON Lines
/// goes out as JSON Lines.
package struct JSONLinesReport: ReportWriter {
  package static let name = "jsonl"
  package static let summary = "one JSON object a line for each record or file, as it is read"

  package init(_ context: ReportContext) {}

  package func add(_ file: FileReport) -> String {
    file.records.map { record in
      let findings = file.findings[record.findings].map {
        $0.json(in: file.path, request: $0.request.map { $0 - record.firstRequest })
      }
      let line: JSONValue = [
        "format": 1, "path": .string(file.path), "line": .optional(record.line),
        "requests": .array(file.requests[record.requests].map(\.json)), "diagnostics": .array(findings),
      ]
      return line.text + "\n"
    }.joined()
  }

  package func add(_ problem: ReportProblem) -> String {
    let line: JSONValue = ["format": 1, "path": .string(problem.path), "problem": .string(problem.message)]
    return line.text + "\n"
  }
}
