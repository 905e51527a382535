import ArgumentParser
import Configuration
import DocumentTree
import FileDiscovery
import Linting
import Reporting
import SourceText
import SystemPackage

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    // Or each start looks whether a script for completions is wanted, which the program as a whole is asked for.
    _superCommandName: "reqlint",
    abstract: "Lint request files: JSON, YAML, JSON Lines.",
    discussion: """
      Files named outright are always read. Folders are walked, .gitignore is respected, and only files that hold a \
      request are reported on. `-` is standard input.
      """)

  enum FailOn: String, OptionWord {
    case error, warning, info, hint, never

    var severity: Severity? { Severity(rawValue: rawValue) }
  }

  enum Colour: String, OptionWord {
    case auto, always, never
  }

  @OptionGroup var options: CheckOptions

  func run() throws {
    try options.run()
  }
}

/// What is linted, how, and what is done with the findings: all that `check` can be told. It is no command itself, or
/// usage errors of `fix`, which takes the same, would speak of both.
struct CheckOptions: ParsableArguments {
  @Argument(help: "Files and folders (default: the current folder).")
  var paths: [String] = []

  @OptionGroup var api: APIOptions
  @OptionGroup var configurationOptions: ConfigurationOptions
  @OptionGroup var rules: RuleOptions

  @Option(
    name: .customLong("fail-on"),
    help: "Exit with 1 from this severity on: \(Check.FailOn.allCases.map(\.rawValue).joined(separator: ", ")).")
  var failOn: Check.FailOn = .error

  @Flag(help: "Show the same mistake each time that a file has it, where --format text sums it up.")
  var all = false

  @Flag(help: "Count the tokens of each request; `--format json` has them.")
  var tokens = false

  @Flag(name: .customLong("allow-empty"), help: "Exit with 0 where there was nothing to lint.")
  var allowEmpty = false

  @Option(
    name: .customLong("stdin-filename"), help: "The name that standard input goes by; its ending says how it is read.")
  var stdinFilename: String?

  @Option(
    help: ArgumentHelp(
      "Standard input is a part of a JSON Lines file; this says where it starts, and what the lines before it said.",
      valueName: "file"))
  var ledger: String?

  @OptionGroup(title: "Reports") var outputOptions: OutputOptions

  @OptionGroup(title: "Files") var files: FileOptions
  @OptionGroup(title: "Fixes") var mendOptions: MendOptions
  @OptionGroup(title: "Findings that need not be told") var exceptionOptions: ExceptionOptions

  @Flag(help: "Lint again whenever a file changes, until the program is ended.")
  var watch = false

  func run() throws {
    guard watch else { return try lint() }
    if paths.contains("-") { throw ValidationError("`--watch` looks at files, and standard input is none") }
    while true {
      // Looked at before they are read: what changes meanwhile counts as a change.
      let seen = try watched()
      Terminal.clear()
      do { try lint() } catch is ExitCode {}
      Interruption.endProgram()
      if let status = Interruption.status { throw ExitCode(status) }
      Terminal.complain("watching \(Wording.count(seen.count, "files")); Ctrl-C ends that")
      repeat { Terminal.pause() } while try watched() == seen
    }
  }

  /// The files that decide about the outcome of a run, and what they are at this moment.
  private func watched() throws -> [String: FileState] {
    let configuration = try RunConfiguration(api.settings(), configurationOptions, for: paths)
    var states: [String: FileState] = [:]
    for input in try files.inputs(paths, standardInput: nil, configuration, fail: { _ in }) {
      let location = FileDiscovery.location(of: input.path)
      let own = configuration.resolver.configuration(forFile: location)
      for path in [location] + (own.map { ($0.bases + [$0]).map(\.path) } ?? []) where states[path] == nil {
        states[path] = FileState(path: path)
      }
    }
    return states
  }

  /// How many files are examined in one go.
  private static let filesAtOnce = 32

  /// A file of the run, and what it is linted with.
  private struct FileTask: Sendable {
    let input: InputFile
    let location: String
    let linter: Linter
    let sieve: Sieve
  }

