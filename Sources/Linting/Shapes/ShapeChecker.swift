import DocumentTree
import Facts

/// Walks a body along its shape and notes where they part.
///
/// A union's mismatches come from the one branch that the author meant: chosen by the discriminating member, or by
/// the JSON type. A value that is a placeholder, or that a syntax error took away, fits everything.
struct ShapeChecker {
  /// Bodies are read as deep as any API does; a shape that refers to itself ends here.
  private static let depthLimit = 96

  private let facts: Facts
  private var mismatches: [Mismatch] = []
  /// The targets of aliases that were checked with a shape: each pair once, however many aliases lead to it.
  private var visited: Set<Visit> = []

  private struct Visit: Hashable {
    let node: Int32
    let shape: ObjectIdentifier
  }

  static func mismatches(of body: Node, with shape: Shape, unknownKeys: Provider.UnknownKeys, _ facts: Facts) -> [Mismatch] {
    var checker = ShapeChecker(facts: facts)
    checker.check(body, shape, Surroundings(unknownKeys: unknownKeys, status: 400, depth: 0))
    return checker.mismatches
  }

  /// Whether the type of `value` is one that `shape` has.
  static func admits(_ value: Node, _ shape: Shape, _ facts: Facts) -> Bool {
    let checker = ShapeChecker(facts: facts)
    return value.isPlaceholder || checker.types(of: shape).isEmpty || !checker.types(of: shape).isDisjoint(with: value.types)
  }

  private init(facts: Facts) { self.facts = facts }

  /// What holds from above.
  private struct Surroundings {
    /// For the keys of the next object.
    var unknownKeys: Provider.UnknownKeys
    var status: Int
    var depth: Int
  }

  private mutating func add(_ kind: Mismatch.Kind, _ node: Node, _ shape: Shape, _ around: Surroundings, _ provenance: Provenance? = nil) {
    mismatches.append(
      Mismatch(kind: kind, node: node, status: around.status, provenance: provenance ?? shape.provenance, summary: shape.summary))
  }

  // MARK: One value

  private mutating func check(_ written: Node, _ shape: Shape, _ around: Surroundings) {
    guard around.depth < Self.depthLimit, let node = written.meant, !node.isPlaceholder else { return }
    if written.kind == .alias, !visited.insert(Visit(node: node.index, shape: ObjectIdentifier(shape))).inserted { return }
    let shape = branch(of: facts.resolved(shape), for: node)
    var around = around
    around.status = shape.status ?? around.status
    around.depth += 1
    let expected = types(of: shape)
    guard expected.isEmpty || !expected.isDisjoint(with: node.types) else {
      return add(.wrongType(expected: expected), node, shape, around)
    }
    if let needs = shape.needs, !node.isEmptyValue { add(.needs(capability: needs), node, shape, around) }
    guard node.kind != .null else { return }
    checkValue(node, shape, around)
    switch node.kind {
    case .string: checkString(node, shape, around)
    case .number: checkNumber(node, shape, around)
    case .array: checkArray(node, shape, around)
    case .object: checkObject(node, shape, around)
    case .null, .true, .false, .alias, .missing: break
    }
  }

  /// Of a union by type the branch for this value; the shape itself where there is none.
  private func branch(of shape: Shape, for node: Node) -> Shape {
    var shape = shape
    var steps = 0
    while !shape.anyOf.isEmpty, steps < 8 {
      let fitting = shape.anyOf.map { facts.resolved($0) }.first { !types(of: $0).isDisjoint(with: node.types) }
      guard let fitting else { return shape }
      shape = fitting
      steps += 1
    }
    return shape
  }

  /// The types that a shape admits, through references and unions.
  private func types(of shape: Shape, depth: Int = 0) -> Shape.Types {
    let shape = facts.resolved(shape)
    guard !shape.anyOf.isEmpty, depth < 8 else { return shape.types }
    return shape.anyOf.reduce(into: shape.types) { $0.formUnion(types(of: $1, depth: depth + 1)) }
  }

  private mutating func checkValue(_ node: Node, _ shape: Shape, _ around: Surroundings) {
    guard let values = shape.values, !values.contains(where: { $0.equals(node) }), !node.holdsPlaceholder else { return }
    add(.notAccepted(values), node, shape, around)
  }

