import DocumentTree
import Facts

/// A model that another endpoint serves.
package enum WrongEndpoint: Rule {
  package static let card = RuleCard(
    id: "wrong-endpoint", since: "0.1.0", severity: .error,
    summary: "The model is not served by this endpoint.",
    why:
      "Embedding models do not chat, chat models do not embed, and some reasoning models answer at the Responses endpoint only.",
    examples: [
      .bad(#"{"model": «"text-embedding-3-small"», "messages": []}"#),
      .bad(#"{"model": «"gpt-4o"», "input": "Hi"}"#, api: "openai/embeddings"),
      .good(#"{"model": "text-embedding-3-small", "input": "Hi"}"#, api: "openai/embeddings"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let node = request.modelPlace, let profile = request.profile else { return }
    if let needs = request.endpoint.needs, let capability = profile.capabilities[needs], !capability.value {
      var finding = Finding(at: node, "\(profile.name) has no \(needs), and `\(request.endpoint.id)` needs it")
      finding.severity = Severity(capability.provenance.confidence)
      finding.note = capability.provenance.note(nil)
      finding.answer = request.answer(node, status: request.endpoint.wrongModelStatus)
      report.add(finding)
      return
    }
    guard let served = profile.endpoints else { return }
    let endpoint = request.endpoint.id
    // An endpoint that no model is said to be served by is one that the facts do not speak about.
    guard !served.value.contains(endpoint), request.facts.servedEndpoints(at: request.provider).contains(endpoint)
    else { return }
    let others = served.value.filter { request.provider.endpoint($0) != nil && $0 != "batches" }.prefix(3)
    let tail = others.isEmpty ? "" : "; it is served by \(Wording.list(others.map { "`\($0)`" }, "and"))"
    var finding = Finding(at: node, "\(profile.name) is not served by `\(endpoint)`\(tail)")
    finding.severity = Severity(served.provenance.confidence)
    finding.note = served.provenance.note(nil)
    finding.answer = request.answer(node, status: request.endpoint.wrongModelStatus)
    report.add(finding)
  }
}
