import DocumentTree
import Facts

/// A value that the model does not take.
package enum UnsupportedValue: Rule {
  package static let card = RuleCard(
    id: "unsupported-value", since: "0.1.0", severity: .error,
    summary: "The API knows the value, and this model does not take it.",
    why:
      "A `reasoning_effort` of `minimal`, a `temperature` other than 1, a `system` message: each is taken by some models and refused by others.",
    examples: [
      .bad(#"{"model": "o3-mini", "messages": [], "reasoning_effort": «"minimal"»}"#),
      .bad(#"{"model": "o1-mini", "messages": [{"role": «"system"», "content": "Be brief"}]}"#),
      .good(#"{"model": "o3-mini", "messages": [], "reasoning_effort": "low"}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let profile = request.profile else { return }
    for violation in request.parameterViolations where violation.fact.verdict.isAboutValue {
      let (fact, node) = (violation.fact, violation.value)
      let value = (node.scalarText ?? "").excerpt
      let name = request.param(of: node)
      var finding = Finding(
        at: node,
        "`\(name)` is \(node.kind == .string ? "`\(value)`" : value), and \(profile.name) takes \(accepted(fact, node))"
      )
      finding.severity = Severity(fact.provenance.confidence)
      finding.note = fact.provenance.note(fact.why)
      finding.answer = request.answer(node, code: fact.code)
      if let model = request.modelNode { finding.related = [(model.range, "this model")] }
      if let edits = node.member?.removal, case .only(let values) = fact.verdict, values.count == 1 {
        finding.fixes = [Fix(title: "remove `\(fact.path.last ?? "")`", safety: .unsafe, edits: edits)]
      }
      report.add(finding)
    }
  }

  private static func accepted(_ fact: ParameterFact, _ node: Node) -> String {
    switch fact.verdict {
    case .nothing, .noLongerThan: "nothing"
    case .sizes(let grid): Wording.sizes(grid)
    case .only(let values): values.count == 1 ? "only \(Wording.values(values))" : Wording.values(values)
    case .allBut(let values): "anything but \(Wording.values(values))"
    case .within(let bounds):
      if let maximum = bounds.maximum, bounds.isAbove(node.number ?? 0) {
        "at most \(Wording.number(maximum))"
      } else {
        "at least \(Wording.number(bounds.minimum ?? 0))"
      }
    }
  }
}

extension ParameterFact.Verdict {
  /// Whether it chooses among values: the other verdicts are about the parameter as a whole, or its length.
  fileprivate var isAboutValue: Bool {
    switch self {
    case .nothing, .noLongerThan: false
    case .only, .allBut, .within, .sizes: true
    }
  }
}
