import DocumentTree
import Facts

/// A call of a tool without its result.
package enum UnansweredToolCall: Rule {
  package static let card = RuleCard(
    id: "unanswered-tool-call", since: "0.1.0", severity: .error,
    summary: "A call of a tool in the history has no result where the API looks for it.",
    why: """
      A model that called tools has to be told what each of them returned before anything else is said. A run that was \
      stopped, a history that was shortened, a result that got lost: the API answers 400 until the result is there or the \
      call is gone.
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": «"call_1"», "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "user", "content": "Well?"}]}"#
      ),
      .bad(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 64, "messages": [{"role": "assistant", "content": [{"type": "tool_use", "id": «"toolu_1"», "name": "f", "input": {}}]}, {"role": "user", "content": "Well?"}]}"#,
        api: "anthropic/messages"),
      .bad(
        #"{"model": "gpt-5", "input": [{"type": "function_call", "call_id": «"call_1"», "name": "f", "arguments": "{}"}]}"#,
        api: "openai/responses"),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "call_1", "content": "12 C"}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .unanswered = fault.kind else { continue }
      let id = (fault.node.string ?? "").excerpt
      var finding = Finding(
        at: fault.node, "the call `\(id)` has no result where \(request.provider.name) looks for it")
      finding.settle(fault, request)
      finding.help = "add its result right after this turn, or take the call out of the history"
      report.add(finding)
    }
  }
}
