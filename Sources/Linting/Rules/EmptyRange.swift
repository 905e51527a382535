import DocumentTree
import Facts

/// Bounds in a schema that no value can keep.
package enum EmptyRange: Rule {
  package static let card = RuleCard(
    id: "empty-range", since: "0.1.0", severity: .warning,
    summary: "A lower bound in a schema is above the upper one, so that nothing fits.",
    why: "Nobody refuses such a schema, and no answer can follow it.",
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"n": {"type": "integer", «"minimum"»: 10, "maximum": 1}}}}}]}"#
      ),
      .good(
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1, "maximum": 1}}}}}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.schemaFaults {
      guard case .emptyRange(let upper) = fault.kind, let name = fault.node.scalarText else { continue }
      let other = upper.member?.name ?? ""
      var finding = Finding(at: fault.node, "`\(name)` is above `\(other)`, so no value fits")
      finding.related = [(upper.range, "the upper bound")]
      report.add(finding)
    }
  }
}
