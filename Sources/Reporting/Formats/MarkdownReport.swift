import Linting

/// A summary in Markdown: for the page of a workflow's run, or a comment.
package struct MarkdownReport: ReportWriter {
  package static let name = "markdown"
  package static let summary = "a summary with the first findings, as for GITHUB_STEP_SUMMARY"

  private var rules = RuleCounts()
  /// GitHub takes a summary of 1 MiB at most.
  private var quota = Quota(200, keptForErrors: 100)
  private var rows = ""
  private var problems = ""

  package init(_ context: ReportContext) {}

  package mutating func add(_ file: FileReport) -> String {
    for finding in file.findings {
      let (diagnostic, place) = (finding.diagnostic, finding.place)
      rules.add(finding)
      guard quota.admits(diagnostic.severity) else { continue }
      rows += "| \(diagnostic.severity.rawValue) "
      rows += "| <code>\("\(file.path):\(place.line):\(place.column)".forMarkdown)</code> "
      rows += "| \(diagnostic.message.withCode(\.forMarkdown)) | \(Self.link(diagnostic.rule)) |\n"
    }
    return ""
  }

  package mutating func add(_ problem: ReportProblem) -> String {
    problems += "- \(problem.message.withCode(\.forMarkdown))\n"
    return ""
  }

  package func finish(_ tally: Tally) -> String {
    let summary = TextReport(.plain, width: 100).summary(tally)
    var text = "## reqlint\n\n" + summary.split(separator: "\n").map { "\($0)\n" }.joined(separator: "\n")
    if !problems.isEmpty { text += "\n### Not read\n\n\(problems)" }
    guard !rows.isEmpty else { return text }
    text += "\n| rule | findings |\n| --- | ---: |\n"
    for (rule, count) in rules.sorted { text += "| \(Self.link(rule)) | \(Wording.grouped(count.total)) |\n" }
    text += "\n| | where | what | rule |\n| --- | --- | --- | --- |\n" + rows
    if quota.refused > 0 { text += "\n\(Wording.count(quota.refused, "findings")) more are not shown here.\n" }
    return text
  }

  private static func link(_ rule: String) -> String { "[\(rule)](\(RuleCard.url(of: rule)))" }
}
