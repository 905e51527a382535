import DocumentTree
import Facts

/// An id that stands twice where it may stand once.
package enum DuplicateID: Rule {
  package static let card = RuleCard(
    id: "duplicate-id", since: "0.1.0", severity: .error,
    summary: "Two results answer one call, or two items of a conversation have the same id.",
    why:
      "A tool that is run again after a retry, a history that is appended to itself: the API does not choose one of the two.",
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "call_1", "content": "12 C"}, {"role": "tool", "tool_call_id": «"call_1"», "content": "13 C"}]}"#
      ),
      .bad(
        #"{"model": "gpt-5", "input": [{"type": "message", "id": "msg_1", "role": "assistant", "content": []}, {"type": "message", "id": «"msg_1"», "role": "assistant", "content": []}]}"#,
        api: "openai/responses"),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "call_1", "content": "12 C"}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .duplicate(let first, let isResult) = fault.kind else { continue }
      let id = (fault.node.string ?? "").excerpt
      let message = isResult ? "the call `\(id)` already has a result" : "the id `\(id)` stands twice in the history"
      var finding = Finding(at: fault.node, message)
      finding.settle(fault, request)
      finding.related = [(first.range, "the first one")]
      finding.help = "keep one of the two"
      report.add(finding)
    }
  }
}
