import DocumentTree
import Facts
import FileDiscovery
import Linting
import SourceText

/// Reads the tree of a `.reqlint.yaml`, strictly: what it does not understand is a diagnostic and is left out.
struct ConfigurationDecoder {
  /// Mistakes that the reader of payloads knows as well.
  private static let syntaxRules: [any Rule.Type] = [InvalidUTF8.self, InvalidYAML.self, DuplicateKey.self]

  private let document: Document
  private let path: String
  private let folder: String
  private(set) var reader: ConfigurationReader
  private(set) var bases: [Configuration] = []
  /// With the models of the configuration, once it is decoded.
  private(set) var facts: Facts
  private var mistakes: [ConfigurationMistake] = []

  /// - Parameter folder: what patterns are relative to.
  init(_ document: Document, path: String, folder: String, _ facts: Facts, _ reader: ConfigurationReader) {
    self.document = document
    self.path = path
    self.folder = folder
    self.facts = facts
    self.reader = reader
  }

  /// In the order of their places.
  var diagnostics: [Diagnostic] {
    // What stands behind a break of the syntax was read by guess.
    let end = document.errors.first?.range.lower ?? Int.max
    let syntax = Linter.findings(in: document, of: Self.syntaxRules)
    let seen = mistakes.filter { $0.range.upper < end && (end == .max || $0.range.count > 0) }
    let own = ConfigurationMistake.diagnostics(seen, in: document)
    return (syntax + own).sorted { ($0.range.lower, $0.range.upper) < ($1.range.lower, $1.range.upper) }
  }

  /// The names that mean something where one stands that does not, by its place.
  var alternatives: [ByteRange: [String]] {
    Dictionary(mistakes.lazy.filter { !$0.names.isEmpty }.map { ($0.range, $0.names) }) { first, _ in first }
  }

  mutating func decode() -> ConfigurationContent {
    var content = ConfigurationContent()
    let roots = document.roots
    guard let root = roots.first, root.kind != .null, root.kind != .missing else { return content }
    for other in roots.dropFirst() { report(other.range, "a configuration is one document, and this is another") }
    var problems: [FactProblem] = []
    var fields = FactReader(RawFact(root, in: path, &problems))
    let named = fields.take("extends").map { Self.items($0) } ?? []
    let version = fields.take("required-version")
    let day = fields.take("required-facts")
    let models = fields.map("models")
    let files = Self.lastOfEachKey(fields.map("files"))
    let rules = fields.map("rules")
    let ignores = fields.list("ignore")
    let exclusions = fields.list("exclude")
    content.baselinePath = fields.string("baseline").flatMap { self.path(of: $0) }
    content.comparedModels = fields.strings("compare") ?? []
    content.limits = limits(fields.take("limits"), &problems)
    fields.finish(into: &problems)
    report(problems)
    let base = named.reduce(ConfigurationContent()) { extended($1)?.laid(over: $0) ?? $0 }
    checkVersion(version)
    checkFacts(day)
    facts = facts.adding(models.compactMap { model($0) })
    content.entries = files.compactMap { entry($0) }
    content.levels = levels(rules)
    let ids = AllRules.cards.map(\.id)
    content.ignores = ignores.enumerated().compactMap { ignore($1, index: $0, among: ids) }
    content.exclusions = exclusions.compactMap { exclusion($0) }
    return content.laid(over: base)
  }

  /// Of keys that stand there twice the last counts, as `duplicate-key` says.
  private static func lastOfEachKey(_ entries: [RawFact.Entry]) -> [RawFact.Entry] {
    var seen: Set<String> = []
    return entries.reversed().filter { seen.insert($0.key).inserted }.reversed()
  }

  private mutating func report(_ range: ByteRange, _ message: String) {
    mistakes.append(ConfigurationMistake(range: range, message: message))
  }

  /// Reports a name that is none of `names`.
  private mutating func report(_ range: ByteRange, _ message: String, among names: [String]) {
    mistakes.append(ConfigurationMistake(range: range, message: message, names: names))
  }

