/// What a plain YAML scalar is: to a reader of YAML 1.2, and to one of 1.1 such as PyYAML.
package enum ScalarReading: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer, float, timestamp, string
}

/// The core schema of YAML 1.2, section 10.3.
package enum CoreSchema {
  static func kind(of text: ArraySlice<UInt8>) -> Node.Kind {
    switch reading(of: text) {
    case .null: .null
    case .boolean(let value): value ? .true : .false
    case .integer, .float: .number
    case .timestamp, .string: .string
    }
  }

  package static func reading(of text: ArraySlice<UInt8>) -> ScalarReading {
    if let word = ScalarWord.reading(of: text, booleans: ScalarWord.core) { return word }
    guard ByteCursor.startsLikeNumber(text) else { return .string }
    var cursor = ByteCursor(text)
    if cursor.takeAll("0o", digits: "0-7") || cursor.takeAll("0x", digits: "0-9a-f") { return .integer }
    cursor.takeSign()
    if cursor.takeRest(digits: "0-9") { return .integer }
    let hadDigits = cursor.takeDigits()
    let hadFraction = cursor.take(".") && cursor.takeDigits()
    guard hadDigits || hadFraction else { return .string }
    if cursor.take("e") || cursor.take("E") {
      cursor.takeSign()
      guard cursor.takeDigits() else { return .string }
    }
    return cursor.isAtEnd ? .float : .string
  }
}

/// The types of YAML 1.1 as PyYAML resolves them (`resolver.py` of 6.0).
package enum YAML11Schema {
  package static func reading(of text: ArraySlice<UInt8>) -> ScalarReading {
    if let word = ScalarWord.reading(of: text, booleans: ScalarWord.yaml11) { return word }
    guard ByteCursor.startsLikeNumber(text) else { return .string }
    if isTimestamp(text) { return .timestamp }
    var cursor = ByteCursor(text)
    cursor.takeSign()
    if cursor.takeAll("0b", digits: "0-1_") || cursor.takeAll("0x", digits: "0-9a-f_")
      || cursor.takeAll("0", digits: "0-7_")
    {
      return .integer
    }
    let start = cursor
    if cursor.take("0"), cursor.isAtEnd { return .integer }
    cursor = start
    if !cursor.isAt("0"), !cursor.isAt("_"), cursor.takeDigits(underscores: true) {
      if cursor.isAtEnd { return .integer }
      if cursor.takeSexagesimal(), cursor.isAtEnd { return .integer }
    }
    return isFloat(text) ? .float : .string
  }

  private static func isFloat(_ text: ArraySlice<UInt8>) -> Bool {
    var cursor = ByteCursor(text)
    if cursor.isAt(".") {
      // No sign may stand before a bare point, and a digit has to follow it.
      guard cursor.take("."), !cursor.isAt("_"), cursor.takeDigits(underscores: true) else { return false }
    } else {
      cursor.takeSign()
      guard !cursor.isAt("_"), cursor.takeDigits(underscores: true) else { return false }
      let isSexagesimal = cursor.takeSexagesimal()
      guard cursor.take(".") else { return false }
      cursor.takeDigits(underscores: true)
      if isSexagesimal { return cursor.isAtEnd }
    }
    if cursor.take("e") || cursor.take("E") {
      guard cursor.takeSign(), cursor.takeDigits() else { return false }
    }
    return cursor.isAtEnd
  }

  /// `2001-12-14`, or with looser digits and a time `2001-12-14t21:59:43.10-05:00`.
  private static func isTimestamp(_ text: ArraySlice<UInt8>) -> Bool {
    var cursor = ByteCursor(text)
    guard cursor.takeDigits(count: 4...4), cursor.take("-"), cursor.takeDigits(count: 1...2), cursor.take("-"),
      cursor.takeDigits(count: 1...2)
    else { return false }
    if cursor.isAtEnd { return text.count == 10 }
    guard cursor.take("T") || cursor.take("t") || cursor.takeBlanks() else { return false }
    guard cursor.takeDigits(count: 1...2), cursor.take(":"), cursor.takeDigits(count: 2...2), cursor.take(":"),
      cursor.takeDigits(count: 2...2)
    else { return false }
    if cursor.take(".") { cursor.takeDigits() }
    if cursor.isAtEnd { return true }
    cursor.takeBlanks()
    if cursor.take("Z") { return cursor.isAtEnd }
    guard cursor.takeSign(), cursor.takeDigits(count: 1...2) else { return false }
    if cursor.take(":") { return cursor.takeDigits(count: 2...2) && cursor.isAtEnd }
    return cursor.isAtEnd
  }
}

