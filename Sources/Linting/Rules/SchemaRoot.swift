import DocumentTree
import Facts

/// A schema whose root is not the object that the API wants.
package enum SchemaRoot: Rule {
  package static let card = RuleCard(
    id: "schema-root", since: "0.1.0", severity: .error,
    summary: "The root of a schema is not what the API takes there, mostly an object.",
    why: """
      Arguments and structured answers are JSON objects, so their schemas begin with `type: object`; a choice such as \
      `anyOf` or `oneOf` goes into a property. The answer is 400 with "schema must have type 'object'".
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": «"array"», "items": {"type": "string"}}}}]}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": «{»"properties": {}}}}]}"#,
        fixed:
          #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"properties": {}, "type": "object"}}}]}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}, «"anyOf"»: [{"required": ["a"]}]}}}]}"#
      ),
      .good(
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.schemaFaults {
      switch fault.kind {
      case .rootType(let type): report.add(wrongType(fault, type, request))
      case .rootKeyword: report.add(keyword(fault, request))
      default: break
      }
    }
  }

  private static func wrongType(_ fault: SchemaFault, _ type: String, _ request: Request) -> Finding {
    let isAbsent = fault.node == fault.site.node
    let given = fault.site.node.schemaTypes.map { "`\($0.excerpt)`" }
    let actual = given.isEmpty ? "no `type`" : "the type \(Wording.list(given, "and"))"
    var finding = Finding(
      at: isAbsent ? fault.node.opening : fault.node.range, of: fault.node,
      "the schema has \(actual) at its root, and \(request.provider.name) takes only `\(type)`")
    finding.settle(fault, request)
    if isAbsent, let edits = fault.node.adding("type", "\"\(type)\"") {
      finding.fixes = [Fix(title: "add `type: \(type)`", safety: .safe, edits: edits)]
    } else if !isAbsent {
      finding.help = "put the schema into a property of an object"
    }
    return finding
  }

  private static func keyword(_ fault: SchemaFault, _ request: Request) -> Finding {
    let name = fault.node.scalarText ?? ""
    var finding = Finding(at: fault.node, "`\(name.excerpt)` cannot stand at the root of \(fault.site.subset.title)")
    finding.settle(fault, request)
    finding.help = "put the choice into a property of the object"
    return finding
  }
}

extension Finding {
  /// Takes the severity, the reason and the predicted answer from a schema's fault.
  mutating func settle(_ fault: SchemaFault, _ request: Request) {
    severity = Severity(fault.provenance.confidence)
    note = fault.provenance.note(nil)
    answer = request.answer(fault.node, status: fault.site.status)
  }
}
