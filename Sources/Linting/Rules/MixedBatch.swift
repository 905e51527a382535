import Carriers
import DocumentTree
import Facts

/// A line of a batch file for another endpoint than the lines before it.
package enum MixedBatch: Rule {
  package static let card = RuleCard(
    id: "mixed-batch", since: "0.1.0", severity: .error,
    summary: "The lines of a batch file are for different endpoints.",
    why: "A batch is made for one endpoint, and a line with another URL is refused.",
    examples: [
      .bad(
        #"[{"custom_id": "a", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi"}}, {"custom_id": "b", "method": "POST", "url": «"/v1/moderations"», "body": {"model": "omni-moderation-latest", "input": "Hi"}}]"#
      ),
      .good(
        #"[{"custom_id": "a", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi"}}, {"custom_id": "b", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Ho"}}]"#
      ),
    ])

  package static func check(_ request: Request, after earlier: BatchLedger, _ report: inout Report) {
    guard request.batchLine != nil, let first = earlier.first, let url = request.urlNode,
      !url.holdsPlaceholder, let text = url.string, text != first.url
    else { return }
    var finding = Finding(
      at: url,
      "this line is for `\(text.excerpt)`, and line \(Wording.grouped(first.line)) is for `\(first.url.excerpt)`; a batch has one endpoint"
    )
    finding.answer = Answer(status: 400, code: nil, param: "url")
    report.add(finding)
  }
}
