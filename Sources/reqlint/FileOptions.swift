import ArgumentParser
import Configuration
import FileDiscovery
import Reporting

/// The flags that say which of the files that are named or met a run is about.
struct FileOptions: ParsableArguments {
  @Flag(
    help: """
      Treat files that are named as those met in a folder, as hooks want it: what is excluded is left out, and what \
      holds no request is not reported on.
      """)
  var forceExclude = false

  @Flag(help: "Lint only the files that git says have changed since the last commit, and new ones.")
  var changed = false

  @Option(help: "Lint only the files that have changed since a branch or commit was left, such as main, and new ones.")
  var since: String?

  @Flag(help: "Print the files that would be read, one a line, and lint none.")
  var showFiles = false

  /// Whether it is no mistake that nothing is left.
  var mayBeEmpty: Bool { changed || since != nil }

  /// The files that a run reads, in its order.
  ///
  /// - Parameters:
  ///   - paths: as the user named them; none is the current folder, `-` is standard input.
  ///   - name: what standard input goes by.
  ///   - fail: takes each path that cannot be read.
  func inputs(
    _ paths: [String], standardInput name: String?, _ configuration: RunConfiguration, fail: (ReportProblem) -> Void
  ) throws(ValidationError) -> [InputFile] {
    let changes = mayBeEmpty ? try GitChanges(since: since) : nil
    let inputs = paths.contains("-") ? [InputFile.standardInput(name: name)] : []
    let rest = paths.isEmpty ? ["."] : paths.filter { $0 != "-" }
    let found = configuration.discovery.find(rest)
    for problem in found.problems { fail(ReportProblem(path: problem.path, message: problem.description)) }
    return inputs
      + found.inputs.compactMap { input in
        if let changes, !changes.include(FileDiscovery.location(of: input.path)) { return nil }
        guard forceExclude, input.isExplicit else { return .file(path: input.path, isExplicit: input.isExplicit) }
        return configuration.exclusion(of: input.path) == nil ? .file(path: input.path, isExplicit: false) : nil
      }
  }
}
