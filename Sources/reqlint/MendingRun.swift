import Linting
import Reporting
import SourceText

/// Lints files one after the other, and mends them where that was asked for.
struct MendingRun {
  enum Outlet {
    /// The files themselves; of standard input, standard output.
    case files
    /// Nothing is written but what would change.
    case diff(Palette)
  }

  private let safety: Fix.Safety?
  private let outlet: Outlet
  /// How many fixes were applied, or would be.
  private(set) var fixes = 0
  /// In how many files.
  private(set) var files = 0

  /// - Parameter safety: the boldest fixes that are applied; nil: files are only linted.
  init(_ safety: Fix.Safety?, to outlet: Outlet) {
    self.safety = safety
    self.outlet = outlet
  }

  /// Reports on a file as it is after its fixes.
  ///
  /// - Parameter complain: takes the reason why a mended file was not written.
  mutating func lint(
    _ input: InputFile, _ linter: Linter, isExplicit: Bool, complain: (WriteError) -> Void,
    report: (FileReport) -> Void
  ) throws(ReadError) {
    let reader = try FileReader(input)
    var lint = FileLint(linter, mending: safety, isExplicit: isExplicit)
    guard safety != nil else { return try lint.lint(reader, report) }
    let state = try reader.state()
    // What comes from a pipe comes once.
    let bytes = input.isStandardInput ? try reader.readAll() : []
    try lint.lint(reader, startingWith: bytes, report)
    let edits = lint.mending.edits
    fixes += lint.mending.count
    files += lint.mending.count > 0 ? 1 : 0
    switch outlet {
    case .diff(let palette):
      guard !edits.isEmpty else { return }
      let source = SourceText(input.isStandardInput ? bytes : try FileReader(input).readAll())
      Terminal.write(UnifiedDiff(path: input.path, source, edits).render(palette))
    case .files where input.isStandardInput: Terminal.write(SourceText(bytes).applying(edits).bytes)
    case .files:
      guard !edits.isEmpty else { return }
      do throws(WriteError) {
        try FileReplacement(path: input.path, state: state, edits: edits).write()
      } catch {
        complain(error)
      }
    }
  }

  /// What was done, for people; nil where nothing was.
  var summary: String? {
    guard safety != nil, fixes > 0 else { return nil }
    let scope = "\(Wording.count(fixes, "findings")) in \(Wording.count(files, "files"))"
    switch outlet {
    case .files: return "mended \(scope)"
    case .diff: return "would mend \(scope)"
    }
  }
}
