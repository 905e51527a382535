import DocumentTree
import Facts

/// A property of a strict schema that `required` does not list.
package enum OptionalProperty: Rule {
  package static let card = RuleCard(
    id: "optional-property", since: "0.1.0", severity: .error,
    summary: "`required` in a strict schema does not list the properties of its object.",
    why: """
      Strict schemas have no optional properties: one that may be absent is required and takes null as well. The answer \
      is 400 with "'required' is required to be supplied and to be an array including every key in properties".
      """,
    examples: [
      .bad(
        #"{"type": "object", "properties": {"city": {"type": "string"}, "unit": {"type": "string"}}, "required": «["city"]», "additionalProperties": false}"#,
        fixed:
          #"{"type": "object", "properties": {"city": {"type": "string"}, "unit": {"type": "string"}}, "required": ["city", "unit"], "additionalProperties": false}"#,
        api: "openai/strict-schema"),
      .bad(
        #"{"type": "object", «"properties"»: {"city": {"type": "string"}}, "additionalProperties": false}"#,
        fixed:
          #"{"type": "object", "properties": {"city": {"type": "string"}}, "additionalProperties": false, "required": ["city"]}"#,
        api: "openai/strict-schema"),
      .bad(
        #"{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city", «"country"»], "additionalProperties": false}"#,
        fixed:
          #"{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"], "additionalProperties": false}"#,
        api: "openai/strict-schema"),
      .good(
        #"{"type": "object", "properties": {"city": {"type": ["string", "null"]}}, "required": ["city"], "additionalProperties": false}"#,
        api: "openai/strict-schema"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.schemaFaults {
      switch fault.kind {
      case .optional(let names, let object): report.add(optional(names, of: object, fault, request))
      case .unknownRequired(let meant): report.add(unknown(fault, meant, request))
      default: break
      }
    }
  }

  private static func optional(_ names: [String], of object: Node, _ fault: SchemaFault, _ request: Request) -> Finding
  {
    let shown = names.prefix(3).map { "`\($0.excerpt)`" } + (names.count > 3 ? ["\(names.count - 3) more"] : [])
    let lacks = fault.node.isKey ? "there is no `required`" : "`required` leaves out \(Wording.list(shown, "and"))"
    var finding = Finding(at: fault.node, "\(lacks), and every property in \(fault.site.subset.title) is required")
    finding.settle(fault, request)
    let list = names.map { "\"\($0.escapedForJSON)\"" }.joined(separator: ", ")
    let edits = fault.node.isKey ? object.adding("required", "[\(list)]") : fault.node.appending(names)
    if let edits {
      let title = names.count == 1 ? "require \(shown[0])" : "require all properties"
      finding.fixes = [Fix(title: title, safety: .unsafe, edits: edits)]
    }
    finding.help = "let what may be absent take null, as in `type: [string, null]`"
    return finding
  }

  private static func unknown(_ fault: SchemaFault, _ meant: String?, _ request: Request) -> Finding {
    var message = "`required` lists `\((fault.node.string ?? "").excerpt)`, which is none of the properties"
    if let meant { message += "; did you mean `\(meant)`?" }
    var finding = Finding(at: fault.node, message)
    finding.settle(fault, request)
    if let edits = fault.node.itemRemoval {
      finding.fixes = [Fix(title: "remove it from `required`", safety: .safe, edits: edits)]
    }
    return finding
  }
}
