import Carriers
import DocumentTree
import Facts

/// Something that the API took up in a later version than the URL names.
package enum OldAPIVersion: Rule {
  package static let card = RuleCard(
    id: "old-api-version", since: "0.1.0", severity: .error,
    summary: "The `api-version` in the URL is older than something that the request asks for.",
    why: "Azure answers 400, often with words that sound as if the parameter did not exist at all.",
    examples: [
      .bad(
        #"{"url": "https://me.openai.azure.com/openai/deployments/mine/chat/completions?api-version=2024-02-01", "body": {"messages": [], «"reasoning_effort"»: "low"}}"#
      ),
      .bad(
        #"{"url": «"https://me.openai.azure.com/openai/deployments/o3-mini/chat/completions?api-version=2024-06-01"», "body": {"messages": []}}"#
      ),
      .good(
        #"{"url": "https://me.openai.azure.com/openai/deployments/o3-mini/chat/completions?api-version=2024-12-01-preview", "body": {"messages": [], "reasoning_effort": "low"}}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let version = request.apiVersion else { return }
    for mismatch in request.mismatches {
      guard case .since(let since) = mismatch.kind, version < since else { continue }
      let node = mismatch.node
      // A body as a whole is underlined at the URL, a member at its key.
      let place = node == request.body ? request.site.url ?? node : node.member?.key ?? node
      let name = node == request.body ? "`\(request.endpoint.id)`" : "`\(request.param(of: node))`"
      var finding = Finding(at: place.range, of: node == request.body ? place : node, message(name, since, version))
      finding.settle(mismatch, request)
      finding.note = mismatch.provenance.note(nil)
      report.add(finding)
    }
    guard let profile = request.profile, let since = profile.since, version < since.value,
      let place = request.modelPlace
    else { return }
    var finding = Finding(at: place, message(profile.name, since.value, version))
    finding.severity = Severity(since.provenance.confidence)
    finding.note = since.provenance.note(nil)
    finding.answer = Answer(status: 400, code: "BadRequest", param: nil)
    report.add(finding)
  }

  private static func message(_ name: String, _ since: APIVersion, _ version: APIVersion) -> String {
    "\(name) needs an `api-version` of `\(since)` or later, and the URL has `\(version)`"
  }
}
