package import Facts
package import Linting

extension Facts {
  /// The models that a word means: PROVIDER/MODEL, in which `*` stands for any characters, MODEL at every provider that
  /// is known to have it, or `all-chat`.
  package func candidates(_ word: String, on today: Day) throws(NoSuchModel) -> [Comparison.Candidate] {
    if word == "all-chat" { return providers.flatMap { chatModels(at: $0, on: today) } }
    let parts = word.split(separator: "/", maxSplits: 1).map(String.init)
    if parts.count == 2, let provider = provider(parts[0]) {
      let pattern = NamePattern(parts[1])
      if pattern.isOpen {
        let names = modelNames(at: provider).filter { pattern.matches($0) }
        if names.isEmpty { throw NoSuchModel(reason: "no model of \(provider.name) is called like `\(parts[1])`") }
        return names.map { Comparison.Candidate(provider: provider.id, model: $0) }
      }
      if provider.models == .open { return [Comparison.Candidate(provider: provider.id, model: parts[1])] }
    }
    return try models(called: word).map { Comparison.Candidate(provider: $0.id, model: $1) }
  }

  /// The models of a provider that are known to take part in a chat on a day, where its chats can be compared.
  package func chatModels(at provider: Provider, on today: Day) -> [Comparison.Candidate] {
    let chats = Set(dialects.flatMap(\.endpoints))
    guard provider.endpoints.contains(where: { chats.contains($0.id) && $0.shape != nil }) else { return [] }
    return modelNames(at: provider).compactMap { name in
      let profile = profile(of: name, at: provider)
      let isServed = profile.endpoints.map { !chats.isDisjoint(with: $0.value) }
      guard isServed ?? profile.capabilities["completion"]?.value ?? false else { return nil }
      if let last = profile.retires?.value, last <= today { return nil }
      return Comparison.Candidate(provider: provider.id, model: name)
    }
  }
}
