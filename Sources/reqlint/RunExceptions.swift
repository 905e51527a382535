import ArgumentParser
import Configuration
import DocumentTree
import FileDiscovery
import Linting
import Reporting
import SourceText
import SystemPackage

/// The flags that say which findings need not be told, from now on or this time.
struct ExceptionOptions: ParsableArguments {
  @Option(help: "A file with findings that were there before, and are not told.")
  var baseline: String?

  @Option(
    name: .customLong("write-baseline"),
    help: "Write what is found into this file; what it says of other files and rules stays.")
  var writeBaseline: String?

  @Flag(name: .customLong("prune-baseline"), help: "Take out of the baseline what is not found any more.")
  var pruneBaseline = false

  @Option(
    name: .customLong("add-ignore"),
    help: ArgumentHelp(
      "Silence what is found: in YAML by comments, else in .reqlint.yaml. The reason may be left out.",
      valueName: "=reason"))
  var addIgnore: String?

  /// An option whose value may be left out, which ArgumentParser knows only where the value would be the next argument.
  static func completed(_ arguments: some Sequence<String>) -> [String] {
    arguments.map { $0 == "--add-ignore" || $0 == "--add-ignore=" ? "--add-ignore= " : $0 }
  }

  /// What is done with findings, where it is not to tell or to mend them.
  func task() throws(ValidationError) -> FileLint.Task? {
    if writeBaseline != nil, baseline != nil || pruneBaseline {
      throw ValidationError("`--write-baseline` writes all anew, and goes without `--baseline` and `--prune-baseline`")
    }
    guard let addIgnore else { return writeBaseline == nil ? nil : .baseline }
    guard writeBaseline == nil else {
      throw ValidationError("a finding goes into the baseline or is ignored: `--write-baseline` or `--add-ignore`")
    }
    guard !addIgnore.contains(where: \.isNewline) else {
      throw ValidationError("the reason of `--add-ignore` is one line")
    }
    return .ignore(reason: addIgnore == " " ? "" : addIgnore)
  }
}

/// What need not be told in one run, and what of that was for nothing.
struct RunExceptions {
  /// What was seen of a file for which something need not be told.
  private struct Seen {
    let sieve: Sieve
    /// Of its baseline.
    let baseline: String?
  }

  private let resolver: ConfigurationResolver
  private let flags: LintSettings
  /// The baseline that counts for all files.
  private let given: BaselineFile?
  /// The one that is written, with what it says now.
  private var written: BaselineFile?
  /// By the absolute paths of the files.
  private var seen: [String: Seen] = [:]
  private var baselines: [String: BaselineFile] = [:]
  private var configurations: [String: Configuration] = [:]
  private var drafts: [IgnoreDraft] = []

  init(_ options: ExceptionOptions, _ resolver: ConfigurationResolver, _ flags: LintSettings) throws(BaselineProblem) {
    self.resolver = resolver
    self.flags = flags
    given = try options.baseline.map { path throws(BaselineProblem) in
      try resolver.baseline(at: FileDiscovery.location(of: path)).get()
    }
    if let path = options.writeBaseline.map({ FileDiscovery.location(of: $0) }) {
      do {
        written = try resolver.baseline(at: path).get()
      } catch .missing {
        written = BaselineFile(path: path)
      }
    }
  }

  /// Why there is no baseline where a configuration names one that would count.
  func problem(with configuration: Configuration) -> BaselineProblem? {
    guard given == nil, written == nil, case .failure(let problem)? = resolver.baseline(of: configuration) else {
      return nil
    }
    return problem
  }

  /// What need not be told of a file, by its absolute path.
  mutating func sieve(for location: String) -> Sieve {
    let configuration = resolver.configuration(forFile: location)
    if let configuration { configurations[configuration.path] = configuration }
    if written != nil {
      return Sieve(entries: configuration?.ignores(for: location).map(\.entry) ?? [], baseline: [:])
    }
    return resolver.sieve(forFile: location, baseline: given)
  }

