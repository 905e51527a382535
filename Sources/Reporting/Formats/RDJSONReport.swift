import DocumentTree
import Linting

/// The Reviewdog Diagnostic Format, for comments and suggestions in a review.
package struct RDJSONReport: ReportWriter {
  package static let name = "rdjson"
  package static let summary = "for reviewdog, with fixes as suggestions"

  private var items = JSONItems()

  package init(_ context: ReportContext) {}

  package func start() -> String {
    let source: JSONValue = ["name": "reqlint", "url": .string(ReportContext.home)]
    return #"{"source":\#(source.text),"diagnostics":["#
  }

  package mutating func add(_ file: FileReport) -> String {
    file.findings.map { finding in
      let diagnostic = finding.diagnostic
      // A suggestion is one range. What lies between two edits is the user's text, and stays where it is.
      let suggestions = finding.fixes.compactMap { fix -> JSONValue? in
        guard let edit = fix.edits.first, fix.edits.count == 1 else { return nil }
        return ["range": Self.range(edit.place), "text": .string(edit.text)]
      }
      let related = finding.related.map { other -> JSONValue in
        [
          "message": .string(other.message),
          "location": ["path": .string(file.path), "range": Self.range(other.place)],
        ]
      }
      return items.next([
        "message": .string(diagnostic.message),
        "location": ["path": .string(file.path), "range": Self.range(finding.place)],
        "severity": .string(diagnostic.severity.level),
        "code": ["value": .string(diagnostic.rule), "url": .string(diagnostic.url)],
        "suggestions": .array(suggestions),
        "related_locations": .array(related),
      ])
    }.joined()
  }

  package mutating func add(_ problem: ReportProblem) -> String {
    items.next([
      "message": .string(problem.message), "location": ["path": .string(problem.path)], "severity": "ERROR",
    ])
  }

  package func finish(_ tally: Tally) -> String { "\n]}\n" }

  /// Columns count bytes there.
  private static func range(_ place: Place) -> JSONValue {
    [
      "start": ["line": .integer(place.line), "column": .integer(place.utf8.start)],
      "end": ["line": .integer(place.endLine), "column": .integer(place.utf8.end)],
    ]
  }
}

extension Severity {
  fileprivate var level: String {
    switch self {
    case .error: "ERROR"
    case .warning: "WARNING"
    case .info, .hint: "INFO"
    }
  }
}
