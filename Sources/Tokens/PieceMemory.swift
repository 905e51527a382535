/// The counts of pieces that were met before; a new one takes the place of an old one.
///
/// It is small enough to stay close to the processor, and holds what most of a text is: words of up to 15 bytes, and
/// indentation.
struct PieceMemory: Sendable {
  /// Pieces of up to 7 bytes, in sets of ``ways``: the bytes from the lowest up, above them the length, then the count.
  private var short = ContiguousArray(repeating: UInt64(0), count: ways << shortBits)
  /// Pieces of 8 to 15 bytes: the bytes from the lowest up, above them the count, then the length.
  private var long = ContiguousArray(repeating: (low: UInt64(0), high: UInt64(0)), count: 1 << longBits)
  /// Pieces of so many spaces; 0 is not known yet.
  private var spaces = ContiguousArray(repeating: UInt8(0), count: 256)

  private static let ways = 4
  private static let shortBits: UInt64 = 12
  private static let longBits: UInt64 = 13
  private static let shortKey: UInt64 = (1 << 59) - 1
  private static let longCount: UInt64 = 0xF << 56

  /// How many tokens a piece of at least two bytes is, where that is remembered.
  @inline(__always)
  func count(_ text: Span<UInt8>, _ piece: Range<Int>) -> Int? {
    if piece.count < 8 { return countShort(text, piece) }
    return piece.count < 16 ? countLong(text, piece) : countSpaces(text, piece)
  }

  @inline(__always)
  private func countShort(_ text: Span<UInt8>, _ piece: Range<Int>) -> Int? {
    let key = Self.shortKey(text, piece)
    let set = Self.set(key)
    // All of them, without a branch: which one it is cannot be foretold.
    var found: UInt64 = 0
    for way in 0..<Self.ways {
      let entry = short[set + way]
      found |= entry & Self.shortKey == key ? entry : 0
    }
    return found == 0 ? nil : Int(truncatingIfNeeded: found >> 59)
  }

  @inline(__always)
  private func countLong(_ text: Span<UInt8>, _ piece: Range<Int>) -> Int? {
    let key = Self.longKey(text, piece)
    let entry = long[Self.place(key)]
    guard entry.low == key.low, entry.high & ~Self.longCount == key.high else { return nil }
    return Int(truncatingIfNeeded: (entry.high & Self.longCount) >> 56)
  }

  private func countSpaces(_ text: Span<UInt8>, _ piece: Range<Int>) -> Int? {
    guard piece.count < spaces.count, spaces[piece.count] > 0, Self.isSpaces(text, piece) else { return nil }
    return Int(spaces[piece.count])
  }

  /// Remembers how many tokens a piece is, where there is room for such pieces.
  mutating func remember(_ count: Int, _ text: Span<UInt8>, _ piece: Range<Int>) {
    if piece.count < 8 {
      let key = Self.shortKey(text, piece)
      let set = Self.set(key)
      for way in (1..<Self.ways).reversed() { short[set + way] = short[set + way - 1] }
      short[set] = key | UInt64(count) << 59
    } else if piece.count < 16 {
      let key = Self.longKey(text, piece)
      long[Self.place(key)] = (key.low, key.high | UInt64(count) << 56)
    } else if piece.count < spaces.count, Self.isSpaces(text, piece) {
      spaces[piece.count] = UInt8(count)
    }
  }

  // MARK: Keys

  @inline(__always)
  private static func shortKey(_ text: Span<UInt8>, _ piece: Range<Int>) -> UInt64 {
    bytes(text, piece) | UInt64(piece.count) << 56
  }

  @inline(__always)
  private static func longKey(_ text: Span<UInt8>, _ piece: Range<Int>) -> (low: UInt64, high: UInt64) {
    let middle = piece.lowerBound + 8
    return (bytes(text, piece.lowerBound..<middle), bytes(text, middle..<piece.upperBound) | UInt64(piece.count) << 60)
  }

  @inline(__always)
  private static func set(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> (64 - shortBits)) * ways
  }

  @inline(__always)
  private static func place(_ key: (low: UInt64, high: UInt64)) -> Int {
    let mixed = (key.low ^ key.high &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
    return Int(truncatingIfNeeded: mixed >> (64 - longBits))
  }

  /// Up to 8 bytes as a number, the first of them lowest.
  @inline(__always)
  private static func bytes(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    guard text.count - range.lowerBound >= 8 else {
      return range.reversed().reduce(0) { $0 << 8 | UInt64(text[$1]) }
    }
    // Safe: 8 bytes are there, and any bytes are a number.
    let number = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self).littleEndian
    return range.count == 8 ? number : number & ((1 << UInt64(range.count * 8)) - 1)
  }

  private static func isSpaces(_ text: Span<UInt8>, _ piece: Range<Int>) -> Bool {
    piece.allSatisfy { text[$0] == UInt8(ascii: " ") }
  }
}
