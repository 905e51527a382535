import ArgumentParser
import Configuration
import DocumentTree
import Facts
import FileDiscovery
import Importing
import Linting
import Reporting
import SourceText
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct ModelsImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Learn of models from a list that a provider answers with, or a public catalogue.",
    discussion: """
      Prints the `models:` of a .reqlint.yaml with what is not known yet, and says on standard error what that changes. \
      With --output it goes into that file, beside what stands there; with --catalog into the catalogues of reqlint's \
      own rules. Models that the list does not have stay. The list is a file or standard input: reqlint itself opens \
      no connection.
      """)

  @Argument(help: "The list: the saved answer, or the catalogue's file; `-` for standard input.")
  var file: String

  @Option(
    help: """
      What list it is: \(Facts.embedded.mappingIDs.joined(separator: ", ")). Without it the content decides.
      """)
  var from: String?

  @Option(help: "Only this provider's models; of a list that any server may answer with, whose it is.")
  var provider: String?

  @Option(help: "The name of the model, where the list is about one and does not say it.")
  var model: String?

  @Option(help: "The .reqlint.yaml to write to; it need not be there yet.")
  var output: String?

  @Option(help: "The folder `rules` of reqlint's sources, whose catalogues are brought up to date.")
  var catalog: String?

  @Option(name: .customLong("as-of"), help: "The day on which the list was read (default: today).")
  var asOf: String?

  /// The longest list that is read, in bytes.
  private static let sizeLimit = 1 << 26

  func run() throws {
    guard output == nil || catalog == nil else { throw ValidationError("give either `--output` or `--catalog`") }
    let today = try APIOptions.day(asOf)
    if let catalog { return try updateCatalogues(in: catalog, today) }
    let path = FileDiscovery.location(of: output ?? "x")
    let text = try output.map { try existing($0) } ?? nil
    let configuration: Configuration?
    if let output {
      let own = Configuration(text ?? [], path: path, facts: .embedded)
      if text?.isEmpty == false, !own.document.errors.isEmpty { throw mistake(in: own.document, output) }
      configuration = own
    } else {
      configuration = ConfigurationResolver.onDisk().configuration(forFile: path)
    }
    let facts = configuration?.facts ?? .embedded
    let list = try read(facts)
    let document = Document.parse(SourceText(text ?? []), as: .yaml)
    let edit = try edit(document, at: output == nil ? "" : path, .configuration, list, facts, today, output ?? "-")
    let result = document.source.applying(edit.edits)
    if let output {
      try write([Written(path: output, result: result)])
      Terminal.write(words(of: edit, list, provider: nil))
    } else {
      Terminal.write(result.bytes)
      Terminal.write(words(of: edit, list, provider: nil), to: .standardError)
    }
    Terminal.complain(summary(of: edit.changes, list))
  }

  // MARK: The list

  private func read(_ facts: Facts) throws -> PublishedModels {
    if let provider, facts.provider(provider) == nil {
      throw ValidationError.unknown("provider", provider, among: facts.providers.map(\.id))
    }
    let input = InputFile(named: file)
    let text = SourceText(try input.content(limit: Self.sizeLimit))
    let format: Document.Format = TextForm(path: file, text) == .document(.yaml) ? .yaml : .json
    let document = Document.parse(text, as: format)
    if !document.errors.isEmpty { throw mistake(in: document, input.path) }
    guard let mapping = try from.map({ try mapping($0, facts) }) ?? PublishedModels.mapping(of: document, facts) else {
      throw ValidationError(
        "\(input.path):1:1: no list of models is like this; say which it is with --from; nothing was written")
    }
    do throws(ListFailure) {
      return try PublishedModels(document, mapping, facts, provider: provider, model: model)
    } catch {
      throw failure(error, in: document, input.path)
    }
  }

  private func mapping(_ id: String, _ facts: Facts) throws -> CatalogueMapping {
    guard let mapping = facts.mapping(id) else {
      throw ValidationError.unknown("list of models", id, among: facts.mappingIDs)
    }
    return mapping
  }

  private func edit(
    _ document: Document, at path: String, _ target: CatalogueEdit.Target, _ list: PublishedModels, _ facts: Facts,
    _ today: Day, _ shown: String
  ) throws -> CatalogueEdit {
    do throws(ListFailure) {
      return try CatalogueEdit(of: document, path: path, target, adding: list, facts, today: today)
    } catch {
      throw failure(error, in: document, shown)
    }
  }

  /// A text that is no JSON or YAML, or is cut off.
  private func mistake(in document: Document, _ path: String) -> ValidationError {
    let findings = Linter.findings(in: document, of: [InvalidUTF8.self, InvalidJSON.self, InvalidYAML.self])
    let first = findings.min { $0.range.lower < $1.range.lower }
    let range = first?.range ?? document.errors.first?.range ?? ByteRange(0, 0)
    return failure(ListFailure(range: range, reason: first?.message ?? "the text ends too early"), in: document, path)
  }

  private func failure(_ failure: ListFailure, in document: Document, _ path: String) -> ValidationError {
    let place = LineIndex(document.source).position(of: failure.range.lower, in: .utf32)
    return ValidationError("\(path):\(place.line + 1):\(place.column + 1): \(failure.reason); nothing was written")
  }

  // MARK: Catalogues

  private func updateCatalogues(in folder: String, _ today: Day) throws {
    let paths = EmbeddedRules.paths.filter { !$0.hasPrefix("providers/") } + providerFiles(in: folder)
    guard paths.contains(where: { $0.hasPrefix("providers/") }) else {
      throw ValidationError("\(folder) is not the folder `rules` of reqlint's sources: it has no providers/")
    }
    let facts = Facts(paths: paths) { path in
      let own = (try? FileDiscovery.contents(of: "\(folder)/\(path)", limit: SourceText.byteLimit)) ?? nil
      return own.map { RulesFile(yaml: $0) } ?? (path.hasPrefix("imports/") ? EmbeddedRules.read(path) : nil)
    }
    let list = try read(facts)
    var written: [Written] = []
    var changes: [CatalogueEdit.Change] = []
    var text = ""
    for provider in Set(list.models.map(\.provider)).sorted() {
      let path = "models/\(provider)/catalog.yaml"
      let old = try existing("\(folder)/\(path)")
      var own = list
      own.keepOnly(provider: provider)
      let start = old ?? ContiguousArray(list.mapping.catalogueStart(today).utf8)
      let document = Document.parse(SourceText(start), as: .yaml)
      let edit = try edit(
        document, at: path, .catalogue(provider: provider), own, facts, today, "\(folder)/\(path)")
      text += words(of: edit, own, provider: provider)
      changes += edit.changes
      guard !edit.edits.isEmpty else { continue }
      written.append(Written(path: "\(folder)/\(path)", result: document.source.applying(edit.edits)))
    }
    try write(written)
    Terminal.write(text)
    Terminal.complain(summary(of: changes, list))
  }

  private func providerFiles(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/providers")) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.map { "providers/" + $0 }
  }

  // MARK: Files

  /// A file that is to be written.
  private struct Written {
    let path: String
    let result: SourceText
  }

  /// nil where there is no such file.
  private func existing(_ path: String) throws -> ContiguousArray<UInt8>? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try InputFile.file(path: path, isExplicit: true).content()
  }

  /// Writes each file as a whole, once all of them are known to be YAML.
  private func write(_ files: [Written]) throws {
    for file in files {
      let document = Document.parse(file.result, as: .yaml)
      guard document.errors.isEmpty else { throw mistake(in: document, file.path) }
    }
    for file in files {
      if let slash = file.path.lastIndex(of: "/") {
        let folder = String(file.path[..<slash])
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      do throws(WriteError) {
        try FileReplacement.put(file.result.text(ByteRange(0, file.result.count)), at: file.path)
      } catch {
        throw ValidationError(error.description)
      }
    }
  }

  // MARK: Words

  /// What changes, fact by fact.
  private func words(of edit: CatalogueEdit, _ list: PublishedModels, provider: String?) -> String {
    let providers = Dictionary(list.models.map { ($0.name, $0.provider) }) { first, _ in first }
    return edit.changes.map { change in
      let (name, words) = change.words
      let owner = (provider ?? providers[name]).map { "\($0)/" } ?? ""
      return "\(owner)\(name)  \(words)".forTerminal + "\n"
    }.joined()
  }

  private func summary(of changes: [CatalogueEdit.Change], _ list: PublishedModels) -> String {
    var (added, changed, kept) = (0, 0, 0)
    for change in changes {
      switch change {
      case .addedModel: added += 1
      case .changedFact: changed += 1
      case .keptFact, .leftOut, .taken, .gone: kept += 1
      }
    }
    var text = "\(list.mapping.name): \(Wording.count(list.models.count, "models")), "
    text += "\(Wording.grouped(added)) of them new; \(Wording.count(changed, "facts")) changed"
    if kept > 0 { text += ", \(Wording.grouped(kept)) left as they were" }
    let strangers = list.strangers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !strangers.isEmpty {
      let names = strangers.prefix(3).map(\.key.excerpt) + (strangers.count > 3 ? ["\(strangers.count - 3) more"] : [])
      let rows = Wording.count(strangers.reduce(0) { $0 + $1.value }, "rows")
      text += "; \(rows) of providers that are not known here: \(Wording.list(names, "and"))"
    }
    return text + (list.isContinued ? "; the list goes on in further answers" : "")
  }
}

extension CatalogueEdit.Change {
  /// The model, and what becomes of it.
  fileprivate var words: (name: String, words: String) {
    switch self {
    case .addedModel(let name, let facts):
      let words = facts.map { "\($0.name) \($0.value.words)" }
      return (name, "new" + (words.isEmpty ? "" : ": ") + words.joined(separator: ", "))
    case .changedFact(let name, let fact, let old, let new):
      return (name, "\(fact): " + (old.map { "\($0.words) → " } ?? "") + new.words)
    case .keptFact(let name, let fact, let known, let listed, let why):
      return (name, "\(fact) stays \(known.words), the list says \(listed.words) (\(why))")
    case .leftOut(let name, let fact, let listed, let window):
      return (name, "\(fact) \(listed.words) is left out: it does not go with \(Wording.number(window))")
    case .gone(let name): return (name, "not in the list any more; it stays")
    case .taken(let name): return (name, "left out: the configuration has this name for another provider")
    }
  }
}

extension FactValue {
  /// As people read it.
  fileprivate var words: String {
    switch self {
    case .number(let number): Wording.number(number)
    case .boolean(let isTrue): isTrue ? "yes" : "no"
    case .string, .null: description
    }
  }
}
