package import DocumentTree
package import Linting
package import SourceText

/// What one file holds, as the reports need it: with places.
///
/// The report on a long JSONL file comes in parts.
package struct FileReport: Sendable {
  package let path: String
  package private(set) var requests: [LocatedRequest] = []
  package private(set) var findings: [LocatedFinding] = []
  /// How many findings comments and the configuration keep from being told.
  private(set) var suppressed = 0
  /// How many a baseline does.
  private(set) var baselined = 0
  /// The documents that were read: the file, or its lines one by one.
  package private(set) var records: [RecordReport] = []

  /// Whether another part of the file's report went before.
  package private(set) var isContinuation = false
  /// The requests of the parts that went before.
  private var earlierRequests = 0

  /// Whether the file is a configuration, which holds no requests.
  let isConfiguration: Bool

  package init(path: String) {
    self.path = path
    isConfiguration = false
  }

  package init(configuration path: String, isContinuation: Bool = false) {
    self.path = path
    self.isContinuation = isContinuation
    isConfiguration = true
  }

  /// Whether a request was recognised, in this part or an earlier one.
  package var hasRequests: Bool { earlierRequests + requests.count > 0 }

  /// Takes out what was collected so far, as a part of its own.
  package mutating func takePart() -> FileReport {
    let part = self
    isContinuation = true
    earlierRequests += requests.count
    requests = []
    findings = []
    (suppressed, baselined) = (0, 0)
    records = []
    return part
  }

  /// The request that a finding of this part is about; nil where it is about the document.
  package func request(of finding: LocatedFinding) -> LocatedRequest? {
    guard let index = finding.request.map({ $0 - earlierRequests }), requests.indices.contains(index) else {
      return nil
    }
    return requests[index]
  }

  /// A recognised request and the line where it starts, counted from 1.
  package struct LocatedRequest: Sendable {
    package let line: Int
    /// Where its document starts, in bytes of the file.
    let offset: Int
    package let request: RecognisedRequest
  }

  /// Adds the verdict on one document of the file.
  ///
  /// - Parameter record: the document's place in a JSONL file; nil where it is the whole file.
  package mutating func add(_ verdict: Verdict, on document: Document, record: Record? = nil) {
    for reason in verdict.hidden {
      if case .baseline = reason { baselined += 1 } else { suppressed += 1 }
    }
    let (firstRequest, firstFinding) = (earlierRequests + requests.count, findings.count)
    defer {
      records.append(
        RecordReport(
          line: record?.line, firstRequest: firstRequest, requests: firstRequest - earlierRequests..<requests.count,
          findings: firstFinding..<findings.count))
    }
    guard !verdict.requests.isEmpty || !verdict.diagnostics.isEmpty else { return }
    // What stands at the start, or in one line, needs no index.
    if verdict.diagnostics.isEmpty, record != nil || verdict.requests.allSatisfy({ $0.offset == 0 }) {
      requests += verdict.requests.map {
        LocatedRequest(line: record?.line ?? 1, offset: record?.offset ?? 0, request: $0)
      }
      return
    }
    let lines = LineIndex(document.source)
    requests += verdict.requests.map {
      LocatedRequest(
        line: (record?.line ?? 1) + lines.position(of: $0.offset, in: .utf32).line, offset: record?.offset ?? 0,
        request: $0)
    }
    findings += verdict.diagnostics.map {
      LocatedFinding($0, in: document, lines, record: record, request: $0.request.map { $0 + firstRequest })
    }
  }

  /// What was found in one document.
  package struct RecordReport: Sendable {
    /// The line of a JSONL file, counted from 1; nil: the document is the whole file.
    let line: Int?
    /// Its first request, counted from 0 among those of the file.
    let firstRequest: Int
    /// Among those of this part.
    let requests: Range<Int>
    let findings: Range<Int>
  }

  /// Where a line of a JSONL file stands.
  package struct Record: Sendable {
    /// Counted from 1.
    package let line: Int
    /// In bytes of the file.
    package let offset: Int

    package init(line: Int, offset: Int) {
      self.line = line
      self.offset = offset
    }
  }
}

