import DocumentTree
import Facts

/// A model's name with capital letters in the wrong places.
package enum ModelNameCase: Rule {
  package static let card = RuleCard(
    id: "model-name-case", since: "0.1.0", severity: .error,
    summary: "A model's name differs from the real one in upper and lower case only.",
    why: "Most providers compare names byte by byte and answer 404 for a model that they have.",
    examples: [
      .bad(
        #"{"model": «"llama-3.3-70b-instruct"», "messages": []}"#, fixed: #"{"model": "Llama-3.3-70B-Instruct", "messages": []}"#,
        api: "telekom/chat-completions"),
      .good(#"{"model": "Llama-3.3-70B-Instruct", "messages": []}"#, api: "telekom/chat-completions"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let node = request.modelNode, let profile = request.profile, !profile.isKnown else { return }
    guard request.provider.models == .closed, request.provider.modelCase == .sensitive else { return }
    let names = request.facts.modelNames(at: request.provider)
    guard let name = names.first(where: { $0.lowercased() == profile.name.lowercased() }) else { return }
    var finding = Finding(at: node, "\(request.provider.name) minds upper and lower case: the model is called `\(name)`")
    finding.answer = request.answer(node, status: request.endpoint.unknownModelStatus, code: "model_not_found")
    finding.fixes = [Fix(title: "write `\(name)`", safety: .safe, edits: node.replacing(with: name))]
    report.add(finding)
  }
}
