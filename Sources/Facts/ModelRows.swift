import DocumentTree
import SourceText

/// The rows of a catalogue or of its overrides, by the names of the models.
///
/// A file with one model a line is only cut into its lines; a row is read when it is asked for. A provider may have
/// hundreds of models, and a run is about one or two of them.
struct ModelRows: Sendable {
  private enum Row: Sendable {
    case read(RawFact)
    /// In bytes of the file.
    case line(ByteRange)
  }

  private let path: String
  private let source: SourceText
  private let rows: [String: Row]
  /// What holds for every row.
  private let provenance: Provenance

  /// - Parameter path: of a file that there may be.
  init(_ path: String, _ read: Facts.Read, _ problems: inout [FactProblem]) {
    self.path = path
    source = SourceText(read(path) ?? [])
    if let (start, lines) = Self.lines(of: source) {
      let head = RulesFile.parse(SourceText(ContiguousArray(source.slice(ByteRange(0, start)))), path, &problems)
      provenance = head?.provenance ?? Provenance()
      rows = lines
      if var reader = head.map({ FactReader($0) }) {
        _ = reader.take("models")
        reader.finish(into: &problems)
      }
    } else {
      let file = source.count > 0 ? RulesFile.parse(source, path, &problems) : nil
      provenance = file?.provenance ?? Provenance()
      var rows: [String: Row] = [:]
      if var reader = file.map({ FactReader($0) }) {
        for entry in reader.map("models") { rows[entry.key] = .read(entry.value) }
        reader.finish(into: &problems)
      }
      self.rows = rows
    }
  }

  /// In no order.
  var names: some Collection<String> { rows.keys }

  func row(of name: String, _ problems: inout [FactProblem]) -> RawFact? {
    switch rows[name] {
    case nil: return nil
    case .read(let fact): return fact
    case .line(let range):
      let line = SourceText(ContiguousArray(source.slice(range)))
      let row = RulesFile.parse(line, path, under: provenance, at: range.lower, &problems)
      return row?.entries.first?.value
    }
  }

  /// Where the rows start and what they are, where each has a line of its own below `models:`; nil where one has not, or
  /// where a name stands twice.
  private static func lines(of source: SourceText) -> (start: Int, rows: [String: Row])? {
    var rows: [String: Row] = [:]
    var start: Int?
    var offset = 0
    let bytes = source.bytes
    while offset < bytes.count {
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes[offset..<end]
      if start == nil {
        if line.elementsEqual("models:".utf8) { start = min(end + 1, bytes.count) }
      } else if !line.isEmpty {
        guard line.starts(with: "  ".utf8), let name = name(at: line.dropFirst(2)) else { return nil }
        guard rows.updateValue(.line(ByteRange(offset, end)), forKey: name) == nil else { return nil }
      }
      offset = end + 1
    }
    return start.map { ($0, rows) }
  }

  /// The key that a line starts with, where that is plain or in double quotes and needs no decoding.
  private static func name(at line: ArraySlice<UInt8>) -> String? {
    guard let first = line.first else { return nil }
    if first == UInt8(ascii: "\"") {
      let name = line.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
      guard !name.contains(UInt8(ascii: "\\")), line[name.endIndex...].dropFirst().first == UInt8(ascii: ":") else {
        return nil
      }
      return String(decoding: name, as: UTF8.self)
    }
    let name = line.prefix { $0 > UInt8(ascii: " ") }
    let isPlain = name.allSatisfy { byte in
      byte.isASCIILetterOrDigit || "._/@+:-".utf8.contains(byte)
    }
    guard first.isASCIILetterOrDigit, isPlain, name.last == UInt8(ascii: ":") else { return nil }
    return String(decoding: name.dropLast(), as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isASCIILetterOrDigit: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
