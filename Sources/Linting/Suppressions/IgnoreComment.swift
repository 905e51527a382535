package import DocumentTree
package import SourceText

/// A `# reqlint: ignore[rule] reason` comment.
package struct IgnoreComment: Sendable {
  /// Which findings of its rules it is about, by the word that stands before the bracket.
  enum Reach: String, Sendable, CaseIterable {
    /// Those of its own line; of the next one where it stands alone on a line.
    case line = "ignore"
    /// Those of the whole file.
    case file = "ignore-file"
    /// Those from here to the ``end``, or to the end of the file.
    case start = "ignore-start"
    /// None from here on.
    case end = "ignore-end"
  }

  /// The id of a rule, with its place.
  struct Item: Sendable {
    let rule: String
    let range: ByteRange

    var isKnown: Bool { AllRules.ids.contains(rule) }
  }

  let reach: Reach
  let items: [Item]
  /// From the `#` to the end of the line.
  let range: ByteRange
  /// Whether nothing but blanks stands before it on its line.
  let isAlone: Bool
}

/// A comment that was meant as an ``IgnoreComment`` and is none.
package struct BrokenComment: Sendable {
  enum Problem: Sendable {
    /// A word that is nearly one of ``IgnoreComment/Reach``.
    case misspelt(IgnoreComment.Reach)
    /// No rule is named.
    case noRules
    /// The bracket does not end.
    case open
  }

  let problem: Problem
  /// Of the word.
  let range: ByteRange
}

/// The comments of a document that speak to reqlint, in their order.
package struct Directives: Sendable {
  package private(set) var apis: [APIComment] = []
  package private(set) var ignores: [IgnoreComment] = []
  package private(set) var broken: [BrokenComment] = []

  /// None.
  init() {}

  var isEmpty: Bool { apis.isEmpty && ignores.isEmpty && broken.isEmpty }

  init(in document: Document) {
    for comment in document.comments {
      var reader = CommentReader(document.source, comment)
      guard reader.take("#"), reader.takeBlanks(), reader.take("reqlint:") else { continue }
      if let api = APIComment(comment, in: document) { apis.append(api) }
      _ = reader.takeBlanks()
      switch reader.readIgnore() {
      case .ignore(let ignore): ignores.append(ignore)
      case .broken(let comment): broken.append(comment)
      case .other: break
      }
    }
  }
}

extension Document {
  /// The rule that a comment names at a byte of the document.
  package func silencedRule(at offset: Int) -> (id: String, range: ByteRange)? {
    let items = Directives(in: self).ignores.lazy.flatMap(\.items)
    return items.first { $0.range.lower <= offset && offset <= $0.range.upper }.map { ($0.rule, $0.range) }
  }
}

/// Walks over one comment.
private struct CommentReader {
  enum Outcome {
    case ignore(IgnoreComment)
    case broken(BrokenComment)
    case other
  }

  private let source: SourceText
  private let comment: ByteRange
  private var offset: Int

  init(_ source: SourceText, _ comment: ByteRange) {
    self.source = source
    self.comment = comment
    offset = comment.lower
  }

  private var byte: UInt8? { offset < comment.upper ? source.byte(at: offset) : nil }

  mutating func take(_ text: String) -> Bool {
    guard source.slice(ByteRange(offset, comment.upper)).starts(with: text.utf8) else { return false }
    offset += text.utf8.count
    return true
  }

  /// Takes what there is of blanks, which may be none.
  mutating func takeBlanks() -> Bool {
    while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { offset += 1 }
    return true
  }

  /// Takes letters, hyphens and underscores.
  private mutating func takeWord() -> ByteRange {
    let start = offset
    while let byte, IgnoreComment.isPartOfWord(byte) { offset += 1 }
    return ByteRange(start, offset)
  }

  /// Reads what stands behind `reqlint:`.
  mutating func readIgnore() -> Outcome {
    let word = takeWord()
    let name = source.text(word)
    _ = takeBlanks()
    let hasBracket = take("[")
    guard let reach = IgnoreComment.Reach(rawValue: name) else {
      // Without a bracket it is prose.
      let meant = hasBracket ? Spelling.suggestion(for: name, among: IgnoreComment.Reach.allCases.map(\.rawValue)) : nil
      guard let meant = meant.flatMap({ IgnoreComment.Reach(rawValue: $0) }) else { return .other }
      return .broken(BrokenComment(problem: .misspelt(meant), range: word))
    }
    guard hasBracket else {
      if reach == .end { return .ignore(comment(reach, [])) }
      return .broken(BrokenComment(problem: .noRules, range: word))
    }
    var items: [IgnoreComment.Item] = []
    while byte != nil {
      _ = takeBlanks()
      if take("]") {
        guard items.isEmpty else { return .ignore(comment(reach, items)) }
        return .broken(BrokenComment(problem: .noRules, range: word))
      }
      if take(",") { continue }
      let start = offset
      while let byte, byte != UInt8(ascii: ","), byte != UInt8(ascii: "]"), byte > UInt8(ascii: " ") { offset += 1 }
      let range = ByteRange(start, offset)
      guard range.count > 0 else { break }
      items.append(IgnoreComment.Item(rule: source.text(range), range: range))
    }
    return .broken(BrokenComment(problem: .open, range: word))
  }

  private func comment(_ reach: IgnoreComment.Reach, _ items: [IgnoreComment.Item]) -> IgnoreComment {
    var start = comment.lower
    while let byte = source.byte(at: start - 1), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { start -= 1 }
    let before = source.byte(at: start - 1)
    let isAlone =
      start <= source.byteOrderMarkLength || before == UInt8(ascii: "\n") || before == UInt8(ascii: "\r")
    return IgnoreComment(reach: reach, items: items, range: comment, isAlone: isAlone)
  }
}

extension IgnoreComment {
  fileprivate static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
