import DocumentTree
import Facts

/// A batch file that holds more than a batch may.
package enum BatchLimit: Rule {
  package static let card = RuleCard(
    id: "batch-limit", since: "0.1.0", severity: .error,
    summary: "A batch file has more lines, bytes or inputs than one batch may have.",
    why: """
      OpenAI takes 50,000 requests and 200 MB in one file, and 50,000 texts to embed over all of its lines. A file with \
      more is refused as a whole, after it was uploaded. It is said once, at the line that is one too many.
      """,
    examples: [
      .good(
        #"[{"custom_id": "a", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": ["Hi", "Ho"]}}]"#
      )
    ])

  package static func check(_ request: Request, after earlier: BatchLedger, _ report: inout Report) {
    guard let entry = BatchEntry(request, nil, nil), let limits = request.provider.batchLimits else { return }
    let (old, new) = (earlier.totals, earlier.totals(with: entry))
    let measures = [
      (limits.requests, old.requests, new.requests, "requests", "too_many_tasks"),
      (limits.bytes, old.bytes, new.bytes, "bytes", nil),
      (limits.inputs[request.endpoint.id], old.inputs, new.inputs, "inputs", nil),
    ]
    for (most, before, now, unit, code) in measures {
      guard let most, before <= most.value, now > most.value else { continue }
      report.add(finding(unit, most, code: code, request))
    }
  }

  private static func finding(_ what: String, _ most: Fact<Int>, code: String?, _ request: Request) -> Finding {
    var finding = Finding(
      at: request.customID ?? request.urlNode ?? request.body,
      "with this line the batch has more than \(Wording.count(most.value, what)), the most that \(request.provider.name) takes in one"
    )
    finding.severity = Severity(most.provenance.confidence)
    finding.note = most.provenance.note(nil)
    finding.help = "make several batches of it"
    finding.answer = Answer(status: 400, code: code, param: nil)
    return finding
  }
}
