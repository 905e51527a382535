import ArgumentParser
import DocumentTree
import FileDiscovery
import Linting
import Reporting
import SourceText
import SystemPackage
import Tokens

struct TokensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens", abstract: "Count the tokens of requests, or of text files.",
    discussion: """
      Each request is counted as its API counts it: messages with their frames, tools, calls; the parts of a file with \
      few requests are shown by themselves. Where something is not known, two bounds are given. With `--encoding` each \
      file is counted as it stands, exactly as tiktoken does, and special tokens count as the text that they are \
      written with. `-` is standard input.
      """)

  @Option(help: "Count the files as text, cut by \(Encoding.allCases.map(\.rawValue).joined(separator: ", ")).")
  var encoding: Encoding?

  @Flag(help: "With --encoding: each line is a JSON string; print a count for the content of each, and nothing else.")
  var strings = false

  @Option(help: "How to print the counts of requests: \(AnswerFormat.names).")
  var format: AnswerFormat = .text

  @OptionGroup var api: APIOptions
  @OptionGroup var configurationOptions: ConfigurationOptions

  @Option(name: [.customLong("color"), .customLong("colour")], help: "Colours: auto, always, never.")
  var colour: Check.Colour = .auto

  @Argument(help: "Files (default: standard input).")
  var files: [String] = ["-"]

  func run() throws {
    if let encoding { return try countTexts(encoding) }
    if strings { throw ValidationError("`--strings` needs `--encoding`") }
    try countRequests()
  }

  private func countRequests() throws {
    var settings = try api.settings()
    settings.countsTokens = true
    let configuration = try RunConfiguration(settings, configurationOptions, for: files)
    let report = TokenReport(Terminal.palette(colour))
    let inputs = files.map { InputFile(named: $0) }
    let progress = Progress(inputs, colour)
    var totals = TokenTotals()
    var json = TokenJSON()
    var failed = false
    for (place, input) in inputs.enumerated() {
      let linter = configuration.linter(for: FileDiscovery.location(of: input.path)).counting
      do throws(ReadError) {
        var lint = FileLint(linter, isExplicit: true)
        try lint.lint(FileReader(input)) { part in
          totals.add(part, under: linter.settings.limits)
          if format == .json { json.add(part) } else { Terminal.write(report.render(part)) }
          progress.note(files: place, [(totals.requests, "requests")])
        }
      } catch {
        Terminal.complain(error.description)
        failed = true
      }
    }
    Progress.end()
    switch format {
    case .json: Terminal.write(json.render(totals))
    case .text: Terminal.write(report.summary(totals))
    }
    if failed { throw ExitCode(2) }
    if totals.requests == 0 {
      Terminal.complain(
        "no request was recognised; say which API with --provider and --endpoint, or count text with --encoding")
      throw ExitCode(2)
    }
  }

  private func countTexts(_ encoding: Encoding) throws {
    var counter = TokenCounter(encoding)
    var total = 0
    var failed = false
    for name in files {
      let input = InputFile(named: name)
      do throws(ReadError) {
        let reader = try FileReader(input)
        if strings {
          failed = try !countStrings(reader, &counter, name) || failed
        } else {
          let count = try counter.count(reader.readAll()[...])
          total += count
          Terminal.write("\(count)\(name == "-" ? "" : "  " + name.forTerminal)\n")
        }
      } catch {
        Terminal.complain(error.description)
        failed = true
      }
    }
    if !strings, files.count > 1 { Terminal.write("\(total)  total\n") }
    if failed { throw ExitCode(2) }
  }

  /// False where a line is no string, which ends the work on the file.
  private func countStrings(_ reader: borrowing FileReader, _ counter: inout TokenCounter, _ name: String)
    throws(ReadError) -> Bool
  {
    var lines = LineSplitter([], after: nil)
    var isAtEnd = false
    while true {
      var counts = ""
      defer { Terminal.write(counts) }
      while let line = lines.next(isAtEnd: isAtEnd) {
        let document = Document.parse(SourceText(line.bytes), as: .json)
        guard document.errors.isEmpty, let root = document.roots.first, root.kind == .string else {
          Terminal.complain("\(name): line \(line.number) is no JSON string")
          return false
        }
        counts += "\(counter.count(root.contentBytes))\n"
      }
      if isAtEnd { return true }
      if lines.isOverfull { throw .lineTooLong(path: name, line: lines.lineNumber) }
      isAtEnd = try !lines.fill { bytes throws(ReadError) in try reader.read(into: &bytes) }
    }
  }
}

extension Encoding: ExpressibleByArgument {}