  private mutating func report(_ problems: [FactProblem]) {
    for problem in problems { report(problem.place.range, problem.message, among: problem.knownKeys) }
  }
}

// MARK: - What this configuration rests on

extension ConfigurationDecoder {
  private static func items(_ fact: RawFact) -> [RawFact] {
    if case .list(let items) = fact.content { items } else { [fact] }
  }

  /// What a configuration says that this one extends; from now on its facts hold.
  private mutating func extended(_ fact: RawFact) -> ConfigurationContent? {
    guard case .scalar(.string(let name)) = fact.content, !name.isEmpty else {
      report(fact.place.range, "`extends` names a file, or has a list of them")
      return nil
    }
    let shown = "`\(name.excerpt)`"
    guard !name.contains("://") else {
      report(fact.place.range, "\(shown) is no file here, and reqlint fetches nothing")
      return nil
    }
    do throws(ConfigurationReader.Failure) {
      let base = try reader.base(name, folder: folder, facts: facts)
      bases += base.bases + [base]
      facts = base.facts
      return base.content.inherited
    } catch {
      switch error {
      case .missing: report(fact.place.range, "\(shown) does not exist; the path starts from the folder of this file")
      case .unreadable(let reason): report(fact.place.range, "\(shown) cannot be read (\(reason))")
      case .circular: report(fact.place.range, "\(shown) extends this file in turn, and that leads nowhere")
      case .tooMany: report(fact.place.range, "this is one file too many that configurations here extend")
      }
      return nil
    }
  }

  private mutating func checkVersion(_ fact: RawFact?) {
    guard let fact else { return }
    guard case .scalar(.string(let text)) = fact.content, let wanted = VersionRange(text) else {
      let words = "`required-version` is a version such as 0.1.0, or bounds such as \">=0.1.0, <2\""
      return report(fact.place.range, Self.mistake(of: fact, "required-version") ?? words)
    }
    guard let version = reader.version, !wanted.contains(version) else { return }
    report(fact.place.range, "this is reqlint \(version), and `\(text.excerpt)` is wanted")
  }

  /// What is wrong with a version that is a number: 0.10 and 0.1 are one number and two versions.
  private static func mistake(of version: RawFact, _ key: String) -> String? {
    guard case .scalar(.number) = version.content else { return nil }
    return "`\(key)` is a number to YAML; put it in quotes, or write all three parts of the version"
  }

  private mutating func checkFacts(_ fact: RawFact?) {
    guard let fact else { return }
    guard case .scalar(.string(let text)) = fact.content, let day = Day(text) else {
      return report(fact.place.range, "`required-facts` is a day such as 2026-11-21")
    }
    guard let own = Facts.embedded.date, own < day else { return }
    report(fact.place.range, "the facts of this reqlint are of \(own), and those of \(day) are wanted")
  }
}

// MARK: - Files

extension ConfigurationDecoder {
  private mutating func entry(_ item: RawFact.Entry) -> Configuration.Entry? {
    let pattern = selection(item.key, item.keyPlace.range)
    var problems: [FactProblem] = []
    var reader = FactReader(item.value)
    var api = DeclaredAPI()
    let provider = reader.string("provider").flatMap { knownProvider($0, item.value["provider"]) }
    api.provider = provider?.id
    if let id = reader.string("endpoint"), let place = item.value["endpoint"]?.place.range {
      api.endpoint = knownEndpoint(id, place, of: provider, isNamed: item.value["provider"] != nil)
    }
    if let model = reader.string("model") {
      api.model = model
      if let provider, let place = item.value["model"]?.place.range { checkModel(model, place, at: provider) }
    }
    api.server = version(reader.take("server"))
    let levels = levels(Self.lastOfEachKey(reader.map("rules")))
    reader.finish(into: &problems)
    report(problems)
    // An entry whose provider or endpoint is not understood would send its files elsewhere than was meant.
    if item.value["provider"] != nil, api.provider == nil { api = DeclaredAPI() }
    return pattern.map {
      Configuration.Entry(
        glob: item.key, range: item.keyPlace.range, api: api, levels: levels, pattern: $0)
    }
  }

