import DocumentTree
import Facts

/// A model that has stopped answering.
package enum RetiredModel: Rule {
  package static let card = RuleCard(
    id: "retired-model", since: "0.1.0", severity: .error,
    summary: "The model has been retired.",
    why: "Requests to it are answered with 404. `--as-of DATE` judges for another day than today.",
    examples: [
      .bad(#"{"model": «"gpt-4-vision-preview"», "messages": []}"#),
      .good(#"{"model": "gpt-4o", "messages": []}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let node = request.modelPlace, let profile = request.profile, let retires = profile.retires else { return }
    guard retires.value <= request.settings.today else { return }
    let tail = profile.successor.map { "; use `\($0)`" } ?? ""
    var finding = Finding(at: node, "\(profile.name) was retired on \(retires.value)\(tail)")
    finding.severity = Severity(retires.provenance.confidence)
    finding.note = retires.provenance.note(nil)
    finding.answer = request.answer(node, status: request.endpoint.unknownModelStatus, code: "model_not_found")
    if let successor = profile.successor, node == request.modelNode, node.string == profile.name {
      finding.fixes = [Fix(title: "write `\(successor)`", safety: .unsafe, edits: node.replacing(with: successor))]
    }
    report.add(finding)
  }
}
