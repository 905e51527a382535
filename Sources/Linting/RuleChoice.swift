import Facts

/// The rules that one word of the user chooses: the id of a rule or of a group, or the start of ids with a `*` behind it.
package struct RuleChoice: Sendable {
  /// The ids of the rules, at least one.
  package let rules: [String]
  /// The id of the only provider whose requests are meant; nil: of any.
  package let provider: String?
  /// How closely the word says which rules are meant: where two choose one rule, the closer one counts.
  package let closeness: Int

  /// nil: the word chooses nothing.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    provider = parts.count == 2 ? Facts.embedded.provider(parts[0])?.id : nil
    guard let word = parts.last, parts.count == 1 || provider != nil else { return nil }
    let ids = AllRules.cards.map(\.id)
    if ids.contains(word) {
      (rules, closeness) = ([word], .max)
    } else if let group = AllRules.groups.first(where: { $0.id == word }) {
      (rules, closeness) = (group.rules.map { $0.card.id }, 1)
    } else if word.hasSuffix("*") {
      let start = word.dropLast()
      (rules, closeness) = (ids.filter { $0.hasPrefix(start) }, start.isEmpty ? 0 : start.utf8.count + 1)
    } else {
      return nil
    }
    if rules.isEmpty { return nil }
  }

  /// What ``RuleLevels`` calls them.
  package var keys: [String] { provider.map { provider in rules.map { "\(provider)/\($0)" } } ?? rules }

  /// The words that choose rules, without those that end with a `*`.
  package static var words: [String] { AllRules.cards.map(\.id) + AllRules.groups.map { $0.id } }
}
