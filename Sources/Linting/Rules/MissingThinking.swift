import DocumentTree
import Facts

/// A turn that lost its thought.
package enum MissingThinking: Rule {
  package static let card = RuleCard(
    id: "missing-thinking", since: "0.1.0", severity: .error,
    summary: "The model thinks, and a turn in which it called tools has lost its thought.",
    why: """
      While calls are being answered, Anthropic wants the thought back that led to them, unchanged and first in \
      its turn; later turns may go without. Others want the `reasoning_content` of every turn with calls, which clients \
      made for OpenAI leave out.
      """,
    examples: [
      .bad(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 4096, "thinking": {"type": "enabled", "budget_tokens": 1024}, "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": [{"type": «"tool_use"», "id": "a", "name": "f", "input": {}}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a"}]}]}"#,
        api: "anthropic/messages"),
      .bad(
        #"{"model": "deepseek-v4-flash", "thinking": {"type": "enabled"}, "messages": [{"role": "user", "content": "Hi"}, {"role": «"assistant"», "content": "", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "12 C"}]}"#,
        api: "deepseek/chat-completions"),
      .good(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 4096, "thinking": {"type": "enabled", "budget_tokens": 1024}, "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": [{"type": "thinking", "thinking": "a", "signature": "b"}, {"type": "tool_use", "id": "a", "name": "f", "input": {}}]}, {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a"}]}]}"#,
        api: "anthropic/messages"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .missingThinking(let member) = fault.kind else { continue }
      let start = "the turn begins with `\((fault.node.string ?? "").excerpt)`, and its thinking block is missing"
      var finding = Finding(at: fault.node, member.map { "the turn calls tools, and its `\($0)` is missing" } ?? start)
      finding.settle(fault, request)
      finding.help = "send the \(member.map { "`\($0)`" } ?? "thinking block") back as it came, or turn thinking off"
      report.add(finding)
    }
  }
}
