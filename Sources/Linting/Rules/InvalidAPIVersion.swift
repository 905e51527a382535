import Carriers
import DocumentTree
import Facts

/// A URL without the `api-version` that it needs, or with one that there is not.
package enum InvalidAPIVersion: Rule {
  package static let card = RuleCard(
    id: "invalid-api-version", since: "0.1.0", severity: .error,
    summary: "The URL lacks the `api-version` that it needs, or has one that does not exist.",
    why: """
      Azure answers 404, \"Resource not found\", as it does for a wrong path. Versions are days, with or without \
      `-preview`. A URL without any query is only warned of: many tools write the query down elsewhere.
      """,
    examples: [
      .bad(
        #"{"url": «"https://me.openai.azure.com/openai/deployments/mine/embeddings"», "body": {"input": "Hi"}}"#),
      .bad(
        #"{"url": «"https://me.openai.azure.com/openai/deployments/mine/embeddings?api-version=2024-2-1"», "body": {"input": "Hi"}}"#
      ),
      .bad(
        #"{"url": «"https://me.openai.azure.com/openai/deployments/mine/embeddings?api-version=2024-05-13"», "body": {"input": "Hi"}}"#
      ),
      .good(
        #"{"url": "https://me.openai.azure.com/openai/deployments/mine/embeddings?api-version=2024-10-21", "body": {"input": "Hi"}}"#
      ),
      .good(#"{"url": "https://me.openai.azure.com/openai/v1/embeddings", "body": {"model": "mine", "input": "Hi"}}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let node = request.site.url, let url = request.url, let name = request.pathPattern?.requiredQuery else {
      return
    }
    guard let written = url.queryValue(name) else {
      // A placeholder after the path may bring the query.
      guard !node.holdsPlaceholder, !hasQueryElsewhere(node) else { return }
      report.add(finding("`\(name)` is missing from the URL", request, node, isCertain: url.query != nil))
      return
    }
    // Another beginning stands for something that is filled in later.
    guard written.isEmpty || written.first?.isNumber ?? false else { return }
    guard let version = APIVersion(written.lowercased()) else {
      let message = "`\(name)` is \(written.isEmpty ? "empty" : "`\(String(written).excerpt)`, which is no version")"
      var finding = finding(message, request, node, isCertain: true)
      finding.help = "write it as `2024-10-21` or `2024-12-01-preview`"
      report.add(finding)
      return
    }
    guard isUnknown(version, to: request.provider) else { return }
    let names = request.provider.apiVersions.map(\.description)
    let tail = Spelling.suggestion(for: version.description, among: names).map { "; did you mean `\($0)`?" } ?? ""
    let message = "\(request.provider.name) is not known to have an `\(name)` of `\(version)`\(tail)"
    report.add(finding(message, request, node, isCertain: false))
  }

  /// Whether the version would have to be among those that the facts list; later ones may be new.
  private static func isUnknown(_ version: APIVersion, to provider: Provider) -> Bool {
    guard let last = provider.apiVersions.max(), version < last else { return false }
    return !provider.apiVersions.contains(version)
  }

  private static func finding(_ message: String, _ request: Request, _ node: Node, isCertain: Bool) -> Finding {
    var finding = Finding(at: node, message)
    finding.severity = isCertain ? .error : .warning
    finding.note = request.provider.provenance.note(nil)
    finding.answer = Answer(status: 404, code: "404", param: nil)
    return finding
  }

  /// Whether the envelope has a query of its own, as request libraries and recordings do.
  private static func hasQueryElsewhere(_ url: Node) -> Bool {
    let names: Set = ["params", "query", "queryString", "query_params", "qs"]
    return url.member?.key.parent?.members.contains { names.contains($0.name) } ?? false
  }
}
