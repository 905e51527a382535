package import DocumentTree
import SourceText

/// A byte order mark before the text.
package enum ByteOrderMark: Rule {
  package static let card = RuleCard(
    id: "byte-order-mark", since: "0.1.0", severity: .warning,
    summary: "The file starts with a byte order mark.",
    why:
      "JSON texts must not start with one (RFC 8259, section 8.1). Python's and Go's readers refuse it, others skip it.",
    examples: [
      .bad("«\u{FEFF}»{\"model\": \"gpt-4o\"}", fixed: #"{"model": "gpt-4o"}"#),
      .good(#"{"model": "gpt-4o"}"#),
    ])

  package static func check(_ document: Document, _ report: inout Report) {
    guard !document.format.isText else { return }
    let length = document.byteOrderMarkLength
    guard length > 0 else { return }
    let range = ByteRange(0, length)
    var finding = Finding(at: range, of: nil, "the file starts with a byte order mark, which strict readers refuse")
    finding.fixes = [Fix(title: "remove it", safety: .safe, edits: [.removal(range)])]
    report.add(finding)
  }
}
