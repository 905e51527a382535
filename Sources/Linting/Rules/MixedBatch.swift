import DocumentTree
import Facts

/// A line of a batch file for another endpoint or another model than the lines before it.
package enum MixedBatch: Rule {
  package static let card = RuleCard(
    id: "mixed-batch", since: "0.1.0", severity: .error,
    summary: "The lines of a batch file are for different endpoints or models.",
    why: "A batch is made for one endpoint, mostly for one model too, and a line for another one is refused.",
    examples: [
      .bad(
        #"[{"custom_id": "a", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi"}}, {"custom_id": "b", "method": "POST", "url": «"/v1/moderations"», "body": {"model": "omni-moderation-latest", "input": "Hi"}}]"#
      ),
      .bad(
        #"[{"custom_id": "a", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi"}}, {"custom_id": "b", "method": "POST", "url": "/v1/embeddings", "body": {"model": «"text-embedding-3-large"», "input": "Hi"}}]"#
      ),
      .good(
        #"[{"custom_id": "a", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi"}}, {"custom_id": "b", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Ho"}}]"#
      ),
    ])

  package static func check(_ request: Request, after earlier: BatchLedger, _ report: inout Report) {
    guard request.batchLine != nil else { return }
    if let first = earlier.first, let url = request.urlNode, !url.holdsPlaceholder, let text = url.string,
      text != first.url
    {
      report.add(
        finding(at: url, text, first.url, line: first.line, "endpoint", Answer(status: 400, code: nil, param: "url")))
    }
    if let limits = request.provider.batchLimits, let most = limits.models, most.value == 1, let first = earlier.model,
      let node = request.modelNode, !node.holdsPlaceholder, let name = node.string, name != first.name
    {
      let answer = request.answer(node, code: limits.modelCode)
      var finding = finding(at: node, name, first.name, line: first.line, "model", answer)
      finding.severity = Severity(most.provenance.confidence)
      finding.note = most.provenance.note(nil)
      report.add(finding)
    }
  }

  private static func finding(
    at node: Node, _ own: String, _ first: String, line: Int, _ what: String, _ answer: Answer
  ) -> Finding {
    var finding = Finding(
      at: node,
      "this line is for `\(own.excerpt)`, and line \(Wording.grouped(line)) is for `\(first.excerpt)`; a batch has one \(what)"
    )
    finding.answer = answer
    return finding
  }
}
