import DocumentTree
import Linting
import Reporting
import SourceText

/// Lints one file, as one document or line by line, and mends it where that is asked for.
struct FileLint {
  /// After so many lines without a request a JSONL file met in a folder holds something else.
  private static let patience = 1000

  private let linter: Linter
  private let mender: Mender?
  private let isExplicit: Bool
  /// What the lines said so far, as far as it matters to those after them.
  private var ledger = BatchLedger()
  /// What has been mended so far.
  private(set) var mending = FileMending()

  /// - Parameter safety: the boldest fixes that are applied; nil: the file stays as it is.
  init(_ linter: Linter, mending safety: Fix.Safety? = nil, isExplicit: Bool) {
    self.linter = linter
    mender = safety.map { Mender(linter, safety: $0) }
    self.isExplicit = isExplicit
  }

  /// Reports on the file, part by part, unless it was only met in a folder and holds no request. Where it is mended, the
  /// report is about the text after that.
  ///
  /// - Parameter start: what was read of the file before.
  mutating func lint(
    _ reader: borrowing FileReader, startingWith start: ContiguousArray<UInt8> = [], _ report: (FileReport) -> Void
  ) throws(ReadError) {
    let input = reader.input
    var start = start
    let form: TextForm
    if let named = TextForm(path: input.path) {
      form = named
    } else {
      start = try reader.readAll(startingWith: start)
      form = .init(sniffing: start[...])
    }
    var part = FileReport(path: input.path)
    switch form {
    case .document(let format):
      judge(Document.parse(SourceText(try reader.readAll(startingWith: start)), as: format), nil, &part)
      deliver(&part, to: report)
    case .lines:
      let tooLong: Int?
      do {
        defer { deliver(&part, to: report) }
        tooLong = try lintLines(reader, startingWith: start, &part, report)
      }
      if let tooLong, isExplicit || part.hasRequests { throw .lineTooLong(path: input.path, line: tooLong) }
    }
    // What is not reported on is not touched.
    if !isExplicit, !part.hasRequests { mending = FileMending() }
  }

  private func deliver(_ part: inout FileReport, to report: (FileReport) -> Void) {
    if isExplicit || part.hasRequests { report(part.takePart()) }
  }

  /// Adds what is found in a document, or is left of it once it is mended.
  private mutating func judge(_ document: Document, _ line: LineSplitter.Line?, _ part: inout FileReport) {
    let offset = line?.offset ?? 0
    let outcome = mender?.mend(document)
    ledger.start = (line?.number ?? 1, offset + mending.growth)
    let mended = outcome?.document ?? document
    part.add(
      linter.lint(mended, &ledger), on: mended,
      record: line.map { .init(line: $0.number, offset: offset + mending.growth) })
    if let outcome { mending.add(outcome, at: offset) }
  }

  /// Holds one line and its tree at a time; returns the first line that was too long to be read.
  private mutating func lintLines(
    _ reader: borrowing FileReader, startingWith start: ContiguousArray<UInt8>, _ part: inout FileReport,
    _ report: (FileReport) -> Void
  ) throws(ReadError) -> Int? {
    var lines = LineSplitter(start)
    var tooLong: Int?
    var isAtEnd = false
    while true {
      while let line = lines.next(isAtEnd: isAtEnd) {
        lint(line, &part)
        if !isExplicit, line.number >= Self.patience, !part.hasRequests { return nil }
      }
      deliver(&part, to: report)
      if isAtEnd { return tooLong }
      isAtEnd = try !lines.fill { bytes throws(ReadError) in try reader.read(into: &bytes) }
      if lines.isOverfull {
        tooLong = tooLong ?? lines.lineNumber
        lines.skipLine()
      }
    }
  }

  private mutating func lint(_ line: LineSplitter.Line, _ part: inout FileReport) {
    guard line.bytes.contains(where: { $0 > UInt8(ascii: " ") }) else { return }
    judge(Document.parse(SourceText(line.bytes), as: .json), line, &part)
  }
}

/// What is mended in one file.
struct FileMending {
  /// In bytes of the file as it was, in order.
  private(set) var edits: [TextEdit] = []
  /// How many fixes were applied.
  private(set) var count = 0
  /// How many bytes longer the file is for them.
  private(set) var growth = 0

  mutating func add(_ outcome: Mender.Outcome, at offset: Int) {
    for edit in outcome.edits {
      growth += edit.text.utf8.count - edit.range.count
      edits.append(TextEdit(edit.range.shifted(by: offset), edit.text))
    }
    count += outcome.count
  }
}

/// Cuts a stream of bytes into lines.
struct LineSplitter {
  struct Line {
    /// Counted from 1.
    let number: Int
    /// In bytes of the file.
    let offset: Int
    /// Without the line's end.
    let bytes: ContiguousArray<UInt8>
  }

  /// What was read and not yet cut, and where in it the next line starts.
  private var buffer: ContiguousArray<UInt8>
  private var start = 0
  /// Up to here there is no line end.
  private var searched = 0
  private var offset = 0
  private var isSkipping = false
  /// Of the next line, counted from 1.
  private(set) var lineNumber = 1

  init(_ start: ContiguousArray<UInt8>) {
    buffer = start
  }

  /// Whether the line that is being read is longer than any document may be.
  var isOverfull: Bool { buffer.count - start > SourceText.byteLimit }

  /// Reads more; false at the end of the file.
  mutating func fill<Failure: Error>(_ read: (inout ContiguousArray<UInt8>) throws(Failure) -> Bool) throws(Failure)
    -> Bool
  {
    if start > 0 {
      buffer.removeFirst(start)
      searched -= start
      start = 0
    }
    return try read(&buffer)
  }

  /// The next whole line, or nil where more has to be read.
  mutating func next(isAtEnd: Bool) -> Line? {
    while true {
      while searched < buffer.count, buffer[searched] != UInt8(ascii: "\n") { searched += 1 }
      let isWhole = searched < buffer.count
      if isSkipping {
        offset += searched - start
        start = searched
        guard isWhole else { return nil }
        endLine()
        isSkipping = false
        continue
      }
      guard isWhole || isAtEnd && start < buffer.count else { return nil }
      var end = searched
      if end > start, buffer[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      let line = Line(number: lineNumber, offset: offset, bytes: ContiguousArray(buffer[start..<end]))
      offset += searched - start
      start = searched
      if isWhole { endLine() }
      return line
    }
  }

  /// Passes over the rest of the line that is being read.
  mutating func skipLine() {
    isSkipping = true
  }

  private mutating func endLine() {
    searched += 1
    start = searched
    offset += 1
    lineNumber += 1
  }
}
