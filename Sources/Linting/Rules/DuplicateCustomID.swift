import Carriers
import DocumentTree
import Facts

/// Two requests of a batch with the same name.
package enum DuplicateCustomID: Rule {
  package static let card = RuleCard(
    id: "duplicate-custom-id", since: "0.1.0", severity: .error,
    summary: "Two requests of a batch have the same `custom_id`.",
    why: "Answers come back in any order and are told apart by that name alone, so the whole batch is refused.",
    examples: [
      .bad(
        #"[{"custom_id": "a", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi"}}, {"custom_id": «"a"», "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Ho"}}]"#
      ),
      .bad(
        #"{"requests": [{"custom_id": "a", "params": {"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}}, {"custom_id": «"a"», "params": {"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": "Ho"}]}}]}"#
      ),
      .good(
        #"[{"custom_id": "a", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi"}}, {"custom_id": "b", "method": "POST", "url": "/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Ho"}}]"#
      ),
    ])

  package static func check(_ request: Request, after earlier: BatchLedger, _ report: inout Report) {
    guard let id = request.customID, let name = id.string, let line = earlier.line(ofID: name) else { return }
    var finding = Finding(at: id, "line \(Wording.grouped(line)) has the `custom_id` `\(name.excerpt)` already")
    let isLine = request.site.kind == .batchLine
    finding.answer = Answer(status: 400, code: isLine ? "duplicate_custom_id" : nil, param: "custom_id")
    report.add(finding)
  }
}
