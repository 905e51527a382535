import DocumentTree
import Linting

/// GitLab's report on code quality, for the changes that a merge request brings.
package struct GitLabReport: ReportWriter {
  package static let name = "gitlab"
  package static let summary = "code quality report of GitLab"

  private let context: ReportContext
  private var items = JSONItems()
  private var fingerprints = Fingerprints()

  package init(_ context: ReportContext) {
    self.context = context
  }

  package func start() -> String { "[" }

  package mutating func add(_ file: FileReport) -> String {
    let path = context.pathInRepository(file.path)
    return file.findings.map { finding in
      let (diagnostic, place) = (finding.diagnostic, finding.place)
      return items.next([
        "description": .string(diagnostic.message),
        "check_name": .string(diagnostic.rule),
        "fingerprint": .string(fingerprints.next(diagnostic.rule, path, diagnostic.pointer)),
        "severity": .string(diagnostic.severity.level),
        "location": [
          "path": .string(path),
          "positions": [
            "begin": ["line": .integer(place.line), "column": .integer(place.column)],
            "end": ["line": .integer(place.endLine), "column": .integer(place.endColumn)],
          ],
        ],
      ])
    }.joined()
  }

  package mutating func add(_ problem: ReportProblem) -> String {
    let path = context.pathInRepository(problem.path)
    return items.next([
      "description": .string(problem.message),
      "check_name": "reqlint",
      "fingerprint": .string(fingerprints.next("", path, "")),
      "severity": "blocker",
      "location": ["path": .string(path), "positions": ["begin": ["line": 1, "column": 1]]],
    ])
  }

  package func finish(_ tally: Tally) -> String { "\n]\n" }
}

extension Severity {
  fileprivate var level: String {
    switch self {
    case .error: "critical"
    case .warning: "major"
    case .info: "minor"
    case .hint: "info"
    }
  }
}
