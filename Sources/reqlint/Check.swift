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

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, concise, json
  }

  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, warning, info, hint, never

    var severity: Severity? { Severity(rawValue: rawValue) }
  }

  enum Colour: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  @Argument(help: "Files and folders (default: the current folder).")
  var paths: [String] = []

  @Option(help: "How to print findings: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: Format = .text

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

  @Option(name: [.customLong("color"), .customLong("colour")], help: "Colours: auto, always, never.")
  var colour: Colour = .auto

  @OptionGroup(title: "Files") var files: FileOptions
  @OptionGroup(title: "Fixes") var mendOptions: MendOptions

  func run() throws {
    let safety = try mendOptions.safety()
    var settings = try api.settings()
    settings.levels = try rules.levels()
    settings.countsTokens = tokens
    var configuration = try RunConfiguration(settings, for: paths)
    let palette = Terminal.palette(colour)
    // What is mended or shown takes the place of the report.
    let isPiped = mendOptions.fix && paths.contains("-")
    var output = Output(
      format, palette, showsAll: all, to: mendOptions.diff ? nil : isPiped ? .standardError : .standardOutput)
    var run = MendingRun(safety, to: mendOptions.diff ? .diff(palette) : .files)
    var failed = false
    func complain(_ sentence: String) {
      failed = true
      Terminal.complain(sentence)
    }
    let inputs = try files.inputs(paths, standardInput: stdinFilename, configuration, complain)
    if files.showFiles {
      for input in inputs { Terminal.write(input.path + "\n") }
      throw ExitCode(failed ? 2 : 0)
    }
    for input in inputs {
      let location = FileDiscovery.location(of: input.path)
      let own = configuration.resolver.configuration(forFile: location)
      if let own, configuration.isNew(own) { tell(own, configuration.flags, &output, complain) }
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
          complain: { complain($0.description) }, report: { output.add($0) })
      } catch {
        // A large file that was only met is mostly data; that it was not read is said, and no failure.
        if case .tooLong = error, !input.isExplicit {
          Terminal.complain(error.description)
        } else {
          complain(error.description)
        }
      }
    }
    try output.finish()
    if let summary = run.summary { Terminal.complain(summary) }
    if mendOptions.diff, !failed { throw ExitCode(run.fixes > 0 ? 1 : 0) }
    try finish(output.tally, failed: failed)
  }

  private func tell(
    _ configuration: Configuration, _ flags: LintSettings, _ output: inout Output, _ complain: (String) -> Void
  ) {
    for sentence in configuration.complaints {
      if configuration.failure == nil { Terminal.complain(sentence) } else { complain(sentence) }
    }
    if let report = configuration.report(flags) { output.add(report) }
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
