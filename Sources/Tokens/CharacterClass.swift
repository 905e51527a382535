import CVocabularies

/// What the encodings' regular expressions tell apart, in the version of Unicode that tiktoken's engine has.
///
/// A plain number and no enum, because it is read for every character of a text.
struct CharacterClass: Equatable {
  let number: UInt8

  static let other = CharacterClass(number: 0)
  /// Letters in upper and title case: Lu, Lt.
  static let upper = CharacterClass(number: 1)
  /// Letters in lower case: Ll.
  static let lower = CharacterClass(number: 2)
  /// Letters without case: Lm, Lo.
  static let caseless = CharacterClass(number: 3)
  static let mark = CharacterClass(number: 4)
  static let number = CharacterClass(number: 5)
  static let space = CharacterClass(number: 6)
  static let lineEnd = CharacterClass(number: 7)

  /// `\p{L}`
  var isLetter: Bool { number &- 1 < 3 }
  /// `\s`
  var isSpace: Bool { number >= 6 }
  /// `[^\s\p{L}\p{N}]`
  var isSymbol: Bool { number == 0 || number == 4 }
  /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`
  var mayStartWord: Bool { number == 1 || number == 3 || number == 4 }
  /// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`
  var mayEndWord: Bool { number &- 2 < 3 }
}

/// A character of a text: its class and how many bytes it takes.
struct Character {
  let kind: CharacterClass
  let width: Int
}

/// Where the class of every character stands.
@safe struct CharacterClasses: Sendable {
  static let all = CharacterClasses()

  /// For every 128 characters the block that holds their classes; the block of ASCII is the first.
  private nonisolated(unsafe) let index: UnsafePointer<UInt16>
  private nonisolated(unsafe) let blocks: UnsafePointer<UInt8>

  private init() {
    // Safe: rebuild.py wrote 8,704 numbers, which are all characters by 128, and the blocks that they count.
    let start = unsafe UnsafeRawPointer(reqlint_character_classes())
    unsafe index = start.assumingMemoryBound(to: UInt16.self)
    unsafe blocks = (start + 8704 * 2).assumingMemoryBound(to: UInt8.self)
  }

  /// The character at a place of UTF-8. A byte that is not UTF-8 is a character of its own, of no class.
  @inline(__always)
  func character(in text: Span<UInt8>, at place: Int) -> Character {
    let byte = text[place]
    guard byte < 0x80 else { return longCharacter(in: text, at: place) }
    // Safe: the first block has 128 classes.
    return Character(kind: CharacterClass(number: unsafe blocks[Int(byte)]), width: 1)
  }

  private func longCharacter(in text: Span<UInt8>, at place: Int) -> Character {
    guard let (scalar, width) = text.longScalar(at: place) else { return Character(kind: .other, width: 1) }
    // Safe: a scalar is less than 8,704 times 128, and a block holds 128.
    let block = unsafe Int(index[Int(scalar >> 7)].littleEndian)
    return Character(kind: CharacterClass(number: unsafe blocks[block << 7 | Int(scalar & 127)]), width: width)
  }
}

extension Span<UInt8> {
  /// The number of the character at a place of UTF-8 whose byte is not ASCII, and how many bytes it takes; nil where that
  /// is not UTF-8.
  @inline(__always)
  func longScalar(at place: Int) -> (number: UInt32, width: Int)? {
    let lead = self[place]
    let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC2, lead <= 0xF4, count - place >= width else { return nil }
    var scalar = UInt32(lead) & (0x7F >> UInt32(width))
    for distance in 1..<width {
      let byte = self[place + distance]
      guard byte & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    let isOverlong = width == 3 && scalar < 0x800 || width == 4 && scalar < 0x10000
    guard !isOverlong, scalar < 0x110000, scalar & 0xFFFF_F800 != 0xD800 else { return nil }
    return (scalar, width)
  }
}
