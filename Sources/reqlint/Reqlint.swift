import ArgumentParser
import Facts

struct Reqlint: ParsableCommand {
  /// The version of this source tree. A shallow clone has no tags, so it stands here.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "reqlint",
    abstract: "Finds what a language-model API would refuse, or quietly ignore, in the payloads you send.",
    discussion: "Exit status: 0 nothing found, 1 findings, 2 the work could not be done. Nothing leaves the machine.",
    version: "reqlint \(version) (facts of \(Facts.embedded.date.map(\.description) ?? "unknown"))",
    subcommands: [
      Check.self, ConfigCommand.self, DiagnoseCommand.self, LanguageServerCommand.self, ModelsCommand.self,
      RuleCommand.self, TokensCommand.self,
    ])
}