  private func lint() throws {
    let task = try task()
    var settings = try api.settings()
    settings.levels = try rules.levels()
    settings.countsTokens = tokens
    var configuration = try RunConfiguration(settings, configurationOptions, for: paths)
    var exceptions: RunExceptions
    do throws(BaselineProblem) {
      exceptions = try RunExceptions(exceptionOptions, configuration.resolver, settings)
    } catch {
      throw ValidationError(error.sentence(error.path.fromHere))
    }
    let targets = try outputOptions.targets()
    let ledger = try readLedger(for: task)
    var failed = false
    func complain(_ sentence: String) {
      failed = true
      Terminal.complain(sentence)
    }
    var problems: [ReportProblem] = []
    let inputs = try files.inputs(paths, standardInput: stdinFilename, configuration) { problems.append($0) }
    if files.showFiles {
      for problem in problems { complain(problem.message) }
      for input in inputs { Terminal.write(input.path + "\n") }
      throw ExitCode(failed ? 2 : 0)
    }
    let progress = Progress(inputs, outputOptions.colour)
    Interruption.endReading()
    // What is mended or shown takes the place of the report.
    let isPiped = mendOptions.fix && paths.contains("-")
    var output = try Outputs(
      targets, outputOptions.colour, showsAll: all,
      standardOutput: mendOptions.diff ? nil : isPiped ? .standardError : .standardOutput, complain: complain)
    var run = MendingRun(
      task, to: mendOptions.diff ? .diff(Terminal.palette(outputOptions.colour)) : .files,
      showsFixes: mendOptions.showFixes)
    func fail(_ problem: ReportProblem) {
      complain(problem.message)
      output.add(problem)
    }
    for problem in problems { fail(problem) }
    var place = 0
    var upcoming = inputs[...]
    var locator = FileDiscovery.Locator()
    var ahead = WorkAhead<[(FileTask, FileLint.Examined?)]>()
    while Interruption.status == nil,
      let batch = ahead.next({ _ in
        guard !upcoming.isEmpty else { return nil }
        let tasks = upcoming.prefix(Self.filesAtOnce).map { input in
          let location = locator.location(of: input.path)
          return FileTask(
            input: input, location: location, linter: configuration.linter(for: location),
            sieve: exceptions.sieve(for: location))
        }
        upcoming = upcoming.dropFirst(Self.filesAtOnce)
        return {
          tasks.map { ($0, task.onlyTells ? FileLint.examined($0.input, $0.linter, $0.sieve) : nil) }
        }
      })
    {
      for (file, examined) in batch {
        let input = file.input
        progress.note(files: place, output.tally)
        place += 1
        let own = configuration.resolver.configuration(forFile: file.location)
        for one in own.map({ $0.bases + [$0] }) ?? [] where configuration.isNew(one.path) {
          tell(one, configuration.flags, fail) { output.add($0) }
        }
        if let problem = own.flatMap({ exceptions.problem(with: $0) }), configuration.isNew(problem.path) {
          let path = problem.path.fromHere
          fail(ReportProblem(path: path, message: problem.sentence(path)))
        }
        if input.isConfiguration {
          // One without a mistake is reported on where it was named.
          if input.isExplicit, let own, own.failure == nil, own.report(configuration.flags) == nil {
            output.add(FileReport(configuration: input.path))
          }
          continue
        }
        do throws(ReadError) {
          let isExplicit = input.isExplicit || own?.entry(for: file.location) != nil
          let lint = try run.lint(
            input, file.linter, file.sieve, examined, after: ledger, isExplicit: isExplicit,
            complain: { fail(ReportProblem(path: input.path, message: $0.description)) },
            report: {
              output.add($0)
              progress.note(files: place - 1, output.tally)
            })
          exceptions.add(lint, of: file.location)
        } catch {
          // A large file that was only met is mostly data; that it was not read is said, and no failure.
          if case .tooLong = error, !input.isExplicit {
            Terminal.complain(error.description)
          } else {
            fail(ReportProblem(path: input.path, message: error.description))
          }
          if case .interrupted = error { break }
        }
      }
    }
    Progress.end()
    if let status = Interruption.status {
      // What needs the whole run to be right is left out.
      if place < inputs.count {
        let message = "\(Wording.count(inputs.count - place, "more files")) were not read: the run was interrupted"
        fail(ReportProblem(path: inputs[place].path, message: message))
      }
      output.finish()
      for sentence in run.summary { Terminal.complain(sentence) }
      throw ExitCode(status)
    }
    exceptions.writeIgnores(complain: complain)
    let isWhole = !failed && !files.mayBeEmpty
    tellUnused(exceptions.unusedIgnores(walking: isWhole ? paths : nil), configuration.flags, &run, complain) {
      output.add($0)
    }
    output.finish()
    exceptions.writeBaseline { complain($0.description) }
    exceptions.tellStale(pruning: exceptionOptions.pruneBaseline) { complain($0.description) }
    for sentence in run.summary { Terminal.complain(sentence) }
    if mendOptions.diff, !failed { throw ExitCode(run.fixes > 0 ? 1 : 0) }
    try finish(output.tally, failed: failed)
    if mendOptions.exitNonZeroOnFix, run.fixes > 0 { throw ExitCode(1) }
  }

