package import Facts

/// No model is called so.
package struct NoSuchModel: Error {
  /// What is wrong, with what was probably meant.
  package let reason: String

  package init(reason: String) {
    self.reason = reason
  }

  fileprivate init(_ word: String, among names: [String]) {
    let meant = Spelling.suggestion(for: word, among: names).map { "did you mean `\($0)`?" }
    reason = "no model `\(word)` is known; \(meant ?? "`reqlint models` lists them")"
  }
}

extension Facts {
  /// The models that somebody means: PROVIDER/MODEL, or MODEL at every provider that is known to have it.
  ///
  /// - Parameter meant: the only provider that counts; nil: all do.
  package func models(called word: String, at meant: Provider? = nil) throws(NoSuchModel) -> [(Provider, String)] {
    let parts = word.split(separator: "/", maxSplits: 1).map(String.init)
    let prefix = parts.count == 2 ? provider(parts[0]) : nil
    let own = prefix.flatMap { $0.id == meant?.id ?? $0.id ? $0 : nil }
    if let own, profile(of: parts[1], at: own).isKnown { return [(own, parts[1])] }
    let asked = meant.map { [$0] } ?? providers
    // A slash stands in names, too: then no pattern counts, which would take a slip for a name.
    let found = asked.filter {
      meant == nil && parts.count == 2
        ? modelNames(at: $0).contains(word) : knows(word, at: $0, isProviderMeant: meant != nil)
    }
    guard found.isEmpty else { return found.map { ($0, word) } }
    if let own { throw NoSuchModel(word, among: modelNames(at: own).map { "\(own.id)/\($0)" }) }
    if meant == nil, parts.count == 2, let id = Spelling.suggestion(for: parts[0], among: providers.map(\.id)) {
      throw NoSuchModel(reason: "`\(parts[0])` is no provider; did you mean `\(id)/\(parts[1])`?")
    }
    throw NoSuchModel(word, among: asked.flatMap { modelNames(at: $0) })
  }
}
