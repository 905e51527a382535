import DocumentTree
import Facts
import SourceText

/// A value of the wrong JSON type.
package enum WrongType: Rule {
  package static let card = RuleCard(
    id: "wrong-type", since: "0.1.0", severity: .error,
    summary: "A value has a JSON type that the API does not take there.",
    why: "APIs do not convert types: a number in quotes, a single string for a list or a list for a string is a 400.",
    examples: [
      .bad(#"{"model": "gpt-4o", "temperature": «"0.2"»}"#, fixed: #"{"model": "gpt-4o", "temperature": 0.2}"#),
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": «"https://example.com/a.png"»}]}]}"#
      ),
      .good(#"{"model": "gpt-4o", "temperature": 0.2}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .wrongType(let expected) = mismatch.kind else { continue }
      let node = mismatch.node
      let name = request.param(of: node)
      var finding = Finding(
        at: node, "`\(name.excerpt)` is \(actual(node)), and \(request.provider.name) takes \(Wording.types(expected))")
      finding.settle(mismatch, request)
      finding.fixes = fix(node, expected, request).map { [$0] } ?? []
      report.add(finding)
    }
  }

  private static func actual(_ node: Node) -> String {
    switch node.kind {
    case .null: "null"
    case .true: "`true`"
    case .false: "`false`"
    case .number: "the number \(node.rawText.excerpt)"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    case .alias, .missing: "nothing"
    }
  }

  /// A number or a boolean loses its quotes or gets them.
  private static func fix(_ node: Node, _ expected: Shape.Types, _ request: Request) -> Fix? {
    if node.kind == .string, let text = node.string {
      let inner = Document.parse(.init(text), as: .json)
      guard inner.errors.isEmpty, let value = inner.roots.first, !value.types.isDisjoint(with: expected) else {
        return nil
      }
      guard value.kind == .number || value.boolean != nil else { return nil }
      return Fix(title: "write it without quotes", safety: .safe, edits: [.init(node.range, text)])
    }
    guard expected.contains(.string), node.kind == .number, !hasNamedValues(node, request) else { return nil }
    return Fix(
      title: "put it in quotes", safety: .safe, edits: [.init(node.range, "\"\(node.rawText.escapedForJSON)\"")])
  }

  /// Whether the strings that are taken here are a list, which a number in quotes is hardly on.
  private static func hasNamedValues(_ node: Node, _ request: Request) -> Bool {
    guard let shape = ShapeNavigator(request).shape(of: node) else { return false }
    let branches = [shape] + request.facts.resolved(shape).anyOf
    return branches.contains { request.facts.resolved($0).values != nil }
  }
}
