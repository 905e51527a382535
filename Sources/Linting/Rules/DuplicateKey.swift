package import DocumentTree

/// The same key twice in one object.
package enum DuplicateKey: Rule {
  package static let card = RuleCard(
    id: "duplicate-key", since: "0.1.0", severity: .warning,
    summary: "A key is set twice in the same object.",
    why:
      "Readers disagree on which one counts: most keep the last, some the first, some refuse the file. Nobody sends both.",
    examples: [
      .bad(#"{"model": "gpt-4o", «"model"»: "o3-mini"}"#),
      .bad(#"{"n": 1, "stream": true, «"n"»: 1}"#, fixed: #"{"n": 1, "stream": true}"#),
      .good(#"{"model": "gpt-4o", "messages": [{"role": "user"}, {"role": "user"}]}"#),
    ])

  package static func check(_ document: Document, _ report: inout Report) {
    guard !document.format.isText else { return }
    for node in document.roots.lazy.flatMap(\.subtree) where node.kind == .object {
      // Who explains a request may show a key with each of its values.
      if document.embedding != nil, node.isBrokenInside { continue }
      var first = MemberTable()
      for member in node.members where !member.isMerge && member.key.kind != .missing {
        if let earlier = first.insert(member) { report.add(finding(member, earlier)) }
      }
    }
  }

  private static func finding(_ member: Node.Member, _ earlier: Node.Member) -> Finding {
    var finding = Finding(
      at: member.key, "the key `\(member.name.excerpt)` is set twice; readers disagree on which one counts")
    finding.related = [(earlier.key.range, "first set here")]
    finding.label = "most readers keep this one"
    if member.value.rawText == earlier.value.rawText, let edits = member.removal {
      finding.fixes = [Fix(title: "remove the repetition", safety: .safe, edits: edits)]
    } else {
      finding.help = "remove one of them; they differ"
    }
    return finding
  }
}
