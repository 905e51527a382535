import ArgumentParser
import Facts
import Linting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The flags that say which API, which model and which day requests are judged for.
struct APIOptions: ParsableArguments {
  @Option(
    help: "The provider that bodies without a URL are for, such as openai, ollama, telekom.",
    completion: .custom { _, _, _ in Facts.embedded.providers.map(\.id) })
  var provider: String?

  @Option(help: "The endpoint that they are for, such as chat-completions, embeddings, api-chat.")
  var endpoint: String?

  @Option(name: .customLong("model-as"), help: "Judge every request as if it named this model.")
  var modelAs: String?

  @Option(name: .customLong("as-of"), help: "The day for which retirements are judged (default: today).")
  var asOf: String?

  /// What the flags say; whether the model is known depends on the configuration, and is asked later.
  func settings() throws -> LintSettings {
    let facts = Facts.embedded
    let today = try Self.day(asOf)
    if let provider {
      guard let known = facts.provider(provider) else {
        throw ValidationError.unknown("provider", provider, among: facts.providers.map(\.id))
      }
      if let endpoint, known.endpoint(endpoint) == nil {
        throw ValidationError.unknown("endpoint of \(known.name)", endpoint, among: known.endpoints.map(\.id))
      }
    } else if endpoint != nil {
      throw ValidationError("`--endpoint` needs `--provider`")
    }
    var settings = LintSettings(provider: provider, endpoint: endpoint, today: today)
    settings.modelAs = modelAs
    return settings
  }
}

extension APIOptions {
  /// The day that `--as-of` names, or today.
  static func day(_ asOf: String?) throws -> Day {
    guard let asOf else { return Day(secondsSince1970: Int(Date().timeIntervalSince1970)) }
    guard let day = Day(asOf) else { throw ValidationError("`--as-of \(asOf)` is no day such as 2026-11-21") }
    return day
  }
}

/// The flags that say which rules speak, and how loudly. They win over `rules:` of `.reqlint.yaml`.
struct RuleOptions: ParsableArguments {
  @Option(
    help: "Let only these rules speak: ids, groups or unknown-* and the like, with commas between them.",
    completion: .custom { _, _, _ in RuleChoice.words })
  var select: [String] = []

  @Option(help: "Silence these rules.", completion: .custom { _, _, _ in RuleChoice.words })
  var ignore: [String] = []

  @Option(help: "Give a rule a level, as in unknown-model=error: \(RuleLevel.words.joined(separator: ", ")).")
  var severity: [String] = []

  func levels() throws -> RuleLevels {
    var levels = RuleLevels()
    if !select.isEmpty { levels.selected = Set(try rules(in: select)) }
    for setting in Self.words(in: severity) {
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError("`--severity \(setting)` is not of the form RULE=LEVEL, such as unknown-model=error")
      }
      guard let level = RuleLevel(parts[1]) else {
        throw ValidationError.unknown("level of a rule", parts[1], among: RuleLevel.words)
      }
      for rule in try Self.choice(parts[0]).keys { levels.levels[rule] = level }
    }
    for rule in try rules(in: ignore) { levels.levels[rule] = .off }
    return levels
  }

  private func rules(in values: [String]) throws(ValidationError) -> [String] {
    var rules: [String] = []
    for word in Self.words(in: values) { rules += try Self.choice(word).keys }
    return rules
  }

  /// The rules that a word of the user chooses.
  static func choice(_ word: String) throws(ValidationError) -> RuleChoice {
    if let choice = RuleChoice(word) { return choice }
    let meant = Spelling.suggestion(for: word, among: RuleChoice.words).map { "did you mean `\($0)`?" }
    throw ValidationError("there is no rule `\(word)`; \(meant ?? "`reqlint rule` lists them")")
  }

  private static func words(in values: [String]) -> [String] {
    values.flatMap { $0.split(separator: ",").map { $0.filter { $0 != " " } } }
  }
}

extension ValidationError {
  /// A word that is none of `names`, with the one that was probably meant, or else all of them.
  static func unknown(_ kind: String, _ word: String, among names: [String]) -> ValidationError {
    let meant = Spelling.suggestion(for: word, among: names).map { "did you mean `\($0)`?" }
    return ValidationError("`\(word)` is no \(kind); \(meant ?? "there are \(Wording.list(names, "and"))")")
  }
}
