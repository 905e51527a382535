import DocumentTree
package import Facts
import Linting
import SourceText

/// Writes what a run found in one form, piece by piece, so that nothing grows with the findings where a line would do.
/// A new form is one file under `Formats/` and one line in ``ReportFormats``.
package protocol ReportWriter: Sendable {
  /// As `--format` takes it.
  static var name: String { get }
  /// What it is, in a few words.
  static var summary: String { get }

  init(_ context: ReportContext)

  /// What stands before everything else.
  mutating func start() -> String
  /// The report on a file, or on the next part of the last file.
  mutating func add(_ file: FileReport) -> String
  mutating func add(_ problem: ReportProblem) -> String
  /// What stands below.
  ///
  /// - Parameter tally: of all files.
  mutating func finish(_ tally: Tally) -> String
}

extension ReportWriter {
  package mutating func start() -> String { "" }
  /// Forms for people leave problems to standard error.
  package mutating func add(_ problem: ReportProblem) -> String { "" }
  package mutating func finish(_ tally: Tally) -> String { "" }
}

/// Every form that a run can be reported in.
package enum ReportFormats {
  package static let list: [any ReportWriter.Type] = [
    // For people.
    TextReport.self,
    ConciseReport.self,
    GroupedReport.self,
    StatisticsReport.self,
    MarkdownReport.self,
    HTMLReport.self,
    // For programs.
    JSONReport.self,
    JSONLinesReport.self,
    SARIFReport.self,
    GitHubReport.self,
    GitLabReport.self,
    JUnitReport.self,
    RDJSONReport.self,
  ]
}

/// Something that was not read or could not be done, because of which a report may lack findings.
package struct ReportProblem: Sendable {
  package let path: String
  /// A sentence that names the path.
  package let message: String

  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }
}

/// What a report says of its run, and whom it is written for.
package struct ReportContext: Sendable {
  /// Of reqlint.
  let version: String
  private let facts: Facts
  let palette: Palette
  /// In cells.
  let width: Int
  /// Whether the text shows the same mistake each time that a file has it.
  let showsAll: Bool
  /// The folder that paths count from, as an absolute path.
  private let folder: String
  /// The folder of the repository, as an absolute path; that of the run where there is none.
  let root: String

  package init(
    version: String, facts: Facts, folder: String, root: String, palette: Palette, width: Int, showsAll: Bool
  ) {
    (self.version, self.facts, self.palette, self.width) = (version, facts, palette, width)
    self.showsAll = showsAll
    self.folder = folder
    self.root = root == "/" ? "" : root
  }

  /// The day of the newest facts.
  var dayOfFacts: String { facts.date?.description ?? "" }

  /// A path as it is called in the repository; one that lies outside is absolute.
  func pathInRepository(_ path: String) -> String {
    let absolute = path.absolutePath(in: folder)
    guard absolute.utf8.starts(with: (root + "/").utf8) else { return absolute }
    return String(Substring(absolute.utf8.dropFirst(root.utf8.count + 1)))
  }

  /// What other programs know reqlint by.
  static let home = "https://github.com/reqlint/reqlint"
}

extension Palette {
  /// A rule's id, which leads to its page where the terminal takes links.
  func rule(_ id: String) -> String { link(id, to: RuleCard.url(of: id)) }
}

/// Lets so many findings into a report that nobody could read or take whole. The last places are kept for errors.
struct Quota: Sendable {
  let limit: Int
  let keptForErrors: Int
  private var taken = 0
  /// How many were not let in.
  private(set) var refused = 0

  init(_ limit: Int, keptForErrors: Int) {
    self.limit = limit
    self.keptForErrors = keptForErrors
  }

  mutating func admits(_ severity: Severity) -> Bool {
    guard taken < (severity == .error ? limit : limit - keptForErrors) else {
      refused += 1
      return false
    }
    taken += 1
    return true
  }
}

/// The items of a JSON array that is written piece by piece, each on a line of its own.
struct JSONItems: Sendable {
  private var isEmpty = true

  mutating func next(_ item: JSONValue) -> String {
    defer { isEmpty = false }
    return (isEmpty ? "\n" : ",\n") + item.text
  }
}
