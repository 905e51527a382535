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

  /// - Parameter descriptor: where reports go; nil: they are only counted.
  init(_ format: Check.Format, _ palette: Palette, to descriptor: FileDescriptor? = .standardOutput) {
    self.format = format
    self.palette = palette
    self.descriptor = descriptor
  }

  private func write(_ text: String) {
    if let descriptor { Terminal.write(text, to: descriptor) }
  }

  /// Adds the report on a file, or the next part of the last file's.
  mutating func add(_ report: FileReport) {
    tally.add(report)
    switch format {
    case .text: write(TextReport(palette, width: width).render(report))
    case .concise: write(ConciseReport(palette).render(report))
    case .json:
      let earlier = report.isContinuation ? reports.lastIndex { $0.path == report.path } : nil
      if let earlier { reports[earlier].append(report) } else { reports.append(report) }
    }
  }

  /// Writes what stands below all reports.
  func finish() throws {
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
