import DocumentTree
import Facts

/// A message that says nothing.
package enum EmptyTurn: Rule {
  package static let card = RuleCard(
    id: "empty-turn", since: "0.1.0", severity: .error,
    summary: "A message has no content where the API wants some.",
    why: """
      Anthropic answers \"all messages must have non-empty content except for the optional final assistant \
      message\"; others take an empty text.
      """,
    examples: [
      .bad(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": «""»}]}"#,
        api: "anthropic/messages"),
      .good(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}"#,
        api: "anthropic/messages"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .empty = fault.kind else { continue }
      var finding = Finding(
        at: fault.node, "this message says nothing, and \(request.provider.name) wants some content")
      finding.settle(fault, request)
      finding.help = "leave the message out, or say something"
      report.add(finding)
    }
  }
}
