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

extension Request {
  /// Where the body has a value that the facts about its model rule out.
  package var parameterViolations: [ParameterViolation] {
    guard let profile else { return [] }
    return profile.parameters.flatMap { fact -> [ParameterViolation] in
      guard fact.endpoints?.contains(endpoint.id) ?? true, holds(fact) else { return [] }
      return values(at: fact.path[...], in: body).compactMap { written in
        guard let value = written.meant, fact.rulesOut(value) else { return nil }
        return ParameterViolation(fact: fact, value: value, member: written.member)
      }
    }
  }

  private func holds(_ fact: ParameterFact) -> Bool {
    !fact.unless.contains { isMet($0) } && fact.when.allSatisfy { isMet($0) }
  }

  /// Whether the member, or one of those at a path with `*`, has one of the values; null in the list also means that it
  /// is absent. An open value meets nothing.
  private func isMet(_ condition: ParameterFact.Condition) -> Bool {
    let given = condition.key.split(separator: "|").lazy.map { key in
      values(at: key.split(separator: "/").map(String.init)[...], in: body).compactMap(\.meant).filter {
        $0.kind != .null
      }
    }
    guard let values = given.first(where: { !$0.isEmpty }) else { return condition.values.contains(.null) }
    return values.contains { value in value.isPlaceholder || condition.values.contains { $0.equals(value) } }
  }

  private func values(at path: ArraySlice<String>, in node: Node) -> [Node] {
    var walk = PathWalk(shape?.root.reader ?? .json)
    return walk.values(at: path, in: node)
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
