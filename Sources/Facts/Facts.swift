import Synchronization

/// What is known about providers, endpoints and models: the files of `rules/`, read when they are first needed.
package final class Facts: Sendable {
  /// Gives a file by its path under `rules/`, or nil where there is none.
  package typealias Read = @Sendable (_ path: String) -> RulesFile?

  /// How many things with names from payloads are kept of each kind.
  private static let kept = 4096

  private let paths: [String]
  private let read: Read
  private let cache: Mutex<Cache>
  /// The facts that a user's models are laid over, and those models by their providers.
  private let base: Facts?
  private let userModels: [String: [UserModel]]

  private struct Cache {
    var providers: [Provider]?
    var endpointsOfFiles: [(provider: Provider, endpoint: Provider.Endpoint)]?
    var keys: KeyFinder?
    var shapes: [String: ShapeFile] = [:]
    var subsets: [String: SchemaSubset] = [:]
    var models: [String: ModelFacts] = [:]
    var profiles: [String: ModelProfile] = [:]
    var names: [String: [String]] = [:]
    var served: [String: Set<String>] = [:]
    var guides: [String: AnswerGuide] = [:]
    var mappings: [String: CatalogueMapping] = [:]
    var dialects: [Dialect]?
    var costs: TokenCosts?
    var formulas: [FormulaKey: TokenFormula?] = [:]
    var imageFormulas: [FormulaKey: ImageFormula?] = [:]
    var problems: [FactProblem] = []
  }

  /// What a formula is found by.
  private struct FormulaKey: Hashable {
    let model: String
    let provider: String
    /// Of a formula for images nil.
    let endpoint: String?
  }

  /// - Parameter paths: the paths of all files, as `read` takes them.
  package init(paths: [String], read: @escaping Read) {
    self.paths = paths
    self.read = read
    cache = Mutex(Cache())
    base = nil
    userModels = [:]
  }

  private init(_ base: Facts, _ models: [UserModel]) {
    paths = base.paths
    read = base.read
    cache = Mutex(Cache())
    self.base = base
    userModels = Dictionary(grouping: models, by: \.provider)
  }

  /// The ids of the files of answers, sorted: providers', and `common`.
  package var guideIDs: [String] { ids(under: "answers/") }

  /// The ids of the lists of models that can be read, sorted.
  package var mappingIDs: [String] { ids(under: "imports/") }

  private func ids(under folder: String) -> [String] {
    paths.filter { $0.hasPrefix(folder) && $0.hasSuffix(".yaml") }
      .map { String($0.dropFirst(folder.count).dropLast(".yaml".count)) }.sorted()
  }

  /// These facts and a user's models over them; of two with one name the last counts.
  package func adding(_ models: [UserModel]) -> Facts {
    models.isEmpty ? self : Facts(self, models)
  }

  /// All providers, in the order of their ids.
  package var providers: [Provider] {
    if let base { return base.providers }
    if let providers = cache.withLock({ $0.providers }) { return providers }
    var problems: [FactProblem] = []
    let providers = ids(under: "providers/").compactMap { id in
      let raw = RulesFile.resolvingExtends(id, &problems) { RulesFile.load("providers/\($0).yaml", read, &$1) }
      return raw.map { Provider(id: id, $0.removing(["extends"]), &problems) }
    }
    keep(problems)
    cache.withLock { $0.providers = providers }
    return providers
  }

  /// How the keys of the providers' accounts look.
  package var keys: KeyFinder {
    if let base { return base.keys }
    if let keys = cache.withLock({ $0.keys }) { return keys }
    let keys = KeyFinder(providers)
    cache.withLock { $0.keys = keys }
    return keys
  }

  package func provider(_ id: String) -> Provider? {
    providers.first { $0.id == id }
  }

  /// The endpoint that a file is for by its name.
  package func endpoint(ofFilesNamed name: String) -> (provider: Provider, endpoint: Provider.Endpoint)? {
    endpointsOfFiles.first { $0.endpoint.files.contains { $0.matches(name) } }
  }

  /// The endpoints that some files are for by their names.
  private var endpointsOfFiles: [(provider: Provider, endpoint: Provider.Endpoint)] {
    if let base { return base.endpointsOfFiles }
    if let endpoints = cache.withLock({ $0.endpointsOfFiles }) { return endpoints }
    let endpoints = providers.filter(\.namesFiles).flatMap { provider in
      provider.endpoints.filter { !$0.files.isEmpty }.map { (provider: provider, endpoint: $0) }
    }
    cache.withLock { $0.endpointsOfFiles = endpoints }
    return endpoints
  }

  /// The shape of a file under `shapes/`, by its path there without its ending.
  package func shape(_ name: String) -> ShapeFile? {
    if let base { return base.shape(name) }
    if let shape = cache.withLock({ $0.shapes[name] }) { return shape }
    var problems: [FactProblem] = []
    let raw = RulesFile.resolvingExtends(name, &problems) { RulesFile.load("shapes/\($0).yaml", read, &$1) }
    guard let raw else { return nil }
    let shape = ShapeFile(name: name, raw, &problems)
    keep(problems)
    cache.withLock { $0.shapes[name] = shape }
    return shape
  }

  /// What a file under `schemas/` says, by its path there without its ending.
  package func subset(_ name: String) -> SchemaSubset? {
    if let base { return base.subset(name) }
    if let subset = cache.withLock({ $0.subsets[name] }) { return subset }
    var problems: [FactProblem] = []
    let raw = RulesFile.resolvingExtends(name, &problems) { RulesFile.load("schemas/\($0).yaml", read, &$1) }
    guard let raw else { return nil }
    let subset = SchemaSubset(name: name, raw.removing(["extends"]), &problems)
    keep(problems)
    cache.withLock { $0.subsets[name] = subset }
    return subset
  }

  /// The shape that a shape's `$ref` names, or the shape itself.
  package func resolved(_ shape: Shape) -> Shape {
    guard shape.reference != nil else { return shape }
    if let target = shape.target.load() { return target }
    var target = shape
    var steps = 0
    while let reference = target.reference, steps < 16 {
      guard let next = self.shape(reference.file)?.target(of: reference) else { break }
      target = next
      steps += 1
    }
    return shape.target.storeIfNil(target)
  }

  /// What is known about the model `name` at `provider`.
  package func profile(of name: String, at provider: Provider) -> ModelProfile {
    let key = "\(provider.id)/\(name)"
    if let profile = cache.withLock({ $0.profiles[key] }) { return profile }
    var problems: [FactProblem] = []
    let base = provider.tunedPrefix.flatMap { name.baseModel(afterPrefix: $0) } ?? provider.withoutPrefix(name)
    let (family, raw) = rawProfile(of: base, at: provider.id, depth: 0)
    let profile = ModelProfile(name: name, family: family?.id, like: family?.like?.provider, raw, &problems)
    keep(problems)
    // Names come from payloads; facts about endless different names are not kept.
    cache.withLock { if $0.profiles.count < Self.kept { $0.profiles[key] = profile } }
    return profile
  }

  /// The error answers of a file under `answers/`, by its name there without its ending.
  package func guide(_ id: String) -> AnswerGuide? {
    if let base { return base.guide(id) }
    if let guide = cache.withLock({ $0.guides[id] }) { return guide }
    var problems: [FactProblem] = []
    let guide = RulesFile.load("answers/\(id).yaml", read, &problems).map { AnswerGuide(file: id, $0, &problems) }
    keep(problems)
    cache.withLock { $0.guides[id] = guide }
    return guide
  }

  /// How a list that others publish is read, by the name of its file under `imports/` without the ending.
  package func mapping(_ id: String) -> CatalogueMapping? {
    if let base { return base.mapping(id) }
    if let mapping = cache.withLock({ $0.mappings[id] }) { return mapping }
    var problems: [FactProblem] = []
    let mapping = RulesFile.load("imports/\(id).yaml", read, &problems).map { CatalogueMapping(id: id, $0, &problems) }
    keep(problems)
    cache.withLock { $0.mappings[id] = mapping }
    return mapping
  }

  /// The dialects that requests can be taken from and to, in the order of their ids.
  package var dialects: [Dialect] {
    if let base { return base.dialects }
    if let dialects = cache.withLock({ $0.dialects }) { return dialects }
    var problems: [FactProblem] = []
    let dialects = ids(under: "dialects/").compactMap { id in
      RulesFile.load("dialects/\(id).yaml", read, &problems).map { Dialect(id: id, $0, &problems) }
    }
    keep(problems)
    cache.withLock { $0.dialects = dialects }
    return dialects
  }

  /// What a request costs in tokens: the first formula that is made for it.
  package func tokenFormula(model: String, provider: String, endpoint: String) -> TokenFormula? {
    if let base { return base.tokenFormula(model: model, provider: provider, endpoint: endpoint) }
    let key = FormulaKey(model: model, provider: provider, endpoint: endpoint)
    if let formula = cache.withLock({ $0.formulas[key] }) { return formula }
    let formula = formula(among: tokenCosts.formulas, for: key) { TokenFormula($0, &$1) }
    cache.withLock { if $0.formulas.count < Self.kept { $0.formulas[key] = .some(formula) } }
    return formula
  }

  /// What an image costs in tokens: the first formula that is made for the model.
  package func imageFormula(model: String, provider: String) -> ImageFormula? {
    if let base { return base.imageFormula(model: model, provider: provider) }
    let key = FormulaKey(model: model, provider: provider, endpoint: nil)
    if let formula = cache.withLock({ $0.imageFormulas[key] }) { return formula }
    let formula = formula(among: tokenCosts.images, for: key) { ImageFormula($0, &$1) }
    cache.withLock { if $0.imageFormulas.count < Self.kept { $0.imageFormulas[key] = .some(formula) } }
    return formula
  }

  /// The first of some formulas that is made for a request or an image.
  private func formula<Formula>(
    among facts: [RawFact], for key: FormulaKey, _ decode: (RawFact, inout [FactProblem]) -> Formula
  ) -> Formula? {
    var problems: [FactProblem] = []
    let fact = facts.first { TokenFormula.Scope($0).holds(for: key.model, at: key.provider, key.endpoint) }
    let formula = fact.map { decode($0, &problems) }
    keep(problems)
    return formula
  }

  /// What stands in `tokens.yaml`: a run is about one or two of the formulas, so that no more of the others is read than
  /// what they are made for.
  private struct TokenCosts {
    var formulas: [RawFact] = []
    var images: [RawFact] = []
  }

  private var tokenCosts: TokenCosts {
    if let costs = cache.withLock({ $0.costs }) { return costs }
    var problems: [FactProblem] = []
    var costs = TokenCosts()
    if let file = RulesFile.load("tokens.yaml", read, &problems) {
      var reader = FactReader(file)
      costs.formulas = reader.list("formulas")
      costs.images = reader.list("images")
      reader.finish(into: &problems)
    }
    keep(problems)
    cache.withLock { $0.costs = costs }
    return costs
  }

  /// The names of the models that the provider's facts list, sorted.
  package func modelNames(at provider: Provider) -> [String] {
    if let names = cache.withLock({ $0.names[provider.id] }) { return names }
    let names = models(of: provider.id).names
    cache.withLock { $0.names[provider.id] = names }
    return names
  }

  /// Whether a name is one of a provider's models. Patterns of a provider that nobody named count only where its models
  /// are told by their names: elsewhere a gateway's would take slips of the pen for names.
  package func knows(_ model: String, at provider: Provider, isProviderMeant: Bool) -> Bool {
    if models(of: provider.id).lists(model) { return true }
    return (isProviderMeant || provider.isRecognisedByModel) && profile(of: model, at: provider).isKnown
  }

  /// The ids of the endpoints that some listed model is said to be served by.
  package func servedEndpoints(at provider: Provider) -> Set<String> {
    if let served = cache.withLock({ $0.served[provider.id] }) { return served }
    let served = models(of: provider.id).servedEndpoints
    cache.withLock { $0.served[provider.id] = served }
    return served
  }

  /// The newest day on which the facts about a provider were checked.
  package var date: Day? {
    if let base { return base.date }
    var problems: [FactProblem] = []
    let files = paths.filter { $0.hasPrefix("providers/") }.compactMap { RulesFile.load($0, read, &problems) }
    return files.compactMap(\.provenance.checked).max()
  }

  /// What the decoder did not understand in the providers' files and in that of the tokens, and in those others that were
  /// read so far.
  package var problems: [FactProblem] {
    var problems = providers.flatMap(\.mistakesInEndpoints)
    let (costs, models) = (tokenCosts, cache.withLock { $0.models })
    for fact in costs.formulas { _ = TokenFormula(fact, &problems) }
    for fact in costs.images { _ = ImageFormula(fact, &problems) }
    for (_, models) in models.sorted(by: { $0.key < $1.key }) { problems += models.mistakesInFamilies }
    keep(problems)
    return cache.withLock { $0.problems }
  }

  private func models(of provider: String) -> ModelFacts {
    if let models = cache.withLock({ $0.models[provider] }) { return models }
    var problems: [FactProblem] = []
    let models =
      base.map { $0.models(of: provider).adding(userModels[provider] ?? []) }
      ?? ModelFacts(provider: provider, read, &problems)
    keep(problems)
    cache.withLock { $0.models[provider] = models }
    return models
  }

  private func keep(_ problems: [FactProblem]) {
    guard !problems.isEmpty else { return }
    cache.withLock { cache in
      // A family's mistake shows in the profile of each of its models.
      for problem in problems where !cache.problems.contains(problem) { cache.problems.append(problem) }
    }
  }

  private func rawProfile(
    of name: String, at provider: String, depth: Int
  ) -> (family: ModelFacts.Family?, RawFact?) {
    let models = models(of: provider)
    if let own = models.users[name] {
      let like = own.like ?? .init(provider: provider, model: name)
      let (family, start) = (base ?? self).rawProfile(
        of: like.model, at: like.provider, depth: depth + 1)
      return (family, (start ?? .nothing).merging(own.facts))
    }
    let family = models.family(of: name)
    let row = models.row(of: name)
    guard family != nil || row != nil else { return (nil, nil) }
    var layers: [RawFact] = []
    if let like = family?.like, depth < 4,
      let base = rawProfile(of: like.model ?? name, at: like.provider, depth: depth + 1).1
    {
      layers.append(base)
    }
    layers += family?.layers ?? []
    if let row { layers.append(row) }
    return (family, layers.reduce(RawFact.nothing) { $0.merging($1) })
  }
}

extension String {
  /// `prefix` + `model` + `:…` → `model`.
  fileprivate func baseModel(afterPrefix prefix: String) -> String? {
    guard hasPrefix(prefix) else { return nil }
    return dropFirst(prefix.count).split(separator: ":").first.map(String.init)
  }
}
