import DocumentTree
import Facts

/// A text, a list or an object that is too short or too long.
package enum WrongLength: Rule {
  package static let card = RuleCard(
    id: "wrong-length", since: "0.1.0", severity: .error,
    summary: "A text, a list or an object has fewer or more entries than the API takes.",
    why: "Empty inputs, a fifth stop sequence, a 129th tool: the API answers 400.",
    examples: [
      .bad(#"{"model": "gpt-4o", "stop": «["a", "b", "c", "d", "e"]»}"#),
      .bad(#"{"model": "text-embedding-3-small", "input": «""»}"#, api: "openai/embeddings"),
      .good(#"{"model": "gpt-4o", "stop": ["a", "b", "c", "d"]}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .wrongLength(let count, let unit, let bounds) = mismatch.kind else { continue }
      let isTooLong = bounds.isAbove(Double(count))
      guard let bound = isTooLong ? bounds.maximum : bounds.minimum else { continue }
      let node = mismatch.node
      let name = request.param(of: node).excerpt
      let subject = node.isKey ? "the key `\(name)`" : "`\(name)`"
      let has = count == 0 ? "is empty" : "has \(Wording.count(count, unit.rawValue))"
      let wanted =
        isTooLong
        ? "\(Wording.number(bound)) are the most"
        : bound == 1 ? "it needs at least one \(unit.rawValue.dropLast())" : "\(Wording.number(bound)) are the fewest"
      var finding = Finding(at: node, "\(subject) \(has); \(wanted)")
      finding.settle(mismatch, request)
      report.add(finding)
    }
    for violation in request.parameterViolations {
      guard case .noLongerThan(let bound) = violation.fact.verdict, let model = request.modelName else { continue }
      let (fact, node) = (violation.fact, violation.value)
      var finding = Finding(
        at: node,
        "`\(request.param(of: node))` has \(Wording.count(node.characterCount, "characters")); \(model) takes \(Wording.grouped(bound)) at most"
      )
      finding.severity = Severity(fact.provenance.confidence)
      finding.note = fact.provenance.note(fact.why)
      finding.answer = request.answer(node, code: fact.code)
      report.add(finding)
    }
  }
}
