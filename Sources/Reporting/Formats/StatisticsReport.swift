import Linting

/// How often each rule found something, and how much of that can be mended.
package struct StatisticsReport: ReportWriter {
  package static let name = "statistics"
  package static let summary = "how often each rule found something"

  private let palette: Palette
  private let text: TextReport
  private var rules = RuleCounts()

  package init(_ context: ReportContext) {
    palette = context.palette
    text = TextReport(context)
  }

  package mutating func add(_ file: FileReport) -> String {
    for finding in file.findings { rules.add(finding) }
    return ""
  }

  package func finish(_ tally: Tally) -> String {
    let rows = rules.sorted
    let numbers = rows.map { Wording.grouped($0.count.total) }
    let width = numbers.map(\.count).max() ?? 0
    let longest = rows.map(\.rule.count).max() ?? 0
    var lines = ""
    for (row, number) in zip(rows, numbers) {
      let fixes = [(row.count.safeFixes, "safe"), (row.count.unsafeFixes, "unsafe")]
        .filter { $0.0 > 0 }.map { "\(Wording.grouped($0.0)) \($0.1)" }
      let severity = row.count.worst
      lines += String(repeating: " ", count: width - number.count) + palette.strong(number) + "  "
      lines += palette.rule(row.rule) + String(repeating: " ", count: longest - row.rule.count + 2)
      lines += palette.severity(severity, severity.rawValue)
      lines += fixes.isEmpty ? "\n" : "  fixes: \(Wording.list(fixes, "and"))\n"
    }
    return lines + (rows.isEmpty ? "" : "\n") + text.summary(tally)
  }
}

/// How often each rule found something.
struct RuleCounts: Sendable {
  struct Count: Sendable {
    fileprivate(set) var bySeverity: [Severity: Int] = [:]
    fileprivate(set) var safeFixes = 0
    fileprivate(set) var unsafeFixes = 0

    var total: Int { bySeverity.values.reduce(0, +) }
    /// The highest severity that was met.
    var worst: Severity { bySeverity.keys.max() ?? .hint }
  }

  private var counts: [String: Count] = [:]

  mutating func add(_ finding: LocatedFinding) {
    counts[finding.diagnostic.rule, default: Count()].bySeverity[finding.diagnostic.severity, default: 0] += 1
    guard let fix = finding.fixes.first else { return }
    switch fix.safety {
    case .safe: counts[finding.diagnostic.rule]?.safeFixes += 1
    case .unsafe: counts[finding.diagnostic.rule]?.unsafeFixes += 1
    }
  }

  /// The rules with most findings first.
  var sorted: [(rule: String, count: Count)] {
    counts.map { (rule: $0.key, count: $0.value) }
      .sorted { ($1.count.total, $0.rule) < ($0.count.total, $1.rule) }
  }
}
