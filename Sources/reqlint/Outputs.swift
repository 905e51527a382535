import ArgumentParser
import Facts
import FileDiscovery
import Linting
import Reporting
import SystemPackage

/// Where the reports of a run go, and in which form each.
struct OutputOptions: ParsableArguments {
  private static let names = ReportFormats.list.map { $0.name }

  @Option(
    help: "How to print findings: \(names.joined(separator: ", ")) (default: text, in GitHub Actions github).",
    completion: .list(names))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "A report in this form, to this file or to standard output (`-`); may be given several times.",
      valueName: "format[=file]"),
    completion: .list(names))
  var output: [String] = []

  @Flag(help: "Print how often each rule found something: the same as --format statistics.")
  var statistics = false

  @Option(name: [.customLong("color"), .customLong("colour")], help: "Colours: auto, always, never.")
  var colour: Check.Colour = .auto

  /// What was asked for, in that order.
  func targets() throws(ValidationError) -> [OutputTarget] {
    var targets: [OutputTarget] = []
    if statistics { targets.append(OutputTarget(StatisticsReport.self, to: .standardOutput)) }
    if let format { targets.append(OutputTarget(try Self.form(format), to: .standardOutput)) }
    for word in output {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let file = parts.count > 1 ? parts[1] : "-"
      guard !file.isEmpty else { throw ValidationError("`--output \(word)` names no file") }
      targets.append(OutputTarget(try Self.form(parts[0]), to: file == "-" ? .standardOutput : .file(file)))
    }
    guard targets.filter({ $0.place == .standardOutput }).count < 2 else {
      throw ValidationError("two reports would mix on standard output: give one of them a file, `--output FORMAT=FILE`")
    }
    guard targets.isEmpty else { return targets }
    let isInWorkflow = Terminal.environment["GITHUB_ACTIONS"] == "true"
    return [OutputTarget(isInWorkflow ? GitHubReport.self : TextReport.self, to: .standardOutput)]
  }

  private static func form(_ name: String) throws(ValidationError) -> any ReportWriter.Type {
    guard let form = ReportFormats.list.first(where: { $0.name == name }) else {
      throw .unknown("form of a report", name, among: names)
    }
    return form
  }
}

/// One report that was asked for.
struct OutputTarget {
  enum Place: Equatable {
    case standardOutput
    case file(String)
  }

  let form: any ReportWriter.Type
  let place: Place

  init(_ form: any ReportWriter.Type, to place: Place) {
    (self.form, self.place) = (form, place)
  }
}

/// The reports of one run, while they are written.
struct Outputs {
  private(set) var tally = Tally()
  private var reports: [OpenReport] = []
  /// Takes the reason why a report could not be written.
  private let complain: (String) -> Void

  /// - Parameters:
  ///   - showsAll: whether the text shows the same mistake each time that a file has it.
  ///   - descriptor: where reports for standard output go; nil: nowhere.
  init(
    _ targets: [OutputTarget], _ colour: Check.Colour, showsAll: Bool,
    standardOutput descriptor: FileDescriptor? = .standardOutput,
    complain: @escaping (String) -> Void
  ) throws(ValidationError) {
    self.complain = complain
    let folder = FileDiscovery.location(of: ".")
    let root = FileDiscovery.repository(of: folder) ?? folder
    func context(_ palette: Palette, width: Int) -> ReportContext {
      ReportContext(
        version: Reqlint.version, facts: .embedded, folder: folder, root: root,
        palette: palette, width: width, showsAll: showsAll)
    }
    for target in targets {
      switch target.place {
      case .standardOutput:
        guard let descriptor else { continue }
        let writer = target.form.init(context(Terminal.palette(colour), width: Terminal.width))
        reports.append(OpenReport(writer, .stream(descriptor)))
      case .file(let path):
        let palette = Palette(colours: colour == .always, links: false)
        let writer = target.form.init(context(palette, width: 100))
        do {
          reports.append(OpenReport(writer, try Sink(path)))
        } catch {
          for report in reports { report.sink.discard() }
          throw ValidationError("\(path) cannot be written: \(error)")
        }
      }
    }
    write { $0.start() }
  }

  /// Adds the report on a file, or the next part of the last file's.
  mutating func add(_ report: FileReport) {
    tally.add(report)
    write { $0.add(report) }
  }

  mutating func add(_ problem: ReportProblem) {
    write { $0.add(problem) }
  }

  /// Writes what stands below all reports, and puts the files in their places.
  mutating func finish() {
    write { [tally] in $0.finish(tally) }
    for report in reports {
      do {
        try report.sink.close()
      } catch {
        report.sink.discard()
        complain("\(report.sink.name) could not be written: \(error)")
      }
    }
    reports = []
  }

  private mutating func write(_ text: (inout any ReportWriter) -> String) {
    for index in reports.indices.reversed() {
      let text = text(&reports[index].writer)
      guard !text.isEmpty else { continue }
      let sink = reports[index].sink
      do {
        let endsLine = text.utf8.last == UInt8(ascii: "\n")
        try Progress.makeWay(on: sink.descriptor, endsLine: endsLine) { _ = try sink.descriptor.writeAll(text.utf8) }
      } catch {
        sink.discard()
        reports.remove(at: index)
        // A reader that has gone away (`| head`) wants no more.
        let isClosed = error as? Errno == .brokenPipe
        if !isClosed { complain("\(sink.name) could not be written: \(error)") }
        if isClosed, reports.isEmpty { Terminal.exit(0) }
      }
    }
  }
}

/// A report that is being written.
private struct OpenReport {
  var writer: any ReportWriter
  let sink: Sink

  init(_ writer: any ReportWriter, _ sink: Sink) {
    (self.writer, self.sink) = (writer, sink)
  }
}

/// What a report is written to.
private enum Sink {
  /// Standard output, or a pipe or device that somebody named.
  case stream(FileDescriptor)
  /// The page of a workflow's step, to which every command adds.
  case page(FileDescriptor)
  case draft(Draft, path: String)

  init(_ path: String) throws {
    if path == Terminal.environment["GITHUB_STEP_SUMMARY"] {
      self = .page(
        try FileDescriptor.open(
          FilePath(path), .writeOnly, options: [.append, .create, .closeOnExec], permissions: Self.permissions))
      return
    }
    if let stream = try Self.stream(path) {
      self = .stream(stream)
    } else {
      let target = (try? FileDiscovery.realPath(of: path)) ?? path
      self = .draft(try Draft(for: FilePath(target), permissions: Self.permissions), path: path)
    }
  }

  private static let permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]

  /// What stands at a path and is no file; nil: a file, or nothing.
  private static func stream(_ path: String) throws -> FileDescriptor? {
    do {
      let descriptor = try FileDescriptor.open(FilePath(path), .writeOnly, options: .closeOnExec)
      if try !FileState(descriptor).isFile { return descriptor }
      try descriptor.close()
      return nil
    } catch Errno.noSuchFileOrDirectory {
      return nil
    }
  }

  var descriptor: FileDescriptor {
    switch self {
    case .stream(let descriptor), .page(let descriptor): descriptor
    case .draft(let draft, _): draft.descriptor
    }
  }

  var name: String {
    switch self {
    case .stream, .page: "the report"
    case .draft(_, let path): path
    }
  }

  func close() throws {
    if case .draft(let draft, _) = self { try draft.commit() }
  }

  func discard() {
    if case .draft(let draft, _) = self { draft.discard() }
  }
}
