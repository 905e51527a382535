/// Finds what somebody meant to write.
///
/// Where a file says the candidates, and how many words are asked about, a value of this type stops in time.
package struct Spelling {
  private static let candidateLimit = 1 << 16

  /// How many candidates may still be looked at.
  private var candidatesLeft = candidateLimit

  package init() {}

  /// As the static function, until too much was looked at.
  package mutating func suggestion(for word: String, among candidates: @autoclosure () -> [String]) -> String? {
    guard candidatesLeft > 0 else { return nil }
    let candidates = candidates()
    candidatesLeft -= candidates.count
    return Self.suggestion(for: word, among: candidates)
  }

  /// The candidate that `word` most likely misspells, or nil: at most two slips, and at most one in three characters.
  ///
  /// Candidates that differ in case or in `_` and `-` only come first.
  package static func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    guard word.utf8.count <= longest else { return nil }
    let plain = plain(word)
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate.utf8.count <= longest && candidate != word {
      if Self.plain(candidate) == plain { return candidate }
      let limit = min(2, max(word.count, candidate.count) / 3)
      guard abs(word.count - candidate.count) <= limit, limit > 0 else { continue }
      let distance = distance(Array(word.lowercased().unicodeScalars), Array(candidate.lowercased().unicodeScalars))
      if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Longer words are no names; their distance would only cost time.
  private static let longest = 128

  private static func plain(_ word: String) -> String {
    String(word.lowercased().unicodeScalars.filter { $0 != "_" && $0 != "-" })
  }

  /// Damerau's distance: letters added, left out, changed, or swapped with their neighbour.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for i in left.indices {
      var current = [i + 1]
      for j in right.indices {
        var cost = min(last[j + 1], current[j]) + 1
        cost = min(cost, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
