import Linting

/// The findings of each file below its name, in columns.
package struct GroupedReport: ReportWriter {
  package static let name = "grouped"
  package static let summary = "the findings of each file below its name"

  private let palette: Palette
  private let text: TextReport
  /// The file that was reported on last.
  private var path: String?

  package init(_ context: ReportContext) {
    palette = context.palette
    text = TextReport(context)
  }

  package mutating func add(_ file: FileReport) -> String {
    guard !file.findings.isEmpty else { return "" }
    var lines = ""
    if path != file.path {
      lines = (path == nil ? "" : "\n") + palette.strong(file.path.forTerminal) + "\n"
      path = file.path
    }
    let places = file.findings.map { "\($0.place.line):\($0.place.column)" }
    let width = places.map(\.count).max() ?? 0
    let longest = Severity.allCases.map(\.rawValue.count).max() ?? 0
    for (finding, place) in zip(file.findings, places) {
      let diagnostic = finding.diagnostic
      let severity = diagnostic.severity.rawValue
      lines += "  " + String(repeating: " ", count: width - place.count) + palette.dim(place) + "  "
      lines += palette.severity(diagnostic.severity, severity)
      lines += String(repeating: " ", count: longest - severity.count + 2)
      lines += "\(diagnostic.message.forTerminal)  \(palette.dim(palette.rule(diagnostic.rule)))\(finding.fixMark)\n"
    }
    return lines
  }

  package func finish(_ tally: Tally) -> String {
    (path == nil ? "" : "\n") + text.summary(tally)
  }
}
