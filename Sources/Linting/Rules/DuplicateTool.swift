import DocumentTree
import Facts

/// Two tools of one name.
package enum DuplicateTool: Rule {
  package static let card = RuleCard(
    id: "duplicate-tool", since: "0.1.0", severity: .error,
    summary: "Two tools have the same name.",
    why: """
      A call names its tool, so two of one name cannot be told apart. Some APIs answer 400, others are known to take \
      it.
      """,
    examples: [
      .bad(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [], "tools": [{"name": "f", "input_schema": {"type": "object"}}, {"name": «"f"», "input_schema": {"type": "object"}}]}"#,
        api: "anthropic/messages"),
      .good(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [], "tools": [{"name": "f", "input_schema": {"type": "object"}}, {"name": "g", "input_schema": {"type": "object"}}]}"#,
        api: "anthropic/messages"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .duplicateTool(let first) = fault.kind else { continue }
      var finding = Finding(
        at: fault.node, "a tool before this one is called `\((fault.node.string ?? "").excerpt)` as well")
      finding.settle(fault, request)
      finding.related = [(first.range, "the first one")]
      finding.help = "rename one of the two, or leave it out"
      report.add(finding)
    }
  }
}
