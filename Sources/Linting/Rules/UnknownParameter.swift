import DocumentTree
import Facts

/// A key that the API does not know, and refuses.
package enum UnknownParameter: Rule {
  package static let card = RuleCard(
    id: "unknown-parameter", since: "0.1.0", severity: .error,
    summary: "A key that the API does not know, at a place where it refuses unknown keys.",
    why: """
      Mostly a slip of the pen, or a parameter of another API. The answer is 400 with "Unrecognized request argument \
      supplied" or "Unknown parameter".
      """,
    examples: [
      .bad(#"{"model": "gpt-4o", «"temperture"»: 0.2}"#, fixed: #"{"model": "gpt-4o", "temperature": 0.2}"#),
      .bad(#"{"model": "gpt-4o", «"num_ctx"»: 8192}"#),
      .bad(#"{"model": "gpt-5", "input": "Hi", «"reasoning_effort"»: "low"}"#, api: "openai/responses"),
      .bad(
        #"{"model": "Llama-3.3-70B-Instruct", "messages": [], «"temprature"»: 0.2}"#,
        fixed: #"{"model": "Llama-3.3-70B-Instruct", "messages": [], "temperature": 0.2}"#,
        api: "telekom/chat-completions"),
      .good(#"{"model": "gpt-4o", "temperature": 0.2}"#),
      .good(
        #"{"model": "Llama-3.3-70B-Instruct", "messages": [], "chat_template_kwargs": {}}"#,
        api: "telekom/chat-completions"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      if case .movedKey(let place) = mismatch.kind { report.add(moved(mismatch, to: place, request)) }
      guard case .unknownKey(let policy, let names) = mismatch.kind, policy != .ignored else { continue }
      let key = mismatch.node
      if request.sdkArgument(key) != nil { continue }
      let suggestion = Spelling.suggestion(for: key.scalarText ?? "", among: names)
      if policy == .rejected {
        report.add(finding(key, mismatch, suggestion, request))
      } else if let suggestion, key.parent?.value(of: suggestion) == nil {
        // Nobody knows what happens to such keys here, but this one is a slip.
        var finding = finding(key, mismatch, suggestion, request)
        finding.severity = .warning
        report.add(finding)
      }
    }
  }

  /// A key of another endpoint: the reader is told where its place is here.
  private static func moved(_ mismatch: Mismatch, to place: String, _ request: Request) -> Finding {
    let key = mismatch.node
    let name = (key.scalarText ?? "").excerpt
    var finding = Finding(at: key, "`\(request.endpoint.id)` knows no parameter `\(name)`; here it is `\(place)`")
    finding.settle(mismatch, request)
    finding.note = mismatch.provenance.note(nil)
    let isNeighbour = !place.contains(".") && key.parent?.value(of: place) == nil
    if isNeighbour, let member = key.member {
      finding.fixes = [Fix(title: "rename it to `\(place)`", safety: .unsafe, edits: member.renaming(to: place))]
    }
    return finding
  }

  private static func finding(_ key: Node, _ mismatch: Mismatch, _ suggestion: String?, _ request: Request) -> Finding {
    let name = key.scalarText ?? ""
    let parent = key.parent
    // Of what is merged into the body by `<<` the place is the body, too.
    let place = parent.map(request.param) ?? ""
    let owner = place.isEmpty ? request.provider.name : "`\(place)`"
    var message = "\(owner) knows no parameter `\(name.excerpt)`"
    if let suggestion { message += "; did you mean `\(suggestion)`?" }
    var finding = Finding(at: key, message)
    finding.settle(mismatch, request)
    // The name that was meant may stand there already, and the model may know it by another one.
    let refusal = suggestion.flatMap { name in
      request.profile?.parameters.first { $0.path == [name] && $0.verdict == .nothing }
    }
    let meant = refusal == nil ? suggestion : refusal?.instead
    let isTaken = meant.map { parent?.value(of: $0) != nil } ?? false
    if let meant, let member = key.member, !isTaken {
      finding.fixes.append(Fix(title: "rename it to `\(meant)`", safety: .safe, edits: member.renaming(to: meant)))
    } else if let meant, isTaken {
      finding.help = "`\(meant)` is set as well; remove one of them"
    } else if let suggestion, let model = request.modelName {
      finding.help = "\(model) does not take `\(suggestion)` either"
    }
    if finding.fixes.isEmpty, let edits = key.member?.removal {
      finding.fixes.append(Fix(title: "remove it", safety: .unsafe, edits: edits))
    }
    return finding
  }
}
