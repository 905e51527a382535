import DocumentTree
import Facts

/// A schema that lacks a keyword without which the API refuses it.
package enum IncompleteSchema: Rule {
  package static let card = RuleCard(
    id: "incomplete-schema", since: "0.1.0", severity: .error,
    summary: "A schema lacks a keyword that the API wants there: `properties`, `items` or `type`.",
    why: """
      JSON Schema itself asks for none of them. OpenAI answers 400 with "object schema missing properties", "array \
      schema missing items" or "schema must have a 'type' key".
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": «{»"type": "object"}}}]}"#,
        fixed:
          #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}]}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"tags": «{»"type": "array"}}}}}]}"#
      ),
      .bad(
        #"{"type": "object", "properties": {"a": «{»"description": "anything"}}, "required": ["a"], "additionalProperties": false}"#,
        api: "openai/strict-schema"),
      .good(
        #"{"model": "gpt-4o", "messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"tags": {"type": "array", "items": {}}}}}}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for fault in request.schemaFaults {
      switch fault.kind {
      case .missingKeyword(let name) where name != OpenObject.keyword: report.add(missing(name, fault, request))
      case .missingOneOf(let names): report.add(missing(oneOf: names, fault, request))
      default: break
      }
    }
  }

  private static func missing(_ name: String, _ fault: SchemaFault, _ request: Request) -> Finding {
    let kind = fault.node.schemaTypes.first { $0 == "array" || $0 == "object" } ?? "object"
    var finding = Finding(
      at: fault.node.opening, of: fault.node,
      "a schema of an \(kind) has no `\(name)`, which \(request.provider.name) wants")
    finding.settle(fault, request)
    // An object without members of its own is one with none; of an array nobody knows what is in it.
    if name == "properties", let edits = fault.node.adding(name, "{}") {
      finding.fixes = [Fix(title: "add `properties: {}`", safety: .safe, edits: edits)]
    } else {
      finding.help = "add `\(name)` with the schema of one item"
    }
    return finding
  }

  private static func missing(oneOf names: [String], _ fault: SchemaFault, _ request: Request) -> Finding {
    let first = names.first ?? "type"
    var finding = Finding(
      at: fault.node.opening, of: fault.node,
      "this schema does not say what it takes: \(fault.site.subset.title) has a `\(first)` everywhere")
    finding.settle(fault, request)
    finding.help = "add `\(first)`"
    return finding
  }
}
