import DocumentTree
import Facts

/// Walks a JSON Schema and notes where it departs from the subset that the API takes.
///
/// Schemas are looked at where they are written; a `$ref` is not followed, so one that leads back to itself costs nothing.
/// What stands below a keyword that is refused altogether is passed over: one cause, one finding.
struct SchemaChecker {
  /// Documents are no deeper.
  private static let depthLimit = 512

  private let site: SchemaSite
  private var subset: SchemaSubset { site.subset }
  private var references: SchemaReferences
  private var faults: [SchemaFault] = []
  /// The targets of aliases that were looked at.
  private var visited: Set<Node> = []
  private var totals = Totals()
  private var spelling = Spelling()

  /// What is counted over the whole schema.
  private struct Totals {
    var properties = 0
    var enumValues = 0
    /// In characters.
    var text = 0
  }

  static func faults(of site: SchemaSite) -> [SchemaFault] {
    var checker = SchemaChecker(site: site, references: SchemaReferences(root: site.node))
    checker.checkRoot()
    checker.check(site.node, depth: 0, objects: 0)
    checker.checkTotals()
    return checker.faults
  }

  private init(site: SchemaSite, references: SchemaReferences) {
    self.site = site
    self.references = references
  }

  private mutating func add(_ kind: SchemaFault.Kind, _ node: Node, _ provenance: Provenance) {
    faults.append(SchemaFault(kind: kind, node: node, site: site, provenance: provenance.atMost(site.confidence)))
  }

  // MARK: The root

  private mutating func checkRoot() {
    let root = site.node
    guard root.kind == .object, !root.isPlaceholder else { return }
    var isOfRightType = true
    if let type = subset.rootType, root["$ref"] == nil {
      let given = root["type"]
      isOfRightType = given?.isPlaceholder ?? false || root.schemaTypes == [type.value]
      // A word that is no type is told as such.
      let isType =
        subset.vocabulary == nil || root.schemaTypes.allSatisfy { type in Shape.Types.named.contains { $0.0 == type } }
      if !isOfRightType, isType, given != nil || !root.isBrokenInside {
        add(.rootType(type.value), given ?? root, type.provenance)
      }
    }
    if let excludes = subset.rootExcludes {
      for member in root.meantMembers where excludes.value.contains(member.name) {
        add(.rootKeyword, member.key, excludes.provenance)
      }
    }
    guard isOfRightType, let requires = subset.rootRequires, !root.isBrokenInside else { return }
    for name in requires.value where root[name] == nil { add(.missingKeyword(name), root, requires.provenance) }
  }

  private mutating func checkTotals() {
    func check(_ count: Int, _ unit: String, _ bound: Fact<Int>?) {
      guard let bound, count > bound.value else { return }
      add(.limit(count: count, unit: unit, bound: bound.value), site.node, bound.provenance)
    }
    check(totals.properties, "properties", subset.maxProperties)
    check(totals.enumValues, "values in enumerations", subset.maxEnumValues)
    check(totals.text, "characters in names and accepted values", subset.maxText)
  }

  // MARK: Any schema

  /// - Parameter objects: how many schemas of objects this one is in.
  private mutating func check(_ written: Node, depth: Int, objects: Int) {
    guard depth < Self.depthLimit, let node = written.meant, node.kind == .object, !node.isPlaceholder else { return }
    if written.kind == .alias, !visited.insert(node).inserted { return }
    let members = node.meantMembers
    var values: [String: Node] = [:]
    for member in members { values[member.name] = member.value.meant ?? member.value }
    let passedOver = checkKeywords(members, isRoot: node == site.node)
    if let reference = values["$ref"] {
      checkReference(reference, members, isRoot: node == site.node)
    } else {
      checkPresence(node, values)
    }
    checkRanges(members)
    checkPattern(values["pattern"])
    count(values)
    let isObject = node.schemaTypes.contains("object") || values["properties"] != nil
    let objects = isObject ? objects + 1 : objects
    if isObject {
      checkRequired(node, members)
      if let bound = subset.maxDepth, objects == bound.value + 1 {
        add(.limit(count: objects, unit: "objects inside each other", bound: bound.value), node, bound.provenance)
      }
    }
    for member in members where !passedOver.contains(member.name) {
      for schema in SchemaKeywords.schemas(in: member.value, of: member.name) {
        check(schema, depth: depth + 1, objects: objects)
      }
    }
  }

  /// Judges each keyword by the fact about it; gives back those that are refused altogether.
  private mutating func checkKeywords(_ members: [Node.Member], isRoot: Bool) -> Set<String> {
    var refused = isRoot ? Set(subset.rootExcludes?.value ?? []) : []
    for member in members where !refused.contains(member.name) {
      guard let fact = subset.keywords[member.name], let value = member.value.meant, fact.refuses(value) else {
        continue
      }
      let isRefused = fact.verdict == .nothing
      if isRefused { refused.insert(member.name) }
      add(.keyword(fact), isRefused ? member.key : value, fact.provenance)
    }
    return refused
  }

