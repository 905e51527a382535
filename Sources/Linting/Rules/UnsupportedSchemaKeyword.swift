import DocumentTree
import Facts

/// A keyword of JSON Schema, or a value of one, that the API does not take.
package enum UnsupportedSchemaKeyword: Rule {
  package static let card = RuleCard(
    id: "unsupported-schema-keyword", since: "0.1.0", severity: .error,
    summary: "A schema uses a keyword, or a `format`, outside the subset that the API takes.",
    why: """
      Strict schemas are turned into a grammar, and not every keyword can be. The answer is 400 with "'oneOf' is not \
      permitted", "'uri' is not a valid format" or "$ref cannot have keywords".
      """,
    examples: [
      .bad(
        #"{"type": "object", "properties": {"when": {«"oneOf"»: [{"type": "string"}, {"type": "number"}]}}, "required": ["when"], "additionalProperties": false}"#,
        fixed:
          #"{"type": "object", "properties": {"when": {"anyOf": [{"type": "string"}, {"type": "number"}]}}, "required": ["when"], "additionalProperties": false}"#,
        api: "openai/strict-schema"),
      .bad(
        #"{"type": "object", "properties": {"url": {"type": "string", "format": «"uri"»}}, "required": ["url"], "additionalProperties": false}"#,
        fixed:
          #"{"type": "object", "properties": {"url": {"type": "string"}}, "required": ["url"], "additionalProperties": false}"#,
        api: "openai/strict-schema"),
      .bad(
        ##"{"type": "object", "properties": {"a": {"$ref": "#/$defs/a", «"description"»: "x"}}, "required": ["a"], "additionalProperties": false, "$defs": {"a": {"type": "string"}}}"##,
        fixed:
          ##"{"type": "object", "properties": {"a": {"$ref": "#/$defs/a"}}, "required": ["a"], "additionalProperties": false, "$defs": {"a": {"type": "string"}}}"##,
        api: "openai/strict-schema"),
      .good(
        #"{"type": "object", "properties": {"day": {"type": "string", "format": "date"}}, "required": ["day"], "additionalProperties": false}"#,
        api: "openai/strict-schema"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.schemaFaults {
      switch fault.kind {
      case .keyword(let fact) where fact.path != [OpenObject.keyword]: report.add(keyword(fact, fault, request))
      case .besideReference: report.add(besideReference(fault, request))
      default: break
      }
    }
  }

  private static func keyword(_ fact: ParameterFact, _ fault: SchemaFault, _ request: Request) -> Finding {
    let name = fact.path.first ?? ""
    let title = fault.site.subset.title
    var finding: Finding
    switch fact.verdict {
    case .nothing: finding = Finding(at: fault.node, "`\(name)` cannot stand in \(title)")
    case .only(let values):
      let given = fault.node.scalarText ?? ""
      finding = Finding(
        at: fault.node, "`\(name)` is `\(given.excerpt)`, and \(title) takes \(Wording.values(values)) there")
    case .allBut, .within, .noLongerThan, .sizes, .keysUpTo:
      finding = Finding(at: fault.node, "\(title) does not take this value of `\(name)`")
    }
    finding.settle(fault, request)
    finding.note = fault.provenance.note(fact.why)
    guard let member = fault.node.member else { return finding }
    if let instead = fact.instead, member.key.parent?.value(of: instead) == nil {
      finding.fixes = [Fix(title: "write `\(instead)`", safety: .unsafe, edits: member.renaming(to: instead))]
    } else if let edits = member.removal {
      finding.fixes = [Fix(title: "remove `\(name)`", safety: .unsafe, edits: edits)]
    }
    return finding
  }

  private static func besideReference(_ fault: SchemaFault, _ request: Request) -> Finding {
    let name = fault.node.scalarText ?? ""
    var finding = Finding(
      at: fault.node, "`$ref` stands alone in \(fault.site.subset.title), and `\(name.excerpt)` stands beside it")
    finding.settle(fault, request)
    if let edits = fault.node.member?.removal {
      finding.fixes = [Fix(title: "remove `\(name.excerpt)`", safety: .unsafe, edits: edits)]
    }
    return finding
  }
}
