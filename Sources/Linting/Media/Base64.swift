import Facts

/// What base64 looks like from outside: one pass over a text, which decodes nothing.
struct Base64 {
  /// What makes a text no base64.
  enum Flaw {
    case character(Unicode.Scalar)
    /// Dots at its end: somebody left the rest out.
    case cutShort
    /// The last group of four is not whole.
    case length
  }

  /// A sign of the 64 that cannot stand where it does, or any other; nil where there is none.
  let flaw: Flaw?
  /// Whether blanks or tabs stand in it.
  let hasBlanks: Bool
  /// Whether lines end in it, other than at its end.
  let isWrapped: Bool

  init(_ text: ArraySlice<UInt8>, _ alphabet: Shape.Media.Alphabet) {
    var digits = 0
    var padding = 0
    var blanks = false
    var lineEnd = false
    var wrapped = false
    var foreign: Int?
    for (offset, byte) in zip(text.indices, text) {
      switch Self.classes[Int(byte)] {
      case let digit where digit < 64 || digit == Self.urlSafe && alphabet == .any:
        digits += 1
        if padding > 0 { foreign = foreign ?? offset }
        wrapped = wrapped || lineEnd
      case Self.padding:
        padding += 1
        if padding > 2 { foreign = foreign ?? offset }
      case Self.lineEnd: lineEnd = true
      case Self.blank where alphabet == .any: blanks = true
      default: foreign = foreign ?? offset
      }
      if foreign != nil { break }
    }
    hasBlanks = blanks
    isWrapped = wrapped
    if let foreign {
      flaw = Self.isCutShort(text[foreign...]) ? .cutShort : .character(Self.scalar(at: foreign, in: text))
    } else {
      let isWhole = padding == 0 && alphabet == .any ? digits % 4 != 1 : (digits + padding) % 4 == 0
      flaw = isWhole ? nil : .length
    }
  }

  /// How many bytes the text stands for, by its length alone: line ends in it are counted as if they stood for some.
  static func size(of text: ArraySlice<UInt8>) -> Int {
    let padding = text.suffix(2).count { $0 == UInt8(ascii: "=") }
    return max(0, (text.count - padding) * 3 / 4)
  }

  private static func isCutShort(_ rest: ArraySlice<UInt8>) -> Bool {
    rest.elementsEqual("...".utf8) || rest.elementsEqual("…".utf8)
  }

  private static func scalar(at offset: Int, in text: ArraySlice<UInt8>) -> Unicode.Scalar {
    String(decoding: text[offset...].prefix(4), as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
  }

  // What a byte is: the value of a digit of the standard alphabet, or one of these.
  private static let urlSafe: UInt8 = 64
  private static let padding: UInt8 = 65
  private static let lineEnd: UInt8 = 66
  private static let blank: UInt8 = 67
  private static let other: UInt8 = 68

  private static let classes: [UInt8] = {
    var classes = [UInt8](repeating: other, count: 256)
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    for (value, byte) in digits.enumerated() { classes[Int(byte)] = UInt8(value) }
    for byte in "-_".utf8 { classes[Int(byte)] = urlSafe }
    for byte in "\r\n".utf8 { classes[Int(byte)] = lineEnd }
    for byte in " \t".utf8 { classes[Int(byte)] = blank }
    classes[Int(UInt8(ascii: "="))] = padding
    return classes
  }()
}
