import PackedTree

/// The files under `models/<provider>/`, before they are merged for one model.
struct ModelFacts: Sendable {
  struct Family: Sendable {
    let id: String
    let match: [NamePattern]
    /// The provider whose profile comes first: of the same name, or of the one that is named.
    let like: Likeness?
    /// What it extends, from the base up, then itself.
    fileprivate let line: [UnreadFact]

    /// The facts of each, to be merged over those of the one before.
    func layers(_ problems: inout [FactProblem]) -> [RawFact] {
      line.map { RawFact($0, &problems).removing(Self.keys) }
    }

    /// The keys that are no facts about its models.
    fileprivate static let keys: Set<String> = ["id", "match", "like", "extends"]
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
  /// The names that families list.
  private let literals: Set<String>

  init(provider: String, _ read: Facts.Read, _ problems: inout [FactProblem]) {
    let folder = "models/\(provider)/"
    let path = folder + "families.yaml"
    families = Self.families(read(path)?.root(path, &problems), &problems)
    catalogue = ModelRows(folder + "catalog.yaml", read, &problems)
    overrides = ModelRows(folder + "overrides.yaml", read, &problems)
    literals = Set(families.flatMap(\.match).filter(\.isLiteral).map(\.description))
  }

  /// These models and those of a user's own.
  func adding(_ models: [UserModel]) -> ModelFacts {
    var result = self
    for model in models { result.users[model.name] = model }
    return result
  }

  /// All names that are listed, sorted.
  var names: [String] {
    literals.union(catalogue.names).union(overrides.names).union(users.keys).sorted()
  }

  /// Whether it is one of ``names``.
  func lists(_ name: String) -> Bool {
    literals.contains(name) || catalogue.lists(name) || overrides.lists(name) || users[name] != nil
  }

  /// The endpoints that a family or a row names.
  var servedEndpoints: Set<String> {
    var problems: [FactProblem] = []
    let facts = families.flatMap(\.line) + catalogue.all + overrides.all
    let lists = facts.compactMap { FactMapping($0, &problems)["endpoints"] }.map { RawFact($0, &problems) }
    return Set(
      lists.flatMap { list -> [String] in
        guard case .list(let items) = list.content else { return [] }
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

  private static func families(_ file: UnreadFact?, _ problems: inout [FactProblem]) -> [Family] {
    guard let file else { return [] }
    let (list, others) = FactMapping(file, &problems).taking("families")
    var reader = FactReader(RawFact(others, &problems))
    _ = reader.take("families")
    reader.finish(into: &problems)
    if let list, list.value.kind != .array { problems.append(FactProblem(list.place, "`families` is no list")) }
    var byID: [String: [UnreadFact]] = [:]
    var families: [Family] = []
    for fact in list?.items ?? [] {
      let head = RawFact(FactMapping(fact, &problems).keeping(Family.keys), &problems)
      var inner = FactReader(head)
      let id = inner.string("id")
      let match = inner.strings("match") ?? []
      let like = inner.string("like")
      let base = inner.string("extends")
      problems += inner.problems
      guard let id, byID[id] == nil else {
        if inner.problems.isEmpty {
          problems.append(FactProblem(head["id"]?.place ?? head.place, "a family has an `id` of its own"))
        }
        continue
      }
      if let base, let place = head["extends"]?.place, byID[base] == nil {
        problems.append(FactProblem(place, "`\(base)` is no family above this one"))
      }
      let line = (base.flatMap { byID[$0] } ?? []) + [fact]
      byID[id] = line
      families.append(
        Family(id: id, match: match.map { NamePattern($0) }, like: like.map { Likeness($0) }, line: line))
    }
    return families
  }
}
