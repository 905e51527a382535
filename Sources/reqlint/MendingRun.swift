import Linting
import Reporting
import SourceText

/// Lints files one after the other, and mends them, or silences what is found, where that was asked for.
struct MendingRun {
  enum Outlet {
    /// The files themselves; of standard input, standard output.
    case files
    /// Nothing is written but what would change.
    case diff(Palette)
  }

  private let task: FileLint.Task
  private let showsFixes: Bool
  private var shown: [String] = []
  private let outlet: Outlet
  /// How many findings were mended or silenced, or would be.
  private(set) var fixes = 0
  /// In how many files.
  private(set) var files = 0

  /// - Parameter showsFixes: whether the summary names each fix.
  init(_ task: FileLint.Task, to outlet: Outlet, showsFixes: Bool) {
    self.task = task
    self.showsFixes = showsFixes
    self.outlet = outlet
  }

  /// Reports on a file as it is after its fixes.
  ///
  /// - Parameters:
  ///   - examined: the file, where it was examined before its turn.
  ///   - ledger: what the lines before this part of a JSONL file said; nil: this is a whole file.
  ///   - complain: takes the reason why a mended file was not written.
  mutating func lint(
    _ input: InputFile, _ linter: Linter, _ sieve: Sieve, _ examined: FileLint.Examined?, after ledger: BatchLedger?,
    isExplicit: Bool,
    complain: (WriteError) -> Void, report: (FileReport) -> Void
  ) throws(ReadError) -> FileLint {
    if let examined {
      var lint = FileLint(linter, sieve, task, isExplicit: isExplicit)
      lint.lint(examined, input, report)
      return lint
    }
    let reader = try FileReader(input)
    var lint = FileLint(linter, sieve, task, after: ledger, isExplicit: isExplicit)
    guard task.writes else {
      try lint.lint(reader, report)
      return lint
    }
    let state = try reader.state()
    // What comes from a pipe comes once.
    let bytes = input.isStandardInput ? try reader.readAll() : []
    try lint.lint(reader, startingWith: bytes, report)
    let edits = lint.mending.edits
    switch outlet {
    case .files where input.isStandardInput: Terminal.write(SourceText(bytes).applying(edits).bytes)
    case _ where edits.isEmpty: return lint
    case .diff(let palette):
      let source = SourceText(input.isStandardInput ? bytes : try FileReader(input).readAll())
      Terminal.write(UnifiedDiff(path: input.path, source, edits).render(palette))
    case .files:
      do throws(WriteError) {
        try FileReplacement(path: input.path, state: state, edits: edits).write()
      } catch {
        complain(error)
        return lint
      }
    }
    fixes += lint.mending.count
    files += edits.isEmpty ? 0 : 1
    if showsFixes { shown += Self.lines(on: lint.mending.fixes, in: input.path) }
    return lint
  }

  /// Counts what was taken out of a configuration.
  mutating func add(removed count: Int, from path: String) {
    fixes += count
    files += 1
    guard showsFixes else { return }
    let fix = Mender.AppliedFix(rule: UnusedSuppression.card.id, title: "remove the item")
    shown += Self.lines(on: Array(repeating: fix, count: count), in: path)
  }

  /// A line for each kind of fix, in the order of their first places.
  private static func lines(on fixes: [Mender.AppliedFix], in path: String) -> [String] {
    let counts = Dictionary(grouping: fixes) { $0 }.mapValues(\.count)
    var seen: Set<Mender.AppliedFix> = []
    return fixes.filter { seen.insert($0).inserted }.map { fix in
      let count = counts[fix] ?? 1
      return "\(path): \(fix.title) [\(fix.rule)]" + (count > 1 ? ", \(Wording.grouped(count)) times" : "")
    }
  }

  /// What was done, for people, in sentences; none where nothing was.
  var summary: [String] { shown + [total].compactMap(\.self) }

  private var total: String? {
    guard fixes > 0 else { return nil }
    let scope = "\(Wording.count(fixes, "findings")) in \(Wording.count(files, "files"))"
    if case .ignore = task { return "silenced \(scope) by comments" }
    switch outlet {
    case .files: return "mended \(scope)"
    case .diff: return "would mend \(scope)"
    }
  }
}

extension FileLint.Task {
  /// Whether files may change.
  fileprivate var writes: Bool {
    switch self {
    case .mend, .ignore: true
    case .tell, .baseline: false
    }
  }
}
