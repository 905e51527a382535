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

  @Argument(help: "A model, as PROVIDER/NAME, or by its name alone at every provider that is known to have it.")
  var name: String?

  @Option(help: "Only the models of this provider.")
  var provider: String?

  @OptionGroup var printing: PrintOptions

  func run() throws {
    let configuration = ConfigurationResolver.onDisk().configuration(forFile: FileDiscovery.location(of: "x"))
    for sentence in configuration?.complaints ?? [] { Terminal.complain(sentence) }
    let facts = configuration?.facts ?? .embedded
    let models = try name.map { try find($0, facts) } ?? all(in: facts)
    printing.write { report in
      let texts =
        name == nil
        ? Dictionary(grouping: models, by: \.provider.id).sorted { $0.key < $1.key }.map { report.table($0.value) }
        : models.map { model in
          report.render(model) { $0 == configuration?.path ? configuration?.shownPath ?? $0 : "rules/" + $0 }
        }
      return texts.joined(separator: "\n")
    } json: {
      ModelReport.json(models, version: Reqlint.version, facts: facts.date?.description ?? "")
    }
  }

  /// The provider of `--provider`; nil where it is not given.
  private func chosenProvider(_ facts: Facts) throws(ValidationError) -> Provider? {
    guard let provider else { return nil }
    guard let known = facts.provider(provider) else {
      throw .unknown("provider", provider, among: facts.providers.map(\.id))
    }
    return known
  }

  private func all(in facts: Facts) throws(ValidationError) -> [ModelReport] {
    try (chosenProvider(facts).map { [$0] } ?? facts.providers).flatMap { provider in
      facts.modelNames(at: provider).map { ModelReport(facts.profile(of: $0, at: provider), at: provider) }
    }
  }

  private func find(_ name: String, _ facts: Facts) throws(ValidationError) -> [ModelReport] {
    let provider = try chosenProvider(facts)
    do throws(NoSuchModel) {
      return try facts.models(called: name, at: provider).map { provider, name in
        ModelReport(facts.profile(of: name, at: provider), at: provider)
      }
    } catch {
      throw ValidationError(error.reason)
    }
  }
}
