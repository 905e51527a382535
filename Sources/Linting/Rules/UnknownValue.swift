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

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .notAccepted(let values) = mismatch.kind else { continue }
      report.add(finding(mismatch, taken(of: values, at: mismatch.node, request), request))
    }
  }

  /// Of the values that the API knows at a place those that the model takes.
  private static func taken(of values: [FactValue], at node: Node, _ request: Request) -> [FactValue] {
    let violation = request.parameterViolations.first { $0.value == node }
    guard case .only(let accepted) = violation?.fact.verdict else { return values }
    return values.filter { accepted.contains($0) }
  }

  private static func finding(_ mismatch: Mismatch, _ values: [FactValue], _ request: Request) -> Finding {
    let node = mismatch.node
    let text = (node.scalarText ?? "").excerpt
    let names = values.compactMap { if case .string(let name) = $0 { name } else { nil } }
    let suggestion = Spelling.suggestion(for: node.string ?? "", among: names)
    let tail =
      suggestion.map { "; did you mean `\($0)`?" } ?? "; it takes \(Wording.values(values.filter { $0 != .null }))"
    var finding = Finding(at: node, "`\(text)` is not a value of `\(request.param(of: node).excerpt)`\(tail)")
    finding.severity = Severity(mismatch.provenance.confidence)
    finding.answer = request.answer(node, status: mismatch.status)
    if let suggestion {
      finding.fixes = [Fix(title: "write `\(suggestion)`", safety: .safe, edits: node.replacing(with: suggestion))]
    }
    return finding
  }
}
