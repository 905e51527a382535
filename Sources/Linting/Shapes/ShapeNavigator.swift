package import DocumentTree
package import Facts

/// Finds the shape that a place in a body should have.
package struct ShapeNavigator {
  private let request: Request

  package init(_ request: Request) {
    self.request = request
  }

  /// The shape of a value or key of the body; nil where the shape says nothing about it.
  package func shape(of node: Node) -> Shape? {
    var path: [Node] = []
    var current = node
    while current != request.body {
      guard let parent = current.parent, path.count < 512 else { return nil }
      path.append(current)
      current = parent
    }
    var shape = request.shape.map { request.facts.resolved($0.root) }
    var holder = request.body
    for step in path.reversed() {
      guard let inside = shape.map({ branch(of: $0, for: holder) }) else { return nil }
      if holder.kind == .array {
        shape = inside.items
      } else {
        let name = inside.reader.name(step.member?.name ?? "")
        shape = properties(of: inside, in: holder).first { $0.name == name }?.shape ?? inside.additional
      }
      shape = shape.map(request.facts.resolved)
      holder = step
    }
    return shape
  }

  /// A key that an object may have.
  package struct Property {
    package let name: String
    package let shape: Shape
    package let isRequired: Bool
  }

  /// The keys that `object` may have, by its shape and by the branches that its members choose.
  package func properties(of object: Node) -> [Property] {
    guard let shape = shape(of: object) else { return [] }
    return properties(of: branch(of: shape, for: object), in: object)
  }

  /// The values that may stand at a place: those of an enumeration, and the names of a union's branches.
  package func values(at node: Node) -> [FactValue] {
    guard let shape = shape(of: node) else { return [] }
    return values(of: shape)
  }

  package func values(of shape: Shape) -> [FactValue] {
    let shape = request.facts.resolved(shape)
    if let values = shape.values { return values }
    if !shape.anyOf.isEmpty { return shape.anyOf.flatMap { values(of: $0) } }
    return shape.types.contains(.boolean) ? [.boolean(true), .boolean(false)] : []
  }

  private func properties(of shape: Shape, in object: Node) -> [Property] {
    var result: [Property] = []
    var next: Shape? = shape
    var steps = 0
    while let shape = next, steps < 8 {
      let own = shape.propertyNames.compactMap { name in
        shape.properties[name].map {
          Property(name: name, shape: request.facts.resolved($0), isRequired: shape.required.contains(name))
        }
      }
      result += own.filter { new in !result.contains { $0.name == new.name } }
      guard let union = shape.union else { break }
      if !result.contains(where: { $0.name == union.discriminator }) {
        result.insert(Property(name: union.discriminator, shape: union.discriminatorShape, isRequired: true), at: 0)
      }
      let chosen = object[union.discriminator]?.string
      next = (chosen.map(union.branch) ?? union.fallback { object[$0] != nil }).map(request.facts.resolved)
      steps += 1
    }
    return result
  }

  private func branch(of shape: Shape, for node: Node) -> Shape {
    var shape = request.facts.resolved(shape)
    var steps = 0
    while !shape.anyOf.isEmpty, steps < 8 {
      let fitting = shape.anyOf.first { ShapeChecker.admits(node, $0, request.facts) }
      guard let fitting else { return shape }
      shape = request.facts.resolved(fitting)
      steps += 1
    }
    return shape
  }
}
