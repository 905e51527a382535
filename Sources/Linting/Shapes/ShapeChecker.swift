import DocumentTree
import Facts
import SourceText

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

  static func mismatches(of body: Node, with file: ShapeFile, unknownKeys: Provider.UnknownKeys, _ facts: Facts)
    -> [Mismatch]
  {
    var checker = ShapeChecker(facts: facts)
    let around = Surroundings(unknownKeys: unknownKeys, status: 400, depth: 0, confidence: file.surest)
    checker.check(body, file.root, around)
    return checker.mismatches
  }

  /// Where a JSON Schema departs from the vocabulary of schemas.
  static func mismatches(of site: SchemaSite, with vocabulary: Shape, _ facts: Facts) -> [Mismatch] {
    var checker = ShapeChecker(facts: facts)
    let around = Surroundings(unknownKeys: nil, status: site.status, depth: 0, confidence: site.confidence)
    checker.check(site.node, vocabulary, around)
    return checker.mismatches
  }

  /// Whether the type of `value` is one that `shape` has.
  static func admits(_ value: Node, _ shape: Shape, _ facts: Facts) -> Bool {
    let checker = ShapeChecker(facts: facts)
    let whole = facts.resolved(shape)
    let expected = checker.types(of: whole)
    return value.isPlaceholder || whole.reader.reads(value, asOneOf: expected, whole) || whole.takesLoneItem(value)
  }

  private init(facts: Facts) { self.facts = facts }

  /// What holds from above.
  private struct Surroundings {
    /// For the keys of the body itself; below it only shapes say.
    var unknownKeys: Provider.UnknownKeys?
    var status: Int
    var depth: Int
    /// A sentence about the value, where its branch of a union has none of its own.
    var summary: String?
    /// Nothing below is surer than this.
    var confidence = Confidence.high
  }

  private mutating func add(
    _ kind: Mismatch.Kind, _ node: Node, _ shape: Shape, _ around: Surroundings, _ provenance: Provenance? = nil
  ) {
    mismatches.append(
      Mismatch(
        kind: kind, node: node, status: around.status,
        provenance: (provenance ?? shape.provenance).atMost(around.confidence), summary: shape.summary ?? around.summary
      ))
  }

  // MARK: One value

  private mutating func check(_ written: Node, _ shape: Shape, _ around: Surroundings) {
    guard around.depth < Self.depthLimit, let node = written.meant, !node.isPlaceholder else { return }
    if written.kind == .alias, !visited.insert(Visit(node: node.index, shape: ObjectIdentifier(shape))).inserted {
      return
    }
    let whole = facts.resolved(shape)
    let shape = branch(of: whole, for: node)
    var around = around
    around.status = shape.status ?? whole.status ?? around.status
    around.summary = whole.summary
    around.depth += 1
    if shape.takesLoneItem(node) { return shape.items.map { check(written, $0, around) } ?? () }
    let expected = types(of: shape)
    guard shape.reader.reads(node, asOneOf: expected, shape) else {
      return add(.wrongType(expected: expected), node, shape, around)
    }
    if let needs = whole.needs ?? shape.needs, !node.isEmptyValue {
      add(.needs(capability: needs.value), node, shape, around, needs.provenance)
    }
    guard node.kind != .null else { return }
    if let schema = shape.schema { add(.schema(schema, written: written), node, shape, around) }
    checkVersion(node, whole, shape, around)
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

  private mutating func checkVersion(_ node: Node, _ whole: Shape, _ branch: Shape, _ around: Surroundings) {
    if let since = whole.since { add(.since(since.value), node, whole, around, since.provenance) }
    if let since = whole.serverSince {
      add(.serverSince(since.value, isRefused: false), node, whole, around, since.provenance)
    }
    if branch !== whole, let since = branch.serverSince {
      add(.serverSince(since.value, isRefused: true), node, branch, around, since.provenance)
    }
  }

  private mutating func checkValue(_ node: Node, _ shape: Shape, _ around: Surroundings) {
    guard let values = shape.values, !values.contains(where: { $0.equals(node) }), !node.holdsPlaceholder,
      !shape.reader.takes(node, asOneOf: values)
    else { return }
    add(.notAccepted(values), node, shape, around)
  }

  private mutating func checkString(_ node: Node, _ shape: Shape, _ around: Surroundings) {
    let breaksBounds = !node.fits(shape.length)
    guard
      breaksBounds || shape.blank != nil || shape.pattern != nil || shape.format != nil || shape.media != nil
        || shape.body != nil
    else { return }
    guard !node.holdsPlaceholder else { return }
    if breaksBounds { checkLength(shape.length, .characters, node, shape, around) { node.characterCount } }
    if let pattern = shape.pattern, let text = node.string, !pattern.matches(text) {
      let count = node.characterCount
      let isLong = !pattern.length.contains(count)
      add(
        isLong ? .wrongLength(count, .characters, pattern.bounds) : .wrongCharacters(pattern), node, shape, around)
    }
    if shape.blank == .rejected, node.isBlank { add(.blank, node, shape, around) }
    if let format = shape.format { add(.formatted(format), node, shape, around) }
    if let media = shape.media { add(.media(media), node, shape, around) }
    if let endpoint = shape.body { add(.body(endpoint: endpoint), node, shape, around) }
  }

  private mutating func checkNumber(_ node: Node, _ shape: Shape, _ around: Surroundings) {
    if !node.lies(in: shape.range) { add(.outOfRange(shape.range), node, shape, around) }
    if let limit = shape.limit {
      add(shape.effect == .capped ? .capped(at: limit) : .limited(by: limit), node, shape, around)
    }
  }

  private mutating func checkArray(_ node: Node, _ shape: Shape, _ around: Surroundings) {
    checkLength(shape.itemCount, .items, node, shape, around) { node.items.reduce(0) { count, _ in count + 1 } }
    guard let items = shape.items else { return }
    var inside = around
    inside.unknownKeys = nil
    for item in node.items { check(item, items, inside) }
  }

  private mutating func checkLength(
    _ bounds: Shape.Bounds, _ unit: Mismatch.LengthUnit, _ node: Node, _ shape: Shape, _ around: Surroundings,
    _ count: () -> Int
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
    check(ObjectNode(node, readAs: shape.reader), shape, in: [], around)
  }

  /// An object with its members as they are meant, by the names that shapes give them.
  private struct ObjectNode {
    let node: Node
    let members: [Node.Member]
    /// Of the members, in their order.
    let names: [String]

    init(_ node: Node, readAs reader: Shape.Reader) {
      self.node = node
      members = node.meantMembers
      names = members.map { reader.name($0.name) }
    }

    /// The value of the member of this name. Shapes ask for few names, however many there are.
    subscript(name: String) -> Node? {
      names.firstIndex(of: name).map { members[$0].value.meant ?? members[$0].value }
    }

    func key(_ name: String) -> Node? {
      names.firstIndex(of: name).map { members[$0].key }
    }
  }

  /// - Parameter unions: the shapes around this branch, whose keys it has as well.
  private mutating func check(_ object: ObjectNode, _ shape: Shape, in unions: [Shape], _ around: Surroundings) {
    var inside = around
    inside.unknownKeys = nil
    let missing = missingKeys(of: object, shape)
    var misspelt: [String: Node] = [:]
    for (member, name) in zip(object.members, object.names) {
      if let property = shape.properties[name] {
        checkProperty(member, facts.resolved(property), inside)
        check(member.value, property, inside)
      } else if let additional = shape.additional {
        if !unions.own(name) { check(member.value, additional, inside) }
      } else if shape.union == nil, !unions.own(name), member.key.kind != .missing {
        if let meant = Spelling.suggestion(for: name, among: missing) {
          misspelt[meant] = member.key
        } else {
          add(unknown(name, shape, unions, around), member.key, shape, around, shape.unknownProvenance)
        }
      }
      if let names = shape.names { check(member.key, names, inside) }
    }
    checkLength(shape.memberCount, .keys, object.node, shape, around) { object.members.count }
    checkPresence(object, shape, misspelt, around)
    checkTogether(object, shape, around)
    if let union = shape.union { checkUnion(object, shape, union, in: unions + [shape], around) }
  }

  private func unknown(_ name: String, _ shape: Shape, _ unions: [Shape], _ around: Surroundings) -> Mismatch.Kind {
    let policy = shape.unknownKeys ?? around.unknownKeys
    if policy == .rejected, let place = shape.moved[name] { return .movedKey(to: place) }
    return .unknownKey(policy, among: shape.propertyNames + Set(unions.flatMap(\.ownNames)).sorted())
  }

  /// - Parameter unions: this one and those around it, the innermost last.
  private mutating func checkUnion(
    _ object: ObjectNode, _ shape: Shape, _ union: Shape.Union, in unions: [Shape], _ around: Surroundings
  ) {
    let chosen = object[union.discriminator].flatMap { $0.kind == .null ? nil : $0 }
    guard let chosen else {
      if let fallback = union.fallback({ object[$0] != nil }) {
        checkBranch(object, fallback, in: unions, around)
      } else if !object.node.isBrokenInside {
        let slip = object.members.first {
          !unions.own($0.name) && Spelling.suggestion(for: $0.name, among: [union.discriminator]) != nil
        }
        add(.missingKey(union.discriminator, misspelt: slip?.key), object.node, shape, around)
      }
      return
    }
    guard !chosen.holdsPlaceholder else { return }
    guard let name = chosen.string else { return add(.wrongType(expected: .string), chosen, shape, around) }
    if let branch = union.branch(name) {
      if let deprecation = facts.resolved(branch).deprecation { add(.deprecated(deprecation), chosen, branch, around) }
      checkBranch(object, branch, in: unions, around)
    } else {
      add(.notAccepted(union.branches.map { .string($0.value) }), chosen, shape, around)
    }
  }

  private mutating func checkBranch(_ object: ObjectNode, _ branch: Shape, in unions: [Shape], _ around: Surroundings) {
    guard around.depth < Self.depthLimit else { return }
    let branch = facts.resolved(branch)
    var around = around
    around.status = branch.status ?? around.status
    around.depth += 1
    if let needs = branch.needs {
      add(.needs(capability: needs.value), object.node, branch, around, needs.provenance)
    }
    checkVersion(object.node, branch, branch, around)
    check(object, branch, in: unions, around)
  }

  private mutating func checkProperty(_ member: Node.Member, _ property: Shape, _ around: Surroundings) {
    let isGiven = !(member.value.meant?.isEmptyValue ?? true)
    if property.effect == .ignored, isGiven { add(.withoutEffect(why: property.why), member.key, property, around) }
    if let deprecation = property.deprecation, member.value.meant?.kind != .null {
      add(.deprecated(deprecation), member.key, property, around)
    }
  }

  /// The keys of which the object lacks one: the required ones, and those of which one would do.
  private func missingKeys(of object: ObjectNode, _ shape: Shape) -> [String] {
    guard !object.node.isBrokenInside else { return [] }
    return shape.required.filter { object[$0] == nil } + unmetGroups(of: object, shape).flatMap(\.self)
  }

  private func unmetGroups(of object: ObjectNode, _ shape: Shape) -> [[String]] {
    shape.oneOfRequired.filter { group in
      !group.contains { object[$0].map { $0.kind != .null } ?? false }
    }
  }

  private mutating func checkPresence(
    _ object: ObjectNode, _ shape: Shape, _ misspelt: [String: Node], _ around: Surroundings
  ) {
    guard !object.node.isBrokenInside else { return }
    for name in shape.required where object[name] == nil {
      add(.missingKey(name, misspelt: misspelt[name]), object.node, shape, around)
    }
    for group in unmetGroups(of: object, shape) {
      let slip = group.lazy.compactMap { misspelt[$0] }.first { _ in true }
      add(.missingOneOf(group, misspelt: slip), object.node, shape, around)
    }
  }

  private mutating func checkTogether(_ object: ObjectNode, _ shape: Shape, _ around: Surroundings) {
    for requirement in shape.requirements {
      guard let value = object[requirement.key], requirement.applies(to: value), let key = object.key(requirement.key)
      else { continue }
      let companion = object[requirement.needs]
      if companion?.isPlaceholder ?? object.node.isBrokenInside || requirement.isMet(by: companion) { continue }
      add(.lacksCompanion(requirement, actual: companion), key, shape, around, requirement.provenance)
    }
    for comparison in shape.comparisons {
      guard let value = object[comparison.key], let other = object[comparison.other], let number = value.number,
        let bound = other.number.map({ $0 * comparison.factor }), number > bound
      else { continue }
      add(.above(bound, setBy: other, why: comparison.why), value, shape, around, comparison.provenance)
    }
    for exclusion in shape.exclusions {
      guard exclusion.when.allSatisfy({ condition in object[condition.key].map(condition.value.equals) ?? false })
      else { continue }
      let present = exclusion.keys.filter { name in object[name].map { !$0.isEmptyValue } ?? false }
        .compactMap { object.key($0) }
      guard let first = present.first else { continue }
      for other in present.dropFirst() {
        add(.conflict(with: first, why: exclusion.why), other, shape, around, exclusion.provenance)
      }
    }
  }
}

