/// The files under `models/<provider>/`, before they are merged for one model.
struct ModelFacts: Sendable {
  struct Family: Sendable {
    let id: String
    /// The provider whose profile comes first: of the same name, or of the one that is named.
    let like: Likeness?
    /// The facts of each that it extends, from the base up, then its own, to be merged over those of the one before.
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

  /// In the order of the file, where the first counts that fits a name. A run is about one or two, so that no more of
  /// the others is read than their patterns.
  private let families: [RawFact]
  private let catalogue: ModelRows
  private let overrides: ModelRows
  /// The models of the user's own.
  private(set) var users: [String: UserModel] = [:]

  init(provider: String, _ read: Facts.Read, _ problems: inout [FactProblem]) {
    let folder = "models/\(provider)/"
    families = Self.families(RulesFile.load(folder + "families.yaml", read, &problems), &problems)
    catalogue = ModelRows(folder + "catalog.yaml", read, &problems)
    overrides = ModelRows(folder + "overrides.yaml", read, &problems)
  }

  /// These models and those of a user's own.
  func adding(_ models: [UserModel]) -> ModelFacts {
    var result = self
    for model in models { result.users[model.name] = model }
    return result
  }

  /// All names that are listed, sorted.
  var names: [String] {
    let literals = Set(families.flatMap { Self.patterns(of: $0) }.filter(\.isLiteral).map(\.description))
    return literals.union(catalogue.names).union(overrides.names).union(users.keys).sorted()
  }

  /// Whether it is one of ``names``.
  func lists(_ name: String) -> Bool {
    catalogue.lists(name) || overrides.lists(name) || users[name] != nil
      || families.contains { Self.patterns(of: $0).contains { $0.isLiteral && $0.description == name } }
  }

  /// The endpoints that a family or a row names.
  var servedEndpoints: Set<String> {
    Set((families + catalogue.all + overrides.all).flatMap { $0["endpoints"]?.texts ?? [] })
  }

  /// The row of the catalogue with its overrides.
  func row(of name: String) -> RawFact? {
    let override = overrides.row(of: name)
    guard let row = catalogue.row(of: name) else { return override }
    return override.map { row.merging($0) } ?? row
  }

  // MARK: Families

  /// The keys that are no facts about its models.
  private static let familyKeys: Set<String> = ["id", "match", "like", "extends"]

  /// The first family whose patterns fit.
  func family(of name: String) -> Family? {
    let place = families.firstIndex { Self.patterns(of: $0).contains { $0.matches(name) } }
    guard let place, let id = families[place]["id"]?.texts.first else { return nil }
    return Family(
      id: id, like: families[place]["like"]?.texts.first.map { Likeness($0) },
      layers: line(to: place).map { $0.removing(Self.familyKeys) })
  }

  /// What a family extends, from the base up, then itself.
  private func line(to place: Int) -> [RawFact] {
    guard let base = families[place]["extends"]?.texts.first,
      let above = families[..<place].firstIndex(where: { $0["id"]?.texts == [base] })
    else { return [families[place]] }
    return line(to: above) + [families[place]]
  }

  private static func patterns(of family: RawFact) -> [NamePattern] {
    family["match"]?.texts.map { NamePattern($0) } ?? []
  }

  private static func families(_ file: RawFact?, _ problems: inout [FactProblem]) -> [RawFact] {
    guard let file else { return [] }
    var reader = FactReader(file)
    let families = reader.list("families")
    reader.finish(into: &problems)
    return families
  }

  /// What is wrong with those keys of the families that are no facts about their models.
  var mistakesInFamilies: [FactProblem] {
    var problems: [FactProblem] = []
    var seen: Set<String> = []
    for family in families {
      var reader = FactReader(family)
      let id = reader.string("id")
      _ = reader.strings("match")
      _ = reader.string("like")
      let base = reader.string("extends")
      problems += reader.problems
      guard let id, !seen.contains(id) else {
        if reader.problems.isEmpty {
          problems.append(FactProblem((family["id"] ?? family).place, "a family has an `id` of its own"))
        }
        continue
      }
      if let base, let place = family["extends"]?.place, !seen.contains(base) {
        problems.append(FactProblem(place, "`\(base)` is no family above this one"))
      }
      seen.insert(id)
    }
    return problems
  }
}
