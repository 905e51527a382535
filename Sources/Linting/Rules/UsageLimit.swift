import Carriers
import DocumentTree
import Facts

/// More tokens than the account may use.
package enum UsageLimit: Rule {
  package static let card = RuleCard(
    id: "usage-limit", since: "0.1.0", severity: .error,
    summary: "A request or a batch has more input tokens than your account may use.",
    why: """
      `limits` in `.reqlint.yaml` says how much your account may use. A request with more tokens than fit in a minute \
      (`tpm`) or a day (`tpd`) is answered 429 however long you wait. A batch whose lines have more tokens for one model \
      than may wait at once (`enqueued_tokens`) fails as a whole. Where tokens are estimated, an error means that even \
      the lowest estimate is too much. Nothing is said where no limit is set.
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", «"messages"»: [{"role": "user", "content": "one two three four five six seven eight"}]}"#,
        under: "limits: {tpm: 10}"),
      .bad(
        #"[{"custom_id": "a", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "one two three"}}, {"custom_id": "b", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", «"input"»: "four five six"}}]"#,
        under: "limits: {enqueued_tokens: 5}"),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "one two three four five six seven eight"}]}"#,
        under: "limits: {tpm: 30000}"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    let limits = request.settings.limits
    // The lines of a batch wait until there is room.
    guard request.batchLine == nil, let formula = request.tokenFormula else { return }
    let spans = [(limits.tokensPerMinute, "a minute"), (limits.tokensPerDay, "a day")]
    for case (let limit?, let span) in spans {
      if request.isShort(for: limit, formula) { continue }
      guard let cost = report.cost(of: request), cost.input.low > limit else { continue }
      var finding = Finding(
        at: place(in: request),
        "the input is \(cost.inputWords), and your account may use \(Wording.grouped(limit)) \(span)")
      finding.answer = Answer(status: 429, code: "rate_limit_exceeded", param: nil)
      report.add(finding)
      return
    }
  }

  package static func check(_ request: Request, after earlier: BatchLedger, _ report: inout Report) {
    guard request.batchLine != nil, let limit = request.settings.limits.enqueuedTokens,
      let model = request.modelName, let cost = report.cost(of: request)
    else { return }
    let before = earlier.enqueued[model, default: 0]
    let sum = before + cost.input.low
    // Said once, where the sum goes over.
    guard before <= limit, sum > limit else { return }
    let least = cost.isComplete && cost.input.isExact ? "" : "at least "
    var finding = Finding(
      at: place(in: request),
      "with this line the batch has \(least)\(Wording.count(sum, "tokens")) for \(model.excerpt), and \(Wording.grouped(limit)) may wait at once"
    )
    finding.answer = Answer(status: 400, code: "token_limit_exceeded", param: nil)
    report.add(finding)
  }

  /// The key of the value that holds the input.
  private static func place(in request: Request) -> Node {
    request.inputNode.map { $0.member?.key ?? $0 } ?? request.body
  }
}