  private mutating func checkString(_ node: Node, _ shape: Shape, _ around: Surroundings) {
    guard shape.length != Shape.Bounds() || shape.pattern != nil || shape.format != nil else { return }
    guard !node.holdsPlaceholder, let text = node.string else { return }
    checkLength(shape.length, .characters, node, shape, around) { text.unicodeScalars.count }
    if let pattern = shape.pattern, !pattern.matches(text) {
      let count = text.unicodeScalars.count
      if pattern.length.contains(count) {
        add(.wrongCharacters(pattern), node, shape, around)
      } else {
        let bounds = pattern.bounds
        add(.wrongLength(count, .characters, bounds), node, shape, around)
      }
    }
    if let format = shape.format { add(.formatted(format, mediaTypes: shape.mediaTypes), node, shape, around) }
  }

  private mutating func checkNumber(_ node: Node, _ shape: Shape, _ around: Surroundings) {
    guard let value = node.number else { return }
    if shape.range.isBelow(value) || shape.range.isAbove(value) { add(.outOfRange(shape.range), node, shape, around) }
    if let limit = shape.limit { add(.limited(by: limit), node, shape, around) }
  }

  private mutating func checkArray(_ node: Node, _ shape: Shape, _ around: Surroundings) {
    checkLength(shape.itemCount, .items, node, shape, around) { node.items.reduce(0) { count, _ in count + 1 } }
    guard let items = shape.items else { return }
    var inside = around
    inside.unknownKeys = .open
    for item in node.items { check(item, items, inside) }
  }

  private mutating func checkLength(
    _ bounds: Shape.Bounds, _ unit: Mismatch.LengthUnit, _ node: Node, _ shape: Shape, _ around: Surroundings, _ count: () -> Int
  ) {
    guard bounds != Shape.Bounds() else { return }
    let count = count()
    // Of a broken array some items may be missing.
    if bounds.isAbove(Double(count)) || bounds.isBelow(Double(count)) && !node.isBrokenInside {
      add(.wrongLength(count, unit, bounds), node, shape, around)
    }
  }

  // MARK: Objects

  private mutating func checkObject(_ node: Node, _ shape: Shape, _ around: Surroundings) {
    let members = node.meantMembers
    var values: [String: Node] = [:]
    for member in members { values[member.name] = member.value.meant ?? member.value }
    guard let union = shape.union else { return checkMembers(node, members, values, shape, [], around) }
    checkMembers(node, members, values, shape, [union.discriminator], around)
    let chosen = values[union.discriminator]
    guard let chosen, chosen.kind != .null else {
      if let fallback = union.fallback.flatMap(union.branch) {
        checkBranch(node, members, values, fallback, union, around)
      } else if !node.isBrokenInside {
        add(.missingKey(union.discriminator), node, shape, around)
      }
      return
    }
    guard !chosen.isPlaceholder else { return }
    guard let name = chosen.scalarText, chosen.kind == .string else {
      return add(.wrongType(expected: .string), chosen, shape, around)
    }
    if let branch = union.branch(name) {
      checkBranch(node, members, values, branch, union, around)
    } else if !chosen.holdsPlaceholder {
      add(.notAccepted(union.branches.map { .string($0.value) }), chosen, shape, around)
    }
  }

  private mutating func checkBranch(
    _ node: Node, _ members: [Node.Member], _ values: [String: Node], _ branch: Shape, _ union: Shape.Union, _ around: Surroundings
  ) {
    let branch = facts.resolved(branch)
    var around = around
    around.status = branch.status ?? around.status
    if let needs = branch.needs { add(.needs(capability: needs), node, branch, around) }
    checkMembers(node, members, values, branch, [union.discriminator], around)
  }

