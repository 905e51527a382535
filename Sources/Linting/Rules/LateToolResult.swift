import DocumentTree
import Facts

/// A result that does not come first.
package enum LateToolResult: Rule {
  package static let card = RuleCard(
    id: "late-tool-result", since: "0.1.0", severity: .error,
    summary: "Something else stands before a tool's result in its turn.",
    why: """
      Anthropic looks for the results at the very beginning of the turn after the calls, and what the user says comes \
      after them. Else it answers that calls "were found without `tool_result` blocks immediately after".
      """,
    examples: [
      .bad(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 64, "messages": [{"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}}]}, {"role": "user", "content": [{"type": "text", "text": "Here:"}, {"type": "tool_result", "tool_use_id": «"toolu_1"», "content": "12 C"}]}]}"#,
        api: "anthropic/messages"),
      .good(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 64, "messages": [{"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "12 C"}, {"type": "text", "text": "Well?"}]}]}"#,
        api: "anthropic/messages"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .lateResult = fault.kind else { continue }
      let id = (fault.node.string ?? "").excerpt
      var finding = Finding(at: fault.node, "something else stands before the result of the call `\(id)`")
      finding.settle(fault, request)
      finding.help = "put the results first, and the rest of the turn after them"
      report.add(finding)
    }
  }
}
