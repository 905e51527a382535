import DocumentTree
import Facts

/// A parameter that the provider wants to be rid of.
package enum DeprecatedParameter: Rule {
  package static let card = RuleCard(
    id: "deprecated-parameter", since: "0.1.0", severity: .info,
    summary: "A parameter is deprecated.",
    why: "It still works where the model takes it. Newer models tend to refuse it.",
    examples: [
      .bad(#"{"model": "gpt-4o", "messages": [], «"functions"»: [{"name": "f"}]}"#),
      .good(#"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f"}}]}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .deprecated(let deprecation) = mismatch.kind else { continue }
      let name = mismatch.node.scalarText ?? ""
      let instead = deprecation.instead.map { "; use `\($0)`" } ?? ""
      var finding = Finding(at: mismatch.node, "`\(name)` is deprecated\(instead)")
      finding.note = mismatch.provenance.note(deprecation.why)
      report.add(finding)
    }
  }
}
