import DocumentTree
import Facts

/// JSON is wanted, and nobody says so.
package enum MissingJSONWord: Rule {
  package static let card = RuleCard(
    id: "missing-json-word", since: "0.1.0", severity: .error,
    summary: "The answer is to be a JSON object, and no message has the word JSON in it.",
    why: """
      In this mode a model that is not told to write JSON may go on with blanks for ever, so OpenAI refuses the \
      request: \"'messages' must contain the word 'json' in some form\".
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Name a town"}], "response_format": {"type": «"json_object"»}}"#
      ),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Name a town, as JSON"}], "response_format": {"type": "json_object"}}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      guard case .missingWord(let word) = fault.kind else { continue }
      var finding = Finding(at: fault.node, "no message has the word `\(word)` in it, which this format asks for")
      finding.settle(fault, request)
      finding.help = "say in a message that the answer is to be JSON"
      report.add(finding)
    }
  }
}
