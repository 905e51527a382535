import Linting
import SourceText

/// Workflow commands that GitHub Actions turns into annotations of the lines.
package struct GitHubReport: ReportWriter {
  package static let name = "github"
  package static let summary = "annotations of GitHub Actions; chosen by itself there"

  private let context: ReportContext

  package init(_ context: ReportContext) {
    self.context = context
  }

  package func add(_ file: FileReport) -> String {
    let path = context.pathInRepository(file.path)
    return file.findings.map { finding in
      let place = finding.place
      var properties = [("file", path), ("line", String(place.line)), ("endLine", String(place.endLine))]
      // GitHub takes columns within one line only.
      if place.line == place.endLine {
        properties += [("col", String(place.column)), ("endColumn", String(place.endColumn))]
      }
      let rule = finding.diagnostic.rule
      properties.append(("title", "reqlint: \(rule)"))
      // The log shows the message and nothing else.
      let message = "\(file.path):\(place.line):\(place.column): \(finding.diagnostic.message) [\(rule)]"
      return Self.command(finding.diagnostic.severity.command, properties, message)
    }.joined()
  }

  package func add(_ problem: ReportProblem) -> String {
    let path = context.pathInRepository(problem.path)
    return Self.command("error", [("file", path), ("title", "reqlint")], problem.message)
  }

  package func finish(_ tally: Tally) -> String {
    TextReport(.plain, width: context.width).summary(tally)
  }

  private static func command(_ name: String, _ properties: [(String, String)], _ message: String) -> String {
    let list = properties.map { "\($0)=\(escaped($1, beside: ":,"))" }.joined(separator: ",")
    return "::\(name) \(list)::\(escaped(message))\n"
  }

  /// The text without what would end it.
  private static func escaped(_ text: String, beside others: String = "") -> String {
    text.escaping { scalar in
      ("%\r\n" + others).unicodeScalars.contains(scalar)
        ? "%" + scalar.value.hexadecimal(digits: 2, uppercase: true) : scalar.movesCursor ? "\u{FFFD}" : nil
    }
  }
}

extension Severity {
  fileprivate var command: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info, .hint: "notice"
    }
  }
}
