/// What a run of bytes without quotes is in JSON.
enum JSONWord {
  case literal(Node.Kind)
  case number
  /// A literal of another language; `meant` is JSON's spelling, nil where JSON has no such value.
  case foreign(Node.Kind, meant: String?)
  /// Nearly a number; readable where its value is clear (`01`, `+1`, `.5`).
  case malformedNumber(isReadable: Bool)
  case unknown

  init(_ word: ArraySlice<UInt8>) {
    if Self.isNumber(word) {
      self = .number
      return
    }
    let text = word.count <= 16 ? String(decoding: word, as: UTF8.self) : ""
    switch text {
    case "true": self = .literal(.true)
    case "false": self = .literal(.false)
    case "null": self = .literal(.null)
    default:
      switch text.lowercased() {
      case "true": self = .foreign(.true, meant: "true")
      case "false": self = .foreign(.false, meant: "false")
      case "null", "none", "nil", "undefined": self = .foreign(.null, meant: "null")
      case "nan", "infinity", "-infinity", "+infinity", "inf", "-inf", "-nan": self = .foreign(.missing, meant: nil)
      default: self = Self.startsLikeNumber(word) ? .malformedNumber(isReadable: Double(text) != nil) : .unknown
      }
    }
  }

  /// RFC 8259, section 6.
  static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
    var rest = word
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }
    func dropDigits() -> Bool {
      guard isDigit(rest.first) else { return false }
      rest = rest.drop { isDigit($0) }
      return true
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    if rest.first == UInt8(ascii: "0") { rest = rest.dropFirst() } else if !dropDigits() { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if !dropDigits() { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      if !dropDigits() { return false }
    }
    return rest.isEmpty
  }

  private static func startsLikeNumber(_ word: ArraySlice<UInt8>) -> Bool {
    guard
      let digit = word.first(where: { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: ".") })
    else { return true }
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
  }
}
