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
      .good(#"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      switch mismatch.kind {
      case .missingKey(let key):
        report.add(finding(mismatch, request, [key], "`\(key)` is missing\(place(mismatch.node, request))"))
      case .missingOneOf(let keys):
        let names = Wording.list(keys.map { "`\($0)`" })
        report.add(finding(mismatch, request, keys, "one of \(names) is missing\(place(mismatch.node, request))"))
      default: break
      }
    }
  }

  private static func finding(_ mismatch: Mismatch, _ request: Request, _ keys: [String], _ message: String) -> Finding {
    let node = mismatch.node
    // The opening bracket, or the first key of a YAML block.
    let isFlow = node.document.source.byte(at: node.range.lower) == UInt8(ascii: "{")
    let end = isFlow ? node.range.lower + 1 : node.members.first { _ in true }?.key.range.upper ?? node.range.lower
    var finding = Finding(at: .init(node.range.lower, end), of: node, message)
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
