import DocumentTree
import Linting
package import SourceText

/// Places that belong together: a tool call and its result, a tool and the choice of it, a part of a schema and the
/// references to it, an anchor and its aliases.
package struct Connection: Sendable, Hashable {
  /// Where the name is declared, in bytes of the text.
  package let definition: ByteRange
  /// Every other place, in order.
  package let references: [ByteRange]
}

extension Analysis {
  /// The connection that a place is part of.
  package func connection(at offset: Int) -> Connection? {
    guard let (part, offset) = innermostPart(at: offset), let node = part.node(at: offset) else { return nil }
    let request = part.request(at: offset)
    let found =
      Self.alias(node, part) ?? Self.schema(node) ?? request.flatMap { Self.call(node, $0) ?? Self.tool(node, $0) }
    func place(_ range: ByteRange) -> ByteRange { part.document.outermostRange(range).shifted(by: part.offset) }
    return found.map { Connection(definition: place($0.definition), references: $0.references.map(place)) }
  }

  private static func alias(_ node: Node, _ part: Part) -> Connection? {
    let target = node.kind == .alias ? node.meant : node
    guard part.document.format == .yaml, let target, !target.aliases.isEmpty else { return nil }
    return Connection(definition: target.range, references: target.aliases.map(\.range))
  }

  // MARK: Schemas

  /// How many references of one schema are looked at.
  private static let referenceLimit = 1000

  /// From a `$ref` to the part of its schema that it names.
  private static func schema(_ node: Node) -> Connection? {
    guard let target = target(of: node), let text = node.string else { return nil }
    let same = target.document.roots.lazy.flatMap(\.subtree).filter { isReference($0) && $0.string == text }
    let references = same.prefix(referenceLimit).filter { self.target(of: $0) == target }
    return Connection(definition: target.member?.key.range ?? target.range, references: references.map(\.range))
  }

  private static func isReference(_ node: Node) -> Bool {
    guard node.kind == .string, !node.isKey, let member = node.member else { return false }
    return member.name == "$ref"
  }

  /// What a `$ref` of the form `#/…` leads to: a schema stands somewhere in the payload, so its root is the innermost
  /// container in which the pointer leads somewhere.
  private static func target(of node: Node) -> Node? {
    guard isReference(node), let text = node.string, text.hasPrefix("#/") else { return nil }
    let tokens = text.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false).map {
      String($0).unescapedPointerToken
    }
    guard tokens.count <= 64 else { return nil }
    var root = node.parent
    while let top = root {
      var found: Node? = top
      for token in tokens {
        guard let inside = found else { break }
        found = inside.kind == .array ? Int(token).flatMap { inside.item(at: $0) } : inside[token]
      }
      if let found { return found }
      root = top.parent
    }
    return nil
  }

  // MARK: Calls

  /// A tool call's id, where it is made and where it is answered.
  private static func call(_ node: Node, _ request: Request) -> Connection? {
    guard let id = node.string, !id.isEmpty, CallRole(node) != nil else { return nil }
    var definition: Node?
    var references: [Node] = []
    for other in conversation(of: request) where other.kind == .string && other.string == id {
      switch CallRole(other) {
      case .made where definition == nil: definition = other
      case nil: continue
      default: references.append(other)
      }
    }
    return definition.map { Connection(definition: $0.range, references: references.map(\.range)) }
  }

  private enum CallRole {
    case made, answered

    /// What a value says about a tool call; nil where it is not the id of one.
    init?(_ node: Node) {
      guard !node.isKey, let member = node.member, let owner = node.parent else { return nil }
      let type = owner["type"]?.string ?? ""
      switch member.name {
      case "tool_call_id", "tool_use_id": self = .answered
      case "call_id": self = type.hasSuffix("_output") ? .answered : .made
      case "id":
        guard type == "tool_use" || owner.parent?.member?.name == "tool_calls" else { return nil }
        self = .made
      default: return nil
      }
    }
  }

  private static func conversation(of request: Request) -> some Sequence<Node> {
    ["messages", "input"].lazy.compactMap { request.body[$0] }.flatMap(\.subtree)
  }

  // MARK: Tools

  /// A tool's name, where it is declared, chosen and called.
  private static func tool(_ node: Node, _ request: Request) -> Connection? {
    guard let name = node.string, !node.isKey, node.member?.name == "name" else { return nil }
    let tools = request.body["tools"].map { Array($0.items) } ?? []
    let declared = tools.compactMap { ($0["function"] ?? $0["custom"] ?? $0)["name"] }
    guard let definition = declared.first(where: { $0.string == name }) else { return nil }
    let choice = request.body["tool_choice"]
    let chosen = [choice?["function"]?["name"], choice?["custom"]?["name"], choice?["name"]].compactMap(\.self)
    let calls = conversation(of: request).filter { isName($0, ofCallTo: name) }
    let references = calls + chosen.filter { $0.string == name }
    guard node == definition || references.contains(node) else { return nil }
    return Connection(
      definition: definition.range, references: references.map(\.range).sorted { $0.lower < $1.lower })
  }

  private static func isName(_ node: Node, ofCallTo name: String) -> Bool {
    guard node.kind == .string, !node.isKey, node.member?.name == "name", node.string == name, let owner = node.parent
    else { return false }
    let type = owner["type"]?.string ?? ""
    return type == "tool_use" || type.hasSuffix("_call") || owner.member?.name == "function"
      || owner.member?.name == "custom" || owner.member?.name == "function_call"
  }
}

extension Node {
  fileprivate func item(at place: Int) -> Node? {
    items.first { $0.ordinal == place }?.meant
  }
}
