import DocumentTree
import Facts
import SourceText

/// An object of a strict schema that lets other keys in.
package enum OpenObject: Rule {
  static let keyword = "additionalProperties"

  package static let card = RuleCard(
    id: "open-object", since: "0.1.0", severity: .error,
    summary: "An object in a strict schema does not have `additionalProperties: false`.",
    why: """
      Strict schemas are closed: every object, also the ones inside, says `additionalProperties: false`. The answer is \
      400 with "'additionalProperties' is required to be supplied and to be false".
      """,
    examples: [
      .bad(
        #"«{»"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}"#,
        fixed:
          #"{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"], "additionalProperties": false}"#,
        api: "openai/strict-schema"),
      .bad(
        #"{"type": "object", "properties": {}, "additionalProperties": «true»}"#,
        fixed: #"{"type": "object", "properties": {}, "additionalProperties": false}"#, api: "openai/strict-schema"),
      .bad(
        """
        «type»: object
        properties:
          city:
            type: string
        required: [city]
        """,
        fixed: """
          type: object
          additionalProperties: false
          properties:
            city:
              type: string
          required: [city]
          """, api: "openai/strict-schema", as: .yaml),
      .good(#"{"type": "object", "properties": {}, "additionalProperties": false}"#, api: "openai/strict-schema"),
      .good(
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.schemaFaults {
      switch fault.kind {
      case .missingKeyword(keyword):
        let message = "an object in \(fault.site.subset.title) is closed, and this one has no `\(keyword): false`"
        var finding = Finding(at: fault.node.opening, of: fault.node, message)
        finding.settle(fault, request)
        if let edits = fault.node.adding(keyword, "false") {
          finding.fixes = [Fix(title: "add `\(keyword): false`", safety: .safe, edits: edits)]
        }
        report.add(finding)
      case .keyword(let fact) where fact.path == [keyword]:
        let message = "`\(keyword)` is not `false`, and an object in \(fault.site.subset.title) is closed"
        var finding = Finding(at: fault.node, message)
        finding.settle(fault, request)
        finding.fixes = [
          Fix(title: "write `false`", safety: .unsafe, edits: [.init(fault.node.range, "false")])
        ]
        report.add(finding)
      default: break
      }
    }
  }
}
