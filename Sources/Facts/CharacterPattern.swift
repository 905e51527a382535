/// The patterns that APIs state for names: characters of one class, between two lengths, such as `^[a-zA-Z0-9_-]{1,64}$`,
/// where a class of its own for the first character may stand before it: `^[a-z][a-z0-9]*$`.
///
/// Nothing more is needed, and this much is matched in one pass.
package struct CharacterPattern: Sendable, Hashable, CustomStringConvertible {
  private struct CharacterClass: Sendable, Hashable {
    let ranges: [ClosedRange<Unicode.Scalar>]
    let isNegated: Bool

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      ranges.contains { $0.contains(scalar) } != isNegated
    }
  }

  package let description: String
  /// Of the first character, where it has a class of its own.
  private let first: CharacterClass?
  private let others: CharacterClass
  /// In characters (Unicode scalars).
  package let length: ClosedRange<Int>

  /// nil where the text has another form.
  package init?(_ text: String) {
    description = text
    guard text.hasPrefix("^"), text.hasSuffix("$") else { return nil }
    var rest = text.dropFirst().dropLast().unicodeScalars
    guard let leading = Self.popClass(&rest) else { return nil }
    let following = rest.first == "[" ? Self.popClass(&rest) : nil
    first = following == nil ? nil : leading
    others = following ?? leading
    let leadingCount = following == nil ? 0 : 1
    switch String(rest) {
    case "+": length = leadingCount + 1...Int.max
    case "*": length = leadingCount...Int.max
    case "": length = leadingCount + 1...leadingCount + 1
    case let counts where counts.hasPrefix("{") && counts.hasSuffix("}"):
      let parts = counts.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
      guard let lower = parts.first.flatMap({ Int($0) }) else { return nil }
      let upper = parts.count == 1 ? lower : parts[1].isEmpty ? Int.max - leadingCount : Int(parts[1]) ?? -1
      guard parts.count <= 2, lower >= 0, upper >= lower, upper <= Int.max - leadingCount else { return nil }
      length = leadingCount + lower...leadingCount + upper
    default: return nil
    }
  }

  /// Takes a class in brackets; nil where the text does not begin with one that is understood.
  private static func popClass(_ rest: inout Substring.UnicodeScalarView) -> CharacterClass? {
    guard rest.popFirst() == "[" else { return nil }
    let isNegated = rest.first == "^"
    if isNegated { rest.removeFirst() }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while rest.first != "]" {
      guard let first = rest.popClassMember() else { return nil }
      var last = first
      if rest.first == "-", rest.dropFirst().first != "]" {
        rest.removeFirst()
        guard let end = rest.popClassMember(), first <= end else { return nil }
        last = end
      }
      ranges.append(first...last)
    }
    rest.removeFirst()
    return ranges.isEmpty ? nil : CharacterClass(ranges: ranges, isNegated: isNegated)
  }

  package func matches(_ text: String) -> Bool {
    length.contains(text.unicodeScalars.count) && firstMisfit(in: text) == nil
  }

  /// The first character that may not stand where it stands, and whether that is so only because it is the first.
  package func firstMisfit(in text: String) -> (scalar: Unicode.Scalar, isLeadingOnly: Bool)? {
    let misfit = text.unicodeScalars.enumerated().first { !takes($0.element, at: $0.offset) }
    return misfit.map { ($0.element, $0.offset == 0 && others.contains($0.element)) }
  }

  /// Whether the character may stand at this place, counted from 0.
  package func takes(_ scalar: Unicode.Scalar, at place: Int) -> Bool {
    (place == 0 ? first ?? others : others).contains(scalar)
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
