/// The files under `models/<provider>/`, before they are merged for one model.
struct ModelFacts: Sendable {
  struct Family: Sendable {
    let id: String
    let match: [NamePattern]
    /// The provider whose profile comes first: of the same name, or of the one that is named.
    let like: Likeness?
    /// What it extends, from the base up, then its own facts: each to be merged over the one before.
    let layers: [RawFact]
  }

  /// Another provider's profile, as `like` names it: a provider, or `provider/model`.
  struct Likeness: Sendable, Hashable {
    let provider: String
    /// nil: the same name.
    let model: String?

    init(_ text: String) {
      let parts = text.split(separator: "/", maxSplits: 1)
      provider = parts.first.map(String.init) ?? text
      model = parts.count > 1 ? String(parts[1]) : nil
    }
  }

  private let families: [Family]
  private let catalogue: ModelRows
  private let overrides: ModelRows
  /// The models of the user's own.
  private(set) var users: [String: UserModel] = [:]
  /// All names that are listed, sorted.
  private(set) var names: [String]

  init(provider: String, _ read: Facts.Read, _ problems: inout [FactProblem]) {
    let folder = "models/\(provider)/"
    families = Self.families(RulesFile.load(folder + "families.yaml", read, &problems), &problems)
    catalogue = ModelRows(folder + "catalog.yaml", read, &problems)
    overrides = ModelRows(folder + "overrides.yaml", read, &problems)
    let literals = families.flatMap(\.match).filter(\.isLiteral).map(\.description)
    names = Set(literals).union(catalogue.names).union(overrides.names).sorted()
  }

  /// These models and those of a user's own.
  func adding(_ models: [UserModel]) -> ModelFacts {
    var result = self
    for model in models { result.users[model.name] = model }
    result.names = Set(names).union(result.users.keys).sorted()
    return result
  }

  /// The endpoints that a family or a row names. All rows are read for it.
  var servedEndpoints: Set<String> {
    var problems: [FactProblem] = []
    let rows = [catalogue, overrides].flatMap { rows in rows.names.compactMap { rows.row(of: $0, &problems) } }
    return Set(
      (families.flatMap(\.layers) + rows).flatMap { fact -> [String] in
        guard case .list(let items)? = fact["endpoints"]?.content else { return [] }
        return items.compactMap { if case .scalar(.string(let id)) = $0.content { id } else { nil } }
      })
  }

  /// The first family whose patterns fit.
  func family(of name: String) -> Family? {
    families.first { $0.match.contains { $0.matches(name) } }
  }

  /// The row of the catalogue with its overrides.
  func row(of name: String, _ problems: inout [FactProblem]) -> RawFact? {
    let override = overrides.row(of: name, &problems)
    guard let row = catalogue.row(of: name, &problems) else { return override }
    return override.map { row.merging($0) } ?? row
  }

  private static func families(_ file: RawFact?, _ problems: inout [FactProblem]) -> [Family] {
    guard let file else { return [] }
    var reader = FactReader(file)
    var byID: [String: [RawFact]] = [:]
    var families: [Family] = []
    for fact in reader.list("families") {
      var inner = FactReader(fact)
      let id = inner.string("id")
      let match = inner.strings("match") ?? []
      let like = inner.string("like")
      let base = inner.string("extends")
      problems += inner.problems
      guard let id, byID[id] == nil else {
        if inner.problems.isEmpty {
          problems.append(FactProblem(fact["id"]?.place ?? fact.place, "a family has an `id` of its own"))
        }
        continue
      }
      if let base, let place = fact["extends"]?.place, byID[base] == nil {
        problems.append(FactProblem(place, "`\(base)` is no family above this one"))
      }
      let layers = (base.flatMap { byID[$0] } ?? []) + [fact.removing(["id", "match", "like", "extends"])]
      byID[id] = layers
      families.append(
        Family(id: id, match: match.map { NamePattern($0) }, like: like.map { Likeness($0) }, layers: layers))
    }
    reader.finish(into: &problems)
    return families
  }
}