/// A finding with its place in the file and the lines around it.
package struct LocatedFinding: Sendable {
  package let diagnostic: Diagnostic
  package let place: Place
  package let related: [(place: Place, message: String)]
  package let fixes: [LocatedFix]
  /// The index of the request among those of its file.
  package let request: Int?
  /// What a reader has to know beside the line: `record 3`, `document 2`.
  package let container: String?
  private let document: Document
  private let lines: LineIndex
  private let firstLine: Int

  /// Made when it is asked for: few of many findings are shown with one.
  var excerpt: Excerpt { Excerpt(of: diagnostic, in: document, lines, firstLine: firstLine) }

  init(_ diagnostic: Diagnostic, in document: Document, _ lines: LineIndex, record: FileReport.Record?, request: Int?) {
    self.diagnostic = diagnostic
    self.request = request
    place = Place(diagnostic.range, lines, record)
    related = diagnostic.related.map { (Place($0.range, lines, record), $0.message) }
    fixes = diagnostic.fixes.map { fix in
      LocatedFix(
        title: fix.title, safety: fix.safety,
        edits: fix.edits.map { (place: Place($0.range, lines, record), text: $0.text) })
    }
    container = record.map { "record \($0.line)" } ?? Self.documentName(diagnostic.range, document)
    (self.document, self.lines) = (document, lines)
    firstLine = record?.line ?? 1
  }

  private static func documentName(_ range: ByteRange, _ document: Document) -> String? {
    guard document.documentCount > 1 else { return nil }
    return "document \(document.documentOrdinal(at: range.lower) + 1)"
  }
}

/// A way to mend a finding, with the places of its edits.
package struct LocatedFix: Sendable {
  package let title: String
  package let safety: Fix.Safety
  let edits: [(place: Place, text: String)]

  /// What it does, as people read it.
  var advice: String { title + (safety == .safe ? "  [fix]" : "  [unsafe fix]") }
}

/// A range of a file as people count it.
package struct Place: Sendable, Hashable {
  /// Counted from 1.
  package let line: Int
  /// Counted from 1, in Unicode scalars.
  package let column: Int
  package let endLine: Int
  /// After the last character.
  package let endColumn: Int
  /// In bytes of the file.
  package let offsets: ByteRange
  let utf8: Columns
  let utf16: Columns

  /// The columns of both ends in other units than scalars, counted from 1.
  struct Columns: Sendable, Hashable {
    let start: Int
    let end: Int
  }

  init(_ range: ByteRange, _ lines: LineIndex, _ record: FileReport.Record?) {
    let (start, end) = (lines.columns(of: range.lower), lines.columns(of: range.upper))
    let first = record?.line ?? 1
    line = first + start.line
    column = start.utf32 + 1
    endLine = first + end.line
    endColumn = end.utf32 + 1
    offsets = range.shifted(by: record?.offset ?? 0)
    utf8 = Columns(start: start.utf8 + 1, end: end.utf8 + 1)
    utf16 = Columns(start: start.utf16 + 1, end: end.utf16 + 1)
  }
}

/// How many findings there are, and how many could be mended.
package struct Tally: Sendable {
  /// Without the configurations.
  package private(set) var files = 0
  package private(set) var configurations = 0
  package private(set) var requests = 0
  /// Of JSON Lines files, without those that hold nothing.
  package private(set) var lines = 0
  package private(set) var bySeverity: [Severity: Int] = [:]
  package private(set) var safeFixes = 0
  package private(set) var unsafeFixes = 0
  /// How many findings comments and the configuration keep from being told.
  package private(set) var suppressed = 0
  /// How many a baseline does.
  package private(set) var baselined = 0

  package init() {}

  package mutating func add(_ file: FileReport) {
    if !file.isContinuation {
      if file.isConfiguration { configurations += 1 } else { files += 1 }
    }
    requests += file.requests.count
    if file.records.first?.line != nil { lines += file.records.count }
    suppressed += file.suppressed
    baselined += file.baselined
    for finding in file.findings {
      bySeverity[finding.diagnostic.severity, default: 0] += 1
      if let fix = finding.fixes.first {
        if fix.safety == .safe { safeFixes += 1 } else { unsafeFixes += 1 }
      }
    }
  }

  package var findings: Int { bySeverity.values.reduce(0, +) }

  package func count(_ severity: Severity) -> Int { bySeverity[severity] ?? 0 }

  /// How many findings are at least this bad.
  package func count(atLeast severity: Severity) -> Int {
    bySeverity.filter { $0.key >= severity }.values.reduce(0, +)
  }
}
