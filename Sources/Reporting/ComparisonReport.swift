package import DocumentTree
import Facts
package import Linting
package import Portability
package import SourceText

/// What would become of the requests of one file at other models.
package struct ComparisonReport: Sendable {
  /// A request of the file.
  struct Subject: Sendable {
    /// Counted from 1.
    let line: Int
    let pointer: String
    let provider: String
    let endpoint: String
    let model: String?
  }

  /// What stands in the way of one request at a model.
  struct Obstacle: Sendable {
    /// The index of the request.
    let request: Int
    let diagnostic: Diagnostic
    /// Where in the file; nil where the request had to be translated.
    let place: (line: Int, column: Int)?
  }

  /// One model, and all requests.
  struct Row: Sendable {
    let candidate: Comparison.Candidate
    var endpoint: String?
    var dialect: String?
    var verdicts: [Comparison.Verdict] = []
    var obstacles: [Obstacle] = []
    var lost: [(request: Int, pointer: String)] = []
    var added: [String] = []

    /// The worst.
    var verdict: Comparison.Verdict {
      [.refused, .unknown, .loses].first { verdicts.contains($0) } ?? .fits
    }
    var fitting: Int { verdicts.count { $0 == .fits } }
    var errors: Int { obstacles.count { $0.diagnostic.severity == .error } }
    var warnings: Int { obstacles.count { $0.diagnostic.severity == .warning } }
  }

  package let path: String
  private(set) var subjects: [Subject] = []
  private(set) var rows: [Row]

  package init(path: String, _ candidates: [Comparison.Candidate]) {
    self.path = path
    rows = candidates.map { Row(candidate: $0) }
  }

  package var hasRequests: Bool { !subjects.isEmpty }
  /// Whether every model would take every request as it is.
  package var allFit: Bool { rows.allSatisfy { $0.verdict == .fits } }

  /// Adds a request with what would become of it, in the order of the candidates.
  ///
  /// - Parameter start: the line of the file where the document starts, counted from 1.
  package mutating func add(_ request: Request, _ comparisons: [Comparison], _ lines: LineIndex, start: Int) {
    let own = request.document.outermostRange(request.body.range)
    let subject = subjects.count
    subjects.append(
      Subject(
        line: start + lines.position(of: own.lower, in: .utf32).line, pointer: request.body.pointer,
        provider: request.provider.id, endpoint: request.endpoint.id, model: request.modelName?.excerpt))
    for (place, comparison) in comparisons.enumerated() where rows.indices.contains(place) {
      rows[place].endpoint = comparison.endpoint ?? rows[place].endpoint
      rows[place].dialect = comparison.dialect ?? rows[place].dialect
      rows[place].verdicts.append(comparison.verdict)
      rows[place].lost += comparison.lost.map { (subject, $0) }
      if rows[place].added.isEmpty { rows[place].added = comparison.added }
      rows[place].obstacles += comparison.diagnostics.map { diagnostic in
        guard comparison.dialect == nil else {
          return Obstacle(request: subject, diagnostic: diagnostic, place: nil)
        }
        let position = lines.position(of: diagnostic.range.lower, in: .utf32)
        return Obstacle(
          request: subject, diagnostic: diagnostic, place: (start + position.line, position.column + 1))
      }
    }
  }
}

// MARK: For people

extension TextReport {
  /// A line a model, and below it what stands in its way.
  package func render(_ report: ComparisonReport) -> String {
    let names = report.rows.map { $0.candidate.name.excerpt.forTerminal }
    let width = names.map { $0.unicodeScalars.count }.max() ?? 0
    var text = palette.strong(head(of: report)) + "\n\n"
    for (row, name) in zip(report.rows, names) {
      let gap = String(repeating: " ", count: width - name.unicodeScalars.count + 2)
      text += "\(palette.strong(name))\(gap)\(verdict(of: row, report))\n"
      text += details(of: row, report)
    }
    let fitting = report.rows.count { $0.verdict == .fits }
    let things = report.subjects.count == 1 ? "the request" : "all \(Wording.grouped(report.subjects.count)) requests"
    return text
      + "\n\(Wording.grouped(fitting)) of \(Wording.count(report.rows.count, "models")) would take \(things)\n"
  }

