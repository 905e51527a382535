import DocumentTree
import Facts

/// Something asked of a model that cannot do it.
package enum MissingCapability: Rule {
  package static let card = RuleCard(
    id: "missing-capability", since: "0.1.0", severity: .error,
    summary: "The request asks for something that its model cannot do: images, tools, structured output, thinking.",
    why: "The API answers 400, often with words about content types or templates that do not name the model.",
    examples: [
      .bad(
        #"{"model": "gpt-3.5-turbo", "messages": [{"role": "user", "content": [«{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}»]}]}"#),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]}]}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let profile = request.profile else { return }
    for mismatch in request.mismatches {
      guard case .needs(let capability) = mismatch.kind, let fact = profile.capabilities[capability], !fact.value else { continue }
      let node = mismatch.node
      // A member is underlined at its key: the value may be a whole page.
      let place = node.member.map { $0.key } ?? node
      var finding = Finding(at: place.range, of: node, "\(profile.name) has no \(name(capability))")
      finding.severity = min(Severity(fact.provenance.confidence), Severity(mismatch.provenance.confidence))
      finding.note = fact.provenance.note(nil)
      finding.answer = request.answer(node, status: mismatch.status)
      if let model = request.modelNode { finding.related = [(model.range, "this model")] }
      report.add(finding)
    }
  }

  private static func name(_ capability: String) -> String {
    switch capability {
    case "vision": "image input"
    case "tools": "tool calling"
    case "audio": "audio input"
    case "json_mode": "JSON mode"
    case "json_schema": "structured output by a schema"
    case "insert": "fill-in-the-middle (`suffix`)"
    case "web_search": "web search"
    default: capability.split(separator: "_").joined(separator: " ")
    }
  }
}
