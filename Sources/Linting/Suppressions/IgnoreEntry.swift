/// An item of the configuration's `ignore:` that is about one file: findings of a rule that are not to be told.
package struct IgnoreEntry: Sendable, Hashable {
  /// Which documents of a file it is about, where the file has one a line.
  package enum Record: Sendable, Hashable {
    case customID(String)
    /// Counted from 1.
    case line(Int)
  }

  /// Its place among the items, counted from 0; nil for one of a configuration that is extended. That one may be needed
  /// elsewhere, so nobody asks whether it is for nothing here.
  package let index: Int?
  package let rule: String
  /// nil: wherever the finding is.
  package let pointer: PointerPattern?
  /// nil: in all of them.
  package let record: Record?

  package init(index: Int?, rule: String, pointer: PointerPattern? = nil, record: Record? = nil) {
    self.index = index
    self.rule = rule
    self.pointer = pointer
    self.record = record
  }

  /// The same item, in a configuration that extends the one that has it.
  package var inherited: IgnoreEntry { IgnoreEntry(index: nil, rule: rule, pointer: pointer, record: record) }
}

/// A JSON Pointer in which `*` stands for any one key or index. With `/**` at its end it is for a value and all in it.
package struct PointerPattern: Sendable, Hashable {
  private let tokens: [Substring]
  private let takesAllBelow: Bool

  /// nil: it is no pointer, which is empty or begins with a slash.
  package init?(_ text: String) {
    guard text.isEmpty || text.hasPrefix("/") else { return nil }
    var tokens = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst(1).map(\.self)
    takesAllBelow = tokens.last == "**"
    if takesAllBelow { tokens.removeLast() }
    self.tokens = tokens
  }

  package func matches(_ pointer: String) -> Bool {
    let other = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst(1)
    guard takesAllBelow ? other.count >= tokens.count : other.count == tokens.count else { return false }
    return zip(tokens, other).allSatisfy { $0 == "*" || $0 == $1 }
  }
}
