package import DocumentTree
import SourceText

/// A YAML alias to an anchor that does not stand above it.
package enum UndefinedAlias: Rule {
  package static let card = RuleCard(
    id: "undefined-alias", since: "0.1.0", severity: .error,
    summary: "A YAML alias names an anchor that does not exist above it in the same document.",
    why: "No reader can load the file.",
    examples: [
      .bad("model: gpt-4o\nmessages: «*history»\n", as: .yaml),
      .good("model: &name gpt-4o\nuser: *name\n", as: .yaml),
    ])

  package static func check(_ document: Document, _ report: inout Report) {
    for error in document.errors where error.kind == .undefinedAlias {
      let name = document.source.text(error.range).dropFirst()
      report.add(Finding(at: error.range, of: nil, "no anchor `&\(String(name).excerpt)` stands above this alias"))
    }
  }
}
