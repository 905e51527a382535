import DocumentTree
import Facts

/// A turn that lost its thought.
package enum MissingThinking: Rule {
  package static let card = RuleCard(
    id: "missing-thinking", since: "0.1.0", severity: .error,
    summary: "The model thinks, and the turn in which it began to call tools has lost its thinking block.",
    why: """
      While calls are being answered, Anthropic wants the thought back that led to them, unchanged and first in \
      its turn. Later turns may go without.
      """,
    examples: [
      .bad(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 4096, "thinking": {"type": "enabled", "budget_tokens": 1024}, "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": [{"type": «"tool_use"», "id": "a", "name": "f", "input": {}}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a"}]}]}"#,
        api: "anthropic/messages"),
      .good(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 4096, "thinking": {"type": "enabled", "budget_tokens": 1024}, "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": [{"type": "thinking", "thinking": "a", "signature": "b"}, {"type": "tool_use", "id": "a", "name": "f", "input": {}}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a"}]}]}"#,
        api: "anthropic/messages"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .missingThinking = fault.kind else { continue }
      var finding = Finding(
        at: fault.node, "the turn begins with `\((fault.node.string ?? "").excerpt)`, and its thinking block is missing"
      )
      finding.settle(fault, request)
      finding.help = "send the thinking block back as it came, or turn thinking off"
      report.add(finding)
    }
  }
}
