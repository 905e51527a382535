import DocumentTree
import Facts

/// A schema that is larger or deeper than the API takes.
package enum SchemaLimit: Rule {
  package static let card = RuleCard(
    id: "schema-limit", since: "0.1.0", severity: .error,
    summary: "A schema has more properties, levels, accepted values or text than the API takes.",
    why: "Strict schemas are compiled before the model runs, and what is too large for that is refused.",
    examples: [
      .bad(deep(11, mark: true), api: "openai/strict-schema", as: .jsonOnly),
      .good(deep(10, mark: false), api: "openai/strict-schema", as: .jsonOnly),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.schemaFaults {
      guard case .limit(let count, let unit, let bound) = fault.kind else { continue }
      var finding = Finding(
        at: fault.node.opening, of: fault.node,
        "\(fault.site.subset.title) has at most \(Wording.count(bound, unit)), and this is \(Wording.grouped(count))")
      finding.settle(fault, request)
      report.add(finding)
    }
  }

  /// So many objects inside each other; the innermost may be marked.
  private static func deep(_ levels: Int, mark: Bool) -> String {
    let innermost = #"{"type": "object", "properties": {}, "additionalProperties": false}"#
    return (1..<levels).reduce(mark ? "«{»" + innermost.dropFirst() : innermost) { inner, _ in
      #"{"type": "object", "properties": {"a": \#(inner)}, "required": ["a"], "additionalProperties": false}"#
    }
  }
}
