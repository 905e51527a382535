import DocumentTree
import Facts

/// The arguments of a call, which do not fit its tool.
package enum MismatchedArguments: Rule {
  package static let card = RuleCard(
    id: "mismatched-arguments", since: "0.1.0", severity: .warning,
    summary: "The arguments of a call in the history do not fit the schema of the tool that it names.",
    why: """
      APIs take it as it is. A model that sees calls of its own with other arguments than the tool has goes on to \
      make such calls.
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "get_weather", "arguments": "{\"city\": «5»}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "12 C"}], "tools": [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "get_weather", "arguments": "«{»\"town\": \"Bonn\"}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "12 C"}], "tools": [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]}"#
      ),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "get_weather", "arguments": "{\"city\": \"Bonn\"}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "12 C"}], "tools": [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .mismatchedArguments(let kind) = fault.kind else { continue }
      let node = fault.node
      let name = (node.member?.name ?? "").excerpt
      var finding: Finding
      switch kind {
      case .type(let types):
        let subject = name.isEmpty ? "a value" : "`\(name)`"
        finding = Finding(at: node, "\(subject) is of another type than the tool takes: \(Wording.list(types))")
      case .value: finding = Finding(at: node, "`\(name)` has none of the values that the tool takes")
      case .missing(let key):
        finding = Finding(at: node.opening, of: node, "the arguments lack `\(key.excerpt)`, which the tool requires")
      case .unknown: finding = Finding(at: node, "the tool takes no `\(name)`")
      }
      finding.settle(fault, request)
      report.add(finding)
    }
  }
}