extension Shape {
  /// Whether this value is read as a list with nothing else in it.
  fileprivate func takesLoneItem(_ node: Node) -> Bool {
    reader == .protobuf && types == .array && node.kind != .array && node.kind != .null && items != nil
  }
}

extension Shape.Reader {
  /// Whether a value is read as one of these types where `shape` is expected; none are all of them.
  fileprivate func reads(_ node: Node, asOneOf types: Shape.Types, _ shape: Shape) -> Bool {
    // Where any number will do, nobody need look at the digits.
    types.isEmpty || node.kind == .number && types.contains(.number)
      || !types.isDisjoint(with: self.types(of: node, shape))
  }

  /// The types as which a value is read where `shape` is expected.
  fileprivate func types(of node: Node, _ shape: Shape) -> Shape.Types {
    var types = node.types
    guard self == .nullable || self == .protobuf else { return types }
    if node.kind == .null { return [.null, .boolean, .integer, .number, .string, .array, .object] }
    guard self == .protobuf else { return types }
    if node.kind == .number {
      if node.number.map({ $0 == $0.rounded() }) ?? false { types.insert(.integer) }
      // The number of a value of an enumeration.
      if shape.values?.contains(where: \.isConstant) ?? false { types.insert(.string) }
    } else if let text = node.string {
      if let number = Double(text) { types.formUnion(number == number.rounded() ? [.integer, .number] : .number) }
      if text == "true" || text == "false" { types.insert(.boolean) }
    }
    return types
  }

