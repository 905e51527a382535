import Linting

/// One line a finding: for logs, grep, and editors that jump to `path:line:column`.
package struct ConciseReport: ReportWriter {
  package static let name = "concise"
  package static let summary = "one finding a line: `path:line:column: severity message [rule]`"

  private let palette: Palette

  package init(_ context: ReportContext) {
    palette = context.palette
  }

  package func add(_ file: FileReport) -> String {
    file.findings.map { finding in
      let diagnostic = finding.diagnostic
      let head = palette.severity(diagnostic.severity, diagnostic.severity.rawValue)
      return "\(file.path.forTerminal):\(finding.place.line):\(finding.place.column): \(head) "
        + "\(diagnostic.message.forTerminal) [\(palette.rule(diagnostic.rule))]\(finding.fixMark)\n"
    }.joined()
  }
}

extension LocatedFinding {
  /// Tells that a fix is known, and whether it is safe.
  var fixMark: String { fixes.first.map { $0.safety == .safe ? " [fix]" : " [unsafe fix]" } ?? "" }
}
