import DocumentTree
import Facts

/// A key that the API takes and does nothing with.
package enum IgnoredParameter: Rule {
  package static let card = RuleCard(
    id: "ignored-parameter", since: "0.1.0", severity: .warning,
    summary: "A key that the API accepts and does nothing with.",
    why: """
      The answer is 200, and the setting has no effect: the model runs with its default context window, without the tool \
      choice, with another limit. Nothing in the answer says so.
      """,
    examples: [
      .bad(#"{"model": "llama3.2", "messages": [], «"num_ctx"»: 8192}"#, api: "ollama/api-chat"),
      .bad(
        #"{"model": "llama3.2", "messages": [], "options": {«"temprature"»: 0.2}}"#,
        fixed: #"{"model": "llama3.2", "messages": [], "options": {"temperature": 0.2}}"#, api: "ollama/api-chat"),
      .good(#"{"model": "llama3.2", "messages": [], "options": {"num_ctx": 8192}}"#, api: "ollama/api-chat"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      switch mismatch.kind {
      case .unknownKey(.ignored, let names):
        if request.sdkArgument(mismatch.node) != nil { continue }
        report.add(unknown(mismatch.node, names, request))
      case .withoutEffect(let why):
        var finding = Finding(
          at: mismatch.node, "\(request.provider.name) ignores `\(mismatch.node.scalarText ?? "")` here")
        finding.note = mismatch.provenance.note(why)
        report.add(finding)
      case .capped(let name):
        if let finding = capped(mismatch, at: name, request) { report.add(finding) }
      default: break
      }
    }
  }

  /// Harmless: a hint.
  private static func capped(_ mismatch: Mismatch, at name: String, _ request: Request) -> Finding? {
    let node = mismatch.node
    guard let profile = request.profile, let limit = profile.limit(name),
      !node.isNumber(from: -.infinity, to: Double(limit.value)), let value = node.number
    else { return nil }
    var finding = Finding(
      at: node,
      "`\(request.param(of: node))` is \(Wording.number(value)), and \(profile.name) has \(Wording.grouped(limit.value)) tokens at most: more has no effect"
    )
    finding.severity = .hint
    finding.note = limit.provenance.note(nil)
    return finding
  }

  private static func unknown(_ key: Node, _ names: [String], _ request: Request) -> Finding {
    let name = key.scalarText ?? ""
    let suggestion = Spelling.suggestion(for: name, among: names)
    let home = home(of: name, besides: key, request)
    var message = "\(request.provider.name) ignores `\(name.excerpt)` here"
    if let suggestion {
      message += "; did you mean `\(suggestion)`?"
    } else if let home {
      message += "; it belongs \(home)"
    }
    var finding = Finding(at: key, message)
    if let suggestion, let member = key.member, key.parent?.value(of: suggestion) == nil {
      finding.fixes = [
        Fix(title: "rename it to `\(suggestion)`", safety: .safe, edits: member.renaming(to: suggestion))
      ]
    }
    return finding
  }

  /// Where else in the body the shape has a key of this name: at the top, or in one of the top-level objects.
  private static func home(of name: String, besides key: Node, _ request: Request) -> String? {
    guard let root = request.shape?.root else { return nil }
    if key.parent != request.body { return root.properties[name] == nil ? nil : "at the top level" }
    let owner = root.propertyNames.first { candidate in
      root.properties[candidate].map { request.facts.resolved($0).properties[name] != nil } ?? false
    }
    return owner.map { "in `\($0)`" }
  }
}
