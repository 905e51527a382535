import DocumentTree
import Facts

/// A name with characters that the API does not take.
package enum InvalidName: Rule {
  package static let card = RuleCard(
    id: "invalid-name", since: "0.1.0", severity: .error,
    summary: "A name has a character that the API does not take in names.",
    why:
      "Names of tools, schemas and participants are made of few characters. Blanks, dots and slashes are the usual reason for a 400.",
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "tools": [{"type": "function", "function": {"name": «"get weather"»}}]}"#,
        fixed:
          #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "tools": [{"type": "function", "function": {"name": "get_weather"}}]}"#
      ),
      .good(
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "get_weather"}}]}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .wrongCharacters(let pattern) = mismatch.kind, let text = mismatch.node.scalarText else { continue }
      let node = mismatch.node
      let misfit = pattern.firstMisfit(in: text)
      let subject = node.isKey ? "the key `\(text.excerpt)`" : "`\(request.param(of: node).excerpt)`"
      let flaw = misfit.map { $0.isLeadingOnly ? "begins with \(name($0.scalar))" : "has \(name($0.scalar)) in it" }
      var finding = Finding(at: node, "\(subject) \(flaw ?? "has a character in it"), which names there cannot")
      finding.note = mismatch.summary
      finding.settle(mismatch, request)
      let mended = String(
        String.UnicodeScalarView(text.unicodeScalars.enumerated().map { pattern.takes($1, at: $0) ? $1 : "_" }))
      if !node.isKey, pattern.matches(mended) {
        finding.fixes = [Fix(title: "write `\(mended.excerpt)`", safety: .unsafe, edits: node.replacing(with: mended))]
      }
      report.add(finding)
    }
  }

  private static func name(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case " ": "a blank"
    case "\t", "\n", "\r": "white space"
    case "`": "a backquote"
    default: "`\(scalar)`"
    }
  }
}
