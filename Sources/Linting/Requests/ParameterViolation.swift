package import DocumentTree
package import Facts

/// A value that the request's model does not take, by a fact about that model.
package struct ParameterViolation: Sendable {
  package let fact: ParameterFact
  /// As meant: not an alias. Where the fact is about keys, the key of the object at its path.
  package let value: Node
  /// The member that gives the parameter its value; nil for an item of an array.
  package let member: Node.Member?
}

extension Request {
  /// The values that the model surely does not take at all, and the numbers instead of which it takes a few others: to
  /// say so tells more than what the API knows at their place.
  var refusedByModel: Set<Node> {
    let violations = parameterViolations.filter { violation in
      guard violation.fact.provenance.confidence == .high else { return false }
      switch violation.fact.verdict {
      case .nothing: return true
      case .only: return violation.value.kind == .number
      case .allBut, .within, .noLongerThan, .sizes, .keysUpTo: return false
      }
    }
    return Set(violations.map(\.value))
  }
}

extension ParameterViolation {
  /// Where a body has a value that the facts about its model rule out.
  ///
  /// - Parameters:
  ///   - shape: says how the API reads keys, and what of the body is sent.
  ///   - endpoint: the one that the body is for.
  static func all(in body: Node, _ profile: ModelProfile, _ shape: ShapeFile?, at endpoint: String, on today: Day)
    -> [ParameterViolation]
  {
    var walk = PathWalk(shape?.root.reader ?? .json)
    var violations: [ParameterViolation] = []
    let endpoint = shape?.sentAs?.endpoint ?? endpoint
    let facts = profile.parameters.filter {
      $0.endpoints?.contains(endpoint) ?? true && $0.from.map { $0 <= today } ?? true
    }
    for fact in shape?.sentAs.map({ sent in facts.compactMap { $0.read(sent) } }) ?? facts {
      for written in walk.values(at: fact.path[...], in: body) {
        let offenders = written.meant.map { fact.offenders(in: $0) } ?? []
        guard !offenders.isEmpty, fact.holds(in: body, &walk) else { continue }
        violations += offenders.map { ParameterViolation(fact: fact, value: $0, member: written.member) }
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
  /// What the fact rules out of a value: the whole, or some of its keys.
  fileprivate func offenders(in value: Node) -> [Node] {
    guard case .keysUpTo(let largest) = verdict else { return rulesOut(value) ? [value] : [] }
    return value.meantMembers.filter { $0.name.isNumber(above: largest) }.map(\.key)
  }

  private func rulesOut(_ value: Node) -> Bool {
    if value.isPlaceholder || value.kind == .missing { return false }
    if value.kind == .null { return countsNull }
    switch verdict {
    case .nothing:
      // An empty list or object mostly asks for nothing.
      return countsEmpty || !(value.kind == .array || value.kind == .object) || !value.isEmptyValue
    case .only(let values):
      return value.kind != .array && value.kind != .object && !values.contains { $0.equals(value) }
    case .allBut(let values): return values.contains { $0.equals(value) }
    case .within(let bounds): return value.kind == .number && !value.lies(in: bounds)
    case .noLongerThan(let length):
      return value.kind == .string && !value.holdsPlaceholder && !value.hasCharacters(atLeast: 0, atMost: length)
    case .sizes(let grid): return !value.holdsPlaceholder && value.string.map { !grid.admits($0) } ?? false
    case .keysUpTo: return false
    }
  }
}

extension String {
  /// Whether this is a whole number, in digits alone, and larger than another.
  fileprivate func isNumber(above largest: Int) -> Bool {
    !isEmpty && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && Int(self).map { $0 > largest } ?? true
  }
}
