import CVocabularies

/// The tokens of an encoding and how they merge, read where they lie in the binary: nothing is built at the start.
///
/// The form of the bytes, and how a pair of tokens finds its slot, is told in `CVocabularies/rebuild.py`.
@safe struct Vocabulary: Sendable {
  /// A token's number, which is also its rank: the lower one is merged first.
  typealias Token = UInt32

  /// No token: two neighbours do not merge.
  static let none = Token.max

  static let o200kBase = unsafe Vocabulary(reqlint_o200k_base())
  static let cl100kBase = unsafe Vocabulary(reqlint_cl100k_base())
  static let p50kBase = unsafe Vocabulary(reqlint_p50k_base())
  /// The start of p50k_base: what follows there, runs of spaces, comes after the end-of-text token.
  static let r50kBase = unsafe Vocabulary(reqlint_p50k_base(), upTo: 50256)

  // Sendable by hand: all of them point to constants of the binary.
  private nonisolated(unsafe) let ofBytes: UnsafePointer<UInt32>
  private nonisolated(unsafe) let pilots: UnsafePointer<UInt16>
  private nonisolated(unsafe) let slots: UnsafePointer<UInt64>
  private nonisolated(unsafe) let characterIndex: UnsafePointer<UInt16>
  private nonisolated(unsafe) let characterBlocks: UnsafePointer<UInt32>
  private let pilotCount: UInt64
  private let slotCount: UInt64
  /// Tokens from here on are not of this encoding.
  private let end: Token

  private init(_ bytes: UnsafePointer<UInt8>, upTo end: Token = 1 << 18) {
    // Safe: rebuild.py wrote two counts, 256 tokens, then as many pilots and slots as it says, then 1,024 numbers of
    // blocks and the blocks, each aligned.
    let start = unsafe UnsafeRawPointer(bytes)
    slotCount = UInt64(unsafe start.load(as: UInt32.self).littleEndian)
    pilotCount = UInt64(unsafe start.load(fromByteOffset: 4, as: UInt32.self).littleEndian)
    let head = 8 + 256 * 4
    unsafe ofBytes = (start + 8).assumingMemoryBound(to: UInt32.self)
    unsafe pilots = (start + head).assumingMemoryBound(to: UInt16.self)
    unsafe slots = (start + head + Int(pilotCount * 2 + 7) & ~7).assumingMemoryBound(to: UInt64.self)
    let characters = unsafe UnsafeRawPointer(slots + Int(slotCount))
    unsafe characterIndex = characters.assumingMemoryBound(to: UInt16.self)
    unsafe characterBlocks = (characters + 1024 * 2).assumingMemoryBound(to: UInt32.self)
    self.end = end
  }

  /// The token of a byte alone.
  subscript(byte: UInt8) -> Token {
    // Safe: there are 256.
    unsafe ofBytes[Int(byte)].littleEndian
  }

  /// The token that a character becomes before a part of it merges with what stands beside it; nil where that is not sure.
  ///
  /// `number` is a Unicode scalar from U+0080.
  @inline(__always)
  func token(of number: UInt32, between left: Neighbour, and right: Neighbour) -> Token? {
    guard number < 0x10000 else { return nil }
    // Safe: the index has 1,024 numbers of blocks of 64.
    let block = unsafe Int(characterIndex[Int(number >> 6)].littleEndian)
    let entry = unsafe characterBlocks[block << 6 | Int(number & 63)].littleEndian
    guard entry != .max, entry & (right.bit << 7 | left.bit) == 0 else { return nil }
    return entry >> 14
  }

  /// What two neighbours merge to, or ``none``.
  @inline(__always)
  func merge(_ left: Token, _ right: Token) -> Token {
    let pair = UInt64(left) << 18 | UInt64(right)
    let hash = pair &* 0x9E37_79B9_7F4A_7C15
    // Safe: a 32-bit number times the count, divided by 2^32, is less than the count. So for the slot.
    let pilot = UInt64(unsafe pilots[Int(((hash >> 32) &* pilotCount) >> 32)].littleEndian)
    let mixed = (hash ^ (pilot &* 0xBF58_476D_1CE4_E5B9)) &* 0x94D0_49BB_1331_11EB
    let entry = unsafe slots[Int(((mixed >> 32) &* slotCount) >> 32)].littleEndian
    let token = Token(truncatingIfNeeded: entry & 0x3FFFF)
    return entry >> 18 == pair && token < end ? token : Self.none
  }
}

/// What stands beside a character, as far as it can keep the character from becoming a token by itself.
struct Neighbour {
  let bit: UInt32

  /// The start or the end of what is merged.
  static let none = Neighbour(bit: 0)
  static let notUTF8 = Neighbour(bit: 1 << 6)

  private init(bit: UInt32) { self.bit = bit }

  /// By the first byte of the neighbour; the kinds are those of `rebuild.py`.
  @inline(__always)
  init(_ first: UInt8) {
    bit =
      switch first {
      case ..<0x80: 1
      case 0xC2..<0xE0: 1 << 1
      case 0xE0..<0xE3: 1 << 2
      case 0xE3: 1 << 3
      case 0xE4..<0xEA: 1 << 4
      case 0xEA..<0xF5: 1 << 5
      default: Self.notUTF8.bit
      }
  }
}
