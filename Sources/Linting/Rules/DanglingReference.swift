import DocumentTree
import Facts

/// A `$ref` that leads nowhere, or to where the API does not follow it.
package enum DanglingReference: Rule {
  package static let card = RuleCard(
    id: "dangling-reference", since: "0.1.0", severity: .error,
    summary: "A `$ref` leads to nothing, or to something that is not among the definitions at the root.",
    why: """
      A pointer is counted from the root of the schema itself, not of the body. OpenAI's strict schemas follow only \
      `#`, `#/$defs/…` and `#/definitions/…`: "reference can only point to definitions defined at the top level of the \
      schema".
      """,
    examples: [
      .bad(
        ##"{"type": "object", "properties": {"a": {"$ref": «"#/$defs/adress"»}}, "required": ["a"], "additionalProperties": false, "$defs": {"address": {"type": "string"}}}"##,
        fixed:
          ##"{"type": "object", "properties": {"a": {"$ref": "#/$defs/address"}}, "required": ["a"], "additionalProperties": false, "$defs": {"address": {"type": "string"}}}"##,
        api: "openai/strict-schema"),
      .bad(
        ##"{"type": "object", "properties": {"a": {"type": "string"}, "b": {"$ref": «"#/properties/a"»}}, "required": ["a", "b"], "additionalProperties": false}"##,
        api: "openai/strict-schema"),
      .good(
        ##"{"type": "object", "properties": {"next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}, "required": ["next"], "additionalProperties": false}"##,
        api: "openai/strict-schema"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.schemaFaults {
      switch fault.kind {
      case .danglingReference: report.add(dangling(fault, request))
      case .notADefinition(let definitions):
        let places = Wording.list(definitions.map { "`#/\($0)/`" })
        var finding = Finding(at: fault.node, "the `$ref` leads to none of the definitions under \(places)")
        finding.settle(fault, request)
        finding.help = "move what it means to `\(definitions.first ?? "$defs")` at the root of the schema"
        report.add(finding)
      default: break
      }
    }
  }

  private static func dangling(_ fault: SchemaFault, _ request: Request) -> Finding {
    let text = fault.node.string ?? ""
    let candidates = ["$defs", "definitions"].flatMap { name in
      (fault.site.node[name]?.meantMembers ?? []).prefix(256).map { "#/\(name)/\($0.name)" }
    }
    let suggestion = Spelling.suggestion(for: text, among: candidates)
    var message = "the `$ref` `\(text.excerpt)` leads to nothing in this schema"
    if let suggestion { message += "; did you mean `\(suggestion)`?" }
    var finding = Finding(at: fault.node, message)
    finding.settle(fault, request)
    if let suggestion {
      finding.fixes = [
        Fix(title: "write `\(suggestion)`", safety: .safe, edits: fault.node.replacing(with: suggestion))
      ]
    }
    return finding
  }
}
