import DocumentTree
import Facts

/// Data that should be base64 and is not.
package enum InvalidBase64: Rule {
  package static let card = RuleCard(
    id: "invalid-base64", since: "0.1.0", severity: .error,
    summary: "Data that should be base64 is not.",
    why: "The server cannot decode it and answers 400, as Ollama does with \"illegal base64 data at input byte N\".",
    examples: [
      .bad(#"{"model": "llava", "prompt": "Hi", "images": [«"cat.png"»]}"#, api: "ollama/api-generate"),
      .good(#"{"model": "llava", "prompt": "Hi", "images": ["iVBORw0KGgoAAAANSUhEUg=="]}"#, api: "ollama/api-generate"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .formatted(let format, _) = mismatch.kind, format == .base64 || format == .base64Image else { continue }
      guard let text = mismatch.node.string, !isLeftToInvalidImageURL(text, format), let flaw = Base64.flaw(in: text) else { continue }
      let reason =
        switch flaw {
        case .character(let scalar): "it has `\(scalar)` in it"
        case .length: "its end is missing"
        }
      var finding = Finding(at: mismatch.node, "the data is not base64: \(reason)")
      finding.severity = Severity(mismatch.provenance.confidence)
      finding.answer = request.answer(mismatch.node, status: mismatch.status)
      report.add(finding)
    }
  }

  private static func isLeftToInvalidImageURL(_ text: String, _ format: Shape.Format) -> Bool {
    let start = text.prefix(8).lowercased()
    return format == .base64Image && (start.hasPrefix("data:") || start.hasPrefix("http://") || start.hasPrefix("https://"))
  }
}
