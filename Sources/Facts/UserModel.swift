/// A model that a user adds to the facts, or knows better: an item of `models:` in `.reqlint.yaml`.
package struct UserModel: Sendable {
  package let name: String
  /// The id of the provider that serves it.
  package let provider: String
  /// The model whose facts it starts from; nil: what is known of its own name.
  package let like: ModelName?
  /// What is laid over them, with the keys of `rules/models/<provider>/catalog.yaml`.
  let facts: RawFact

  /// A model as two providers may both have one.
  package struct ModelName: Sendable, Hashable {
    package let provider: String
    package let model: String

    package init(provider: String, model: String) {
      self.provider = provider
      self.model = model
    }
  }

  /// - Parameters:
  ///   - provider: the id that the item has under `provider`.
  ///   - item: the whole item; `like` and `provider` in it are passed over.
  package init(
    name: String, provider: String, like: ModelName?, _ item: RawFact, _ problems: inout [FactProblem]
  ) {
    self.name = name
    self.provider = provider
    self.like = like
    facts = item.removing(Self.ownKeys)
    var found: [FactProblem] = []
    // What null takes away is no mistake.
    _ = ModelProfile(name: name, family: nil, like: nil, RawFact.nothing.merging(facts), &found)
    let keys = Set(item.entries.map(\.keyPlace))
    problems += found.map { problem in
      var problem = problem
      if keys.contains(problem.place) { problem.knownKeys += Self.ownKeys }
      return problem
    }
  }

  /// The keys that an item has besides those of a catalogue.
  private static let ownKeys: Set<String> = ["like", "provider"]
}
