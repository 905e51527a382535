import DocumentTree
import Facts
import SourceText

/// A required key that is absent.
package enum MissingParameter: Rule {
  package static let card = RuleCard(
    id: "missing-parameter", since: "0.1.0", severity: .error,
    summary: "A key that the API requires is absent.",
    why: "The API answers 400. Inside unions only the keys of the branch that was meant are required.",
    examples: [
      .bad(#"«{»"model": "gpt-4o"}"#),
      .bad(#"{"model": "gpt-4o", "messages": [{"role": "user", "content": [«{»"type": "text"}]}]}"#),
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", «"contnet"»: "Hi"}]}"#,
        fixed: #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#),
      .good(#"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      switch mismatch.kind {
      case .missingKey(let key, let misspelt):
        let message = "`\(key)` is missing\(place(mismatch.node, request))"
        report.add(finding(mismatch, request, [key], misspelt, message))
      case .missingOneOf(let keys, let misspelt):
        let names = Wording.list(keys.map { "`\($0)`" })
        let message = "one of \(names) is missing\(place(mismatch.node, request))"
        report.add(finding(mismatch, request, keys, misspelt, message))
      default: break
      }
    }
  }

  private static func finding(
    _ mismatch: Mismatch, _ request: Request, _ keys: [String], _ misspelt: Node?, _ message: String
  ) -> Finding {
    let node = mismatch.node
    var finding = Finding(at: node.opening, of: node, message)
    if let misspelt, let member = misspelt.member, let name = Spelling.suggestion(for: member.name, among: keys) {
      finding = Finding(at: misspelt, message + "; `\(member.name.excerpt)` looks like it")
      finding.fixes = [Fix(title: "rename it to `\(name)`", safety: .safe, edits: member.renaming(to: name))]
    }
    finding.severity = Severity(mismatch.provenance.confidence)
    let inner = request.param(of: node)
    let param = keys.first.map { inner.isEmpty ? $0 : "\(inner).\($0)" }
    finding.answer = Answer(status: mismatch.status, code: nil, param: param)
    return finding
  }

  private static func place(_ node: Node, _ request: Request) -> String {
    node == request.body ? "" : " in `\(request.param(of: node).excerpt)`"
  }
}
