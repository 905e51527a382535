import DocumentTree
import Facts

/// A value that is none of those the API knows.
package enum UnknownValue: Rule {
  package static let card = RuleCard(
    id: "unknown-value", since: "0.1.0", severity: .error,
    summary: "A value is none of those that the API knows at this place.",
    why: "Roles, types and modes are closed lists. The API answers 400, often without naming the list.",
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": «"usr"», "content": "Hi"}]}"#,
        fixed: #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#),
      .bad(
        #"{"model": "text-embedding-3-small", "input": "Hi", "encoding_format": «"int8"»}"#, api: "openai/embeddings"),
      .good(#"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#),
    ])

  package static let judgesSettings = true

  package static func check(_ request: Request, _ report: inout Report) {
    let known = request.refusedByModel
    let violations = Dictionary(request.parameterViolations.map { ($0.value, $0) }) { first, _ in first }
    for mismatch in request.mismatches where !known.contains(mismatch.node) {
      guard case .notAccepted(let values) = mismatch.kind else { continue }
      // Of the values that the API knows, those that the model takes.
      let taken =
        if case .only(let accepted) = violations[mismatch.node]?.fact.verdict {
          values.filter { accepted.contains($0) }
        } else {
          values
        }
      report.add(finding(mismatch, taken, request))
    }
  }

  private static func finding(_ mismatch: Mismatch, _ values: [FactValue], _ request: Request) -> Finding {
    let node = mismatch.node
    let text = (node.scalarText ?? "").excerpt
    let names = values.compactMap { if case .string(let name) = $0 { name } else { nil } }
    let suggestion = Spelling.suggestion(for: node.string ?? "", among: names)
    let tail =
      suggestion.map { "; did you mean `\($0)`?" } ?? "; it takes \(Wording.values(values.filter { $0 != .null }))"
    var finding = Finding(at: node, "`\(text)` is not a value of `\(request.param(of: node).excerpt)`\(tail)")
    finding.settle(mismatch, request)
    if let suggestion {
      finding.fixes = [Fix(title: "write `\(suggestion)`", safety: .safe, edits: node.replacing(with: suggestion))]
    }
    return finding
  }
}