  private mutating func checkMembers(
    _ node: Node, _ members: [Node.Member], _ values: [String: Node], _ shape: Shape, _ taken: Set<String>, _ around: Surroundings
  ) {
    let unknownKeys = shape.unknownKeys ?? around.unknownKeys
    var inside = around
    inside.unknownKeys = .open
    for member in members {
      let name = member.name
      if let property = shape.properties[name] {
        checkProperty(member, facts.resolved(property), inside)
        check(member.value, property, inside)
      } else if !taken.contains(name) {
        if let additional = shape.additional { check(member.value, additional, inside) }
        else if shape.union == nil, unknownKeys != .open, member.key.kind != .missing {
          add(.unknownKey(unknownKeys, among: shape.propertyNames + taken.sorted()), member.key, shape, around)
        }
      }
      if let names = shape.names { check(member.key, names, inside) }
    }
    checkLength(shape.memberCount, .keys, node, shape, around) { members.count }
    checkPresence(node, values, shape, around)
    checkTogether(members, values, shape, around)
  }

  private mutating func checkProperty(_ member: Node.Member, _ property: Shape, _ around: Surroundings) {
    let isGiven = !(member.value.meant?.isEmptyValue ?? true)
    if property.effect == .ignored, isGiven { add(.withoutEffect(why: property.why), member.key, property, around) }
    if let deprecation = property.deprecation, member.value.meant?.kind != .null {
      add(.deprecated(deprecation), member.key, property, around)
    }
  }

  private mutating func checkPresence(_ node: Node, _ values: [String: Node], _ shape: Shape, _ around: Surroundings) {
    guard !node.isBrokenInside else { return }
    for name in shape.required where values[name] == nil { add(.missingKey(name), node, shape, around) }
    for group in shape.oneOfRequired where !group.contains(where: { values[$0].map { $0.kind != .null } ?? false }) {
      add(.missingOneOf(group), node, shape, around)
    }
  }

  private mutating func checkTogether(_ members: [Node.Member], _ values: [String: Node], _ shape: Shape, _ around: Surroundings) {
    func key(_ name: String) -> Node? { members.last { $0.name == name }?.key }
    for requirement in shape.requirements {
      guard let value = values[requirement.key], value.kind != .null, !value.isPlaceholder, let key = key(requirement.key) else { continue }
      let companion = values[requirement.needs]
      if companion?.isPlaceholder ?? false { continue }
      let isMet = requirement.value.map { wanted in companion.map(wanted.equals) ?? false } ?? (companion.map { $0.kind != .null } ?? false)
      if !isMet { add(.lacksCompanion(requirement, actual: companion), key, shape, around, requirement.provenance) }
    }
    for exclusion in shape.exclusions {
      guard exclusion.when.allSatisfy({ condition in values[condition.key].map(condition.value.equals) ?? false }) else { continue }
      let present = exclusion.keys.filter { name in values[name].map { !$0.isEmptyValue } ?? false }.compactMap(key)
      guard let first = present.first else { continue }
      for other in present.dropFirst() { add(.conflict(with: first, why: exclusion.why), other, shape, around, exclusion.provenance) }
    }
  }
}

extension Node {
  /// The JSON types that this value has. A whole number is an integer and a number.
  var types: Shape.Types {
    switch kind {
    case .null: .null
    case .true, .false: .boolean
    case .number: isInteger ? [.integer, .number] : .number
    case .string: .string
    case .array: .array
    case .object: .object
    case .alias, .missing: [.null, .boolean, .integer, .number, .string, .array, .object]
    }
  }

  /// Whether the value asks for nothing: null, false, an empty string, array or object.
  package var isEmptyValue: Bool {
    switch kind {
    case .null, .false: true
    case .string: string?.isEmpty ?? true
    case .array: items.first { _ in true } == nil
    case .object: members.first { _ in true } == nil
    case .true, .number, .alias, .missing: false
    }
  }
}

extension FactValue {
  /// Whether a node has this value.
  func equals(_ node: Node) -> Bool {
    switch self {
    case .null: node.kind == .null
    case .boolean(let value): node.boolean == value
    case .number(let value): node.number == value
    case .string(let value): node.string == value
    }
  }
}

extension CharacterPattern {
  /// The lengths as bounds.
  fileprivate var bounds: Shape.Bounds {
    var bounds = Shape.Bounds()
    bounds.minimum = Double(length.lowerBound)
    if length.upperBound < Int.max { bounds.maximum = Double(length.upperBound) }
    return bounds
  }
}
