import ArgumentParser
import Configuration
import Diagnosis
import Facts
import FileDiscovery
import Linting
import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The configurations of one run: each is read once, and its mistakes are told once.
struct RunConfiguration {
  /// What was said on the command line.
  let flags: LintSettings
  let resolver = ConfigurationResolver.onDisk
  private var told: Set<String> = []

  /// - Parameter paths: as the user named them; a model of `--model-as` may be one of the user's own for one of them.
  init(_ flags: LintSettings, for paths: [String]) throws(ValidationError) {
    self.flags = flags
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

  /// Whether the configuration has not been asked for before; its mistakes are to be told now.
  mutating func isNew(_ configuration: Configuration) -> Bool {
    told.insert(configuration.path).inserted
  }

  /// Finds the files of the run.
  var discovery: FileDiscovery {
    let environment = ProcessInfo.processInfo.environment
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

  /// One that reads the files of this machine.
  static var onDisk: ConfigurationResolver {
    ConfigurationResolver(facts: .embedded) { path in
      do throws(DiscoveryProblem) {
        return try FileDiscovery.contents(of: path, limit: sizeLimit).map { .text($0) } ?? .nothing
      } catch {
        return .unreadable(error.reason)
      }
    }
  }
}

extension Configuration {
  /// The path as somebody in the current folder would write it.
  var shownPath: String {
    let here = FileDiscovery.location(of: "x").utf8.dropLast(1)
    var common = here
    var up = 0
    while !path.utf8.starts(with: common) {
      up += 1
      common = common.dropLast(1)
      common = common[...(common.lastIndex(of: UInt8(ascii: "/")) ?? common.startIndex)]
    }
    let rest = String(Substring(path.utf8.dropFirst(common.count)))
    return up > 0 && rest != Self.fileName ? path : String(repeating: "../", count: up) + rest
  }

  /// Sentences on what is wrong with the file as a whole.
  var complaints: [String] {
    if let failure {
      return ["\(shownPath) cannot be read (\(failure)); what it would count for is linted without it"]
    }
    guard !diagnostics.isEmpty else { return [] }
    let mistakes = Wording.count(diagnostics.count, "mistakes")
    return ["\(mistakes) in \(shownPath): what is wrong there was left out, the rest counts"]
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
