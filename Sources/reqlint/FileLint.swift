import Configuration
import DocumentTree
import FileDiscovery
import Linting
import Reporting
import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Lints one file, as one document or line by line, and mends it where that is asked for.
struct FileLint {
  /// After so many lines without a request a JSONL file met in a folder holds something else.
  private static let patience = 1000

  /// What is done with findings.
  enum Task {
    /// They are told.
    case tell
    /// They are mended by fixes as bold as this, and the rest is told.
    case mend(Fix.Safety)
    /// They are silenced: in YAML by comments, else by items of `ignore:`.
    case ignore(reason: String)
    /// They go into a baseline.
    case baseline

    /// Whether files stay as they are, and what is found in one does not hang on what became of it.
    var onlyTells: Bool {
      if case .tell = self { true } else { false }
    }
  }

  private let linter: Linter
  private let task: Task
  private let isExplicit: Bool
  /// What the lines said so far, as far as it matters to those after them.
  private var ledger: BatchLedger
  /// The last line that holds a request.
  private var last: (document: Document, record: FileReport.Record)?
  /// What need not be told, and what of that was found.
  private(set) var sieve: Sieve
  /// What has been mended so far, or silenced by comments.
  private(set) var mending = FileMending()
  /// What is to be silenced in the configuration.
  private(set) var drafts: [IgnoreDraft] = []
  /// What goes into the baseline.
  private(set) var accepted: [Baseline.Key: Int] = [:]

  /// - Parameters:
  ///   - sieve: what need not be told of the file.
  ///   - ledger: what the lines before this part of a JSONL file said; nil: this is a whole file.
  init(
    _ linter: Linter, _ sieve: Sieve = Sieve(), _ task: Task = .tell, after ledger: BatchLedger? = nil, isExplicit: Bool
  ) {
    self.linter = linter
    self.ledger = ledger ?? BatchLedger()
    self.sieve = sieve
    self.task = task
    self.isExplicit = isExplicit
  }

  /// A file that is one document, read and examined before its turn.
  struct Examined: Sendable {
    let document: Document
    let examination: Linter.Examination
  }

  /// A longer file, in bytes, is read when it is its turn.
  private static let longestAhead = 1 << 16

  /// nil where the file has to wait for its turn.
  static func examined(_ input: InputFile, _ linter: Linter, _ sieve: Sieve) -> Examined? {
    guard case .file(let path, _) = input, case .document(let format)? = TextForm(path: path),
      let reader = try? FileReader(input), (try? reader.state().isFile) ?? false,
      let bytes = try? reader.readAll(limit: longestAhead)
    else { return nil }
    let document = Document.parse(SourceText(bytes), as: format)
    return Examined(document: document, examination: linter.examine(document, sieve))
  }

  /// Reports on a file that was examined.
  mutating func lint(_ file: Examined, _ input: InputFile, _ report: (FileReport) -> Void) {
    var part = FileReport(path: input.path)
    judge(file.document, nil, file.examination, &part)
    deliver(&part, to: report)
    dropUnreported(part)
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
    if ledger.record != nil {
      form = .lines
    } else if let named = TextForm(path: input.path) {
      form = named
    } else {
      start = try reader.readLines(startingWith: start)
      form = .init(sniffing: start[...])
    }
    var part = FileReport(path: input.path)
    switch form {
    case .document(let format):
      judge(Document.parse(SourceText(try reader.readAll(startingWith: start)), as: format), nil, nil, &part)
      deliver(&part, to: report)
    case .lines:
      let tooLong: Int?
      do {
        defer { deliver(&part, to: report) }
        tooLong = try lintLines(reader, startingWith: start, &part, report)
      }
      if let tooLong, isExplicit || part.hasRequests { throw .lineTooLong(path: input.path, line: tooLong) }
    }
    dropUnreported(part)
  }

  /// What is not reported on is not touched.
  private mutating func dropUnreported(_ part: FileReport) {
    if !isExplicit, !part.hasRequests { (mending, drafts, accepted) = (FileMending(), [], [:]) }
  }

  private func deliver(_ part: inout FileReport, to report: (FileReport) -> Void) {
    if isExplicit || part.hasRequests { report(part.takePart()) }
  }

  /// Adds what is found in a document, or is left of it once it is mended.
  ///
  /// - Parameter examination: of the document, where it was examined already.
  private mutating func judge(
    _ document: Document, _ line: LineSplitter.Line?, _ examination: Linter.Examination?,
    _ part: inout FileReport
  ) {
    let offset = line?.offset ?? 0
    var outcome: Mender.Outcome?
    if case .mend(let safety) = task {
      outcome = Mender(linter, safety: safety).mend(document, line: line?.number, sieve)
    }
    ledger.record = line.map { ($0.number, offset + mending.growth) }
    let mended = outcome?.document ?? document
    var verdict = linter.verdict(on: examination ?? linter.examine(mended, sieve), &ledger, sieve)
    sieve.count(verdict.hidden, in: mended)
    accept(&verdict, mended, line: line?.number, part.path)
    let record = line.map { FileReport.Record(line: $0.number, offset: offset + mending.growth) }
    if let record, !verdict.requests.isEmpty { last = (mended, record) }
    part.add(verdict, on: mended, record: record)
    if let outcome { mending.add(outcome.edits, outcome.fixes, at: offset) }
  }

  /// Adds what is found once all lines were seen.
  private mutating func finish(_ part: inout FileReport) {
    guard let (document, record) = last else { return }
    var verdict = linter.finish(document, line: record.line, ledger, sieve)
    guard !verdict.diagnostics.isEmpty || !verdict.hidden.isEmpty else { return }
    sieve.count(verdict.hidden, in: document)
    accept(&verdict, document, line: record.line, part.path)
    part.add(verdict, on: document, record: record)
  }

