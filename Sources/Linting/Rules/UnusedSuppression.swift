import DocumentTree
import SourceText

/// A comment or an entry of the configuration that keeps nothing from being told. ``Sieve`` finds the comments, and a run
/// over the files that entries are for finds those.
package enum UnusedSuppression: Rule {
  package static let card = RuleCard(
    id: "unused-suppression", since: "0.1.0", severity: .warning,
    summary:
      "A `# reqlint: ignore` comment, or an entry of `ignore` in `.reqlint.yaml`, keeps nothing from being told.",
    why: """
      What it was written for is mended or gone. Left there, it would hide the same mistake when somebody makes it again. \
      Nothing is said of rules that are switched off, nor where the file is broken.
      """,
    examples: [
      .bad(
        "model: gpt-4o\nmessages: []  «# reqlint: ignore[unknown-parameter] for now»\n",
        fixed: "model: gpt-4o\nmessages: []\n", as: .yaml),
      .bad(
        "«# reqlint: ignore-file[unknown-parameter]»\nmodel: gpt-4o\nmessages: []\n",
        fixed: "model: gpt-4o\nmessages: []\n", as: .yaml),
      .good("model: gpt-4o  # a comment that ignores nothing\nmessages: []\n", as: .yaml),
    ])

  /// What is said of a comment that is for nothing.
  static func finding(for comment: IgnoreComment, in source: SourceText) -> Finding {
    let names = comment.items.map { "`\($0.rule)`" }
    let message =
      comment.reach == .end
      ? "no `ignore-start` stands before this"
      : "\(Wording.list(names, "and")) \(names.count == 1 ? "finds" : "find") nothing here"
    var finding = Finding(at: comment.range, of: nil, message)
    finding.fixes = [Fix(title: "remove the comment", safety: .safe, edits: [comment.removal(from: source)])]
    return finding
  }

  /// What is said of one rule of a comment that is for others, too.
  static func finding(for comment: IgnoreComment, _ item: Int, in source: SourceText) -> Finding {
    let name = comment.items[item]
    var finding = Finding(
      at: name.range, of: nil,
      comment.reach == .end
        ? "no `ignore-start` for `\(name.rule)` stands before this" : "`\(name.rule)` finds nothing here")
    let edit = TextEdit.removal(
      item > 0
        ? ByteRange(comment.items[item - 1].range.upper, name.range.upper)
        : ByteRange(name.range.lower, comment.items[item + 1].range.lower))
    finding.fixes = [Fix(title: "remove `\(name.rule)`", safety: .safe, edits: [edit])]
    return finding
  }
}

extension IgnoreComment {
  /// The edit that takes the comment out, with its line where it has one, else with the blanks before it.
  fileprivate func removal(from source: SourceText) -> TextEdit {
    if isAlone { return .removal(source.wholeLines(of: range)) }
    var start = range.lower
    while let byte = source.byte(at: start - 1), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { start -= 1 }
    return .removal(ByteRange(start, range.upper))
  }
}
