import DocumentTree
import Facts

/// Parameters that may not stand together.
package enum ConflictingParameters: Rule {
  package static let card = RuleCard(
    id: "conflicting-parameters", since: "0.1.0", severity: .error,
    summary: "Two parameters exclude each other.",
    why: "The API refuses the pair, because each says how the same thing is to be done.",
    examples: [
      .bad(
        #"{"model": "llama3.2", "prompt": "Hi", "raw": true, «"system"»: "Be brief"}"#, api: "ollama/api-generate"),
      .good(#"{"model": "llama3.2", "prompt": "Hi", "system": "Be brief"}"#, api: "ollama/api-generate"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .conflict(let other, let why) = mismatch.kind else { continue }
      let (name, otherName) = (mismatch.node.scalarText ?? "", other.scalarText ?? "")
      var finding = Finding(at: mismatch.node, "`\(name)` cannot stand beside `\(otherName)`")
      finding.settle(mismatch, request)
      finding.related = [(other.range, "it excludes this one")]
      finding.note = mismatch.provenance.note(why)
      if let edits = mismatch.node.member?.removal {
        finding.fixes = [Fix(title: "remove `\(name)`", safety: .unsafe, edits: edits)]
      }
      report.add(finding)
    }
  }
}