  /// Takes the findings out that need not be told from now on.
  private mutating func accept(
    _ verdict: inout Verdict, _ document: Document, line: Int?, _ path: String
  ) {
    let findings = verdict.diagnostics.filter { !Sieve.isSubject(of: $0.rule) }
    switch task {
    case .tell, .mend: return
    case .ignore(let reason):
      let (edits, rest) = document.ignoring(findings, reason: reason)
      mending.add(edits, silenced: findings.count - rest.count)
      let location = FileDiscovery.location(of: path)
      drafts += rest.map {
        IgnoreDraft(ignoring: $0, in: document, line: line, of: location, reason: reason)
      }
      verdict.hidden += findings.map { _ in .comment }
    case .baseline:
      for key in Baseline.keys(of: findings, in: document, line: line) {
        accepted[key, default: 0] += 1
        verdict.hidden.append(.baseline(key))
      }
    }
    verdict.diagnostics.removeAll { !Sieve.isSubject(of: $0.rule) }
  }

  /// Holds one line and its tree at a time; returns the first line that was too long to be read.
  private mutating func lintLines(
    _ reader: borrowing FileReader, startingWith start: ContiguousArray<UInt8>, _ part: inout FileReport,
    _ report: (FileReport) -> Void
  ) throws(ReadError) -> Int? {
    var lines = LineSplitter(start, after: ledger.record)
    var tooLong: Int?
    var isStarted = false
    var isAtEnd = false
    var failure: ReadError?
    var ahead = WorkAhead<[ExaminedLine]>()
    let examination = examination
    while let block = ahead.next({ isLast in
      // What came through a pipe is told before more of it comes.
      guard !isAtEnd, failure == nil, isLast || reader.isReady else { return nil }
      do throws(ReadError) {
        if isStarted {
          isAtEnd = try !lines.fill { bytes throws(ReadError) in try reader.read(into: &bytes) }
          if lines.isOverfull {
            tooLong = tooLong ?? lines.lineNumber
            lines.skipLine()
          }
        }
      } catch {
        failure = error
        return nil
      }
      isStarted = true
      let block = lines.block(isAtEnd: isAtEnd)
      return { block.compactMap(examination) }
    }) {
      for line in block {
        judge(line.document, line.line, line.examination, &part)
        if !isExplicit, line.line.number >= Self.patience, !part.hasRequests { return nil }
      }
      deliver(&part, to: report)
    }
    if let failure { throw failure }
    finish(&part)
    deliver(&part, to: report)
    return tooLong
  }

  /// A line as far as it can be judged without those before it.
  private struct ExaminedLine: Sendable {
    let line: LineSplitter.Line
    let document: Document
    let examination: Linter.Examination?
  }

  /// Examines a line that holds something; what is mended is examined after that.
  private var examination: @Sendable (LineSplitter.Line) -> ExaminedLine? {
    let isMended = if case .mend = task { true } else { false }
    return { [linter, sieve] line in
      guard line.bytes.contains(where: { $0 > UInt8(ascii: " ") }) else { return nil }
      let document = Document.parse(SourceText(line.bytes), as: .json)
      return ExaminedLine(
        line: line, document: document, examination: isMended ? nil : linter.examine(document, sieve))
    }
  }
}

/// What is mended in one file.
struct FileMending {
  /// In bytes of the file as it was, in order.
  private(set) var edits: [TextEdit] = []
  /// The fixes that were applied.
  private(set) var fixes: [Mender.AppliedFix] = []
  /// How many findings were mended, or silenced by comments.
  private(set) var count = 0
  /// How many bytes longer the file is for them.
  private(set) var growth = 0

  /// Adds what silences findings in a file that is one document.
  mutating func add(_ comments: [TextEdit], silenced: Int) {
    edits += comments
    count += silenced
  }

  /// - Parameter offset: where the document stands in the file.
  mutating func add(_ new: [TextEdit], _ applied: [Mender.AppliedFix], at offset: Int) {
    for edit in new {
      growth += edit.text.utf8.count - edit.range.count
      edits.append(TextEdit(edit.range.shifted(by: offset), edit.text))
    }
    fixes += applied
    count += applied.count
  }
}

/// Cuts a stream of bytes into lines.
struct LineSplitter {
  struct Line: Sendable {
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
  private var offset: Int
  private var isSkipping = false
  /// Of the next line, counted from 1.
  private(set) var lineNumber: Int

  /// - Parameter place: where the stream starts in its file; nil: with the file.
  init(_ start: ContiguousArray<UInt8>, after place: (line: Int, offset: Int)?) {
    buffer = start
    (lineNumber, offset) = place ?? (1, 0)
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

  /// All whole lines of what was read.
  mutating func block(isAtEnd: Bool) -> [Line] {
    var block: [Line] = []
    while let line = next(isAtEnd: isAtEnd) { block.append(line) }
    return block
  }

  /// The next whole line, or nil where more has to be read.
  mutating func next(isAtEnd: Bool) -> Line? {
    while true {
      searched = Self.lineEnd(in: buffer, from: searched)
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

  /// Where the next line feed is, or the end.
  private static func lineEnd(in bytes: ContiguousArray<UInt8>, from start: Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      // Safe: what is searched lies in the array.
      guard start < bytes.count, let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
      else { return bytes.count }
      return unsafe UnsafeRawPointer(base).distance(to: found)
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
