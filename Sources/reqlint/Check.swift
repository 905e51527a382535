import ArgumentParser
import Configuration
import FileDiscovery
import Linting
import Reporting
import SystemPackage

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lint request files: JSON, YAML, JSON Lines.",
    discussion: """
      Files named outright are always read. Folders are walked, .gitignore is respected, and only files that hold a \
      request are reported on. `-` is standard input.
      """)

  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, warning, info, hint, never

    var severity: Severity? { Severity(rawValue: rawValue) }
  }

  enum Colour: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  @Argument(help: "Files and folders (default: the current folder).")
  var paths: [String] = []

  @OptionGroup var api: APIOptions
  @OptionGroup var rules: RuleOptions

  @Option(
    name: .customLong("fail-on"),
    help: "Exit with 1 from this severity on: \(FailOn.allCases.map(\.rawValue).joined(separator: ", ")).")
  var failOn: FailOn = .error

  @Flag(help: "Show the same mistake each time that a file has it, where --format text sums it up.")
  var all = false

  @Flag(help: "Count the tokens of each request; `--format json` has them.")
  var tokens = false

  @Flag(name: .customLong("allow-empty"), help: "Exit with 0 where there was nothing to lint.")
  var allowEmpty = false

  @Option(
    name: .customLong("stdin-filename"), help: "The name that standard input goes by; its ending says how it is read.")
  var stdinFilename: String?

  @OptionGroup(title: "Reports") var outputOptions: OutputOptions

  @OptionGroup(title: "Files") var files: FileOptions
  @OptionGroup(title: "Fixes") var mendOptions: MendOptions

  func run() throws {
    let safety = try mendOptions.safety()
    var settings = try api.settings()
    settings.levels = try rules.levels()
    settings.countsTokens = tokens
    var configuration = try RunConfiguration(settings, for: paths)
    let targets = try outputOptions.targets()
    var failed = false
    var progress = Progress()
    func complain(_ sentence: String) {
      failed = true
      progress.clear()
      Terminal.complain(sentence)
    }
    var problems: [ReportProblem] = []
    let inputs = try files.inputs(paths, standardInput: stdinFilename, configuration) { problems.append($0) }
    if files.showFiles {
      for problem in problems { complain(problem.message) }
      for input in inputs { Terminal.write(input.path + "\n") }
      throw ExitCode(failed ? 2 : 0)
    }
    // What is mended or shown takes the place of the report.
    let isPiped = mendOptions.fix && paths.contains("-")
    var output = try Outputs(
      targets, outputOptions.colour, showsAll: all,
      standardOutput: mendOptions.diff ? nil : isPiped ? .standardError : .standardOutput, complain: complain)
    var run = MendingRun(safety, to: mendOptions.diff ? .diff(Terminal.palette(outputOptions.colour)) : .files)
    func fail(_ problem: ReportProblem) {
      complain(problem.message)
      output.add(problem)
    }
    for problem in problems { fail(problem) }
    for (place, input) in inputs.enumerated() {
      let location = FileDiscovery.location(of: input.path)
      let own = configuration.resolver.configuration(forFile: location)
      if let own, configuration.isNew(own) { tell(own, configuration.flags, fail) { output.add($0) } }
      if input.isConfiguration {
        // One without a mistake is reported on where it was named.
        if input.isExplicit, let own, own.failure == nil, own.report(configuration.flags) == nil {
          output.add(FileReport(configuration: input.path))
        }
        continue
      }
      do throws(ReadError) {
        let isExplicit = input.isExplicit || own?.entry(for: location) != nil
        try run.lint(
          input, configuration.linter(for: location), isExplicit: isExplicit,
          complain: { fail(ReportProblem(path: input.path, message: $0.description)) },
          report: {
            progress.clear()
            output.add($0)
            progress.show(
              "\(Wording.grouped(place)) of \(Wording.count(inputs.count, "files")), "
                + "\(Wording.count(output.tally.requests, "requests")), \(Wording.count(output.tally.findings, "findings"))"
            )
          })
      } catch {
        // A large file that was only met is mostly data; that it was not read is said, and no failure.
        if case .tooLong = error, !input.isExplicit {
          Terminal.complain(error.description)
        } else {
          fail(ReportProblem(path: input.path, message: error.description))
        }
      }
    }
    progress.clear()
    output.finish()
    if let summary = run.summary { Terminal.complain(summary) }
    if mendOptions.diff, !failed { throw ExitCode(run.fixes > 0 ? 1 : 0) }
    try finish(output.tally, failed: failed)
  }

  private func tell(
    _ configuration: Configuration, _ flags: LintSettings, _ fail: (ReportProblem) -> Void,
    report: (FileReport) -> Void
  ) {
    for sentence in configuration.complaints {
      if configuration.failure == nil {
        Terminal.complain(sentence)
      } else {
        fail(ReportProblem(path: configuration.shownPath, message: sentence))
      }
    }
    if let mistakes = configuration.report(flags) { report(mistakes) }
  }

  private func finish(_ tally: Tally, failed: Bool) throws {
    if failed { throw ExitCode(2) }
    if tally.requests == 0, tally.findings == 0, tally.configurations == 0, !allowEmpty, !files.mayBeEmpty {
      Terminal.complain(
        "nothing to lint: no request was recognised; say which API with --provider and --endpoint, or allow this with --allow-empty"
      )
      throw ExitCode(2)
    }
    if let severity = failOn.severity, tally.count(atLeast: severity) > 0 { throw ExitCode(1) }
  }
}
