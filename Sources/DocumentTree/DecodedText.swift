package import SourceText

/// The content of a string, with the way back from each byte of it to the bytes it was written with.
package struct DecodedText: Sendable {
  /// The content, as UTF-8.
  package private(set) var bytes: ContiguousArray<UInt8> = []

  /// A run of content and where it comes from. Runs of equal length map byte by byte, others as a whole.
  private struct Run {
    var decodedStart: UInt32
    var lower: UInt32
    var upper: UInt32
    var isVerbatim: Bool

    init(at decodedStart: Int, from source: ByteRange, isVerbatim: Bool) {
      self.decodedStart = UInt32(clamping: decodedStart)
      lower = UInt32(clamping: source.lower)
      upper = UInt32(clamping: source.upper)
      self.isVerbatim = isVerbatim
    }

    /// Where a byte of the content comes from, where the run is verbatim.
    func place(of offset: Int) -> Int { Int(lower) + offset - Int(decodedStart) }
  }
  private var runs: [Run] = []
  /// Where the content starts, for a content that is empty.
  private let start: Int

  /// - Parameter capacity: how many bytes the content may have.
  init(at start: Int, capacity: Int = 0) {
    self.start = start
    bytes.reserveCapacity(capacity)
  }

  /// Adds bytes that stand in the source as they are.
  mutating func append(verbatim source: SourceText, _ range: ByteRange) {
    guard !range.isEmpty else { return }
    if let last = runs.last, last.isVerbatim, last.upper == range.lower {
      runs[runs.count - 1].upper = UInt32(clamping: range.upper)
    } else {
      runs.append(Run(at: bytes.count, from: range, isVerbatim: true))
    }
    bytes.append(contentsOf: source.slice(range))
  }

  /// Adds bytes that were written otherwise, as an escape or a folded line end.
  mutating func append(_ decoded: some Sequence<UInt8>, writtenAs range: ByteRange) {
    runs.append(Run(at: bytes.count, from: range, isVerbatim: false))
    bytes.append(contentsOf: decoded)
  }

  /// Adds a scalar that was written as an escape.
  mutating func append(_ scalar: UInt32, writtenAs range: ByteRange) {
    runs.append(Run(at: bytes.count, from: range, isVerbatim: false))
    UTF8Scan.append(scalar, to: &bytes)
  }

  /// Adds a part of another content, from wherever in the source that comes.
  mutating func append(_ other: DecodedText, _ part: ByteRange) {
    guard !part.isEmpty else { return }
    for place in other.placeOfRun(holding: part.lower)..<other.runs.count {
      let run = other.runs[place]
      let end = place + 1 < other.runs.count ? Int(other.runs[place + 1].decodedStart) : other.bytes.count
      let (lower, upper) = (max(part.lower, Int(run.decodedStart)), min(part.upper, end))
      guard lower < part.upper else { return }
      let source =
        run.isVerbatim
        ? ByteRange(run.place(of: lower), run.place(of: upper)) : ByteRange(Int(run.lower), Int(run.upper))
      runs.append(Run(at: bytes.count, from: source, isVerbatim: run.isVerbatim))
      bytes.append(contentsOf: other.bytes[lower..<max(lower, upper)])
    }
  }

  /// The bytes of the source that a range of the content was written with.
  package func sourceRange(_ range: ByteRange) -> ByteRange {
    let lower = sourceStart(of: range.lower)
    guard !range.isEmpty else { return ByteRange(lower, lower) }
    return ByteRange(lower, max(lower, sourceEnd(ofByte: range.upper - 1)))
  }

  private func sourceStart(of offset: Int) -> Int {
    guard let run = run(holding: offset) else { return start }
    if offset >= bytes.count { return Int(run.upper) }
    return run.isVerbatim ? run.place(of: max(0, offset)) : Int(run.lower)
  }

  private func sourceEnd(ofByte offset: Int) -> Int {
    guard let run = run(holding: offset) else { return start }
    return run.isVerbatim && offset < bytes.count ? run.place(of: max(0, offset)) + 1 : Int(run.upper)
  }

  private func run(holding offset: Int) -> Run? {
    runs.isEmpty ? nil : runs[placeOfRun(holding: offset)]
  }

  private func placeOfRun(holding offset: Int) -> Int {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].decodedStart <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
