import ArgumentParser
import Configuration
import DocumentTree
import Facts
import FileDiscovery
import Linting
import Portability
import Reporting
import SourceText

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Say which other models would take a request, and what stands in the way.",
    discussion: """
      Where the other API speaks the request's dialect, the request is judged as it is, with the model replaced; else \
      its translation is, and what has no counterpart is said. Exit status: 0 every model would take every request as \
      it is, with warnings at most; 1 some would not; 2 the work could not be done.
      """)

  @Argument(help: "The file with the request, or with several; `-` for standard input.")
  var file: String

  @Option(
    name: .customLong("with"),
    help: """
      The models, with commas between them: PROVIDER/MODEL, in which `*` stands for any characters; MODEL at every \
      provider that is known to have it; all-chat for all that take part in chats. Without it, those of `compare:` in \
      the configuration.
      """)
  var with: [String] = []

  @OptionGroup var api: APIOptions
  @OptionGroup var configurationOptions: ConfigurationOptions

  @OptionGroup var printing: PrintOptions

  func run() throws {
    let configuration = try RunConfiguration(api.settings(), configurationOptions, for: [file])
    let input = InputFile(named: file)
    let text = SourceText(try input.content())
    let location = FileDiscovery.location(of: input.path)
    let linter = configuration.linter(for: location)
    let compared = configuration.resolver.configuration(forFile: location)?.content.comparedModels ?? []
    let names = with.flatMap { $0.split(separator: ",").map { String($0.drop { $0 == " " }) } }
    let candidates = try candidates(with.isEmpty ? compared : names, linter)
    var report = ComparisonReport(path: input.path, candidates)
    let form = TextForm(path: input.path, text)
    lazy var fileLines = LineIndex(text)
    for (offset, document) in form.documents(of: text) {
      let requests = linter.requests(in: document)
      guard !requests.isEmpty else { continue }
      let lines = LineIndex(document.source)
      for request in requests {
        let comparisons = candidates.map { Comparison(request, with: $0, linter) }
        report.add(request, comparisons, lines, start: offset > 0 ? fileLines.line(of: offset) + 1 : 1)
      }
    }
    guard report.hasRequests else {
      throw ValidationError("no request was recognised; say which API it is for with --provider and --endpoint")
    }
    printing.write {
      $0.render(report)
    } json: {
      report.json(version: Reqlint.version, facts: Facts.embedded.date?.description ?? "")
    }
    if !report.allFit { throw ExitCode(1) }
  }

  private func candidates(_ names: [String], _ linter: Linter) throws -> [Comparison.Candidate] {
    var found: [Comparison.Candidate] = []
    var seen: Set<Comparison.Candidate> = []
    for word in names where !word.isEmpty {
      do throws(NoSuchModel) {
        let candidates = try linter.facts.candidates(word, on: linter.settings.today)
        for candidate in candidates where seen.insert(candidate).inserted { found.append(candidate) }
      } catch {
        throw ValidationError(error.reason)
      }
    }
    if found.isEmpty {
      let place = with.isEmpty ? "there is neither `--with` nor `compare:` in .reqlint.yaml" : "`--with` names no model"
      throw ValidationError("\(place); name some, such as `--with all-chat`")
    }
    return found
  }
}