/// The words that both schemas know, and the booleans in which they differ.
private enum ScalarWord {
  static let core: [String: Bool] = [
    "true": true, "True": true, "TRUE": true, "false": false, "False": false, "FALSE": false,
  ]
  static let yaml11 = core.merging(
    [
      "yes": true, "Yes": true, "YES": true, "no": false, "No": false, "NO": false,
      "on": true, "On": true, "ON": true, "off": false, "Off": false, "OFF": false,
    ]) { old, _ in old }

  static func reading(of text: ArraySlice<UInt8>, booleans: [String: Bool]) -> ScalarReading? {
    guard text.count <= 5 else { return nil }
    let word = String(decoding: text, as: UTF8.self)
    if let value = booleans[word] { return .boolean(value) }
    switch word {
    case "", "~", "null", "Null", "NULL": return .null
    case ".inf", ".Inf", ".INF", "-.inf", "-.Inf", "-.INF", "+.inf", "+.Inf", "+.INF", ".nan", ".NaN", ".NAN":
      return .float
    default: return nil
    }
  }
}

/// Takes digits and signs off the front of a scalar.
private struct ByteCursor {
  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) { rest = text }

  var isAtEnd: Bool { rest.isEmpty }

  func isAt(_ character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard isAt(character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  @discardableResult
  mutating func takeSign() -> Bool { take("-") || take("+") }

  @discardableResult
  mutating func takeBlanks() -> Bool {
    let before = rest.count
    rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return rest.count < before
  }

  @discardableResult
  mutating func takeDigits(underscores: Bool = false) -> Bool {
    let before = rest.count
    rest = rest.drop { Self.isDigit($0) || underscores && $0 == UInt8(ascii: "_") }
    return rest.count < before
  }

  mutating func takeDigits(count: ClosedRange<Int>) -> Bool {
    let digits = rest.prefix(while: Self.isDigit).prefix(count.upperBound)
    rest = rest.dropFirst(digits.count)
    return count.contains(digits.count)
  }

  /// One or more groups from `:0` to `:59`.
  mutating func takeSexagesimal() -> Bool {
    var found = false
    while isAt(":") {
      let before = rest
      rest = rest.dropFirst()
      let tens = rest
      let isTwoDigits = takeDigits(count: 2...2)
      if !isTwoDigits { rest = tens }
      guard isTwoDigits ? (tens.first ?? 0) <= UInt8(ascii: "5") : takeDigits(count: 1...1) else {
        rest = before
        return found
      }
      found = true
    }
    return found
  }

  /// Whether the rest is `prefix` and then one or more of `digits`; takes nothing otherwise.
  mutating func takeAll(_ prefix: String, digits: String) -> Bool {
    guard rest.starts(with: prefix.utf8) else { return false }
    let tail = rest.dropFirst(prefix.utf8.count)
    guard !tail.isEmpty, tail.allSatisfy({ Self.matches($0, digits) }) else { return false }
    rest = rest.suffix(0)
    return true
  }

  mutating func takeRest(digits: String) -> Bool { takeAll("", digits: digits) }

  /// Most scalars are words, and need no second look.
  static func startsLikeNumber(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    return isDigit(first) || first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func matches(_ byte: UInt8, _ digits: String) -> Bool {
    if byte == UInt8(ascii: "_") { return digits.hasSuffix("_") }
    switch byte {
    case UInt8(ascii: "0"), UInt8(ascii: "1"): return true
    case UInt8(ascii: "2")...UInt8(ascii: "7"): return !digits.hasPrefix("0-1")
    case UInt8(ascii: "8"), UInt8(ascii: "9"): return digits.hasPrefix("0-9")
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): return digits.contains("a-f")
    default: return false
    }
  }
}

extension CoreSchema {
  /// Whether a text reads as a string to every reader when it stands without quotes.
  package static func isPlain(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, first.isLetterOrDigit || first == UInt8(ascii: "/"),
      bytes.allSatisfy({ $0.isLetterOrDigit || "_-./".utf8.contains($0) })
    else { return false }
    return reading(of: bytes[...]) == .string && YAML11Schema.reading(of: bytes[...]) == .string
  }
}

extension String {
  /// The text as a YAML scalar: without quotes where every reader takes that for the text.
  package var yamlScalar: String { CoreSchema.isPlain(self) ? self : "\"\(escapedForJSON)\"" }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
}
