import DocumentTree
import Facts

/// A thought that does not come first.
package enum LateThinking: Rule {
  package static let card = RuleCard(
    id: "late-thinking", since: "0.1.0", severity: .error,
    summary: "Something else stands before the thinking blocks of a turn.",
    why: """
      A model that thinks up to a budget begins its turns with its thoughts, and histories that were put together anew \
      often have them after the text or the calls. Models that decide themselves how long they think may think between.
      """,
    examples: [
      .bad(
        #"{"model": "claude-opus-4-5", "max_tokens": 64, "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": [{"type": "text", "text": "Ho"}, {"type": «"thinking"», "thinking": "a", "signature": "b"}]}, {"role": "user", "content": "Well?"}]}"#,
        api: "anthropic/messages"),
      .good(
        #"{"model": "claude-opus-4-5", "max_tokens": 64, "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": [{"type": "thinking", "thinking": "a", "signature": "b"}, {"type": "text", "text": "Ho"}]}, {"role": "user", "content": "Well?"}]}"#,
        api: "anthropic/messages"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .lateThinking(let first) = fault.kind else { continue }
      var finding = Finding(
        at: fault.node, "`\((first.string ?? "").excerpt)` stands before the thinking block in its turn")
      finding.settle(fault, request)
      finding.related = [(first.range, "the turn begins here")]
      finding.help = "put the thinking blocks first, as they came"
      report.add(finding)
    }
  }
}