  /// What must be there, given what the schema is for.
  private mutating func checkPresence(_ node: Node, _ values: [String: Node]) {
    guard !node.isBrokenInside else { return }
    let isRoot = node == site.node
    if let requires = subset.schemaRequires, !isRoot || subset.rootType == nil,
      !requires.value.contains(where: { values[$0] != nil })
    {
      return add(.missingOneOf(requires.value), node, requires.provenance)
    }
    let types = node.schemaTypes
    if let requires = subset.objectRequires, types.contains("object") || values["properties"] != nil {
      for name in requires.value where values[name] == nil { add(.missingKeyword(name), node, requires.provenance) }
    }
    if let requires = subset.arrayRequires, types.contains("array"),
      !requires.value.contains(where: { values[$0] != nil }), let first = requires.value.first
    {
      add(.missingKeyword(first), node, requires.provenance)
    }
  }

  /// Holds `required` against `properties`.
  private mutating func checkRequired(_ node: Node, _ members: [Node.Member]) {
    let all = subset.allRequired.flatMap { $0.value ? $0.provenance : nil }
    let declaredOnly = subset.requiredDeclared.flatMap { $0.value ? $0.provenance : nil } ?? all
    guard all != nil || declaredOnly != nil, !node.isBrokenInside else { return }
    let required = members.last { $0.name == "required" }?.value.meant
    let properties = members.last { $0.name == "properties" }
    let declared = properties?.value.meant.flatMap { $0.kind == .object ? $0.meantMembers : nil } ?? []
    guard required == nil || required?.kind == .array, required?.isBrokenInside != true else { return }
    let items = required?.items.compactMap(\.meant) ?? []
    guard !items.contains(where: { $0.holdsPlaceholder }) else { return }
    let names = Set(items.compactMap(\.string))
    let optional = declared.map(\.name).filter { !names.contains($0) }
    if let all, !optional.isEmpty, let place = required ?? properties?.key {
      add(.optional(optional, of: node), place, all)
    }
    guard let declaredOnly, properties == nil || properties?.value.meant?.kind == .object else { return }
    let known = Set(declared.map(\.name))
    for item in items {
      guard let name = item.string, !known.contains(name) else { continue }
      add(.unknownRequired(meant: spelling.suggestion(for: name, among: declared.map(\.name))), item, declaredOnly)
    }
  }

  private mutating func checkReference(_ reference: Node, _ members: [Node.Member], isRoot: Bool) {
    if let beside = subset.besideReference, !isRoot {
      for member in members where member.name != "$ref" && !beside.value.contains(member.name) {
        add(.besideReference, member.key, beside.provenance)
      }
    }
    guard let text = reference.string, !reference.holdsPlaceholder, site.node["$id"] == nil else { return }
    switch references.target(of: text) {
    case .nothing:
      if let resolve = subset.referencesResolve, resolve.value, !site.node.isBrokenInside {
        add(.danglingReference, reference, resolve.provenance)
      }
    case .schema, .elsewhere:
      guard let definitions = subset.definitions else { return }
      let tokens = text.split(separator: "/", omittingEmptySubsequences: false)
      let isDefinition = tokens.count == 3 && definitions.value.contains(String(tokens[1]))
      if text != "#", !isDefinition || !text.hasPrefix("#") {
        add(.notADefinition(definitions.value), reference, definitions.provenance)
      }
    }
  }

  private mutating func checkRanges(_ members: [Node.Member]) {
    for (lower, upper) in SchemaKeywords.ranges {
      guard let least = members.last(where: { $0.name == lower }), let most = members.last(where: { $0.name == upper }),
        let minimum = least.value.meant?.number, let maximum = most.value.meant?.number, minimum > maximum
      else { continue }
      // No API is known to look at this; nothing can ever satisfy it.
      var provenance = subset.provenance
      provenance.confidence = .medium
      add(.emptyRange(upper: most.value.meant ?? most.value), least.key, provenance)
    }
  }

  private mutating func checkPattern(_ pattern: Node?) {
    guard let lookaround = subset.lookaround, !lookaround.value, let pattern, !pattern.holdsPlaceholder,
      let text = pattern.string, RegexScan(text).hasLookaround
    else { return }
    add(.lookaround, pattern, lookaround.provenance)
  }

  private mutating func count(_ values: [String: Node]) {
    for name in ["properties", "$defs", "definitions"] {
      guard let members = values[name]?.meantMembers else { continue }
      if name == "properties" { totals.properties += members.count }
      totals.text += members.reduce(0) { $0 + $1.key.characterCount }
    }
    let choices = values["enum"].map { Array($0.items) } ?? []
    totals.enumValues += choices.count
    if let bound = subset.maxEnumText, let long = subset.longEnum, choices.count > long.value, let list = values["enum"]
    {
      let text = choices.reduce(0) { $0 + ($1.kind == .string ? $1.characterCount : 0) }
      if text > bound.value {
        let unit = "characters in more than \(long.value) accepted values"
        add(.limit(count: text, unit: unit, bound: bound.value), list, bound.provenance)
      }
    }
    for choice in choices + [values["const"]].compactMap(\.self) where choice.kind == .string {
      totals.text += choice.characterCount
    }
  }
}

extension ParameterFact {
  /// Whether a keyword may not have this value. Unlike at a parameter, an object is a value like any other.
  fileprivate func refuses(_ value: Node) -> Bool {
    if value.isPlaceholder { return false }
    return switch verdict {
    case .nothing: true
    case .only(let values): value.kind != .null && !value.holdsPlaceholder && !values.contains { $0.equals(value) }
    case .allBut(let values): values.contains { $0.equals(value) }
    case .within(let bounds): value.number.map { bounds.isBelow($0) || bounds.isAbove($0) } ?? false
    case .noLongerThan, .sizes, .keysUpTo: false
    }
  }
}
