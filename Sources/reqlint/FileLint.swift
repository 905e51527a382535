import DocumentTree
import Linting
import Reporting
import SourceText

/// Lints one file: as one document, or line by line.
struct FileLint {
  /// After so many lines without a request a JSONL file met in a folder holds something else.
  private static let patience = 1000

  private let linter: Linter
  private let isExplicit: Bool

  init(_ linter: Linter, isExplicit: Bool) {
    self.linter = linter
    self.isExplicit = isExplicit
  }

  /// Reports on the file, part by part, unless it was only met in a folder and holds no request.
  func lint(_ input: InputFile, _ report: (FileReport) -> Void) throws(ReadError) {
    let reader = try FileReader(input)
    var start: ContiguousArray<UInt8> = []
    let form: TextForm
    if let named = TextForm(path: input.path) {
      form = named
    } else {
      start = try reader.readAll()
      form = .init(sniffing: start[...])
    }
    var part = FileReport(path: input.path)
    switch form {
    case .document(let format):
      let document = Document.parse(SourceText(try reader.readAll(startingWith: start)), as: format)
      part.add(linter.lint(document), on: document)
      deliver(&part, to: report)
    case .lines:
      let tooLong: Int?
      do {
        defer { deliver(&part, to: report) }
        tooLong = try lintLines(reader, startingWith: start, &part, report)
      }
      if let tooLong, isExplicit || part.hasRequests { throw .lineTooLong(path: input.path, line: tooLong) }
    }
  }

  private func deliver(_ part: inout FileReport, to report: (FileReport) -> Void) {
    if isExplicit || part.hasRequests { report(part.takePart()) }
  }

  /// Holds one line and its tree at a time; returns the first line that was too long to be read.
  private func lintLines(
    _ reader: borrowing FileReader, startingWith start: ContiguousArray<UInt8>, _ part: inout FileReport,
    _ report: (FileReport) -> Void
  ) throws(ReadError) -> Int? {
    var lines = LineSplitter(start)
    var ledger = BatchLedger()
    var tooLong: Int?
    var isAtEnd = false
    while true {
      while let line = lines.next(isAtEnd: isAtEnd) {
        lint(line, &ledger, &part)
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

  private func lint(_ line: LineSplitter.Line, _ ledger: inout BatchLedger, _ part: inout FileReport) {
    guard line.bytes.contains(where: { $0 > UInt8(ascii: " ") }) else { return }
    let document = Document.parse(SourceText(line.bytes), as: .json)
    ledger.firstLine = line.number
    part.add(linter.lint(document, &ledger), on: document, record: .init(line: line.number, offset: line.offset))
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
