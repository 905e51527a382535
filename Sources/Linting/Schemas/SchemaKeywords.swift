import DocumentTree
import SourceText

/// What JSON Schema's keywords hold (draft 2020-12, and what stays in use of the drafts before).
enum SchemaKeywords {
  /// The value is a schema.
  static let schema: Set<String> = [
    "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems",
    "unevaluatedProperties", "additionalItems",
  ]
  /// The value is an object whose values are schemas.
  static let schemasByName: Set<String> = [
    "properties", "patternProperties", "$defs", "definitions", "dependentSchemas",
  ]
  /// The value is an array of schemas.
  static let schemas: Set<String> = ["anyOf", "oneOf", "allOf", "prefixItems"]
  /// Bounds of the same thing, the lower one first.
  static let ranges = [
    ("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties"),
    ("minContains", "maxContains"),
  ]

  /// The schemas directly below a keyword's value; none where the value is of another kind.
  static func schemas(in value: Node, of keyword: String) -> [Node] {
    if schema.contains(keyword) { return [value] }
    guard let meant = value.meant else { return [] }
    if schemasByName.contains(keyword) { return meant.meantMembers.map(\.value) }
    return schemas.contains(keyword) ? Array(meant.items) : []
  }
}

extension Node {
  /// The names in a schema's `type`.
  var schemaTypes: [String] {
    guard let type = self["type"] else { return [] }
    return type.string.map { [$0] } ?? type.items.compactMap { $0.meant?.string }
  }
}

/// Follows the `$ref`s of one schema.
struct SchemaReferences {
  enum Target {
    case schema(Node)
    /// The reference is local and leads to nothing.
    case nothing
    /// The reference leads out of the schema, or to an anchor in it.
    case elsewhere
  }

  private let root: Node
  /// The members of the objects, and the items of the arrays, that a reference led through.
  private var members: [Node: [String: Node]] = [:]
  private var items: [Node: [Node]] = [:]

  init(root: Node) {
    self.root = root
  }

  mutating func target(of reference: String) -> Target {
    guard reference.hasPrefix("#") else { return .elsewhere }
    let pointer = reference.dropFirst()
    guard pointer.isEmpty || pointer.hasPrefix("/") else { return .elsewhere }
    var node = root
    for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard let below = child(of: node, named: String(token).unescapedFragmentToken) else { return .nothing }
      node = below
    }
    return .schema(node)
  }

  private mutating func child(of node: Node, named name: String) -> Node? {
    if node.kind == .array {
      let items = items[node] ?? Array(node.items)
      self.items[node] = items
      return Int(name).flatMap { items.indices.contains($0) ? items[$0].meant : nil }
    }
    if let known = members[node] { return known[name] }
    let named = Dictionary(node.meantMembers.map { ($0.name, $0.value) }) { _, last in last }.compactMapValues(\.meant)
    members[node] = named
    return named[name]
  }
}

extension String {
  /// A token of a JSON Pointer in a URL fragment as the name that it stands for.
  fileprivate var unescapedFragmentToken: String {
    (utf8.contains(UInt8(ascii: "%")) ? self[...].withoutPercentEncoding : self).unescapedPointerToken
  }
}
