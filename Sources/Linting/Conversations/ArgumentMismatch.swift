import DocumentTree
import Facts

/// One way in which the arguments of a call depart from the schema of the tool.
///
/// Only keywords with one plain meaning are looked at: `type`, `enum`, `const`, `required`, `properties`,
/// `additionalProperties: false`, `items`, `allOf` and local `$ref`s. What a union allows is let be.
package struct ArgumentMismatch {
  package enum Kind: Sendable {
    /// The value is of none of these types.
    case type([String])
    /// The value is none of the accepted ones.
    case value
    /// This object lacks a required key.
    case missing(String)
    /// The schema has no such key, and takes no others.
    case unknown
  }

  let kind: Kind
  /// The value; the key, where it is unknown.
  let node: Node

}

/// Holds the arguments of a body's calls against the schemas of its tools, up to a number of steps.
struct ArgumentFit {
  private static let stepLimit = 1 << 17
  private var stepsLeft = stepLimit

  mutating func mismatches(of arguments: Node, with schema: Node) -> [ArgumentMismatch] {
    var walk = Walk(references: SchemaReferences(root: schema), stepsLeft: stepsLeft)
    walk.check(arguments, schema, depth: 0)
    stepsLeft = walk.stepsLeft
    return walk.mismatches
  }

  private struct Walk {
    private static let depthLimit = 64
    var references: SchemaReferences
    var stepsLeft: Int
    var mismatches: [ArgumentMismatch] = []

    mutating func check(_ written: Node, _ writtenSchema: Node, depth: Int) {
      guard depth < Self.depthLimit, stepsLeft > 0, let node = written.meant, !node.holdsPlaceholder,
        let schema = writtenSchema.meant, schema.kind == .object, !schema.isPlaceholder
      else { return }
      stepsLeft -= 1
      if let reference = schema["$ref"]?.string {
        if case .schema(let target) = references.target(of: reference) { check(node, target, depth: depth + 1) }
        return
      }
      let types = schema.schemaTypes
      let expected = Shape.Types.named.filter { types.contains($0.0) }.reduce(into: Shape.Types()) {
        $0.formUnion($1.1)
      }
      let allowsNull = schema["nullable"]?.boolean ?? false
      guard expected.isEmpty || !expected.isDisjoint(with: node.types) || allowsNull && node.kind == .null else {
        return mismatches.append(ArgumentMismatch(kind: .type(types), node: node))
      }
      checkValue(node, schema)
      let parts = schema["allOf"].map { Array($0.items) } ?? []
      for part in parts { check(node, part, depth: depth + 1) }
      switch node.kind {
      case .object: checkObject(node, schema, depth: depth)
      case .array:
        guard let items = schema["items"], items.kind == .object, schema["prefixItems"] == nil else { return }
        for item in node.items { check(item, items, depth: depth + 1) }
      default: break
      }
    }

    private mutating func checkValue(_ node: Node, _ schema: Node) {
      guard node.kind != .object, node.kind != .array else { return }
      let accepted = schema["const"].map { [$0] } ?? schema["enum"].map { $0.items.compactMap(\.meant) } ?? []
      stepsLeft -= accepted.count
      guard !accepted.isEmpty, !accepted.contains(where: { $0.isPlaceholder || $0.isSamePlainValue(as: node) }) else {
        return
      }
      mismatches.append(ArgumentMismatch(kind: .value, node: node))
    }

    private mutating func checkObject(_ node: Node, _ schema: Node, depth: Int) {
      let members = node.meantMembers
      let given = Set(members.map(\.name))
      let required = schema["required"].map { Array($0.items) } ?? []
      let declared = schema["properties"]?.meantMembers ?? []
      stepsLeft -= required.count + declared.count
      for item in required {
        guard let name = item.meant?.string, !given.contains(name), !node.isBrokenInside else { continue }
        mismatches.append(ArgumentMismatch(kind: .missing(name), node: node))
      }
      let properties = Dictionary(declared.map { ($0.name, $0.value) }) { _, last in last }
      let isClosed = schema["additionalProperties"]?.boolean == false && schema["patternProperties"] == nil
      for member in members {
        if let property = properties[member.name] {
          check(member.value, property, depth: depth + 1)
        } else if isClosed {
          mismatches.append(ArgumentMismatch(kind: .unknown, node: member.key))
        }
      }
    }
  }
}

extension Node {
  /// Whether two scalars mean the same.
  fileprivate func isSamePlainValue(as other: Node) -> Bool {
    if let number { return other.number == number }
    guard kind == other.kind else { return false }
    return kind != .string || string == other.string
  }
}
