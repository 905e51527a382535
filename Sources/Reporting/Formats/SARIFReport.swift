import DocumentTree
import Linting
import SourceText

/// SARIF 2.1.0, for code scanning.
///
/// What need not be told is left out. SARIF could have it with `suppressions`, which GitHub does not heed: each would be
/// an open alert there (github/codeql-action issue 1230).
package struct SARIFReport: ReportWriter {
  package static let name = "sarif"
  package static let summary = "SARIF 2.1.0, for code scanning"

  private let context: ReportContext
  private let cards = AllRules.cards
  private let places: [String: Int]
  /// GitHub takes 25,000 results a run, and shows the 5,000 that are worst.
  private var quota = Quota(25_000, keptForErrors: 5000)
  private var items = JSONItems()
  private var fingerprints = Fingerprints()
  private var problems: [JSONValue] = []

  package init(_ context: ReportContext) {
    self.context = context
    places = Dictionary(cards.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }

  package func start() -> String {
    let driver: JSONValue = [
      "name": "reqlint", "semanticVersion": .string(context.version), "informationUri": .string(ReportContext.home),
      "rules": .array(cards.map(\.descriptor)),
    ]
    let bases: JSONValue = [
      Self.base: [
        "uri": .string("file://" + context.root.percentEncodedPath + "/"),
        "description": ["text": "the root of the repository, or the folder of the run"],
      ]
    ]
    return #"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"#
      + "\"tool\":{\"driver\":\(driver.text)},\n\"originalUriBaseIds\":\(bases.text),"
      + "\"columnKind\":\"utf16CodeUnits\",\n\"results\":["
  }

  package mutating func add(_ file: FileReport) -> String {
    let path = context.pathInRepository(file.path)
    let artifact = Self.artifact(path)
    return file.findings.map { finding in
      let diagnostic = finding.diagnostic
      let fingerprint = fingerprints.next(diagnostic.rule, path, diagnostic.pointer)
      guard quota.admits(diagnostic.severity) else { return "" }
      return items.next(result(finding, artifact, fingerprint))
    }.joined()
  }

  private func result(_ finding: LocatedFinding, _ artifact: JSONValue, _ fingerprint: String) -> JSONValue {
    let diagnostic = finding.diagnostic
    let location: JSONValue = [
      "physicalLocation": ["artifactLocation": artifact, "region": finding.place.region],
      "logicalLocations": [["fullyQualifiedName": .string(diagnostic.pointer)]],
    ]
    let related = finding.related.enumerated().map { place, other -> JSONValue in
      [
        "id": .integer(place), "message": ["text": .string(other.message)],
        "physicalLocation": ["artifactLocation": artifact, "region": other.place.region],
      ]
    }
    let properties: JSONValue = [
      "status": .optional(diagnostic.severity == .error ? diagnostic.answer?.status : nil),
      "help": .optional(diagnostic.help), "note": .optional(diagnostic.note),
    ]
    let result: JSONValue = [
      "ruleId": .string(diagnostic.rule), "ruleIndex": .optional(places[diagnostic.rule]),
      "level": .string(diagnostic.severity.level), "message": ["text": .string(diagnostic.message)],
      "locations": [location], "relatedLocations": .array(related),
      "partialFingerprints": ["reqlint/v1": .string(fingerprint)],
      "fixes": .array(finding.fixes.map { Self.fix($0, artifact) }), "properties": properties.compact,
    ]
    return result.compact
  }

  private static func fix(_ fix: LocatedFix, _ artifact: JSONValue) -> JSONValue {
    let replacements = fix.edits.map { place, text -> JSONValue in
      ["deletedRegion": place.region, "insertedContent": ["text": .string(text)]]
    }
    let title = fix.safety == .safe ? fix.title : fix.title + " (this changes what is asked for)"
    return [
      "description": ["text": .string(title)],
      "artifactChanges": [["artifactLocation": artifact, "replacements": .array(replacements)]],
    ]
  }

  package mutating func add(_ problem: ReportProblem) -> String {
    problems.append([
      "level": "error", "message": ["text": .string(problem.message)],
      "locations": [["physicalLocation": ["artifactLocation": Self.artifact(context.pathInRepository(problem.path))]]],
    ])
    return ""
  }

  package func finish(_ tally: Tally) -> String {
    var notifications = problems
    if quota.refused > 0 {
      let rest =
        "\(Wording.grouped(quota.refused)) findings are left out: code scanning takes \(Wording.grouped(quota.limit)), "
        + "and the last \(Wording.grouped(quota.keptForErrors)) are kept for errors"
      notifications.append(["level": "warning", "message": ["text": .string(rest)]])
    }
    let invocation: JSONValue = [
      "executionSuccessful": .boolean(problems.isEmpty), "toolExecutionNotifications": .array(notifications),
    ]
    return "\n],\n\"invocations\":[\(invocation.text)]}]}\n"
  }

  private static let base = "%SRCROOT%"

  /// - Parameter path: from the root of the repository, or absolute.
  private static func artifact(_ path: String) -> JSONValue {
    path.hasPrefix("/")
      ? ["uri": .string("file://" + path.percentEncodedPath)]
      : ["uri": .string(path.percentEncodedPath), "uriBaseId": .string(base)]
  }
}

extension Place {
  /// With columns in UTF-16 code units.
  fileprivate var region: JSONValue {
    [
      "startLine": .integer(line), "startColumn": .integer(utf16.start), "endLine": .integer(endLine),
      "endColumn": .integer(utf16.end),
    ]
  }
}

extension RuleCard {
  fileprivate var descriptor: JSONValue {
    [
      "id": .string(id), "name": .string(id), "shortDescription": ["text": .string(summary)],
      "fullDescription": ["text": .string(why)],
      "help": ["text": .string("\(summary) \(why)"), "markdown": .string(RulePage.markdown(self))],
      "helpUri": .string(RuleCard.url(of: id)), "defaultConfiguration": ["level": .string(severity.level)],
    ]
  }
}

extension Severity {
  fileprivate var level: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info, .hint: "note"
    }
  }
}
