import Linting
import SourceText

/// The report for people at a terminal: each finding with its lines, a way out, and the reason.
package struct TextReport: ReportWriter {
  package static let name = "text"
  package static let summary = "each finding with its lines; texts that may be prompts show as `…`"

  let palette: Palette
  /// In cells.
  let width: Int

  /// What it says only a few times; nil: it says everything.
  private var repetitions: Repetitions?

  package init(_ palette: Palette, width: Int) {
    self.palette = palette
    self.width = max(40, width)
  }

  package init(_ context: ReportContext) {
    self.init(context.palette, width: context.width)
    repetitions = context.showsAll ? nil : Repetitions()
  }

  package mutating func add(_ file: FileReport) -> String {
    let summary = file.isContinuation ? nil : repetitions?.takeSummary(palette)
    let findings = repetitions?.reduced(file) ?? file.findings
    return (summary ?? "") + findings.map { render($0, path: file.path) + "\n" }.joined()
  }

  func render(_ finding: LocatedFinding, path: String) -> String {
    let diagnostic = finding.diagnostic
    var text = palette.severity(
      diagnostic.severity, "\(diagnostic.severity.rawValue)[\(palette.rule(diagnostic.rule))]")
    text += palette.strong(": \(diagnostic.message.forTerminal)") + "\n"
    text += render(
      finding.excerpt, at: finding.place, in: path, diagnostic.pointer, finding.container, diagnostic.severity)
    for fix in finding.fixes {
      text += advice("help", fix.advice)
    }
    if let help = diagnostic.help { text += advice("help", help) }
    if let note = diagnostic.note { text += advice("note", note) }
    if !palette.hasLinks { text += advice("see", diagnostic.url) }
    return text
  }

  /// Where something is, and the lines around it.
  func render(
    _ excerpt: Excerpt, at place: Place, in path: String, _ pointer: String, _ container: String?, _ severity: Severity
  ) -> String {
    let lines = excerpt.lines.map { $0.cropped(to: width - 8) }
    let gutter = String(lines.last?.number ?? place.line).count
    let blank = String(repeating: " ", count: gutter + 1) + palette.gutter("|")
    var text = String(repeating: " ", count: gutter) + palette.gutter("-->")
    text += " \(path.forTerminal):\(place.line):\(place.column)"
    for detail in [pointer.isEmpty ? nil : shortened(pointer), container].compactMap(\.self) {
      text += "  " + palette.dim(detail.forTerminal)
    }
    text += "\n\(blank)\n"
    var last: Int?
    for line in lines {
      if let last, line.number > last + 1 { text += palette.gutter(String(repeating: ".", count: gutter + 2)) + "\n" }
      last = line.number
      text += render(line, gutter: gutter, blank, severity)
    }
    return text + "\(blank)\n"
  }

  private func render(_ line: Excerpt.Line, gutter: Int, _ blank: String, _ severity: Severity) -> String {
    let number = String(line.number)
    let padding = String(repeating: " ", count: gutter - number.count)
    var text = palette.gutter("\(padding)\(number) |") + " \(line.text)\n"
    for mark in line.marks {
      let start = line.cells(before: mark.start)
      let length = max(1, line.cells(before: mark.end) - start)
      let sign =
        String(repeating: mark.isPrimary ? "^" : "-", count: length) + (mark.label.map { " \($0.forTerminal)" } ?? "")
      let painted = mark.isPrimary ? palette.severity(severity, sign) : palette.secondary(sign)
      text += "\(blank) " + String(repeating: " ", count: start) + painted + "\n"
    }
    return text
  }

  func advice(_ kind: String, _ text: String) -> String {
    palette.strong(kind + ":") + " \(text.forTerminal)\n"
  }

  private func shortened(_ pointer: String) -> String {
    pointer.count > width / 2 ? "…" + String(pointer.suffix(width / 2 - 1)) : pointer
  }

  package mutating func finish(_ tally: Tally) -> String {
    (repetitions?.takeSummary(palette) ?? "") + summary(tally)
  }

  /// Nothing where nothing was read.
  func summary(_ tally: Tally) -> String {
    guard tally.requests > 0 || tally.findings > 0 || tally.configurations > 0 else { return "" }
    let requests = "\(Wording.count(tally.requests, "requests")) in \(Wording.count(tally.files, "files"))"
    let configurations = Wording.count(tally.configurations, "configurations")
    let scope = Wording.list(
      (tally.files > 0 ? [requests] : []) + (tally.configurations > 0 ? [configurations] : []), "and")
    guard tally.findings > 0 else { return "\(scope): nothing to complain about\n" + Self.untold(tally) }
    let counts = Severity.allCases.reversed().filter { tally.count($0) > 0 }.map { severity in
      palette.severity(
        severity, Wording.count(tally.count(severity), severity.plural))
    }
    var text = "\(scope): \(Wording.list(counts, "and"))\n"
    let fixes = [(tally.safeFixes, "safe"), (tally.unsafeFixes, "unsafe")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    if !fixes.isEmpty {
      text += "fixes are known for \(tally.safeFixes + tally.unsafeFixes): \(Wording.list(fixes, "and"))\n"
    }
    return text + Self.untold(tally)
  }

  /// What was found and is not told, in a line; nothing where all is told.
  private static func untold(_ tally: Tally) -> String {
    let counts =
      (tally.suppressed > 0 ? ["\(Wording.grouped(tally.suppressed)) suppressed"] : [])
      + (tally.baselined > 0 ? ["\(Wording.grouped(tally.baselined)) in the baseline"] : [])
    return counts.isEmpty ? "" : "not told: \(Wording.list(counts, "and"))\n"
  }
}

extension String {
  /// The text without what moves a terminal's cursor or turns its direction of writing.
  package var forTerminal: String { escaping { $0.movesCursor ? "\u{FFFD}" : nil } }
}

extension Unicode.Scalar {
  /// Whether this moves a terminal's cursor, or turns its direction of writing.
  var movesCursor: Bool {
    switch value {
    case ..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
