import DocumentTree
import Facts

/// A parameter that needs another one.
package enum MissingCompanion: Rule {
  package static let card = RuleCard(
    id: "missing-companion", since: "0.1.0", severity: .error,
    summary: "A parameter is given without the other parameter that it needs.",
    why:
      "The API refuses it: `stream_options` without `stream`, `top_logprobs` without `logprobs`, `parallel_tool_calls` without `tools`.",
    examples: [
      .bad(#"{"model": "gpt-4o", "messages": [], «"stream_options"»: {"include_usage": true}}"#),
      .bad(#"{"model": "gpt-4o", "messages": [], "logprobs": false, «"top_logprobs"»: 3}"#),
      .good(#"{"model": "gpt-4o", "messages": [], "stream": true, "stream_options": {"include_usage": true}}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    // What the model does not take at all, another rule says.
    let refused = Set(request.parameterViolations.filter { $0.fact.verdict == .nothing }.compactMap { $0.member?.key })
    for mismatch in request.mismatches where !refused.contains(mismatch.node) {
      guard case .lacksCompanion(let requirement, let actual) = mismatch.kind else { continue }
      var finding = Finding(at: mismatch.node, message(requirement))
      finding.settle(mismatch, request)
      finding.note = mismatch.provenance.note(requirement.why)
      if let actual { finding.related = [(actual.range, "here it is something else")] }
      if let edits = mismatch.node.member?.removal {
        finding.fixes = [Fix(title: "remove `\(requirement.key)`", safety: .unsafe, edits: edits)]
      }
      report.add(finding)
    }
  }

  private static func message(_ requirement: Shape.Requirement) -> String {
    let needs = requirement.needs
    let given = requirement.given.map { ": " + Wording.list($0.map(\.description), "or") } ?? ""
    guard let values = requirement.values else {
      return "`\(requirement.key)\(given)` is only allowed with `\(needs)`"
    }
    let wanted = Wording.list(values.filter { $0 != .null }.map { "`\(needs): \($0)`" }, "or")
    return "`\(requirement.key)\(given)` is only allowed with \(wanted)"
  }
}
