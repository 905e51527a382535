import DocumentTree
import Facts

/// A parameter that the model does not take.
package enum UnsupportedParameter: Rule {
  package static let card = RuleCard(
    id: "unsupported-parameter", since: "0.1.0", severity: .error,
    summary: "The API knows the parameter, and this model does not take it.",
    why: """
      Parameters come and go with model families: `dimensions` with the third embedding models, `max_tokens` went with \
      the reasoning models. The API answers 400 and seldom says which model would take it.
      """,
    examples: [
      .bad(
        #"{"model": "text-embedding-ada-002", "input": "Hi", «"dimensions"»: 256}"#,
        fixed: #"{"model": "text-embedding-ada-002", "input": "Hi"}"#,
        api: "openai/embeddings"),
      .bad(
        #"{"model": "o3-mini", "messages": [], «"max_tokens"»: 500}"#,
        fixed: #"{"model": "o3-mini", "messages": [], "max_completion_tokens": 500}"#),
      .good(#"{"model": "text-embedding-3-small", "input": "Hi", "dimensions": 256}"#, api: "openai/embeddings"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let profile = request.profile else { return }
    for violation in request.parameterViolations where violation.fact.verdict == .nothing {
      report.add(finding(violation, profile, request))
    }
  }

  private static func finding(_ violation: ParameterViolation, _ profile: ModelProfile, _ request: Request) -> Finding {
    let fact = violation.fact
    let member = violation.member
    let name = fact.path.last ?? ""
    let tail = fact.instead.map { "; it takes `\($0)`" } ?? ""
    let place = member?.key ?? violation.value
    let condition = fact.when.isEmpty && fact.unless.isEmpty ? "" : " here"
    var finding = Finding(at: place, "\(profile.name) does not take `\(name)`\(condition)\(tail)")
    finding.severity = Severity(fact.provenance.confidence)
    finding.note = fact.provenance.note(fact.why)
    finding.answer = request.answer(violation.value, code: fact.code)
    if let model = request.modelNode { finding.related = [(model.range, "this model")] }
    if let instead = fact.instead, let member, member.key.parent?.value(of: instead) == nil {
      finding.fixes.append(Fix(title: "rename it to `\(instead)`", safety: .safe, edits: member.renaming(to: instead)))
    } else if let edits = member?.removal {
      finding.fixes.append(Fix(title: "remove `\(name)`", safety: .unsafe, edits: edits))
    }
    return finding
  }
}
