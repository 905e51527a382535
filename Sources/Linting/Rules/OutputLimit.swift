import DocumentTree
import Facts
import SourceText

/// More output tokens than the model can give.
package enum OutputLimit: Rule {
  package static let card = RuleCard(
    id: "output-limit", since: "0.1.0", severity: .error,
    summary: "The number of output tokens asked for is above the model's limit.",
    why:
      "The API does not cut it down but answers 400: \"max_tokens is too large\". The limit is the output's, not the context window.",
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [], "max_completion_tokens": «100000»}"#,
        fixed: #"{"model": "gpt-4o", "messages": [], "max_completion_tokens": 16384}"#),
      .good(#"{"model": "gpt-4o", "messages": [], "max_completion_tokens": 16384}"#),
    ])

  package static let judgesSettings = true

  package static func check(_ request: Request, _ report: inout Report) {
    guard let profile = request.profile else { return }
    for mismatch in request.mismatches {
      let node = mismatch.node
      guard case .limited(let name) = mismatch.kind, let limit = profile.limit(name),
        !node.isNumber(from: -.infinity, to: Double(limit.value)), let value = node.number
      else { continue }
      var finding = Finding(
        at: node,
        "`\(request.param(of: node))` is \(value.isFinite ? Wording.number(value) : node.rawText.excerpt), and \(profile.name) gives at most \(Wording.grouped(limit.value)) \(name == "dimensions" ? "numbers" : "tokens")"
      )
      finding.severity = min(Severity(limit.provenance.confidence), Severity(mismatch.provenance.confidence))
      finding.note = limit.provenance.note(nil)
      finding.answer = request.answer(node, status: mismatch.status, code: "invalid_value")
      finding.fixes = [
        Fix(title: "write \(limit.value)", safety: .unsafe, edits: [.init(node.range, String(limit.value))])
      ]
      report.add(finding)
    }
  }
}
