import Carriers
import DocumentTree
import Facts

/// A header that the API needs and the envelope does not have.
package enum MissingHeader: Rule {
  package static let card = RuleCard(
    id: "missing-header", since: "0.1.0", severity: .hint,
    summary: "The headers lack one that the API needs.",
    why: """
      Without a key the answer is 401; Anthropic answers 400 without `anthropic-version`. Those who record requests take \
      keys out, and HTTP clients add headers of their own, so this is advice only. Where no headers are written down, \
      nothing is said.
      """,
    examples: [
      .bad(
        #"{"url": "https://api.openai.com/v1/embeddings", "headers": «{»"Content-Type": "application/json"}, "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#,
        as: .jsonOnly),
      .bad(
        #"{"url": "https://api.anthropic.com/v1/messages", "headers": «{»"x-api-key": "{{key}}"}, "body": {"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}}"#,
        as: .jsonOnly),
      .good(
        #"{"url": "https://api.openai.com/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    // A recorder takes keys out.
    guard request.site.kind != .recording, let node = request.site.headers, let headers = request.headers,
      let credentials = request.provider.credentials, let wanted = credentials.headers.first
    else { return }
    let names = Set(request.facts.providers.flatMap { $0.credentials?.headers ?? [] }.map(\.name))
    if !names.contains(where: { headers.first($0) != nil }), !request.hasKeyInQuery(credentials) {
      report.add(
        Finding(at: node.opening, of: node, "no header carries a key; \(request.provider.name) reads \(wanted)"))
    }
    for name in credentials.companions where headers.first(name) == nil {
      report.add(Finding(at: node.opening, of: node, "\(request.provider.name) needs the header `\(name)` as well"))
    }
  }
}
