import DocumentTree
import Facts

/// A text of white space alone.
package enum BlankText: Rule {
  package static let card = RuleCard(
    id: "blank-text", since: "0.1.0", severity: .error,
    summary: "A text is nothing but white space where the API wants something to read.",
    why: """
      Anthropic answers "text content blocks must contain non-whitespace text" and "each stop sequence must contain \
      non-whitespace"; others take such a text.
      """,
    examples: [
      .bad(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": [{"type": "text", "text": «" "»}]}]}"#,
        api: "anthropic/messages"),
      .bad(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}], "stop_sequences": [«"\n"»]}"#,
        api: "anthropic/messages"),
      .good(#"{"model": "gpt-4o", "messages": [{"role": "user", "content": " "}]}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .blank = mismatch.kind else { continue }
      let node = mismatch.node
      var finding = Finding(at: node, "`\(request.param(of: node).excerpt)` is nothing but white space")
      finding.settle(mismatch, request)
      finding.note = mismatch.provenance.note(nil)
      report.add(finding)
    }
  }
}
