import DocumentTree
import Facts

/// A model's name that no fact knows.
package enum UnknownModel: Rule {
  package static let card = RuleCard(
    id: "unknown-model", since: "0.1.0", severity: .warning,
    summary: "No fact knows a model of this name at this provider.",
    why: """
      A slip of the pen is a 404. A model may also be newer than these facts: then only the checks that hold for every \
      model of the endpoint are done.
      """,
    examples: [
      .bad(#"{"model": «"gpt-4o-mimi"», "messages": []}"#, fixed: #"{"model": "gpt-4o-mini", "messages": []}"#),
      .good(#"{"model": "gpt-4o-mini", "messages": []}"#),
      .good(#"{"model": "ft:gpt-4o-mini-2024-07-18:acme::abc123", "messages": []}"#),
    ])

  package static let judgesSettings = true

  package static func check(_ request: Request, _ report: inout Report) {
    guard let node = request.modelPlace, let profile = request.profile, !profile.isKnown,
      request.provider.models == .closed
    else { return }
    let names = request.facts.modelNames(at: request.provider)
    guard !names.contains(where: { $0.lowercased() == profile.name.lowercased() }) else { return }
    let suggestion = Spelling.suggestion(for: request.provider.withoutPrefix(profile.name), among: names)
    let tail = suggestion.map { "; did you mean `\($0)`?" } ?? ""
    var finding = Finding(at: node, "no model `\(profile.name.excerpt)` is known at \(request.provider.name)\(tail)")
    finding.answer = request.answer(node, status: request.endpoint.unknownModelStatus, code: "model_not_found")
    if let suggestion, request.modelNode != nil {
      finding.fixes = [Fix(title: "write `\(suggestion)`", safety: .unsafe, edits: node.replacing(with: suggestion))]
    }
    report.add(finding)
  }
}
