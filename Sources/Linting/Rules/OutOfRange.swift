import DocumentTree
import Facts
import SourceText

/// A number outside its range.
package enum OutOfRange: Rule {
  package static let card = RuleCard(
    id: "out-of-range", since: "0.1.0", severity: .error,
    summary: "A number lies outside the range that the API takes.",
    why:
      "The API answers 400. Ranges differ between providers: a `temperature` of 1.5 is fine at one and refused at the next.",
    examples: [
      .bad(#"{"model": "gpt-4o", "temperature": «2.5»}"#),
      .bad(#"{"model": "gpt-4o", "n": «0»}"#),
      .bad(
        #"{"model": "gpt-3.5-turbo-instruct", "prompt": "Hi", "n": «3», "best_of": 2}"#, api: "openai/completions"),
      .good(#"{"model": "gpt-4o", "temperature": 2}"#),
    ])

  package static let judgesSettings = true

  package static func check(_ request: Request, _ report: inout Report) {
    let known = request.refusedByModel
    for mismatch in request.mismatches where !known.contains(mismatch.node) {
      if case .above(let bound, let other, let why) = mismatch.kind {
        report.add(finding(mismatch, bound, setBy: other, why, request))
      }
      guard case .outOfRange(let bounds) = mismatch.kind, let value = mismatch.node.number else { continue }
      let node = mismatch.node
      let name = request.param(of: node).excerpt
      let bound = bounds.isAbove(value) ? bounds.maximum : bounds.minimum
      guard let bound else { continue }
      let extreme = bounds.isAbove(value) ? "highest" : "lowest"
      let isExclusive = bounds.isAbove(value) ? bounds.isExclusiveMaximum : bounds.isExclusiveMinimum
      let rule =
        isExclusive
        ? "it must be \(bounds.isAbove(value) ? "below" : "above") \(Wording.number(bound))"
        : "the \(extreme) value is \(Wording.number(bound))"
      var finding = Finding(at: node, "`\(name)` is \(node.rawText.excerpt), and \(rule)")
      finding.settle(mismatch, request)
      if !isExclusive {
        finding.fixes = [
          Fix(title: "write \(bound.shortest)", safety: .unsafe, edits: [.init(node.range, bound.shortest)])
        ]
      }
      report.add(finding)
    }
  }

  private static func finding(
    _ mismatch: Mismatch, _ bound: Double, setBy other: Node, _ why: String?, _ request: Request
  )
    -> Finding
  {
    let node = mismatch.node
    let names = (request.param(of: node).excerpt, request.param(of: other).excerpt)
    var finding = Finding(
      at: node,
      "`\(names.0)` is \(node.rawText.excerpt), and beside this `\(names.1)` the highest value is \(Wording.number(bound))"
    )
    finding.settle(mismatch, request)
    finding.note = mismatch.provenance.note(why)
    finding.related = [(other.range, "this sets the bound")]
    return finding
  }
}
