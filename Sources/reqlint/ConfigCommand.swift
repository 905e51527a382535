import ArgumentParser
import Configuration
import DocumentTree
import Facts
import FileDiscovery
import Linting
import Reporting

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Say what is decided for a file and the requests in it, and why.",
    discussion: """
      Which configuration counts and which entry of it, which API and model each request is judged for and what said \
      so, which rules do not speak as usual.
      """)

  @Argument(help: "The file.")
  var file: String

  @OptionGroup var api: APIOptions
  @OptionGroup var configurationOptions: ConfigurationOptions
  @OptionGroup var rules: RuleOptions

  @OptionGroup var printing: PrintOptions

  func run() throws {
    var flags = try api.settings()
    flags.levels = try rules.levels()
    let run = try RunConfiguration(flags, configurationOptions, for: [file])
    let location = FileDiscovery.location(of: file)
    let configuration = run.resolver.configuration(forFile: location)
    let all = configuration.map { $0.bases + [$0] } ?? []
    for sentence in all.flatMap(\.complaints) { Terminal.complain(sentence) }
    let linter = run.linter(for: location)
    var report = ConfigReport(path: file)
    report.configuration = configuration?.shownPath
    report.bases = configuration?.bases.map(\.shownPath) ?? []
    report.overrides = configurationOptions.overrides
    report.entry = configuration?.entry(for: location).map { .init(glob: $0.glob, api: $0.api) }
    report.modelAs = flags.modelAs
    report.selected = flags.levels.selected?.sorted()
    let overrides = try configurationOptions.overriding()
    report.levels = levels(
      linter.settings.levels, overrides.reversed().reduce(flags.levels) { $0.laid(over: $1.content.levels) },
      configuration)
    report.limits = linter.settings.limits
    report.passedOver = run.exclusion(of: file)
    do throws(ReadError) {
      var lint = FileLint(linter, isExplicit: true)
      try lint.lint(FileReader(.file(path: file, isExplicit: true))) { part in
        report.add(part) { ownFacts(of: $0, linter.facts, all + overrides) }
      }
    } catch {
      throw ValidationError(error.description)
    }
    printing.write {
      $0.render(report)
    } json: {
      report.json(version: Reqlint.version)
    }
  }

  private func levels(_ levels: RuleLevels, _ flags: RuleLevels, _ configuration: Configuration?)
    -> [ConfigReport.Level]
  {
    let ofProviders = levels.levels.keys.filter { $0.contains("/") }.sorted()
    return (AllRules.cards.map(\.id) + ofProviders).compactMap { key in
      let level = levels[key]
      guard level != .standard, flags.selected?.contains(key) ?? true else { return nil }
      let isOfAll = configuration?.content.levels[key] == level
      let section = isOfAll ? "`rules:`" : "`rules:` under `files:`"
      return ConfigReport.Level(
        rule: key, level: level, reason: flags[key] == level ? "the command line" : "\(section) in .reqlint.yaml")
    }
  }

  private func ownFacts(of request: RecognisedRequest, _ facts: Facts, _ configurations: [Configuration]) -> [String] {
    guard let model = request.judgedModel, let provider = facts.provider(request.provider) else { return [] }
    let report = ModelReport(facts.profile(of: model, at: provider), at: provider)
    return Set(configurations.map(\.path)).sorted().flatMap { report.facts(from: $0) }
  }
}
