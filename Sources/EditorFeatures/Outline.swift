import DocumentTree
import Facts
package import Linting
package import SourceText

/// One line of the outline of a text.
package struct OutlineItem: Sendable {
  package enum Kind: Sendable {
    case request, messages, message, tool, property
  }

  package let name: String
  package let detail: String
  package let kind: Kind
  /// In bytes of the text.
  package let range: ByteRange
  /// What is marked when the item is chosen; within `range`.
  package let selection: ByteRange
  package let children: [OutlineItem]
}

extension Analysis {
  /// How many items an outline has at the most.
  private static let itemLimit = 2000
  /// How deep it goes into a schema.
  private static let schemaDepthLimit = 32

  /// The requests with their messages and tools; the outline shows only what the editor itself has open.
  package var outline: [OutlineItem] {
    var left = Self.itemLimit
    var items: [OutlineItem] = []
    for part in parts {
      for request in part.requests where request.document === part.document {
        guard left > 0 else { return items }
        items.append(Self.item(for: request, part.offset, &left))
      }
    }
    return items
  }

  private static func item(for request: Request, _ offset: Int, _ left: inout Int) -> OutlineItem {
    left -= 1
    var children: [OutlineItem] = []
    for name in ["messages", "input", "tools"] {
      guard let list = request.body[name], list.kind == .array, let member = list.member else { continue }
      var items: [OutlineItem] = []
      for item in list.items {
        guard left > 0 else { break }
        items.append(entry(item, isTool: name == "tools", offset, &left))
      }
      children.append(
        OutlineItem(
          name: name, detail: Wording.count(items.count, "items"), kind: .messages,
          range: member.range.shifted(by: offset), selection: member.key.range.shifted(by: offset), children: items))
    }
    let selection = request.modelNode?.range ?? ByteRange(request.body.range.lower, request.body.range.lower)
    return OutlineItem(
      name: request.modelNode?.string ?? request.endpoint.id,
      detail: "\(request.provider.name) · \(request.endpoint.id)",
      kind: .request, range: request.body.range.shifted(by: offset), selection: selection.shifted(by: offset),
      children: children + properties(of: request.body["response_format"]?["json_schema"]?["schema"], offset, &left))
  }

  private static func entry(_ node: Node, isTool: Bool, _ offset: Int, _ left: inout Int) -> OutlineItem {
    left -= 1
    let name: String
    var detail = ""
    var children: [OutlineItem] = []
    if isTool {
      let definition = node["function"] ?? node["custom"] ?? node
      name = definition["name"]?.string ?? node["type"]?.string ?? "tool"
      detail = node["type"]?.string ?? ""
      children = properties(of: definition["parameters"] ?? definition["input_schema"], offset, &left)
    } else {
      name = node["role"]?.string ?? node["type"]?.string ?? "item \(node.ordinal)"
      detail = firstWords(of: node["content"] ?? node["text"] ?? node)
    }
    return OutlineItem(
      name: name, detail: detail, kind: isTool ? .tool : .message, range: node.range.shifted(by: offset),
      selection: ByteRange(node.range.lower, node.range.lower).shifted(by: offset), children: children)
  }

  /// The properties that a schema describes, each with what is in it.
  private static func properties(of schema: Node?, _ offset: Int, _ left: inout Int, depth: Int = 0) -> [OutlineItem] {
    // A schema of an array describes the items.
    guard depth < schemaDepthLimit, let schema = schema.map({ $0["items"] ?? $0 }),
      let properties = schema["properties"]
    else { return [] }
    var items: [OutlineItem] = []
    for member in properties.members where left > 0 {
      left -= 1
      let type = member.value["type"]
      items.append(
        OutlineItem(
          name: member.name, detail: type?.string ?? type?.items.compactMap(\.string).joined(separator: " or ") ?? "",
          kind: .property, range: member.range.shifted(by: offset), selection: member.key.range.shifted(by: offset),
          children: self.properties(of: member.value, offset, &left, depth: depth + 1)))
    }
    return items
  }

  /// The first words of a message, for the editor that has the whole text open anyway.
  private static func firstWords(of node: Node) -> String {
    let text = node.kind == .array ? node.items.first { $0["text"] != nil }?["text"]?.string : node.string
    return String((text ?? "").prefix(40).prefix { !$0.isNewline })
  }

  /// The first and last lines of what can be folded away: objects, arrays and strings that span lines, also in bodies
  /// that stand as text.
  ///
  /// A closing bracket stays in sight, and of what begins on the same line the outermost counts.
  package func foldingRanges(_ lines: LineIndex) -> [(first: Int, last: Int)] {
    var ranges: [(first: Int, last: Int)] = []
    var starts: Set<Int> = []
    for part in parts {
      let bodies = part.requests.lazy.map(\.document).filter { $0 !== part.document }
      for document in [[part.document], Array(bodies)].joined() {
        for node in document.roots.lazy.flatMap(\.subtree) where ranges.count < Self.itemLimit {
          guard node.kind == .object || node.kind == .array || node.kind == .string else { continue }
          // All pieces of a text together are nothing that stands in it.
          guard node.parent != nil || !document.format.isText else { continue }
          let whole = node.member.map { $0.value == node ? $0.range : node.range } ?? node.range
          let range = document.outermostRange(ByteRange(whole.lower, node.range.upper)).shifted(by: part.offset)
          let first = lines.line(of: range.lower)
          let last =
            lines.line(of: max(range.lower, range.upper - 1)) - (node.kind != .string && node.isFlow ? 1 : 0)
          if last > first, starts.insert(first).inserted { ranges.append((first, last)) }
        }
      }
    }
    return ranges
  }

  /// What the analysis decided about each request: its place, a title with what it costs, and the reason.
  package func lenses(_ meter: inout TokenMeter) -> [(range: ByteRange, title: String, reason: String)] {
    var lenses: [(range: ByteRange, title: String, reason: String)] = []
    for part in parts {
      for request in part.requests {
        let start = request.document.outermostRange(request.body.range).lower
        let words = [
          request.provider.name, request.endpoint.id, request.modelNode?.string?.excerpt, share(of: request, &meter),
        ]
        lenses.append(
          (
            ByteRange(start, start).shifted(by: part.offset),
            words.compactMap(\.self).joined(separator: " · "), request.decisionWords
          ))
      }
    }
    return lenses
  }

  /// Why each request is taken for what it is.
  package var decisions: [String] { parts.flatMap(\.requests).map(\.decisionWords) }
}

extension Request {
  fileprivate var decisionWords: String {
    "\(provider.name), \(endpoint.id): decided by \(decision.evidence.rawValue)"
  }
}
