/// Counts the tokens of text as an encoding cuts it, exactly as tiktoken does.
///
/// Special tokens count as the text that they are written with: so the APIs read them in what users send. Bytes that are
/// not UTF-8 count as symbols, each by itself. Any text is counted in linear time. A counter remembers the counts of
/// short pieces, in 128 KiB; so keep one for texts of the same encoding.
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
    guard let key = PieceMemory.Key(text, piece) else { return merger.count(text, piece) }
    if let count = memory[key] { return count }
    let count = merger.count(text, piece)
    memory[key] = count
    return count
  }
}

/// The counts of short pieces that were met; a new one takes the place of an old one.
private struct PieceMemory: Sendable {
  /// A piece of up to 15 bytes: its bytes, then its length in the highest bits, where the count stands beside it.
  struct Key {
    let low: UInt64
    let high: UInt64

    @inline(__always)
    init?(_ text: Span<UInt8>, _ piece: Range<Int>) {
      let length = piece.count
      guard length <= 15 else { return nil }
      var low: UInt64 = 0
      var high: UInt64 = 0
      if text.count - piece.lowerBound >= 16 {
        let bytes = unsafe text.bytes
        // Safe: 16 bytes are there, and any bytes are a number.
        low = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: piece.lowerBound, as: UInt64.self)
        high = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: piece.lowerBound + 8, as: UInt64.self)
        if length < 8 { low &= (1 << UInt64(length * 8)) &- 1 }
        high &= length <= 8 ? 0 : (1 << UInt64((length - 8) * 8)) &- 1
      } else {
        for place in piece.reversed() {
          high = high << 8 | low >> 56
          low = low << 8 | UInt64(text[place])
        }
      }
      self.low = low
      self.high = high | UInt64(length) << 60
    }

    @inline(__always)
    fileprivate var slot: Int {
      let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
      return Int(truncatingIfNeeded: mixed >> (64 - PieceMemory.bits))
    }
  }

  fileprivate static let bits: UInt64 = 13
  private static let countMask: UInt64 = 0xF << 56

  private var entries = ContiguousArray(repeating: (low: UInt64(0), high: UInt64(0)), count: 1 << bits)

  subscript(_ key: Key) -> Int? {
    @inline(__always) get {
      let entry = entries[key.slot]
      guard entry.low == key.low, entry.high & ~Self.countMask == key.high else { return nil }
      return Int(truncatingIfNeeded: (entry.high & Self.countMask) >> 56)
    }
    set {
      entries[key.slot] = (key.low, key.high | UInt64(newValue ?? 0) << 56)
    }
  }
}
