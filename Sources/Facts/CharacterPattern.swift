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
    var scalars = Array(text[text.index(text.startIndex, offsetBy: 2)..<close].unicodeScalars)
    isNegated = scalars.first == "^"
    if isNegated { scalars.removeFirst() }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    var place = 0
    while place < scalars.count {
      if scalars[place] == "\\", place + 1 < scalars.count { place += 1 }
      let first = scalars[place]
      if place + 2 < scalars.count, scalars[place + 1] == "-" {
        guard first <= scalars[place + 2] else { return nil }
        ranges.append(first...scalars[place + 2])
        place += 3
      } else {
        ranges.append(first...first)
        place += 1
      }
    }
    self.ranges = ranges
    switch text[text.index(after: close)...].dropLast() {
    case "+": length = 1...Int.max
    case "*": length = 0...Int.max
    case "": length = 1...1
    case let counts where counts.hasPrefix("{") && counts.hasSuffix("}"):
      let parts = counts.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
      guard let lower = parts.first.flatMap({ Int($0) }) else { return nil }
      let upper = parts.count == 1 ? lower : parts[1].isEmpty ? Int.max : Int(parts[1]) ?? -1
      guard parts.count <= 2, upper >= lower else { return nil }
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
