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
      .bad(#"{"model": "gpt-3.5-turbo", "messages": [], "logit_bias": {«"100265"»: -100}}"#),
      .good(#"{"model": "o3-mini", "messages": [], "reasoning_effort": "low"}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let profile = request.profile else { return }
    let violations = request.parameterViolations.filter { $0.fact.verdict.isAboutValue }
    guard !violations.isEmpty else { return }
    let known = refusedAnyway(request)
    for violation in violations where !known.contains(violation.value) {
      let (fact, node) = (violation.fact, violation.value)
      let parameter = node.isKey ? node.parent ?? node : node
      var finding = Finding(at: node, "\(given(node, request)), and \(profile.name) takes \(accepted(fact, node))")
      finding.severity = Severity(fact.provenance.confidence)
      finding.note = fact.provenance.note(fact.why)
      finding.answer = request.answer(parameter, code: fact.code)
      if let model = request.modelNode { finding.related = [(model.range, "this model")] }
      if let edits = node.member?.removal, node.kind == .null || fact.verdict.hasOneValue {
        finding.fixes = [Fix(title: "remove `\(fact.path.last ?? "")`", safety: .unsafe, edits: edits)]
      }
      report.add(finding)
    }
  }

  /// The values that no model takes, which other rules tell.
  private static func refusedAnyway(_ request: Request) -> Set<Node> {
    let numbers = request.numbersOutsideList
    let mismatches = request.mismatches.filter { mismatch in
      switch mismatch.kind {
      case .wrongType, .notAccepted: true
      case .outOfRange: !numbers.contains(mismatch.node)
      default: false
      }
    }
    return Set(mismatches.map(\.node))
  }

  private static func given(_ node: Node, _ request: Request) -> String {
    let value = (node.scalarText ?? "").excerpt
    if node.isKey, let parameter = node.parent { return "`\(request.param(of: parameter))` has the key `\(value)`" }
    return "`\(request.param(of: node))` is \(node.kind == .string ? "`\(value)`" : value)"
  }

  private static func accepted(_ fact: ParameterFact, _ node: Node) -> String {
    switch fact.verdict {
    case .nothing, .noLongerThan: "nothing"
    case .sizes(let grid): Wording.sizes(grid)
    case .keysUpTo(let largest): "at most \(largest)"
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
    case .only, .allBut, .within, .sizes, .keysUpTo: true
    }
  }

  /// Whether only one value is taken, which is then the default.
  fileprivate var hasOneValue: Bool {
    if case .only(let values) = self { values.count == 1 } else { false }
  }
}
