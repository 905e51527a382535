/// How many tokens something is: exactly, or between two bounds.
package struct TokenCount: Sendable, Hashable {
  /// The number itself, or the likeliest one.
  package let likely: Int
  package let low: Int
  package let high: Int

  package init(exactly count: Int) {
    self.init(likely: count, low: count, high: count)
  }

  package init(likely: Int, low: Int, high: Int) {
    self.likely = max(0, likely)
    self.low = max(0, min(low, likely))
    self.high = max(high, likely)
  }

  package static let zero = TokenCount(exactly: 0)

  package var isExact: Bool { low == high }

  /// `9,001 tokens`, `about 9,001 tokens (8,000 to 10,000)`.
  package var words: String {
    if isExact { return Wording.count(likely, "tokens") }
    return "about \(Wording.count(likely, "tokens")) (\(Wording.grouped(low)) to \(Wording.grouped(high)))"
  }

  package static func + (left: TokenCount, right: TokenCount) -> TokenCount {
    TokenCount(likely: left.likely + right.likely, low: left.low + right.low, high: left.high + right.high)
  }

  /// The same, with room below and above.
  func widened(by share: Double, plus slack: Int) -> TokenCount {
    let room = Int((Double(likely) * share).rounded(.up)) + slack
    return TokenCount(likely: likely, low: low - room, high: high + room)
  }
}
