import DocumentTree
import Facts
import SourceText

/// White space at the end of what the answer is to begin with.
package enum TrailingSpace: Rule {
  package static let card = RuleCard(
    id: "trailing-space", since: "0.1.0", severity: .error,
    summary: "The last message is the assistant's, and its text ends with white space.",
    why: """
      Such a message is the beginning of the answer, and tokens begin with the blank before a word: a text that ends \
      with one leads the model astray. Anthropic answers "final assistant content cannot end with trailing whitespace".
      """,
    examples: [
      .bad(
        #"{"model": "claude-opus-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": «"It is "»}]}"#,
        fixed:
          #"{"model": "claude-opus-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "It is"}]}"#,
        api: "anthropic/messages"),
      .good(
        #"{"model": "claude-opus-4-5", "max_tokens": 9, "messages": [{"role": "assistant", "content": "It is "}, {"role": "user", "content": "Hi"}]}"#,
        api: "anthropic/messages"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .trailingSpace = fault.kind else { continue }
      var finding = Finding(at: fault.node, "the beginning of the answer ends with white space")
      finding.settle(fault, request)
      finding.fixes = removal(from: fault.node)
      report.add(finding)
    }
  }

  /// Takes off blanks that stand in the quotes as they are.
  private static func removal(from node: Node) -> [Fix] {
    let content = node.contentRange
    let blanks = node.document.source.slice(content).reversed().prefix { $0 == UInt8(ascii: " ") }.count
    guard blanks > 0, content != node.range else { return [] }
    let range = ByteRange(content.upper - blanks, content.upper)
    return [Fix(title: "take the white space off", safety: .safe, edits: [.removal(range)])]
  }
}
