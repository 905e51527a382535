import DocumentTree
import Facts

/// The name of a tool that is not there.
package enum UndeclaredTool: Rule {
  package static let card = RuleCard(
    id: "undeclared-tool", since: "0.1.0", severity: .error,
    summary: "A choice or a call names a tool that the request does not declare.",
    why: """
      A `tool_choice` that names no declared tool cannot be followed. A call in the history may name a tool that \
      was taken away since; often the name was only misspelt. Bedrock wants `toolConfig` wherever tools were called.
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "tools": [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}], "tool_choice": {"type": "function", "function": {"name": «"get_wether"»}}}"#,
        fixed:
          #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "tools": [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}], "tool_choice": {"type": "function", "function": {"name": "get_weather"}}}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "a", "type": "function", "function": {"name": «"weather"», "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "12 C"}], "tools": [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]}"#
      ),
      .bad(
        #"{"modelId": "amazon.nova-lite-v1:0", "messages": [{"role": "assistant", "content": [{"toolUse": {"toolUseId": "a", "name": «"f"», "input": {}}}]}, {"role": "user", "content": [{"toolResult": {"toolUseId": "a", "content": [{"text": "12 C"}]}}]}]}"#,
        api: "bedrock/converse"),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "tools": [{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}], "tool_choice": {"type": "function", "function": {"name": "get_weather"}}}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      let name = (fault.node.string ?? "").excerpt
      if case .noTools = fault.kind {
        var finding = Finding(at: fault.node, "`\(name)` was called, and the request declares no tools")
        finding.settle(fault, request)
        finding.help = "declare the tools of the conversation, also where no more calls are wanted"
        report.add(finding)
      }
      guard case .undeclared(let isChoice, let meant) = fault.kind else { continue }
      let tail = meant.map { "; did you mean `\($0.excerpt)`?" } ?? ""
      let subject = isChoice ? "the choice" : "this call"
      var finding = Finding(at: fault.node, "\(subject) names `\(name)`, and no tool is called that\(tail)")
      finding.settle(fault, request)
      if let meant {
        finding.fixes = [
          Fix(title: "write `\(meant.excerpt)`", safety: .safe, edits: fault.node.replacing(with: meant))
        ]
      }
      report.add(finding)
    }
  }
}
