import Carriers
import DocumentTree
import Facts

/// Something that servers which people run themselves took up in a later version than theirs.
package enum OldServer: Rule {
  package static let card = RuleCard(
    id: "old-server", since: "0.1.0", severity: .error,
    summary: "The server that answers may be older than something that the request asks for.",
    why: """
      A server like Ollama's is updated by whoever runs it. `server` under `files` in `.reqlint.yaml` says which version \
      it is: then what it would refuse is an error, and what it would ignore a warning. Where nobody says it, what came \
      within the last year is a hint if an older server would refuse it.
      """,
    examples: [
      .bad(
        #"{"url": «"http://localhost:11434/v1/responses"», "body": {"model": "llama3.2", "input": "Hi"}}"#,
        api: "ollama/responses"),
      .good(#"{"model": "llama3.2", "messages": [], "format": {"type": "object"}}"#, api: "ollama/api-chat"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    if let since = request.endpoint.serverSince, mayLack(since.value, request) {
      let place = request.site.url ?? request.modelNode ?? request.body
      var finding = finding("`\(request.endpoint.id)`", since.value, at: place, request)
      finding.note = since.provenance.note(nil)
      finding.severity = severity(since.provenance.confidence, request)
      finding.answer = request.answer(place, status: 404)
      return report.add(finding)
    }
    var told: Set<Node> = []
    for mismatch in request.mismatches {
      guard case .serverSince(let since, let isRefused) = mismatch.kind, mayLack(since, request) else { continue }
      // A server that does not know the key does not mind its value.
      guard isRefused || request.settings.declared?.server != nil, told.insert(mismatch.node).inserted else { continue }
      let name = "`\(request.param(of: mismatch.node))`"
      let place = isRefused ? mismatch.node : mismatch.node.member?.key ?? mismatch.node
      var finding = finding(isRefused ? "this kind of \(name)" : name, since, at: place, request)
      finding.note = mismatch.provenance.note(nil)
      finding.severity = severity(mismatch.provenance.confidence, request)
      if isRefused {
        // Found while the body is read, whatever a mistake in the value itself would be answered with.
        finding.answer = request.answer(mismatch.node, status: 400)
      } else {
        finding.severity = min(.warning, severity(mismatch.provenance.confidence, request))
      }
      report.add(finding)
    }
  }

  /// Whether the server is older, or may be where nobody says how old it is.
  private static func mayLack(_ since: ServerVersion, _ request: Request) -> Bool {
    let server = request.settings.declared?.server ?? request.provider.serverAssumed?.value
    return server.map { $0 < since } ?? true
  }

  private static func severity(_ confidence: Confidence, _ request: Request) -> Severity {
    request.settings.declared?.server == nil ? .hint : Severity(confidence)
  }

  private static func finding(_ name: String, _ since: ServerVersion, at place: Node, _ request: Request) -> Finding {
    let server = request.settings.declared?.server
    let tail = server.map { ", and the server is \($0)" } ?? ""
    var finding = Finding(at: place, "\(name) needs \(request.provider.name) \(since) or later\(tail)")
    if server == nil { finding.help = "say which version answers: `server` under `files` in .reqlint.yaml" }
    return finding
  }
}
