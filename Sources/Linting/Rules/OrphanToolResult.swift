import DocumentTree
import Facts

/// The result of a call that nobody made.
package enum OrphanToolResult: Rule {
  package static let card = RuleCard(
    id: "orphan-tool-result", since: "0.1.0", severity: .error,
    summary: "A tool's result answers no call in the turn before it.",
    why: """
      A result belongs to a call, and each API wants it where that call can be found: right after the turn that made it, \
      or at least in the same request. Histories that were cut in the middle begin with such results.
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}, {"role": "tool", "tool_call_id": «"call_1"», "content": "12 C"}]}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": «"call_l"», "content": "12 C"}]}"#,
        fixed:
          #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "call_1", "content": "12 C"}]}"#
      ),
      .bad(
        #"{"model": "gpt-5", "input": [{"type": "function_call_output", "call_id": «"call_1"», "output": "12 C"}]}"#,
        api: "openai/responses"),
      .good(
        #"{"model": "gpt-5", "previous_response_id": "resp_1", "input": [{"type": "function_call_output", "call_id": "call_1", "output": "12 C"}]}"#,
        api: "openai/responses"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .orphan(let afterCalls, let waiting) = fault.kind else { continue }
      let id = (fault.node.string ?? "").excerpt
      let reason = afterCalls ? "no call before it has that id" : "nothing before it calls a tool"
      var finding = Finding(at: fault.node, "the result `\(id)` answers no call: \(reason)")
      finding.settle(fault, request)
      if let waiting, let meant = waiting.string {
        finding.related = [(waiting.range, "this call has no result")]
        finding.fixes = [
          Fix(title: "write `\(meant.excerpt)`", safety: .unsafe, edits: fault.node.replacing(with: meant))
        ]
      } else {
        finding.help = "put it right after the turn with its call, or take it out of the history"
      }
      report.add(finding)
    }
  }
}

extension Finding {
  /// How loud the finding about a conversation is, why, and what the API answers.
  mutating func settle(_ fault: ConversationFault, _ request: Request) {
    let refusal = fault.refusal
    severity = Severity(fault.provenance.confidence)
    note = fault.provenance.note(refusal.why)
    answer = Answer(status: refusal.status, code: refusal.code, param: fault.param(in: request))
  }
}