  /// Keeps what came of a file.
  mutating func add(_ lint: FileLint, of location: String) {
    drafts += lint.drafts
    let configuration = resolver.configuration(forFile: location)
    let own = configuration.flatMap { resolver.baseline(of: $0) }.flatMap { try? $0.get() }
    let baseline = written ?? given ?? own
    guard baseline != nil || !(configuration?.content.ignores.isEmpty ?? true) else { return }
    seen[location] = Seen(sieve: lint.sieve, baseline: baseline?.path)
    if written != nil {
      // Of what was not read to its end nothing is known but what was found.
      let name = baseline?.name(of: location) ?? location
      var findings = (written?.baseline.files[name] ?? [:]).filter { !judges($0.key.rule, in: location) }
      findings.merge(lint.accepted) { max($0, $1) }
      written?.baseline.files[name] = findings.isEmpty ? nil : findings
    } else if let baseline {
      baselines[baseline.path] = baseline
    }
  }

  /// Whether a rule would have been heard if it had found something in a file.
  private func judges(_ rule: String, in location: String) -> Bool {
    // As another model's, a request has other mistakes.
    guard flags.modelAs == nil, let seen = seen[location], seen.sieve.hasSeenAll else { return false }
    return resolver.linter(forFile: location, flags).settings.levels.isHeardEverywhere(rule)
  }

  private static func isGone(_ location: String) -> Bool {
    do throws(Errno) {
      _ = try FileDiscovery.realPath(of: location)
      return false
    } catch {
      return error == .noSuchFileOrDirectory || error == .notDirectory
    }
  }
}

// MARK: - Baselines

extension RunExceptions {
  /// Writes the baseline that was asked for, and says so.
  mutating func writeBaseline(complain: (WriteError) -> Void) {
    guard var file = written else { return }
    file.baseline.files = file.baseline.files.filter { !Self.isGone(file.location(of: $0.key)) }
    do throws(WriteError) {
      try FileReplacement.put(file.baseline.text, at: file.path)
      Terminal.complain("wrote \(Wording.count(file.baseline.count, "findings")) to \(file.path.fromHere)")
    } catch {
      complain(error)
    }
  }

  /// Tells of what baselines hold and nobody finds any more, or takes it out.
  mutating func tellStale(pruning: Bool, complain: (WriteError) -> Void) {
    for (path, file) in baselines.sorted(by: { $0.key < $1.key }) {
      let stale = stale(in: file)
      guard !stale.isEmpty else { continue }
      let count = Wording.count(stale.reduce(0) { $0 + $1.count }, "findings")
      guard pruning else {
        let names =
          stale.prefix(3).map { "\($0.file) \($0.key.pointer) \($0.key.rule)" } + (stale.count > 3 ? ["…"] : [])
        Terminal.complain(
          "\(count) of \(path.fromHere) \(stale.count == 1 ? "is" : "are") not found any more "
            + "(\(names.joined(separator: ", "))); --prune-baseline takes them out")
        continue
      }
      var pruned = file
      for (name, key, count) in stale {
        let left = (pruned.baseline.files[name]?[key] ?? 0) - count
        pruned.baseline.files[name]?[key] = left > 0 ? left : nil
      }
      do throws(WriteError) {
        try FileReplacement.put(pruned.baseline.text, at: path)
        Terminal.complain("took \(count) out of \(path.fromHere)")
      } catch {
        complain(error)
      }
    }
  }

  /// What nobody finds any more, in order.
  private func stale(in baseline: BaselineFile) -> [(file: String, key: Baseline.Key, count: Int)] {
    var stale: [(file: String, key: Baseline.Key, count: Int)] = []
    for (name, findings) in baseline.baseline.files.sorted(by: { $0.key < $1.key }) {
      let location = baseline.location(of: name)
      let own = seen[location].flatMap { $0.baseline == baseline.path ? $0 : nil }
      let isGone = own == nil && Self.isGone(location)
      for (key, count) in findings.sorted(by: { ($0.key.pointer, $0.key.rule) < ($1.key.pointer, $1.key.rule) }) {
        guard isGone || own != nil && judges(key.rule, in: location) else { continue }
        let left = count - (own?.sieve.known[key] ?? 0)
        if left > 0 { stale.append((name, key, left)) }
      }
    }
    return stale
  }
}

// MARK: - Entries of configurations

