import ArgumentParser
import Configuration
import DocumentTree
import Facts
import FileDiscovery
import Linting
import Reporting

struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the models that are known, or learn of others.",
    subcommands: [ModelsListCommand.self, ModelsImportCommand.self], defaultSubcommand: ModelsListCommand.self)
}

struct ModelsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the models that are known, or all that is known about one.",
    discussion: """
      Each fact stands below the file that it is in, its source, and the day on which it was checked. The models of \
      the .reqlint.yaml that counts for the current folder are among them.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: "A model, as PROVIDER/NAME, or by its name alone at every provider that is known to have it.")
  var name: String?

  @Option(help: "Only the models of this provider.")
  var provider: String?

  @Option(help: "How to print: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: Format = .text

  @Option(name: [.customLong("color"), .customLong("colour")], help: "Colours: auto, always, never.")
  var colour: Check.Colour = .auto

  func run() throws {
    let configuration = ConfigurationResolver.onDisk().configuration(forFile: FileDiscovery.location(of: "x"))
    for sentence in configuration?.complaints ?? [] { Terminal.complain(sentence) }
    let facts = configuration?.facts ?? .embedded
    let models = try name.map { try find($0, facts) } ?? all(in: facts)
    switch format {
    case .json:
      let day = facts.date?.description ?? ""
      Terminal.write(ModelReport.json(models, version: Reqlint.version, facts: day).text + "\n")
    case .text:
      let report = TextReport(Terminal.palette(colour), width: Terminal.width)
      let texts =
        name == nil
        ? Dictionary(grouping: models, by: \.provider.id).sorted { $0.key < $1.key }.map { report.table($0.value) }
        : models.map { model in
          report.render(model) { $0 == configuration?.path ? configuration?.shownPath ?? $0 : "rules/" + $0 }
        }
      Terminal.write(texts.joined(separator: "\n"))
    }
  }

  /// The providers that are asked about.
  private func providers(_ facts: Facts) throws(ValidationError) -> [Provider] {
    guard let provider else { return facts.providers }
    guard let known = facts.provider(provider) else {
      throw .unknown("provider", provider, among: facts.providers.map(\.id))
    }
    return [known]
  }

  private func all(in facts: Facts) throws(ValidationError) -> [ModelReport] {
    try providers(facts).flatMap { provider in
      facts.modelNames(at: provider).map { ModelReport(facts.profile(of: $0, at: provider), at: provider) }
    }
  }

  /// PROVIDER/MODEL, or MODEL wherever it is known.
  private func find(_ name: String, _ facts: Facts) throws(ValidationError) -> [ModelReport] {
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    if provider == nil, parts.count == 2, let provider = facts.provider(parts[0]) {
      let profile = facts.profile(of: parts[1], at: provider)
      if profile.isKnown { return [ModelReport(profile, at: provider)] }
      throw Self.unknown(name, among: facts.modelNames(at: provider).map { "\(provider.id)/\($0)" })
    }
    let providers = try providers(facts)
    let found = providers.filter { facts.knows(name, at: $0, isProviderMeant: provider != nil) }
    if found.isEmpty { throw Self.unknown(name, among: providers.flatMap { facts.modelNames(at: $0) }) }
    return found.map { ModelReport(facts.profile(of: name, at: $0), at: $0) }
  }

  private static func unknown(_ name: String, among names: [String]) -> ValidationError {
    let meant = Spelling.suggestion(for: name, among: names).map { "did you mean `\($0)`?" }
    return ValidationError("no model `\(name)` is known; \(meant ?? "`reqlint models` lists them")")
  }
}
