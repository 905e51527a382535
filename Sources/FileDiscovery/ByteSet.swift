/// A set of bytes: what one place of a pattern accepts.
struct ByteSet: Sendable, Hashable {
  private var words: SIMD4<UInt64> = .zero

  /// Every byte but the slash, which only a slash in the pattern stands for.
  static let anyButSlash = ByteSet().inverted()

  init() {}

  init(_ byte: UInt8) {
    insert(byte)
  }

  func contains(_ byte: UInt8) -> Bool {
    words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1
  }

  mutating func insert(_ byte: UInt8) {
    words[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
  }

  mutating func insert(_ bytes: ClosedRange<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  func inverted() -> ByteSet {
    var set = self
    set.words = ~words
    return set.withoutSlash()
  }

  func withoutSlash() -> ByteSet {
    var set = self
    let slash = UInt8(ascii: "/")
    set.words[Int(slash >> 6)] &= ~(1 << UInt64(slash & 63))
    return set
  }
}

extension ByteSet {
  /// Reads a class such as `[a-z]`, `[!x]` or `[[:digit:]]` from behind its `[` to behind its `]`;
  /// nil where nothing closes it or a name in it is unknown.
  init?(bracket rest: inout ArraySlice<UInt8>) {
    var set = ByteSet()
    let isInverted = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if isInverted { rest.removeFirst() }

    // A `]` right at the start stands for itself.
    var isAtStart = true
    var lower: UInt8?
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "]") where !isAtStart:
        self = isInverted ? set.inverted() : set.withoutSlash()
        return
      case UInt8(ascii: "-") where lower != nil && rest.first != UInt8(ascii: "]"):
        guard let start = lower, let end = Self.member(&rest) else { return nil }
        if start <= end { set.insert(start...end) }
        lower = nil
      case UInt8(ascii: "[") where Self.isNamed(rest):
        guard let named = Self(named: &rest) else { return nil }
        set.words |= named.words
        lower = nil
      case UInt8(ascii: #"\"#):
        guard let escaped = rest.popFirst() else { return nil }
        set.insert(escaped)
        lower = escaped
      default:
        set.insert(byte)
        lower = byte
      }
      isAtStart = false
    }
    return nil
  }

  /// The next byte, or the one behind a `\`.
  private static func member(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    let byte = rest.popFirst()
    return byte == UInt8(ascii: #"\"#) ? rest.popFirst() : byte
  }

  /// Whether `:name:]` follows; a `[:` without it is two bytes like any others.
  private static func isNamed(_ rest: ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: ":") else { return false }
    guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return true }
    return rest[..<end].count > 1 && rest[..<end].last == UInt8(ascii: ":")
  }

  private init?(named rest: inout ArraySlice<UInt8>) {
    guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let name = String(decoding: rest[..<end].dropFirst().dropLast(), as: UTF8.self)
    guard let ranges = Self.named[name] else { return nil }
    self.init()
    for range in ranges { insert(range) }
    rest = rest[end...].dropFirst()
  }

  private static let named: [String: [ClosedRange<UInt8>]] = [
    "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A],
    "alpha": [0x41...0x5A, 0x61...0x7A],
    "blank": [0x09...0x09, 0x20...0x20],
    "cntrl": [0x00...0x1F, 0x7F...0x7F],
    "digit": [0x30...0x39],
    "graph": [0x21...0x7E],
    "lower": [0x61...0x7A],
    "print": [0x20...0x7E],
    "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E],
    "space": [0x09...0x0D, 0x20...0x20],
    "upper": [0x41...0x5A],
    "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
  ]
}