  /// A pattern for the files that something is for.
  private mutating func selection(_ text: String, _ range: ByteRange) -> GitIgnore? {
    guard !text.hasPrefix("!") else {
      report(range, "`!` takes back what another pattern leaves out, and this leaves nothing out")
      return nil
    }
    return pattern(text, range)
  }

  private mutating func pattern(_ text: String, _ range: ByteRange) -> GitIgnore? {
    guard let pattern = GitIgnore(pattern: text) else {
      report(range, "`\(text.excerpt)` is no pattern; it would match nothing")
      return nil
    }
    return pattern
  }

  private mutating func knownProvider(_ id: String, _ fact: RawFact?) -> Provider? {
    if let provider = facts.provider(id) { return provider }
    if let fact { report(fact.place.range, "there is no provider `\(id.excerpt)`", among: facts.providers.map(\.id)) }
    return nil
  }

  private mutating func knownEndpoint(_ id: String, _ range: ByteRange, of provider: Provider?, isNamed: Bool)
    -> String?
  {
    guard let provider else {
      if !isNamed { report(range, "an `endpoint` is one of a `provider`, and none is named here") }
      return nil
    }
    if let endpoint = provider.endpoint(id) { return endpoint.id }
    report(
      range, "\(provider.name) has no endpoint `\(id.excerpt)`", among: provider.endpoints.map(\.id))
    return nil
  }

  private mutating func checkModel(_ name: String, _ range: ByteRange, at provider: Provider) {
    guard provider.models == .closed, !facts.profile(of: name, at: provider).isKnown else { return }
    report(
      range, "no model `\(name.excerpt)` is known at \(provider.name)", among: facts.modelNames(at: provider))
  }

  private mutating func version(_ fact: RawFact?) -> ServerVersion? {
    guard let fact else { return nil }
    if case .scalar(.string(let text)) = fact.content, let version = ServerVersion(text) { return version }
    report(fact.place.range, Self.mistake(of: fact, "server") ?? "`server` is no version such as 0.5.1")
    return nil
  }
}

// MARK: - Rules, models, limits, exclusions

extension ConfigurationDecoder {
  /// What closer words say of a rule counts, whatever their order.
  private mutating func levels(_ items: [RawFact.Entry]) -> RuleLevels {
    var levels = RuleLevels()
    var closeness: [String: Int] = [:]
    for item in items {
      guard let choice = RuleChoice(item.key) else {
        report(item.keyPlace.range, "there is no rule `\(item.key.excerpt)`", among: RuleChoice.words)
        continue
      }
      guard let level = level(item.value) else { continue }
      for rule in choice.keys where closeness[rule] ?? .min <= choice.closeness {
        levels.levels[rule] = level
        closeness[rule] = choice.closeness
      }
    }
    return levels
  }

  private mutating func level(_ fact: RawFact) -> RuleLevel? {
    guard case .scalar(.string(let word)) = fact.content else {
      report(fact.place.range, "the level of a rule is \(Wording.list(RuleLevel.words))")
      return nil
    }
    if let level = RuleLevel(word) { return level }
    report(fact.place.range, "`\(word.excerpt)` is no level", among: RuleLevel.words)
    return nil
  }

  private mutating func model(_ item: RawFact.Entry) -> UserModel? {
    let (fact, name) = (item.value, item.key)
    guard case .map = fact.content else {
      report(fact.place.range, "`\(name.excerpt)` is no mapping of facts, such as {provider: openai, max_output: 4096}")
      return nil
    }
    let own = fact["provider"].flatMap { text($0, "provider").flatMap { knownProvider($0, fact["provider"]) } }
    let like = fact["like"].flatMap { place in text(place, "like").flatMap { modelName($0, place.place.range, own) } }
    guard let provider = own?.id ?? like?.provider else {
      if fact["provider"] == nil, fact["like"] == nil {
        report(item.keyPlace.range, "`\(name.excerpt)` needs a `provider`, or a model that it is `like`")
      }
      return nil
    }
    var problems: [FactProblem] = []
    let model = UserModel(name: name, provider: provider, like: like, fact, &problems)
    report(problems)
    return model
  }

