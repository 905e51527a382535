import Facts
import Reporting
import SystemPackage

/// Writes reports in the format that was asked for.
struct Output {
  private(set) var tally = Tally()
  private let format: Check.Format
  private let palette: Palette
  private let descriptor: FileDescriptor?
  private let width = Terminal.width
  /// Those of the one format that is not written before everything is known.
  private var reports: [FileReport] = []
  /// What the text says only a few times; nil: it says everything.
  private var repetitions: Repetitions?

  /// - Parameters:
  ///   - showsAll: whether the text shows the same mistake each time that a file has it.
  ///   - descriptor: where reports go; nil: they are only counted.
  init(
    _ format: Check.Format, _ palette: Palette, showsAll: Bool, to descriptor: FileDescriptor? = .standardOutput
  ) {
    self.format = format
    self.palette = palette
    self.descriptor = descriptor
    repetitions = showsAll ? nil : Repetitions()
  }

  private func write(_ text: String) {
    if let descriptor { Terminal.write(text, to: descriptor) }
  }

  /// Adds the report on a file, or the next part of the last file's.
  mutating func add(_ report: FileReport) {
    tally.add(report)
    switch format {
    case .text:
      if !report.isContinuation { writeRepetitions() }
      write(TextReport(palette, width: width).render(repetitions?.reduced(report) ?? report))
    case .concise: write(ConciseReport(palette).render(report))
    case .json:
      let earlier = report.isContinuation ? reports.lastIndex { $0.path == report.path } : nil
      if let earlier { reports[earlier].append(report) } else { reports.append(report) }
    }
  }

  private mutating func writeRepetitions() {
    if let summary = repetitions?.takeSummary(palette) { write(summary) }
  }

  /// Writes what stands below all reports.
  mutating func finish() throws {
    writeRepetitions()
    switch format {
    case .text where tally.requests > 0 || tally.findings > 0 || tally.configurations > 0:
      write(TextReport(palette, width: width).summary(tally))
    case .text, .concise: break
    case .json:
      let facts = Facts.embedded.date?.description ?? ""
      write(try JSONReport(reports, tally, version: Reqlint.version, facts: facts).render())
    }
  }
}
