import Linting

/// Test suites for servers that show tests: one for each file, with a failed test for each finding.
package struct JUnitReport: ReportWriter {
  package static let name = "junit"
  package static let summary = "JUnit's XML, for servers that show tests"

  package init(_ context: ReportContext) {}

  package func start() -> String {
    #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n" + #"<testsuites name="reqlint">"# + "\n"
  }

  /// The parts of a long file are suites of one name; one without a finding is none but the first.
  package func add(_ file: FileReport) -> String {
    if file.isContinuation, file.findings.isEmpty { return "" }
    let path = file.path.forMarkup
    let failures = file.findings.filter { $0.diagnostic.severity.isFailure }.count
    let tests = file.findings.isEmpty ? 1 : file.findings.count
    var text = #"<testsuite name="\#(path)" tests="\#(tests)" failures="\#(failures)" errors="0">"# + "\n"
    if file.findings.isEmpty { text += #"<testcase classname="\#(path)" name="reqlint"/>"# + "\n" }
    for finding in file.findings { text += test(finding, path) }
    return text + "</testsuite>\n"
  }

  /// - Parameter path: as markup takes it.
  private func test(_ finding: LocatedFinding, _ path: String) -> String {
    let (diagnostic, place) = (finding.diagnostic, finding.place)
    let details = ["\(diagnostic.severity.rawValue): \(diagnostic.message)", diagnostic.pointer]
    let notes =
      finding.fixes.map { "help: \($0.advice)" }
      + [
        diagnostic.help.map { "help: \($0)" }, diagnostic.note.map { "note: \($0)" }, "see: \(diagnostic.url)",
      ].compactMap(\.self)
    let name = "\(diagnostic.rule) at \(place.line):\(place.column)"
    let body =
      "\(path):\(place.line):\(place.column)\n"
      + (details + notes).filter { !$0.isEmpty }.joined(separator: "\n").forMarkup
    var text = #"<testcase classname="\#(path)" name="\#(name.forMarkup)" file="\#(path)" line="\#(place.line)">"#
    if diagnostic.severity.isFailure {
      text += #"<failure type="\#(diagnostic.severity.rawValue)" message="\#(diagnostic.message.forMarkup)">"#
      text += body + "</failure>"
    } else {
      text += "<system-out>\(body)</system-out>"
    }
    return text + "</testcase>\n"
  }

  package func add(_ problem: ReportProblem) -> String {
    let path = problem.path.forMarkup
    return #"<testsuite name="\#(path)" tests="1" failures="0" errors="1">"# + "\n"
      + #"<testcase classname="\#(path)" name="reqlint"><error message="\#(problem.message.forMarkup)"/></testcase>"#
      + "\n</testsuite>\n"
  }

  package func finish(_ tally: Tally) -> String { "</testsuites>\n" }
}

extension Severity {
  /// Whether a test with such a finding fails; the others only say something.
  fileprivate var isFailure: Bool { self >= .warning }
}
