/// Merges a piece to tokens, as byte pair encoding does: of all neighbours that merge, always those with the lowest token
/// first, of equal ones the leftmost.
///
/// It begins with characters that become tokens whatever stands beside them, and with the bytes of the others: the tokens
/// are the same as if it began with bytes alone.
struct PieceMerger: Sendable {
  private typealias Token = Vocabulary.Token

  /// Up to so many tokens it is quickest to look for the lowest merge each time anew.
  private static let shortLength = 32
  /// Longer pieces are merged in windows that begin as so many tokens, so that time and memory are linear.
  private static let windowLength = 256
  /// The last of them, which may merge to others when the text goes on.
  private static let margin = 32

  private let vocabulary: Vocabulary

  /// How many tokens the window began as.
  private var width = 0
  /// The tokens of the window, each at the place of the first that it was merged from.
  private var tokens: ContiguousArray<Token> = []
  /// Where in the text the token stood that the window began with at a place; at ``width``, where the window ends.
  private var starts: ContiguousArray<Int> = []
  /// The place of the token behind.
  private var following: ContiguousArray<Int32> = []
  private var preceding: ContiguousArray<Int32> = []
  private var tree = MergeTree()
  /// The merge of the token at a place with the one behind it; used for short pieces.
  private var merges = ContiguousArray(repeating: Vocabulary.none, count: shortLength)

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    makeRoom(for: Self.windowLength)
  }

  /// How many tokens the piece is.
  mutating func count(_ text: Span<UInt8>, _ piece: Range<Int>) -> Int {
    begin(text, piece, Self.windowLength)
    return width <= Self.shortLength ? countShort() : countLong(text, piece)
  }

  // MARK: The window

  /// Makes room for a window of so many tokens, and for a last character of up to four bytes.
  private mutating func makeRoom(for length: Int) {
    tokens = ContiguousArray(repeating: Vocabulary.none, count: length + 4)
    starts = ContiguousArray(repeating: 0, count: length + 4)
    following = ContiguousArray(repeating: 0, count: length + 4)
    preceding = following
  }

  /// Fills the window with what `rest` begins as, to its end or as far as `length` tokens go.
  private mutating func begin(_ text: Span<UInt8>, _ rest: Range<Int>, _ length: Int) {
    width = 0
    var place = rest.lowerBound
    var left = Neighbour.none
    while place < rest.upperBound, width < length {
      let lead = text[place]
      var end = place + 1
      var current = Neighbour(lead)
      if lead >= 0x80 {
        if let character = text.longScalar(at: place) {
          end = place + character.width
          let right = end < rest.upperBound ? Neighbour(text[end]) : .none
          if let token = vocabulary.token(of: character.number, between: left, and: right) {
            add(token, at: place)
            place = end
          }
        } else {
          current = .notUTF8
        }
      }
      while place < end {
        add(vocabulary[text[place]], at: place)
        place += 1
      }
      left = current
    }
    starts[width] = place
  }

  @inline(__always)
  private mutating func add(_ token: Token, at start: Int) {
    tokens[width] = token
    starts[width] = start
    width += 1
  }

  // MARK: Short pieces

  private mutating func countShort() -> Int {
    var count = width
    guard count > 1 else { return count }
    for place in 0..<(count - 1) { merges[place] = vocabulary.merge(tokens[place], tokens[place + 1]) }
    while true {
      var lowest = Vocabulary.none
      var place = 0
      for candidate in 0..<(count - 1) where merges[candidate] < lowest {
        lowest = merges[candidate]
        place = candidate
      }
      if lowest == Vocabulary.none { return count }
      tokens[place] = lowest
      count -= 1
      for later in (place + 1)..<max(place + 1, count) {
        tokens[later] = tokens[later + 1]
        merges[later - 1] = merges[later]
      }
      if count == 1 { return 1 }
      if place + 1 < count { merges[place] = vocabulary.merge(lowest, tokens[place + 1]) }
      if place > 0 { merges[place - 1] = vocabulary.merge(tokens[place - 1], lowest) }
    }
  }

  // MARK: Long pieces

  /// Merges window after window. Tokens are those of the whole piece where each two neighbours are what their bytes alone
  /// become; a window shows that for its own. So the first of them hold if the next window, which starts behind one of
  /// them, begins with the same token as this window goes on with; if not, windows have to be wider.
  private mutating func countLong(_ text: Span<UInt8>, _ piece: Range<Int>) -> Int {
    var total = 0
    var rest = piece
    var length = Self.windowLength
    mergeWindow()
    while starts[width] < piece.upperBound {
      let (count, end) = tokens(endingBefore: width - Self.margin)
      if count > 0 {
        let expected = tokens[end]
        let next = starts[end]..<piece.upperBound
        begin(text, next, length)
        mergeWindow()
        if tokens[0] == expected {
          total += count
          rest = next
          continue
        }
      }
      length *= 2
      makeRoom(for: length)
      begin(text, rest, length)
      mergeWindow()
    }
    return total + tokens(endingBefore: width).count
  }

  /// How many tokens of the window end at `limit` or before, and where the last of them ends.
  private func tokens(endingBefore limit: Int) -> (count: Int, end: Int) {
    var count = 0
    var place = 0
    while place < limit, Int(following[place]) <= limit {
      place = Int(following[place])
      count += 1
    }
    return (count, place)
  }

  private mutating func mergeWindow() {
    for place in 0..<width {
      following[place] = Int32(place + 1)
      preceding[place] = Int32(place - 1)
    }
    tree.start(count: width)
    for place in 0..<(width - 1) { tree.setLeaf(place, vocabulary.merge(tokens[place], tokens[place + 1])) }
    tree.build()
    while let (merged, place) = tree.lowest {
      let removed = Int(following[place])
      let behind = Int(following[removed])
      tokens[place] = merged
      following[place] = Int32(behind)
      tree.update(removed, Vocabulary.none)
      if behind < width {
        preceding[behind] = Int32(place)
        tree.update(place, vocabulary.merge(merged, tokens[behind]))
      } else {
        tree.update(place, Vocabulary.none)
      }
      let before = Int(preceding[place])
      if before >= 0 { tree.update(before, vocabulary.merge(tokens[before], merged)) }
    }
  }
}