  /// What the lines before this part of a JSONL file said; nil: a whole file is read.
  private func readLedger(for task: FileLint.Task) throws(ValidationError) -> BatchLedger? {
    guard let ledger else { return nil }
    guard paths == ["-"], case .tell = task else {
      throw ValidationError("`--ledger` is about standard input alone, which is judged and not changed")
    }
    let text: SourceText
    do throws(ReadError) {
      text = SourceText(try FileReader(.file(path: ledger, isExplicit: true)).readAll())
    } catch {
      throw ValidationError(error.description)
    }
    do throws(BatchLedger.DecodingProblem) {
      return try BatchLedger(text)
    } catch {
      throw ValidationError("\(ledger) is no ledger: \(error.message)")
    }
  }

  /// What is done with findings.
  private func task() throws(ValidationError) -> FileLint.Task {
    let task = try exceptionOptions.task()
    guard let safety = try mendOptions.safety() else {
      if case .ignore = task, paths.contains("-") {
        throw ValidationError("`--add-ignore` needs files that it can edit")
      }
      if case .ignore = task, !configurationOptions.isAsWritten {
        throw ValidationError("`--add-ignore` writes into the configuration, and goes without `--isolated` and `--set`")
      }
      return task ?? .tell
    }
    guard task == nil else {
      throw ValidationError("findings are mended, or else they need not be told: one at a time")
    }
    return .mend(safety)
  }

  /// Tells of items of `ignore:` that are for nothing, or takes them out.
  private func tellUnused(
    _ unused: [(configuration: Configuration, places: Set<Int>)], _ flags: LintSettings, _ run: inout MendingRun,
    _ complain: (String) -> Void, report: (FileReport) -> Void
  ) {
    for (configuration, places) in unused {
      guard mendOptions.fix || mendOptions.diff else {
        report(configuration.report(unused: places, flags))
        continue
      }
      let edits = configuration.removingIgnores(places)
      run.add(removed: places.count, from: configuration.shownPath)
      if mendOptions.diff {
        Terminal.write(
          UnifiedDiff(path: configuration.shownPath, configuration.document.source, edits).render(
            Terminal.palette(outputOptions.colour)))
      } else {
        do throws(WriteError) {
          try FileReplacement.edit(configuration, edits)
        } catch {
          complain(error.description)
        }
      }
    }
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

extension Progress {
  /// Says how far a run is that judges files.
  fileprivate func note(files: Int, _ tally: Tally) {
    note(
      files: files,
      [(tally.findings, "findings")] + (tally.lines > 0 ? [(tally.lines, "lines")] : []))
  }
}
