import DocumentTree
package import Facts
import SourceText

/// A comment that is to silence findings and cannot.
package enum InvalidComment: Rule {
  package static let card = RuleCard(
    id: "invalid-comment", since: "0.1.0", severity: .warning,
    summary: "A `# reqlint: ignore` comment names no rule, or one that there is not.",
    why: """
      It silences nothing then. The comment names its rules in brackets, and may say why: \
      `# reqlint: ignore[unknown-parameter] our proxy takes it`, at the end of a line or on the line above. \
      `ignore-file[…]` is for the whole file, and `ignore-start[…]` for all up to `ignore-end`.
      """,
    examples: [
      .bad(
        "model: gpt-4o  # reqlint: ignore[«unkown-model»]\nmessages: []\n",
        fixed: "model: gpt-4o  # reqlint: ignore[unknown-model]\nmessages: []\n", as: .yaml),
      .bad(
        "# reqlint: «ignore-flie»[unknown-model]\nmodel: gpt-4o\nmessages: []\n",
        fixed: "# reqlint: ignore-file[unknown-model]\nmodel: gpt-4o\nmessages: []\n", as: .yaml),
      .bad("model: gpt-4o  # reqlint: «ignore»\nmessages: []\n", as: .yaml),
      .good("model: gpt-4o  # reqlint: ignore[unknown-model] ours\nmessages: []\n", as: .yaml),
    ])

  package static func check(_ comments: Directives, _ facts: Facts, _ report: inout Report) {
    for comment in comments.broken {
      switch comment.problem {
      case .misspelt(let reach):
        var finding = Finding(at: comment.range, of: nil, "this word means nothing; did you mean `\(reach.rawValue)`?")
        finding.fixes = [
          Fix(title: "write `\(reach.rawValue)`", safety: .safe, edits: [TextEdit(comment.range, reach.rawValue)])
        ]
        report.add(finding)
      case .noRules:
        var finding = Finding(at: comment.range, of: nil, "the comment names no rule, and silences nothing")
        finding.help = "name the rules in brackets, as in ignore[unknown-parameter]"
        report.add(finding)
      case .open: report.add(Finding(at: comment.range, of: nil, "the bracket behind this does not end"))
      }
    }
    for item in comments.ignores.lazy.flatMap(\.items) where !item.isKnown {
      let meant = Spelling.suggestion(for: item.rule, among: AllRules.ids)
      var finding = Finding(
        at: item.range, of: nil,
        "there is no rule `\(item.rule.excerpt)`" + (meant.map { "; did you mean `\($0)`?" } ?? ""))
      if let meant {
        finding.fixes = [Fix(title: "write `\(meant)`", safety: .safe, edits: [TextEdit(item.range, meant)])]
      }
      report.add(finding)
    }
  }
}
