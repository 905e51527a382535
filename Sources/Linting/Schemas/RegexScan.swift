/// Reads a regular expression once, for what is certainly wrong with it.
///
/// It knows what the engines of Python, JavaScript and RE2 share; whatever they may read differently is let through.
struct RegexScan {
  enum Flaw: String {
    case openGroup = "a group is not closed"
    case strayParenthesis = "`)` closes no group"
    case openClass = "a class in brackets is not closed"
    case nothingToRepeat = "there is nothing to repeat"
    case reversedCount = "a count has its bounds the wrong way round"
    case trailingBackslash = "it ends in the middle of an escape"
  }

  private(set) var flaw: Flaw?
  /// Whether a group looks ahead or behind: `(?=`, `(?!`, `(?<=`, `(?<!`.
  private(set) var hasLookaround = false

  private let text: [UInt8]
  private var place = 0
  private var openGroups = 0
  /// Whether something stands before, so that `*` has something to repeat.
  private var isRepeatable = false

  init(_ pattern: String) {
    text = Array(pattern.utf8)
    while flaw == nil, place < text.count { step() }
    if flaw == nil, openGroups > 0 { flaw = .openGroup }
  }

  private mutating func step() {
    let byte = text[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\\"):
      if place == text.count {
        flaw = .trailingBackslash
        return
      }
      place += 1
      isRepeatable = true
    case UInt8(ascii: "["): readClass()
    case UInt8(ascii: "("): openGroup()
    case UInt8(ascii: ")"):
      openGroups -= 1
      if openGroups < 0 { flaw = .strayParenthesis }
      isRepeatable = true
    case UInt8(ascii: "|"): isRepeatable = false
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      if !isRepeatable {
        flaw = .nothingToRepeat
        return
      }
      skipGreed()
    case UInt8(ascii: "{"): readCount()
    case UInt8(ascii: "^"): isRepeatable = true
    default: isRepeatable = true
    }
  }

  private mutating func openGroup() {
    openGroups += 1
    isRepeatable = false
    guard byte(0) == UInt8(ascii: "?") else { return }
    let sign = byte(1) == UInt8(ascii: "<") ? byte(2) : byte(1)
    hasLookaround = hasLookaround || sign == UInt8(ascii: "=") || sign == UInt8(ascii: "!")
    // `?` and the signs after it open the group; nothing is repeated.
    place += 1
    let isComment = byte(0) == UInt8(ascii: "#")
    while let next = byte(0), isComment ? next != UInt8(ascii: ")") : ":=!<>".utf8.contains(next) { place += 1 }
  }

  private mutating func readClass() {
    if byte(0) == UInt8(ascii: "^") { place += 1 }
    // A bracket at the start is a member in most engines, and ends an empty class in JavaScript: both are let through.
    let startsWithBracket = byte(0) == UInt8(ascii: "]")
    if startsWithBracket { place += 1 }
    while let byte = byte(0) {
      place += 1
      if byte == UInt8(ascii: "\\") { place += 1 }
      if byte == UInt8(ascii: "]") {
        isRepeatable = true
        return
      }
    }
    if !startsWithBracket { flaw = .openClass }
  }

  /// `{3}`, `{3,}` and `{3,5}` repeat; any other brace is a character.
  private mutating func readCount() {
    guard let close = text[place...].prefix(13).firstIndex(of: UInt8(ascii: "}")) else {
      isRepeatable = true
      return
    }
    let parts = String(decoding: text[place..<close], as: UTF8.self).split(
      separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, let lower = parts.first.flatMap({ Int($0) }), lower >= 0 else {
      isRepeatable = true
      return
    }
    if parts.count == 2, let upper = Int(parts[1]), upper < lower {
      flaw = .reversedCount
      return
    }
    if !isRepeatable {
      flaw = .nothingToRepeat
      return
    }
    place = close + 1
    skipGreed()
  }

  /// A `?` or `+` after a repetition says how greedy it is.
  private mutating func skipGreed() {
    if byte(0) == UInt8(ascii: "?") || byte(0) == UInt8(ascii: "+") { place += 1 }
    isRepeatable = true
  }

  private func byte(_ ahead: Int) -> UInt8? {
    place + ahead < text.count ? text[place + ahead] : nil
  }
}
