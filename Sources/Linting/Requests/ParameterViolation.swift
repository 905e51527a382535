package import DocumentTree
package import Facts

/// A value that the request's model does not take, by a fact about that model.
package struct ParameterViolation: Sendable {
  package let fact: ParameterFact
  /// As meant: not an alias.
  package let value: Node
  /// The member that gives it the value; nil for an item of an array.
  package let member: Node.Member?
}

extension ParameterViolation {
  /// What in a body the facts about its model rule out.
  static func all(in body: Node, _ profile: ModelProfile, _ endpoint: Provider.Endpoint, _ shape: ShapeFile?)
    -> [ParameterViolation]
  {
    var walk = PathWalk(shape?.root.reader ?? .json)
    var violations: [ParameterViolation] = []
    for fact in profile.parameters where fact.endpoints?.contains(endpoint.id) ?? true {
      for written in walk.values(at: fact.path[...], in: body) {
        guard let value = written.meant, fact.rulesOut(value), fact.holds(in: body, &walk) else { continue }
        violations.append(ParameterViolation(fact: fact, value: value, member: written.member))
      }
    }
    return violations
  }
}

extension ParameterFact {
  fileprivate func holds(in body: Node, _ walk: inout PathWalk) -> Bool {
    !unless.contains { $0.isMet(in: body, &walk) } && when.allSatisfy { $0.isMet(in: body, &walk) }
  }
}

extension ParameterFact.Condition {
  /// Whether the member, or one of those at a path with `*`, has one of the values; null in the list also means that it
  /// is absent. An open value meets nothing.
  fileprivate func isMet(in body: Node, _ walk: inout PathWalk) -> Bool {
    for path in paths {
      let given = walk.values(at: path[...], in: body).compactMap(\.meant).filter { $0.kind != .null }
      guard given.isEmpty else {
        return given.contains { value in value.isPlaceholder || values.contains { $0.equals(value) } }
      }
    }
    return values.contains(.null)
  }
}

extension ParameterFact {
  fileprivate func rulesOut(_ value: Node) -> Bool {
    if value.isPlaceholder || value.kind == .missing { return false }
    if value.kind == .null { return countsNull }
    switch verdict {
    case .nothing:
      // An empty list or object mostly asks for nothing.
      return countsEmpty || !(value.kind == .array || value.kind == .object) || !value.isEmptyValue
    case .only(let values):
      return value.kind != .array && value.kind != .object && !values.contains { $0.equals(value) }
    case .allBut(let values): return values.contains { $0.equals(value) }
    case .within(let bounds): return value.number.map { bounds.isBelow($0) || bounds.isAbove($0) } ?? false
    case .noLongerThan(let length):
      return value.kind == .string && !value.holdsPlaceholder && value.characterCount > length
    case .sizes(let grid): return !value.holdsPlaceholder && value.string.map { !grid.admits($0) } ?? false
    }
  }
}
