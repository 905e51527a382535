/// The patterns that APIs state for names: characters of one class, between two lengths, such as `^[a-zA-Z0-9_-]{1,64}$`.
///
/// Nothing more is needed, and this much is matched in one pass.
package struct CharacterPattern: Sendable, Hashable, CustomStringConvertible {
  package let description: String
  private let ranges: [ClosedRange<Unicode.Scalar>]
  private let isNegated: Bool
  /// In characters (Unicode scalars).
  package let length: ClosedRange<Int>

  /// nil where the text has another form.
  package init?(_ text: String) {
    description = text
    guard text.hasPrefix("^["), text.hasSuffix("$"), let close = text.lastIndex(of: "]") else { return nil }
    var rest = text[text.index(text.startIndex, offsetBy: 2)..<close].unicodeScalars
    isNegated = rest.first == "^"
    if isNegated { rest.removeFirst() }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while !rest.isEmpty {
      guard let first = rest.popClassMember() else { return nil }
      var last = first
      if rest.first == "-", rest.count > 1 {
        rest.removeFirst()
        guard let end = rest.popClassMember(), first <= end else { return nil }
        last = end
      }
      ranges.append(first...last)
    }
    guard !ranges.isEmpty else { return nil }
    self.ranges = ranges
    switch text[text.index(after: close)...].dropLast() {
    case "+": length = 1...Int.max
    case "*": length = 0...Int.max
    case "": length = 1...1
    case let counts where counts.hasPrefix("{") && counts.hasSuffix("}"):
      let parts = counts.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
      guard let lower = parts.first.flatMap({ Int($0) }) else { return nil }
      let upper = parts.count == 1 ? lower : parts[1].isEmpty ? Int.max : Int(parts[1]) ?? -1
      guard parts.count <= 2, lower >= 0, upper >= lower else { return nil }
      length = lower...upper
    default: return nil
    }
  }

  package func matches(_ text: String) -> Bool {
    length.contains(text.unicodeScalars.count) && firstMisfit(in: text) == nil
  }

  /// The first character that the class does not have.
  package func firstMisfit(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { scalar in ranges.contains { $0.contains(scalar) } == isNegated }
  }
}

extension Substring.UnicodeScalarView {
  /// Takes one character of a class, escaped or not; nil where a class of its own begins (`\w`) or this one is not whole.
  fileprivate mutating func popClassMember() -> Unicode.Scalar? {
    guard let first = popFirst(), first != "[", first != "]" else { return nil }
    guard first == "\\" else { return first }
    return popFirst().flatMap {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) ? nil : $0
    }
  }
}
