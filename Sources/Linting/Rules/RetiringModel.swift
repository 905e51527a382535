import DocumentTree
import Facts

/// A model that still answers, and of which it is known that it will stop.
package enum RetiringModel: Rule {
  package static let card = RuleCard(
    id: "retiring-model", since: "0.1.0", severity: .warning,
    summary: "The model is going to be retired.",
    why: """
      From that day on requests to it are answered with 404. A warning within 90 days of it, a notice within 180 days or \
      where the provider advises against the model already. `--as-of DATE` judges for another day than today: what is \
      retired by then is an error.
      """,
    examples: [
      .bad(#"{"model": «"gpt-4o-2024-08-06"», "messages": []}"#),
      .good(#"{"model": "gpt-5.6-luna", "messages": []}"#),
    ])

  /// How near the day has to be, in days: who has to act now, and who has to plan. Providers announce a day three to
  /// six months ahead.
  private static let (soon, ahead) = (90, 180)

  package static let judgesSettings = true

  package static func check(_ request: Request, _ report: inout Report) {
    guard let node = request.modelPlace, let profile = request.profile else { return }
    let today = request.settings.today
    let isDeprecated = profile.deprecated.map { $0.value <= today } ?? false
    let days = profile.retires.map { today.days(until: $0.value) }
    guard days ?? 1 > 0, isDeprecated || days ?? .max <= ahead else { return }
    var parts = isDeprecated ? profile.deprecated.map { ["is deprecated since \($0.value)"] } ?? [] : []
    if let retires = profile.retires, let days {
      parts.append("will be retired on \(retires.value), in \(Wording.count(days, "days"))")
    }
    let tail = profile.successor.map { "; use `\($0.value)`" } ?? ""
    var finding = Finding(at: node, "\(profile.name) \(parts.joined(separator: " and "))\(tail)")
    let provenance = (profile.retires?.provenance ?? profile.deprecated?.provenance) ?? Provenance()
    finding.severity = min(Severity(provenance.confidence), days ?? .max <= soon ? .warning : .info)
    finding.note = provenance.note(nil)
    finding.fixes = request.successorFixes
    report.add(finding)
  }
}
