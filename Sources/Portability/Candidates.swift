package import Facts
import Linting

/// A word that names no model to compare with.
package struct UnknownCandidate: Error {
  /// What is wrong, with what was probably meant.
  package let reason: String
}

extension Facts {
  /// The models that a word means: PROVIDER/MODEL, in which `*` stands for any characters, MODEL at every provider that
  /// is known to have it, or `all-chat`.
  package func candidates(_ word: String, on today: Day) throws(UnknownCandidate) -> [Comparison.Candidate] {
    if word == "all-chat" { return providers.flatMap { chatModels(at: $0, on: today) } }
    let parts = word.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, let provider = provider(parts[0]) else {
      // A slash stands in names and behind providers: then no pattern counts, which would take a slip for a name.
      let known = providers.filter {
        parts.count == 2 ? modelNames(at: $0).contains(word) : knows(word, at: $0, isProviderMeant: false)
      }
      guard known.isEmpty else { return known.map { Comparison.Candidate(provider: $0.id, model: word) } }
      if parts.count == 2, let meant = Spelling.suggestion(for: parts[0], among: providers.map(\.id)) {
        throw UnknownCandidate(reason: "`\(parts[0])` is no provider; did you mean `\(meant)/\(parts[1])`?")
      }
      throw unknown(word, among: providers.flatMap { modelNames(at: $0) })
    }
    let pattern = NamePattern(parts[1])
    if pattern.isOpen {
      let names = modelNames(at: provider).filter { pattern.matches($0) }
      if names.isEmpty { throw UnknownCandidate(reason: "no model of \(provider.name) is called like `\(parts[1])`") }
      return names.map { Comparison.Candidate(provider: provider.id, model: $0) }
    }
    guard provider.models == .open || profile(of: parts[1], at: provider).isKnown else {
      throw unknown(word, among: modelNames(at: provider).map { "\(provider.id)/\($0)" })
    }
    return [Comparison.Candidate(provider: provider.id, model: parts[1])]
  }

  private func unknown(_ word: String, among names: [String]) -> UnknownCandidate {
    let meant = Spelling.suggestion(for: word, among: names).map { "did you mean `\($0)`?" }
    return UnknownCandidate(reason: "no model `\(word)` is known; \(meant ?? "`reqlint models` lists them")")
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
