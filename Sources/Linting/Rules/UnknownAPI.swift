import DocumentTree
package import Facts
import SourceText

/// A comment that names an API which nobody knows.
package enum UnknownAPI: Rule {
  package static let card = RuleCard(
    id: "unknown-api", since: "0.1.0", severity: .warning,
    summary: "A `# reqlint: api=` comment names a provider or an endpoint that reqlint does not know.",
    why: "The comment counts for nothing then, and what it was written for may not be checked at all.",
    examples: [
      .bad(
        "# reqlint: api=«opneai/embeddings»\ninput: Hi\n", fixed: "# reqlint: api=openai/embeddings\ninput: Hi\n",
        as: .yaml),
      .bad(
        "# reqlint: api=«openai/embedings»\ninput: Hi\n", fixed: "# reqlint: api=openai/embeddings\ninput: Hi\n",
        as: .yaml),
      .good("# reqlint: api=openai/embeddings\ninput: Hi\n", as: .yaml),
    ])

  package static func check(_ comments: Directives, _ facts: Facts, _ report: inout Report) {
    for comment in comments.apis {
      guard case .api(let name, let endpoint) = comment.meaning else { continue }
      guard let provider = facts.provider(name) else {
        let meant = Spelling.suggestion(for: name, among: facts.providers.map(\.id))
        add("no provider is called `\(name.excerpt)`", meant.map { [$0, endpoint] }, at: comment, &report)
        continue
      }
      guard let endpoint, provider.endpoint(endpoint) == nil else { continue }
      let meant = Spelling.suggestion(for: endpoint, among: provider.endpoints.map(\.id))
      add(
        "\(provider.name) has no endpoint `\(endpoint.excerpt)` that is known here", meant.map { [name, $0] },
        at: comment, &report)
    }
  }

  /// - Parameter meant: the provider, and the endpoint where one is named.
  private static func add(_ message: String, _ meant: [String?]?, at comment: APIComment, _ report: inout Report) {
    let name = meant?.compactMap(\.self).joined(separator: "/")
    var finding = Finding(
      at: comment.range, of: nil, message + (name.map { "; did you mean `\($0)`?" } ?? ""))
    if let name {
      finding.fixes = [Fix(title: "write `\(name)`", safety: .unsafe, edits: [TextEdit(comment.range, name)])]
    }
    report.add(finding)
  }
}
