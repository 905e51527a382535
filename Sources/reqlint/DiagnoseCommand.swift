import ArgumentParser
import Diagnosis
import DocumentTree
import Facts
import FileDiscovery
import Linting
import Reporting
import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct DiagnoseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose", abstract: "Explain an error answer, and show the place in the request that it is about.",
    discussion: """
      The answer is the body as JSON, a recorded response with its status and headers, a line of a batch file's answers, \
      what `curl -i` prints, the end of a traceback, or plain text; where none is given, the refusal that is recorded beside \
      the request. Exit status: 0 explained, 1 the cause was not found, \
      2 the work could not be done.
      """)

  @Argument(help: "The file with the request, `-` for standard input; without it the answer alone is explained.")
  var request: String?

  @Option(help: "The file with the API's answer, `-` for standard input.")
  var response: String?

  @Option(help: "The text of the answer, in place of --response.")
  var message: String?

  @Option(help: "The HTTP status, where the answer does not say it.")
  var status: Int?

  @Option(help: "The line of the request, where the file holds several; counted from 1.")
  var line: Int?

  @OptionGroup var api: APIOptions
  @OptionGroup var configurationOptions: ConfigurationOptions

  @OptionGroup var printing: PrintOptions

  /// The longest answer that is read, in bytes.
  private static let responseLimit = 1 << 20

  func run() throws {
    let configuration = try RunConfiguration(api.settings(), configurationOptions, for: request.map { [$0] } ?? [])
    let given = try readResponse()
    let found = try readRequest(given)
    guard let response = given ?? found.refusal else {
      throw ValidationError("there is no answer to explain; give it with `--response`, `--message` or `--status`")
    }
    let linter = configuration.linter(for: FileDiscovery.location(of: found.path))
    let diagnosis = Diagnoser(linter).diagnose(response, found.document, site: found.site)
    let report = DiagnosisReport(diagnosis, path: found.path, found.document, record: found.record)
    printing.write {
      $0.render(report)
    } json: {
      report.json(version: Reqlint.version, facts: Facts.embedded.date?.description ?? "")
    }
    if !diagnosis.isExplained { throw ExitCode(1) }
  }

  // MARK: The answer

  /// nil where none is given.
  private func readResponse() throws -> ErrorResponse? {
    if let status, !(400...599).contains(status) {
      throw ValidationError("`--status \(status)` is no error; those are 400 to 599")
    }
    guard response == nil || message == nil else { throw ValidationError("give either `--response` or `--message`") }
    guard response != "-" || request != "-" else {
      throw ValidationError("the answer and the request cannot both be standard input")
    }
    var text = SourceText(message ?? "")
    if let response {
      text = SourceText(try InputFile(named: response).content())
      guard text.count <= Self.responseLimit else {
        throw ValidationError("\(response) is longer than \(Self.responseLimit >> 20) MiB, and so no error answer")
      }
      guard !text.bytes.contains(0), UTF8Scan.malformed(in: text.bytes, most: 1).isEmpty else {
        throw ValidationError("\(response) is no text, and so no error answer")
      }
    }
    let answer = ErrorResponse(text, status: status)
    guard !answer.isResult else {
      throw ValidationError("the API refused nothing: this answer is a result; `reqlint check` judges the request")
    }
    return answer.isEmpty ? nil : answer
  }

  // MARK: The request

  private struct FoundRequest {
    let path: String
    let document: Document
    var record: FileReport.Record?
    /// The index of the request in the document.
    var site: Int?
    /// What is recorded beside it.
    var refusal: ErrorResponse?
  }

  private func readRequest(_ response: ErrorResponse?) throws -> FoundRequest {
    guard let request else { return FoundRequest(path: "", document: Document.parse(SourceText("{}"), as: .json)) }
    let input = InputFile(named: request)
    let path = input.path
    let text = SourceText(try input.content())
    let form = TextForm(path: path, text)
    guard case .document(let format) = form else { return try readLine(of: text, path, response) }
    let document = Document.parse(text, as: format)
    let sites = Diagnoser.sites(in: document)
    let refusals = response == nil ? Diagnoser.refusals(in: document) : [:]
    if let line {
      let lines = LineIndex(text)
      guard line >= 1, line <= lines.lineCount else { throw noLine(line, path, lines.lineCount) }
      let own = sites.firstIndex { lines.line(of: $0.lower) < line && line <= lines.line(of: $0.upper) + 1 }
      guard own != nil || sites.isEmpty else { throw ValidationError("line \(line) of \(path) is in no request") }
      return FoundRequest(path: path, document: document, site: own, refusal: own.flatMap { refusals[$0] })
    }
    if let (site, refusal) = refusals.first, refusals.count == 1 {
      return FoundRequest(path: path, document: document, site: site, refusal: refusal)
    }
    guard sites.count <= 1 else { throw several(sites.count, path) }
    return FoundRequest(path: path, document: document, site: sites.indices.first)
  }

  /// The line that is asked for, the one that has the answer's `custom_id`, or the only one.
  private func readLine(of text: SourceText, _ path: String, _ response: ErrorResponse?) throws -> FoundRequest {
    let lines = LineIndex(text)
    func record(_ line: Int) -> FoundRequest {
      let range = lines.content(ofLine: line)
      let document = Document.parse(SourceText(ContiguousArray(text.slice(range))), as: .json)
      return FoundRequest(
        path: path, document: document, record: .init(line: line + 1, offset: range.lower),
        site: Diagnoser.sites(in: document).indices.first)
    }
    if let line {
      guard line >= 1, line <= lines.lineCount else { throw noLine(line, path, lines.lineCount) }
      return record(line - 1)
    }
    let filled = (0..<lines.lineCount).filter {
      text.slice(lines.content(ofLine: $0)).contains { $0 > UInt8(ascii: " ") }
    }
    if let id = response?.customID {
      let own = filled.lazy.map(record).first { $0.document.roots.first?["custom_id"]?.string == id }
      guard let own else {
        throw ValidationError("no line of \(path) has the answer's `custom_id`; name one with --line")
      }
      return own
    }
    guard filled.count <= 1 else { throw several(filled.count, path) }
    return record(filled.first ?? 0)
  }

  private func several(_ count: Int, _ path: String) -> ValidationError {
    ValidationError("\(path) holds \(Wording.grouped(count)) requests; name the one that was answered with --line")
  }

  private func noLine(_ line: Int, _ path: String, _ count: Int) -> ValidationError {
    ValidationError("\(path) has no line \(line); it has \(Wording.count(count, "lines"))")
  }
}
