import DocumentTree
import Facts

/// A reasoning item that lost what it led to.
package enum LoneReasoning: Rule {
  package static let card = RuleCard(
    id: "lone-reasoning", since: "0.1.0", severity: .error,
    summary: "A reasoning item is sent back without the item that came after it.",
    why: """
      The Responses API keeps a reasoning item and what the model did next, a message or a call, as a pair. A program \
      that keeps one and drops the other is answered "was provided without its required following item".
      """,
    examples: [
      .bad(
        #"{"model": "gpt-5", "input": [{"type": "reasoning", "id": «"rs_1"», "summary": []}, {"role": "user", "content": "Go on"}]}"#,
        api: "openai/responses"),
      .good(
        #"{"model": "gpt-5", "input": [{"type": "reasoning", "id": "rs_1", "summary": []}, {"type": "message", "id": "msg_1", "role": "assistant", "content": []}, {"role": "user", "content": "Go on"}]}"#,
        api: "openai/responses"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .companionless = fault.kind else { continue }
      let id = (fault.node.string ?? "").excerpt
      var finding = Finding(at: fault.node, "the item that came after the reasoning `\(id)` is missing")
      finding.settle(fault, request)
      finding.help = "send both of them, or neither"
      report.add(finding)
    }
  }
}
