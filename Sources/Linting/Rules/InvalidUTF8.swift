package import DocumentTree
import SourceText

/// Bytes that are not UTF-8.
package enum InvalidUTF8: Rule {
  package static let card = RuleCard(
    id: "invalid-utf8", since: "0.1.0", severity: .error,
    summary: "The text is not UTF-8.",
    why:
      "JSON between systems is UTF-8 (RFC 8259, section 8.1), and APIs refuse other bytes or read them as other letters.",
    examples: [.good(#"{"model": "gpt-4o", "user": "Jürgen"}"#)])

  package static func check(_ document: Document, _ report: inout Report) {
    guard !document.format.isText else { return }
    for error in document.errors {
      switch error.kind {
      case .notUTF8(let encoding):
        var finding = Finding(at: error.range, of: nil, "the file is \(encoding), and APIs read UTF-8 only")
        finding.help = "save it as UTF-8"
        report.add(finding)
      case .malformedUTF8:
        let count = error.range.count
        report.add(
          Finding(
            at: error.range, of: nil, count == 1 ? "this byte is not UTF-8" : "these \(count) bytes are not UTF-8"))
      default: break
      }
    }
  }
}
