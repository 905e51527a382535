import ArgumentParser
import Configuration
import Diagnosis
import Facts
import FileDiscovery
import Linting
import Reporting

/// The flags that say which configuration counts.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: "The configuration of all files, in place of those beside them; its patterns start from the current folder.",
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  @Flag(help: "Use no configuration.")
  var isolated = false

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A part of a configuration, such as 'limits: {tpm: 9000}', that counts for this run before all others.",
      valueName: "yaml"))
  var overrides: [String] = []

  func choice() throws(ValidationError) -> ConfigurationResolver.Choice {
    guard let config else { return isolated ? .none : .nearest }
    if isolated { throw ValidationError("`--isolated` means no configuration, and `--config` names one") }
    let path = FileDiscovery.location(of: config)
    switch ConfigurationResolver.content(of: path) {
    case .text: break
    case .nothing: throw ValidationError(DiscoveryProblem.missing(path: config).description)
    case .unreadable(let reason):
      throw ValidationError(DiscoveryProblem.unreadable(path: config, reason: reason).description)
    }
    let here = FileDiscovery.location(of: "x").utf8.dropLast("/x".utf8.count)
    return .always(path: path, folder: String(Substring(here)))
  }

  /// What is laid over the configurations.
  func overriding() throws(ValidationError) -> [Configuration] {
    let path = FileDiscovery.location(of: "--set")
    return try overrides.map { text throws(ValidationError) in
      let override = Configuration(
        ContiguousArray(text.utf8), path: path, facts: .embedded, read: ConfigurationResolver.content)
      guard let mistake = override.diagnostics.first else { return override }
      throw ValidationError("in `--set '\(text)'`: \(mistake.message)")
    }
  }

  /// Whether the configurations count as they stand in their files.
  var isAsWritten: Bool { !isolated && overrides.isEmpty }
}

/// The configurations of one run: each is read once, and its mistakes are told once.
struct RunConfiguration {
  /// What was said on the command line.
  let flags: LintSettings
  let resolver: ConfigurationResolver
  private var told: Set<String> = []

  /// - Parameter paths: as the user named them; a model of `--model-as` may be one of the user's own for one of them.
  init(_ flags: LintSettings, _ options: ConfigurationOptions, for paths: [String]) throws(ValidationError) {
    self.flags = flags
    resolver = .onDisk(try options.choice(), try options.overriding())
    if let name = flags.modelAs { try check(name, for: paths) }
  }

  private func check(_ model: String, for paths: [String]) throws(ValidationError) {
    let folders = (paths.isEmpty ? ["."] : paths).map { $0 == "-" ? "." : $0 }
    let own = folders.flatMap { folder in
      [folder, folder + "/x"].compactMap { resolver.configuration(forFile: FileDiscovery.location(of: $0))?.facts }
    }
    var names: [String] = []
    for facts in [.embedded] + own {
      for provider in facts.providers where flags.provider.map({ $0 == provider.id }) ?? true {
        if facts.knows(model, at: provider, isProviderMeant: flags.provider != nil) { return }
        names += facts.modelNames(at: provider)
      }
    }
    let place = flags.provider.flatMap { Facts.embedded.provider($0) }.map { " at \($0.name)" } ?? ""
    let meant = Spelling.suggestion(for: model, among: names).map { "; did you mean `\($0)`?" } ?? ""
    throw ValidationError("no model `\(model)` is known\(place), and `--model-as` needs one\(meant)")
  }

  /// Whether nobody has asked for a configuration or baseline, by its absolute path, before; what is wrong with it is to
  /// be told now.
  mutating func isNew(_ path: String) -> Bool {
    told.insert(path).inserted
  }

  /// Finds the files of the run.
  var discovery: FileDiscovery {
    let environment = Terminal.environment
    return FileDiscovery(userIgnoreFile: FileDiscovery.userIgnoreFile(in: environment), mentions: resolver.mentions)
  }

  /// What makes a walk pass over a file, as somebody would call it; nil where nothing does.
  func exclusion(of path: String) -> String? {
    let location = FileDiscovery.location(of: path)
    if resolver.configuration(forFile: location)?.excludesFile(location) ?? false {
      return "`exclude:` in .reqlint.yaml"
    }
    return discovery.ignores(path) ? ".gitignore" : nil
  }

  /// What to lint a file with, by its absolute path.
  func linter(for location: String) -> Linter {
    resolver.linter(forFile: location, flags).explaining(Diagnoser.explanation)
  }
}

extension ConfigurationResolver {
  /// More is no configuration, in bytes.
  private static let sizeLimit = 1 << 20
  /// More is no baseline, in bytes.
  private static let baselineLimit = 1 << 26

  /// One that reads the files of this machine.
  static func onDisk(_ choice: Choice = .nearest, _ overrides: [Configuration] = []) -> ConfigurationResolver {
    ConfigurationResolver(
      facts: .embedded, choice: choice, overrides: overrides, version: ServerVersion(Reqlint.version), read: content)
  }

  /// What lies at a path.
  static func content(of path: String) -> Content {
    do throws(DiscoveryProblem) {
      let limit = Configuration.isConfiguration(path) ? sizeLimit : baselineLimit
      return try FileDiscovery.contents(of: path, limit: limit).map { .text($0) } ?? .nothing
    } catch {
      return .unreadable(error.reason)
    }
  }
}

extension Configuration {
  var shownPath: String { path.fromHere }

  /// Sentences on what is wrong with the file as a whole.
  var complaints: [String] {
    if let failure {
      return ["\(shownPath) cannot be read (\(failure)); what it would count for is linted without it"]
    }
    guard !diagnostics.isEmpty else { return [] }
    let mistakes = Wording.count(diagnostics.count, "mistakes")
    return ["\(mistakes) in \(shownPath): what is wrong there was left out, the rest counts"]
  }

  /// A report on items of `ignore:` that are for nothing, after the one on the mistakes.
  func report(unused places: Set<Int>, _ run: LintSettings) -> FileReport {
    var report = FileReport(configuration: shownPath, isContinuation: report(run) != nil)
    report.add(Verdict(requests: [], diagnostics: unusedIgnores(places, run)), on: document)
    return report
  }

  /// The mistakes as a report; nil where there are none to tell.
  func report(_ run: LintSettings) -> FileReport? {
    let diagnostics = diagnostics(run)
    guard !diagnostics.isEmpty else { return nil }
    var report = FileReport(configuration: shownPath)
    report.add(Verdict(requests: [], diagnostics: diagnostics), on: document)
    return report
  }
}

extension String {
  /// This absolute path as somebody in the current folder would write it.
  var fromHere: String {
    let here = FileDiscovery.location(of: "x").utf8.dropLast(1)
    var common = here
    var up = 0
    while !utf8.starts(with: common) {
      up += 1
      common = common.dropLast(1)
      common = common[...(common.lastIndex(of: UInt8(ascii: "/")) ?? common.startIndex)]
    }
    let rest = String(Substring(utf8.dropFirst(common.count)))
    return up > 0 && rest.contains("/") ? self : String(repeating: "../", count: up) + rest
  }
}
