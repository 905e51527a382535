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

  package static let judgesSettings = true

  package static func check(_ request: Request, _ report: inout Report) {
    guard let node = request.modelPlace, let profile = request.profile, let retires = profile.retires else { return }
    guard retires.value <= request.settings.today else { return }
    let tail = profile.successor.map { "; use `\($0.value)`" } ?? ""
    var finding = Finding(at: node, "\(profile.name) was retired on \(retires.value)\(tail)")
    finding.severity = Severity(retires.provenance.confidence)
    finding.note = retires.provenance.note(nil)
    finding.answer = request.answer(node, status: request.endpoint.unknownModelStatus, code: "model_not_found")
    finding.fixes = request.successorFixes
    report.add(finding)
  }
}

extension Request {
  /// Writes the successor in the place of a model that the body itself names; a tuned one has none.
  var successorFixes: [Fix] {
    guard let node = modelNode, let profile, node.string == profile.name, let successor = profile.successor?.value,
      !(provider.tunedPrefix.map { profile.name.hasPrefix($0) } ?? false)
    else { return [] }
    return [Fix(title: "write `\(successor)`", safety: .unsafe, edits: node.replacing(with: successor))]
  }
}