  /// Whether a value that is not literally one of `values` is read as one.
  fileprivate func takes(_ node: Node, asOneOf values: [FactValue]) -> Bool {
    guard self == .protobuf else { return false }
    let constants = values.filter(\.isConstant)
    guard let text = node.string?.uppercased() else { return !constants.isEmpty }
    // To protobuf an empty string is none; an enumeration has no such value.
    return constants.isEmpty ? text.isEmpty : constants.contains { $0.description == text }
  }
}

extension FactValue {
  /// Whether this names a value of an enumeration of protobuf, which stand in capitals.
  fileprivate var isConstant: Bool {
    if case .string(let text) = self { text == text.uppercased() } else { false }
  }
}

extension Shape {
  /// The keys that it has whatever its branch.
  fileprivate var ownNames: [String] { propertyNames + (union.map { [$0.discriminator] } ?? []) }
}

extension [Shape] {
  /// Whether one of these shapes has the key.
  fileprivate func own(_ name: String) -> Bool {
    contains { $0.properties[name] != nil || $0.union?.discriminator == name }
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

  /// Whether a number lies within bounds.
  func lies(in bounds: Shape.Bounds) -> Bool {
    let least = bounds.minimum.map { bounds.isExclusiveMinimum ? $0.nextUp : $0 }
    let most = bounds.maximum.map { bounds.isExclusiveMaximum ? $0.nextDown : $0 }
    return least == nil && most == nil || isNumber(from: least ?? -.infinity, to: most ?? .infinity)
  }

  /// Whether the length of a string, in characters, lies within bounds.
  fileprivate func fits(_ length: Shape.Bounds) -> Bool {
    length == Shape.Bounds()
      || hasCharacters(
        atLeast: length.minimum.map { Int($0) } ?? 0, atMost: length.maximum.map { Int($0) } ?? .max)
  }

  /// Whether the value asks for nothing: null, false, an empty string, array or object.
  package var isEmptyValue: Bool {
    switch kind {
    case .null, .false: true
    case .string: isEmptyString
    case .array: items.first { _ in true } == nil
    case .object: members.first { _ in true } == nil
    case .true, .number, .alias, .missing: false
    }
  }
}

extension Shape.Requirement {
  /// Whether this value asks for the other key.
  fileprivate func applies(to value: Node) -> Bool {
    guard value.kind != .null, !value.isPlaceholder else { return false }
    guard let given else { return true }
    let values = value.kind == .array ? value.items.compactMap(\.meant) : [value]
    return values.contains { value in given.contains { $0.equals(value) } }
  }

  /// Whether the other key, where it is there, has a value that will do.
  fileprivate func isMet(by companion: Node?) -> Bool {
    let isGiven = companion.map { $0.kind != .null } ?? false
    guard let values else { return isGiven }
    guard isGiven, let companion else { return values.contains(.null) }
    return values.contains { $0.equals(companion) }
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
