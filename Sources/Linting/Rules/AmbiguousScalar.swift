import DocumentTree
import Facts
import SourceText

/// A plain YAML scalar that readers of YAML 1.1 and 1.2 type differently.
package enum AmbiguousScalar: Rule {
  package static let card = RuleCard(
    id: "ambiguous-scalar", since: "0.1.0", severity: .warning,
    summary: "A plain YAML scalar that readers of YAML 1.1 and of YAML 1.2 take for different types.",
    why: """
      PyYAML, and much that was built on YAML 1.1, reads `no` as false, `12:30` as 750, `014` as 12 and `1e3` as a string; \
      readers of YAML 1.2 do not. The API then gets another type than the one that was written.
      """,
    examples: [
      .bad("user: «no»\n", fixed: "user: \"no\"\n", as: .yaml),
      .bad("stop: [«12:30»]\n", fixed: "stop: [\"12:30\"]\n", as: .yaml),
      .bad("temperature: «1e-1»\n", fixed: "temperature: 0.1\n", as: .yaml),
      .good("user: \"no\"\ntemperature: 0.1\n", as: .yaml),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard request.document.format == .yaml else { return }
    for node in request.body.subtree where !node.hasCustomTag && !node.isReadAlike {
      let text = ArraySlice(node.rawText.utf8)
      let (new, old) = (CoreSchema.reading(of: text), YAML11Schema.reading(of: text))
      if !(node.isKey && old == .timestamp) { report.add(finding(node, new, old)) }
    }
  }

  private static func finding(_ node: Node, _ new: ScalarReading, _ old: ScalarReading) -> Finding {
    let text = node.rawText
    var finding = Finding(
      at: node, "`\(text)` is \(name(new)) to YAML 1.2 readers and \(name(old)) to YAML 1.1 readers such as PyYAML")
    let isNumber = new == .integer || new == .float
    if isNumber, let value = node.number, value.isFinite {
      let plain = value.shortest
      guard YAML11Schema.reading(of: ArraySlice(plain.utf8)) != .string, !plain.contains("e") else { return finding }
      finding.fixes = [Fix(title: "write \(plain)", safety: .safe, edits: [TextEdit(node.range, plain)])]
    } else {
      finding.fixes = [
        Fix(title: "put it in quotes", safety: .safe, edits: [TextEdit(node.range, "\"\(text.escapedForJSON)\"")])
      ]
    }
    return finding
  }

  private static func name(_ reading: ScalarReading) -> String {
    switch reading {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer, .float: "a number"
    case .timestamp: "a date"
    case .string: "a string"
    }
  }
}
