import DocumentTree
import Facts

/// Turns in an order that the API does not take.
package enum TurnOrder: Rule {
  package static let card = RuleCard(
    id: "turn-order", since: "0.1.0", severity: .error,
    summary: "A message follows one that it may not follow, or the conversation ends with the wrong one.",
    why: """
      Most APIs take roles in any order. Some want an answer of the model after a tool's result and no answer at the \
      end; others want user and assistant to take turns, or somebody to speak before the model calls a tool.
      """,
    examples: [
      .bad(
        #"{"model": "sonar", "messages": [{"role": "user", "content": "Hi"}, {"role": «"user"», "content": "Well?"}]}"#,
        api: "perplexity/chat-completions"),
      .bad(
        #"{"model": "mistral-small-latest", "messages": [{"role": "user", "content": "Hi"}, {"role": «"assistant"», "content": "Sure"}]}"#,
        api: "mistral/chat-completions"),
      .bad(
        #"{"contents": [{"role": "model", "parts": [{"functionCall": {"name": «"f"», "args": {}}}]}, {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {}}}]}]}"#,
        api: "google/generate-content"),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}, {"role": "user", "content": "Well?"}]}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard let finding = finding(fault, request) else { continue }
      report.add(finding)
    }
  }

  private static func finding(_ fault: ConversationFault, _ request: Request) -> Finding? {
    let name = (fault.node.string ?? "").excerpt
    var finding: Finding
    switch fault.kind {
    case .order(let before):
      let last = (before.string ?? "").excerpt
      finding = Finding(at: fault.node, "`\(name)` may not follow `\(last)` at \(request.provider.name)")
      finding.related = [(before.range, "the turn before")]
    case .ending: finding = Finding(at: fault.node, "the conversation may not end with `\(name)`")
    case .leadingCall:
      finding = Finding(at: fault.node, "the conversation begins with the call of `\(name)`, which nobody asked for")
      finding.help = "keep the user's turn that led to the call"
    default: return nil
    }
    finding.settle(fault, request)
    return finding
  }
}