  private mutating func text(_ fact: RawFact, _ key: String) -> String? {
    if case .scalar(.string(let text)) = fact.content { return text }
    report(fact.place.range, "`\(key)` is no text")
    return nil
  }

  /// Reads PROVIDER/MODEL, or MODEL where the provider is given; the model has to be known.
  private mutating func modelName(_ text: String, _ range: ByteRange, _ given: Provider?) -> UserModel.ModelName? {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let named = parts.count == 2 ? facts.provider(parts[0]) : nil
    guard let provider = named ?? given else {
      let names = facts.providers.map { "\($0.id)/\(parts.last ?? "")" }
      report(range, "`like` names a provider and a model of it, as in PROVIDER/MODEL", among: names)
      return nil
    }
    let name = named == nil ? text : parts[1]
    guard facts.profile(of: name, at: provider).isKnown else {
      let prefix = named == nil ? "" : provider.id + "/"
      report(
        range, "no model `\(name.excerpt)` is known at \(provider.name)",
        among: facts.modelNames(at: provider).map { prefix + $0 })
      return nil
    }
    return UserModel.ModelName(provider: provider.id, model: name)
  }

  private func limits(_ fact: RawFact?, _ problems: inout [FactProblem]) -> UsageLimits {
    var limits = UsageLimits()
    guard let fact else { return limits }
    var reader = FactReader(fact)
    limits.tokensPerMinute = reader.count("tpm")
    limits.tokensPerDay = reader.count("tpd")
    limits.requestsPerMinute = reader.count("rpm")
    limits.requestsPerDay = reader.count("rpd")
    limits.enqueuedTokens = reader.count("enqueued_tokens")
    reader.finish(into: &problems)
    return limits
  }

  private mutating func ignore(_ item: RawFact, index: Int, among ids: [String]) -> Configuration.Ignore? {
    var problems: [FactProblem] = []
    var reader = FactReader(item)
    let (glob, rule) = (reader.string("files"), reader.string("rule"))
    let (pointer, customID, line) = (reader.string("pointer"), reader.string("custom_id"), reader.count("line"))
    _ = reader.string("reason")
    reader.finish(into: &problems)
    report(problems)
    guard problems.isEmpty else { return nil }
    guard let glob, let rule, let globRange = item["files"]?.place.range, let ruleRange = item["rule"]?.place.range
    else {
      report(item.place.range, "an item of `ignore` needs the `files` that it is for, and the `rule`")
      return nil
    }
    guard ids.contains(rule) else {
      report(ruleRange, "there is no rule `\(rule.excerpt)`", among: ids)
      return nil
    }
    let pattern = pointer.flatMap { PointerPattern($0) }
    if pattern == nil, pointer != nil, let fact = item["pointer"] {
      report(fact.place.range, "a JSON Pointer begins with a slash, as in /body/temperature")
      return nil
    }
    if customID != nil, line != nil {
      report(item.place.range, "an item of `ignore` is for one `custom_id` or one `line`, and this names both")
      return nil
    }
    let record = customID.map { IgnoreEntry.Record.customID($0) } ?? line.map { .line($0) }
    return selection(glob, globRange).map {
      Configuration.Ignore(
        glob: glob, range: item.place.range,
        entry: IgnoreEntry(index: index, rule: rule, pointer: pattern, record: record), pattern: $0,
        exactPath: glob.exactPath)
    }
  }

  /// The absolute path of a file that is named in the configuration.
  private func path(of name: String) -> String {
    name.hasPrefix("/") ? name : path.folder + "/" + name
  }

  private mutating func exclusion(_ fact: RawFact) -> String? {
    guard case .scalar(.string(let text)) = fact.content else {
      report(fact.place.range, "a pattern of `exclude` is a text, as in .gitignore")
      return nil
    }
    return pattern(text, fact.place.range) == nil ? nil : text
  }
}