  private func head(of report: ComparisonReport) -> String {
    guard let first = report.subjects.first, report.subjects.count == 1 else {
      return "\(report.path.forTerminal): \(Wording.count(report.subjects.count, "requests"))"
    }
    let model = first.model.map { "\($0), " } ?? ""
    return "\(report.path.forTerminal):\(first.line): \(model.forTerminal)\(first.provider), \(first.endpoint)"
  }

  private func verdict(of row: ComparisonReport.Row, _ report: ComparisonReport) -> String {
    var words: [String] = []
    switch row.verdict {
    case .fits: words.append("fits")
    case .loses: words.append("loses \(Wording.count(row.lost.count, "members"))")
    case .refused: words.append(palette.severity(.error, "refused"))
    case .unknown: words.append("has no endpoint for this that can be compared")
    }
    if row.errors > 0 { words.append(Wording.count(row.errors, "errors")) }
    if row.warnings > 0 { words.append(Wording.count(row.warnings, "warnings")) }
    if report.subjects.count > 1 {
      words.append("\(Wording.grouped(row.fitting)) of \(Wording.count(report.subjects.count, "requests")) fit")
    }
    if let dialect = row.dialect { words.append("as \(dialect)") }
    return words.joined(separator: ", ")
  }

  private func details(of row: ComparisonReport.Row, _ report: ComparisonReport) -> String {
    var text = ""
    var seen: [String: Int] = [:]
    let shown = row.obstacles.filter { $0.diagnostic.severity >= .warning }
    for obstacle in shown { seen[obstacle.diagnostic.message, default: 0] += 1 }
    for obstacle in shown {
      guard let count = seen.removeValue(forKey: obstacle.diagnostic.message) else { continue }
      let diagnostic = obstacle.diagnostic
      let place = obstacle.place.map { "\($0.line):\($0.column): " } ?? ""
      text += "  \(place)\(palette.severity(diagnostic.severity, diagnostic.severity.rawValue)) "
      text += diagnostic.message.forTerminal + " " + palette.dim("[\(diagnostic.rule)]")
      text += count > 1 ? " ×\(Wording.grouped(count))\n" : "\n"
    }
    var pointers: Set<String> = []
    for loss in row.lost where pointers.insert(loss.pointer).inserted {
      text += "  \(loss.pointer.forTerminal) has no counterpart\n"
    }
    for added in row.added { text += palette.dim("  \(added.forTerminal) is needed, and was added to compare") + "\n" }
    return text
  }
}

// MARK: For programs

extension ComparisonReport {
  /// Version 1. Every key is always there; what is not known is null.
  ///
  /// - Parameters:
  ///   - version: of reqlint.
  ///   - facts: the day of the newest facts.
  package func json(version: String, facts: String) -> JSONValue {
    [
      "format": 1, "reqlint": .string(version), "facts": .string(facts), "path": .string(path),
      "requests": .array(subjects.map(\.json)), "models": .array(rows.map(\.json)),
      "summary": ["models": .integer(rows.count), "fitting": .integer(rows.count { $0.verdict == .fits })],
    ]
  }
}

extension ComparisonReport.Subject {
  fileprivate var json: JSONValue {
    [
      "line": .integer(line), "pointer": .string(pointer), "provider": .string(provider), "endpoint": .string(endpoint),
      "model": .optional(model),
    ]
  }
}

extension ComparisonReport.Row {
  fileprivate var json: JSONValue {
    [
      "provider": .string(candidate.provider), "model": .string(candidate.model), "verdict": .string(verdict.rawValue),
      "endpoint": .optional(endpoint), "dialect": .optional(dialect), "requests": .integer(verdicts.count),
      "fitting": .integer(fitting), "errors": .integer(errors), "warnings": .integer(warnings),
      "findings": .array(obstacles.map(\.json)),
      "lost": .array(lost.map { ["request": .integer($0.request), "pointer": .string($0.pointer)] }),
      "added": .strings(added),
    ]
  }
}

extension ComparisonReport.Obstacle {
  fileprivate var json: JSONValue {
    [
      "request": .integer(request), "rule": .string(diagnostic.rule), "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message), "pointer": .string(diagnostic.pointer),
      "line": place.map { .integer($0.line) } ?? .null, "column": place.map { .integer($0.column) } ?? .null,
    ]
  }
}
