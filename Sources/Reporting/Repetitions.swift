import Linting

/// Leaves out of a report for people what a file says again and again: the same mistake in many of its requests.
struct Repetitions: Sendable {
  /// How often one mistake is shown in a file.
  private static let shown = 5

  /// What makes two findings the same mistake: the rule, and the place but for the numbers in it.
  private struct Mistake: Hashable {
    let rule: String
    let pointer: String

    init(_ diagnostic: Diagnostic) {
      rule = diagnostic.rule
      pointer = diagnostic.pointer.split(separator: "/", omittingEmptySubsequences: false)
        .map { !$0.isEmpty && $0.allSatisfy(\.isNumber) ? "*" : String($0) }.joined(separator: "/")
    }
  }

  private var counts: [Mistake: (count: Int, lastLine: Int)] = [:]
  /// In the order in which they came.
  private var repeated: [Mistake] = []
  private var path = ""

  /// The findings of a file, or of the next part of it, without what was shown often enough.
  mutating func reduced(_ report: FileReport) -> [LocatedFinding] {
    path = report.path
    return report.findings.filter { finding in
      let mistake = Mistake(finding.diagnostic)
      let count = (counts[mistake]?.count ?? 0) + 1
      counts[mistake] = (count, finding.place.line)
      if count == Self.shown + 1 { repeated.append(mistake) }
      return count <= Self.shown
    }
  }

  /// Tells what was left out of the last file, and forgets it; empty where nothing was.
  mutating func takeSummary(_ palette: Palette) -> String {
    defer { self = Repetitions() }
    return repeated.map { mistake in
      let (count, line) = counts[mistake] ?? (0, 0)
      let place = mistake.pointer.isEmpty ? "" : " at \(mistake.pointer.forTerminal)"
      return "\(palette.strong("[\(mistake.rule)]"))\(place): \(Wording.grouped(count - Self.shown)) more in "
        + "\(path.forTerminal), the last in line \(Wording.grouped(line)); `--all` shows them\n"
    }.joined() + (repeated.isEmpty ? "" : "\n")
  }
}
