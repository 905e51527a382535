/// Counts the tokens of text as an encoding cuts it, exactly as tiktoken does.
///
/// Special tokens count as the text that they are written with: so the APIs read them in what users send. Bytes that are
/// not UTF-8 count as symbols, each by itself. Any text is counted in linear time. A counter remembers the counts of
/// pieces, in 256 KiB; so keep one for texts of the same encoding.
package struct TokenCounter: Sendable {
  package let encoding: Encoding
  private let pattern: PiecePattern
  private var merger: PieceMerger
  private var memory = PieceMemory()

  package init(_ encoding: Encoding) {
    self.encoding = encoding
    pattern = encoding.pattern
    merger = PieceMerger(encoding.vocabulary)
  }

  /// How many tokens `text` is.
  package mutating func count(_ text: ArraySlice<UInt8>) -> Int {
    // Safe: the span does not outlive the closure.
    unsafe text.withUnsafeBufferPointer { unsafe count(Span(_unsafeElements: $0)) }
  }

  private mutating func count(_ text: Span<UInt8>) -> Int {
    var total = 0
    var start = 0
    switch pattern {
    case .r50k:
      while start < text.count { total += take(&start, PiecePattern.r50k.end(ofPieceAt: start, in: text), text) }
    case .cl100k:
      while start < text.count { total += take(&start, PiecePattern.cl100k.end(ofPieceAt: start, in: text), text) }
    case .o200k:
      while start < text.count { total += take(&start, PiecePattern.o200k.end(ofPieceAt: start, in: text), text) }
    }
    return total
  }

  /// The tokens of the piece from `start` to `end`, where the next one starts.
  @inline(__always)
  private mutating func take(_ start: inout Int, _ end: Int, _ text: Span<UInt8>) -> Int {
    let piece = start..<end
    start = end
    if piece.count == 1 { return 1 }
    if let count = memory.count(text, piece) { return count }
    return countAnew(text, piece)
  }

  @inline(never)
  private mutating func countAnew(_ text: Span<UInt8>, _ piece: Range<Int>) -> Int {
    let count = merger.count(text, piece)
    memory.remember(count, text, piece)
    return count
  }
}
