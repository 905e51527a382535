import DocumentTree
import Facts

/// The arguments of a call, which are no JSON.
package enum MalformedArguments: Rule {
  package static let card = RuleCard(
    id: "malformed-arguments", since: "0.1.0", severity: .warning,
    summary: "The `arguments` of a call in the history are not JSON, or not an object.",
    why: """
      They are JSON inside a string, as the model wrote it. OpenAI takes any text there; servers that hand the \
      call on as an object, Ollama's among them, refuse it, and so does whatever reads the history next.
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{\"city\": «'Bonn'»}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "12 C"}]}"#,
        fixed:
          #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{\"city\": \"Bonn\"}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "12 C"}]}"#
      ),
      .bad(
        #"{"model": "llama3.2", "messages": [{"role": "assistant", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": «""»}}]}, {"role": "tool", "tool_call_id": "a", "content": "12 C"}]}"#,
        api: "ollama/chat-completions"),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "assistant", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{\"city\": \"Bonn\"}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "12 C"}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .malformedArguments(let error) = fault.kind else { continue }
      var finding = finding(error, fault)
      finding.settle(fault, request)
      report.add(finding)
    }
  }

  private static func finding(_ error: SyntaxError?, _ fault: ConversationFault) -> Finding {
    let node = fault.node
    guard let error else { return Finding(at: node, "the arguments are JSON, and not an object") }
    // Where nothing could be read at all there is no place in it either.
    guard node.document.embedding != nil, let message = InvalidJSON.message(error, node.document.source) else {
      return Finding(at: node, "the arguments are not JSON")
    }
    var finding = Finding(at: error.range, of: node, "the arguments are not JSON: \(message)")
    finding.fixes = InvalidJSON.fix(error, node.document.source).map { [$0] } ?? []
    return finding
  }
}
