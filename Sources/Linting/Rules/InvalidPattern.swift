import DocumentTree
import Facts

/// A regular expression that cannot be compiled, or that the API does not take.
package enum InvalidPattern: Rule {
  package static let card = RuleCard(
    id: "invalid-pattern", since: "0.1.0", severity: .error,
    summary:
      "A `pattern` is no regular expression, or one that looks ahead or behind where the API does not take that.",
    why: """
      The whole request is refused for one pattern: "is not a 'regex'", or "regex lookaround is not supported", which \
      the patterns of many e-mail validators meet.
      """,
    examples: [
      .bad(
        #"{"type": "object", "properties": {"id": {"type": "string", "pattern": «"^(a|b$"»}}, "required": ["id"], "additionalProperties": false}"#,
        api: "openai/strict-schema"),
      .bad(
        #"{"type": "object", "properties": {"id": {"type": "string", "pattern": «"^(?!x).+$"»}}, "required": ["id"], "additionalProperties": false}"#,
        fixed:
          #"{"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"], "additionalProperties": false}"#,
        api: "openai/strict-schema"),
      .good(
        #"{"type": "object", "properties": {"id": {"type": "string", "pattern": "^(?:a|b)[()*]{2,3}$"}}, "required": ["id"], "additionalProperties": false}"#,
        api: "openai/strict-schema"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .formatted(.regex) = mismatch.kind, let text = mismatch.node.string,
        let flaw = RegexScan(text).flaw
      else { continue }
      var finding = Finding(at: mismatch.node, "the pattern is no regular expression: \(flaw.rawValue)")
      finding.settle(mismatch, request)
      report.add(finding)
    }
    for fault in request.schemaFaults {
      guard case .lookaround = fault.kind else { continue }
      var finding = Finding(
        at: fault.node, "the pattern looks ahead or behind, which \(request.provider.name) does not support")
      finding.settle(fault, request)
      if let edits = fault.node.member?.removal {
        finding.fixes = [Fix(title: "remove `pattern`", safety: .unsafe, edits: edits)]
      }
      report.add(finding)
    }
  }
}
