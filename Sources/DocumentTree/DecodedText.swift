package import SourceText

/// The content of a string, with the way back from each byte of it to the bytes it was written with.
package struct DecodedText: Sendable {
  /// The content, as UTF-8.
  package private(set) var bytes: ContiguousArray<UInt8> = []

  /// A run of content and where it comes from. Runs of equal length map byte by byte, others as a whole.
  private struct Run {
    var decodedStart: Int
    var source: ByteRange
    var isVerbatim: Bool
  }
  private var runs: [Run] = []

  init() {}

  init(verbatim source: SourceText, _ range: ByteRange) {
    append(verbatim: source, range)
  }

  /// Adds bytes that stand in the source as they are.
  mutating func append(verbatim source: SourceText, _ range: ByteRange) {
    guard !range.isEmpty else { return }
    if let last = runs.last, last.isVerbatim, last.source.upper == range.lower {
      runs[runs.count - 1].source = ByteRange(last.source.lower, range.upper)
    } else {
      runs.append(Run(decodedStart: bytes.count, source: range, isVerbatim: true))
    }
    bytes.append(contentsOf: source.slice(range))
  }

  /// Adds bytes that were written otherwise, as an escape or a folded line end.
  mutating func append(_ decoded: some Sequence<UInt8>, writtenAs range: ByteRange) {
    runs.append(Run(decodedStart: bytes.count, source: range, isVerbatim: false))
    bytes.append(contentsOf: decoded)
  }

  /// The bytes of the source that a range of the content was written with.
  package func sourceRange(_ range: ByteRange) -> ByteRange {
    let lower = sourceStart(of: range.lower)
    guard !range.isEmpty else { return ByteRange(lower, lower) }
    return ByteRange(lower, max(lower, sourceEnd(ofByte: range.upper - 1)))
  }

  private func sourceStart(of offset: Int) -> Int {
    guard let run = run(holding: offset) else { return 0 }
    if offset >= bytes.count { return run.source.upper }
    return run.isVerbatim ? run.source.lower + (offset - run.decodedStart) : run.source.lower
  }

  private func sourceEnd(ofByte offset: Int) -> Int {
    guard let run = run(holding: offset) else { return 0 }
    return run.isVerbatim ? run.source.lower + (offset - run.decodedStart) + 1 : run.source.upper
  }

  private func run(holding offset: Int) -> Run? {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].decodedStart <= offset { low = middle } else { high = middle }
    }
    return runs.isEmpty ? nil : runs[low]
  }
}
