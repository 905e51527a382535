import DocumentTree
import Linting
package import SourceText

/// Places that belong together: a tool call and its result, a tool and the choice of it, an anchor and its aliases.
package struct Connection: Sendable, Hashable {
  /// Where the name is declared, in bytes of the text.
  package let definition: ByteRange
  /// Every other place, in order.
  package let references: [ByteRange]
}

extension Analysis {
  /// The connection that a place is part of.
  package func connection(at offset: Int) -> Connection? {
    guard let part = part(at: offset), let node = part.node(at: offset - part.offset) else { return nil }
    let found = Self.alias(node, part) ?? part.request(at: offset - part.offset).flatMap { Self.name(node, $0) }
    return found.map { found in
      Connection(
        definition: found.definition.shifted(by: part.offset),
        references: found.references.map { $0.shifted(by: part.offset) })
    }
  }

  private static func alias(_ node: Node, _ part: Part) -> Connection? {
    let target = node.kind == .alias ? node.meant : node
    guard part.document.format == .yaml, let target else { return nil }
    let aliases = part.document.roots.flatMap { root in root.subtree.filter { $0.kind == .alias && $0.meant == target }
    }
    return aliases.isEmpty ? nil : Connection(definition: target.range, references: aliases.map(\.range))
  }

  private static func name(_ node: Node, _ request: Request) -> Connection? {
    guard let text = node.string, !node.isKey else { return nil }
    let definitions: [Node]
    let uses: [Node]
    switch node.member?.name {
    case "id", "tool_call_id", "call_id":
      let messages = request.body["messages"].map { Array($0.items) } ?? []
      definitions = messages.flatMap { message in
        (message["tool_calls"].map { Array($0.items) } ?? []).compactMap { $0["id"] }
      }
      uses = messages.compactMap { $0["tool_call_id"] }
    case "name":
      let tools = request.body["tools"].map { Array($0.items) } ?? []
      definitions = tools.compactMap { ($0["function"] ?? $0["custom"] ?? $0)["name"] }
      let messages = request.body["messages"].map { Array($0.items) } ?? []
      let calls = messages.flatMap { message in
        (message["tool_calls"].map { Array($0.items) } ?? []).compactMap { $0["function"]?["name"] }
      }
      uses = [request.body["tool_choice"]?["function"]?["name"]].compactMap(\.self) + calls
    default: return nil
    }
    guard let definition = definitions.first(where: { $0.string == text }) else { return nil }
    let references = uses.filter { $0.string == text }.map(\.range)
    guard node == definition || references.contains(node.range) else { return nil }
    return Connection(definition: definition.range, references: references)
  }
}
