import ArgumentParser
import Facts

struct Reqlint: ParsableCommand {
  /// The version of this source tree. A shallow clone has no tags, so it stands here.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "reqlint",
    abstract: "Finds what a language-model API would refuse, or quietly ignore, in the payloads you send.",
    discussion: "Exit status: 0 nothing found, 1 findings, 2 the work could not be done. Nothing leaves the machine.",
    subcommands: [
      Check.self, FixCommand.self, CompareCommand.self, ConfigCommand.self, DiagnoseCommand.self, InitCommand.self,
      LanguageServerCommand.self,
      ModelsCommand.self, RuleCommand.self, TokensCommand.self,
    ])

  /// The command that somebody typed.
  static func command(_ words: [String]) throws -> any ParsableCommand {
    // By itself, the command that is to be fast is found sooner than among all; what is wrong with a line, or is none of
    // its own, only all of them can say.
    if words.first == "check", let check = try? Check.parseAsRoot(Array(words.dropFirst())) as? Check { return check }
    return try parseAsRoot(words)
  }

  // Not ArgumentParser's own, whose text would be put together, and facts read for it, at every start.
  @Flag(name: .customLong("version"), help: "Show the version and the day of the facts.")
  var showsVersion = false

  func run() throws {
    guard showsVersion else { throw CleanExit.helpRequest(self) }
    Terminal.write("reqlint \(Self.version) (facts of \(Facts.embedded.date.map(\.description) ?? "unknown"))\n")
  }
}