/// Merges by their places, with the lowest always at hand: a tournament, each node of which has the lower of two.
private struct MergeTree: Sendable {
  /// A merge and its place in one number, so that of equal merges the leftmost is the lowest.
  private var nodes: ContiguousArray<UInt64> = []
  private var leaves = 0

  private static let none = UInt64(Vocabulary.none) << 32

  /// Makes room for so many places, all without a merge.
  mutating func start(count: Int) {
    leaves = 1
    while leaves < count { leaves *= 2 }
    if nodes.count < leaves * 2 { nodes = ContiguousArray(repeating: Self.none, count: leaves * 2) }
    for leaf in leaves..<(leaves * 2) { nodes[leaf] = Self.none }
  }

  mutating func setLeaf(_ place: Int, _ merge: Vocabulary.Token) {
    nodes[leaves + place] = UInt64(merge) << 32 | UInt64(place)
  }

  mutating func build() {
    var node = leaves - 1
    while node > 0 {
      nodes[node] = min(nodes[node * 2], nodes[node * 2 + 1])
      node -= 1
    }
  }

  mutating func update(_ place: Int, _ merge: Vocabulary.Token) {
    var node = leaves + place
    var value = UInt64(merge) << 32 | UInt64(place)
    if nodes[node] == value { return }
    nodes[node] = value
    while node > 1 {
      value = min(value, nodes[node ^ 1])
      node /= 2
      if nodes[node] == value { return }
      nodes[node] = value
    }
  }

  var lowest: (merge: Vocabulary.Token, place: Int)? {
    let merge = Vocabulary.Token(truncatingIfNeeded: nodes[1] >> 32)
    return merge == Vocabulary.none ? nil : (merge, Int(nodes[1] & 0xFFFF_FFFF))
  }
}
