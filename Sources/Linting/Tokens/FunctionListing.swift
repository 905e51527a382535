import DocumentTree
import Facts

/// Functions as OpenAI shows them to its models: a TypeScript namespace.
struct FunctionListing {
  private let style: TokenFormula.Listing
  private(set) var text = "namespace functions {\n\n"
  /// What the functions cost beyond the text.
  private(set) var extra = 0
  /// Whether everything in the functions is of the kinds whose form is known.
  private(set) var isCertain = true
  /// How many tokens more or less it may be, where a detail of the form is not known.
  private(set) var doubt = 0
  /// How many schemas are still looked at: with aliases a small file can mean endlessly many.
  private var budget = 20_000

  /// - Parameter functions: objects with `name`, `description`, `parameters`.
  init(_ functions: [Node], _ style: TokenFormula.Listing) {
    self.style = style
    for function in functions { add(function) }
    text += "} // namespace functions"
  }

  private mutating func add(_ function: Node) {
    let description = comment(function["description"]?.string ?? "")
    if description.isEmpty { extra += style.undescribed }
    text += description
    let name = function["name"]?.string ?? ""
    let parameters = function["parameters"]
    let members = parameters?["properties"]?.meantMembers ?? []
    if members.isEmpty {
      // An object that may have any members is shown in a way of its own.
      if let parameters, parameters.kind != .null, parameters["additionalProperties"]?.boolean != false {
        isCertain = false
      }
      text += "type \(name) = () => any;\n\n"
      return
    }
    var comments = parameters.map { self.comments($0) } ?? ""
    var isDescribed = false
    let required = Set(parameters?["required"]?.items.compactMap(\.string) ?? [])
    var lines: [String] = []
    var isCommented = !comments.isEmpty
    for member in members {
      guard let schema = member.value.meant, schema.kind == .object else {
        isCertain = false
        continue
      }
      let above = self.comments(schema)
      if schema["description"] != nil {
        isDescribed = true
        if schema["enum"] != nil { doubt += 2 }
      }
      if !above.isEmpty { isCommented = true }
      lines.append(above + "\(member.name)\(required.contains(member.name) ? "" : "?"): \(type(of: schema, depth: 0)),")
    }
    if let parameters {
      check(parameters)
      // What describes the parameters as a whole stands elsewhere at some models.
      if parameters["description"] != nil { isCertain = false }
    }
    if members.count > 1, style.comments.contains("title"), members.contains(where: { $0.value.meant?["title"] != nil })
    {
      isCertain = false
    }
    if isDescribed { extra += style.described }
    if isCommented {
      comments += lines.map { $0 + "\n" }.joined()
      text += "type \(name) = (_: {\n\(comments)}) => any;\n\n"
    } else {
      text += "type \(name) = (_: { \(lines.joined(separator: " ").dropLast()) }) => any;\n\n"
    }
  }

  private mutating func type(of schema: Node, depth: Int) -> String {
    budget -= 1
    guard budget > 0 else {
      isCertain = false
      return "any"
    }
    check(schema)
    if let values = schema["enum"] {
      return values.items.map { $0.meant?.kind == .string ? "\"\($0.meant?.string ?? "")\"" : $0.rawText }
        .joined(separator: " | ")
    }
    switch schema["type"]?.string {
    case "string": return "string"
    case "number", "integer": return "number"
    case "boolean": return "boolean"
    case "array":
      guard let items = schema["items"], items.kind == .object else { return "any[]" }
      if items["$ref"] != nil { return "any[]" }
      guard depth < 8 else { return "any[]" }
      return type(of: items, depth: depth + 1) + "[]"
    case "object":
      isCertain = false
      let members = schema["properties"]?.meantMembers ?? []
      guard !members.isEmpty, depth < 8 else { return "object" }
      let lines = members.map { member in
        "\(member.name): \(member.value.meant.map { type(of: $0, depth: depth + 1) } ?? "any"),\n"
      }
      return "{\n\(lines.joined())}"
    default:
      isCertain = false
      return "any"
    }
  }

  /// Looks for keywords whose form is not known.
  private mutating func check(_ schema: Node) {
    let known: Set<String> = [
      "type", "properties", "required", "items", "enum", "additionalProperties", "$defs", "$schema",
    ]
    let others = schema.meantMembers.lazy.map(\.name).filter { !known.contains($0) }
    if others.contains(where: { !style.comments.contains($0) && !style.unseen.contains($0) }) { isCertain = false }
  }

  private func comments(_ schema: Node) -> String {
    style.comments.map { comment(schema[$0]?.string ?? "") }.joined()
  }

  /// Each line as a comment of its own; blanks at the ends are left out.
  private func comment(_ description: String) -> String {
    var lines = description.split(separator: "\n", omittingEmptySubsequences: false).map(\.trimmedAtEnd)
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.map { $0.isEmpty ? "//\n" : "// \($0)\n" }.joined()
  }
}

extension Substring {
  /// The text without the blanks at its end.
  fileprivate var trimmedAtEnd: Substring {
    guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return self[...last]
  }
}