extension RunExceptions {
  /// The items of `ignore:` that kept nothing from being told, by the configurations that have them.
  ///
  /// - Parameter paths: what the run was about, as the user named it; nil: not all of the files there were read.
  func unusedIgnores(walking paths: [String]?) -> [(configuration: Configuration, places: Set<Int>)] {
    let folders = (paths.map { $0.isEmpty ? ["."] : $0 } ?? []).map { FileDiscovery.location(of: $0 + "/.") + "/" }
    return configurations.values.sorted { $0.path < $1.path }.compactMap { configuration in
      let hasWalkedAll = folders.contains { configuration.path.hasPrefix($0) }
      let used = configuration.content.ignores.isEmpty ? [] : usedIgnores(of: configuration)
      var places: Set<Int> = []
      for ignore in configuration.content.ignores {
        guard let place = ignore.entry.index, !used.contains(place) else { continue }
        if isTested(ignore, of: configuration, hasWalkedAll: hasWalkedAll) { places.insert(place) }
      }
      return places.isEmpty ? nil : (configuration, places)
    }
  }

  private func usedIgnores(of configuration: Configuration) -> Set<Int> {
    seen.reduce(into: []) { used, file in
      guard resolver.configuration(forFile: file.key)?.path == configuration.path else { return }
      used.formUnion(file.value.sieve.usedEntries)
    }
  }

  /// Whether all was looked at that an item of `ignore:` is for.
  private func isTested(_ ignore: Configuration.Ignore, of configuration: Configuration, hasWalkedAll: Bool) -> Bool {
    let rule = ignore.entry.rule
    let levels = flags.levels.laid(over: configuration.content.levels)
    guard flags.modelAs == nil, levels[rule] != .off, levels[UnusedSuppression.card.id] != .off else { return false }
    if let location = configuration.onlyFile(of: ignore) {
      return judges(rule, in: location) || hasWalkedAll && Self.isGone(location)
    }
    return hasWalkedAll
      && seen.keys.allSatisfy { location in
        guard resolver.configuration(forFile: location)?.path == configuration.path else { return true }
        return !configuration.isFor(location, ignore) || judges(rule, in: location)
      }
  }

  /// Writes the items of `ignore:` for the findings that are to be silenced, and says so.
  func writeIgnores(complain: (String) -> Void) {
    let here = FileDiscovery.location(of: "./.")
    let folders = Dictionary(grouping: drafts.unique) { draft in
      if let configuration = resolver.configuration(forFile: draft.path) { return configuration.path }
      let folder = draft.path.hasPrefix(here == "/" ? here : here + "/") ? here : draft.path.folder
      return (folder == "/" ? "" : folder) + "/" + Configuration.fileName
    }
    for (path, drafts) in folders.sorted(by: { $0.key < $1.key }) {
      let name = path.fromHere
      do throws(WriteError) {
        if let configuration = resolver.configuration(forFile: path) {
          guard configuration.failure == nil, let edits = configuration.ignoring(drafts) else {
            complain("\(name) cannot be added to as it is; mend it, or write `ignore:` there by hand")
            continue
          }
          try FileReplacement.edit(configuration, edits)
        } else if let text = Configuration.text(ignoring: drafts, in: path.folder) {
          try FileReplacement.put(text, at: path)
        }
        Terminal.complain("added \(Wording.count(drafts.count, "items")) to `ignore:` in \(name)")
      } catch {
        complain(error.description)
      }
    }
  }
}

extension FileReplacement {
  /// Edits a configuration, unless it is another one by now.
  static func edit(_ configuration: Configuration, _ edits: [TextEdit]) throws(WriteError) {
    let path = configuration.path
    var state: FileState?
    do throws(ReadError) {
      let reader = try FileReader(.file(path: path, isExplicit: true))
      let now = try reader.state()
      if try reader.readAll() == configuration.document.source.bytes { state = now }
    } catch {
      // It is not the one that was read.
    }
    guard let state else { throw .changedMeanwhile(path: path.fromHere) }
    try FileReplacement(path: path, state: state, edits: edits).write()
  }
}

extension [IgnoreDraft] {
  /// Each once, in order.
  fileprivate var unique: [IgnoreDraft] {
    var seen: Set<IgnoreDraft> = []
    return filter { seen.insert($0).inserted }
  }
}

extension String {
  /// The folder that a path lies in; `/` for what lies at the top.
  fileprivate var folder: String {
    FilePath(self).removingLastComponent().string
  }
}
