import DocumentTree
import Facts

/// Marks for the cache: too many, or in the wrong order.
package enum CachePoints: Rule {
  package static let card = RuleCard(
    id: "cache-points", since: "0.1.0", severity: .error,
    summary:
      "More blocks are marked for the cache than the API takes, or a long-lived mark stands after a short-lived one.",
    why: """
      Anthropic takes four marks over tools, system and messages together, and reads them in that order; what is \
      kept for an hour has to stand before what is kept for five minutes.
      """,
    examples: [
      .bad(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 9, "system": [{"type": "text", "text": "a", "cache_control": {"type": "ephemeral"}}], "messages": [{"role": "user", "content": [{"type": "text", "text": "b", "cache_control": {"type": "ephemeral", "ttl": «"1h"»}}]}]}"#,
        api: "anthropic/messages"),
      .good(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 9, "system": [{"type": "text", "text": "a", "cache_control": {"type": "ephemeral", "ttl": "1h"}}], "messages": [{"role": "user", "content": [{"type": "text", "text": "b", "cache_control": {"type": "ephemeral"}}]}]}"#,
        api: "anthropic/messages"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.conversationFaults {
      var finding: Finding
      switch fault.kind {
      case .cacheCount(let count, let most):
        finding = Finding(
          at: fault.node, "\(Wording.count(count, "blocks")) are marked for the cache; \(most) are the most")
      case .cacheOrder(let before):
        finding = Finding(at: fault.node, "this is kept longer than what is marked before it")
        finding.related = [(before.range, "the mark before it")]
      default: continue
      }
      finding.settle(fault, request)
      report.add(finding)
    }
  }
}
