import SystemPackage

/// One run over the paths that the user typed.
struct Search {
  /// What holds before any folder is entered.
  private var rules = IgnoreRules()

  private(set) var findings = FileDiscovery.Findings()
  private var places: [RealPath: Int] = [:]
  private var reported: Set<DiscoveryProblem> = []
  private let mentions: FileDiscovery.Mentions?

  init(userIgnoreFile: String?, mentions: FileDiscovery.Mentions?) {
    self.mentions = mentions
    do {
      rules = try IgnoreRules(userIgnoreFile: userIgnoreFile)
    } catch {
      report(.unreadable(path: userIgnoreFile ?? "", reason: error.reason))
    }
  }

  mutating func add(_ path: String) {
    // The system would read a path up to the zero byte, which is another path.
    guard !path.isEmpty, !path.utf8.contains(0) else { return report(.missing(path: path)) }
    do {
      switch try Stat(FilePath(path)).type {
      case .regular: addExplicit(path)
      case .directory: walk(Folder(path: path.trimmingSlashes(), real: try RealPath(resolving: FilePath(path))))
      case let type: report(.notAFile(path: path, kind: DiscoveryProblem.SpecialFile(type)))
      }
    } catch {
      report(DiscoveryProblem(error, at: path))
    }
  }

  /// A file listed before keeps its place. One that `realpath` cannot find, such as the deleted
  /// file behind `/dev/stdin` in a shell's here-document, is read all the same.
  private mutating func addExplicit(_ path: String) {
    let real = try? RealPath(resolving: FilePath(path))
    if let place = real.flatMap({ places[$0] }) {
      findings.inputs[place].isExplicit = true
      return
    }
    if let real { places[real] = findings.inputs.count }
    findings.inputs.append(FileDiscovery.Input(path: path, isExplicit: true))
  }

  private mutating func addFound(_ path: String, _ real: RealPath) {
    guard places[real] == nil else { return }
    places[real] = findings.inputs.count
    findings.inputs.append(FileDiscovery.Input(path: path, isExplicit: false))
  }

  private mutating func report(_ problem: DiscoveryProblem) {
    guard reported.insert(problem).inserted else { return }
    findings.problems.append(problem)
  }
}

extension Search {
  private enum Step {
    case file(path: String, RealPath)
    case folder(Folder, IgnoreRules)
  }

  /// Works on a list of steps rather than calling itself, so that no tree is too deep for it; the
  /// longest path that the system takes ends the descent.
  private mutating func walk(_ top: Folder) {
    var rules = rules
    for folder in top.real.scope.dropFirst().reversed() {
      for problem in rules.enter(Folder(path: folder.description, real: folder)) { report(problem) }
    }
    var steps: [Step] = [.folder(top, rules)]
    while let step = steps.popLast() {
      switch step {
      case .file(let path, let real): addFound(path, real)
      case .folder(let folder, let rules): steps += self.steps(in: folder, rules).reversed()
      }
    }
  }

  /// What to do in one folder, in the order of the paths' bytes.
  private mutating func steps(in folder: Folder, _ rules: IgnoreRules) -> [Step] {
    let entries: [FolderEntry]
    do {
      entries = try folder.real.entries()
    } catch Errno.noSuchFileOrDirectory, Errno.notDirectory, Errno.tooManySymbolicLinkLevels {
      // It was a folder when its parent was read, and somebody has taken it away.
      return []
    } catch {
      report(.unreadable(path: folder.path, reason: error.reason))
      return []
    }
    var rules = rules
    for problem in rules.enter(folder) { report(problem) }
    return entries.filter { isWanted($0, in: folder) }.sorted(by: FolderEntry.precedes).compactMap {
      step(to: $0, in: folder, rules)
    }
  }

  /// Whether to enter or read something, as far as the configuration and its name say.
  private func isWanted(_ entry: FolderEntry, in folder: Folder) -> Bool {
    guard let mentions, entry.kind != .other else { return entry.isCandidate }
    switch mentions(folder.real.appending(entry.name).description, entry.kind == .folder ? .folder : .file) {
    case .excluded: return false
    case .listed: return entry.kind != .folder || entry.isCandidate
    case nil: return entry.isCandidate
    }
  }

  private mutating func step(
    to entry: FolderEntry, in folder: Folder, _ rules: IgnoreRules
  ) -> Step? {
    let real = folder.real.appending(entry.name)
    // To git a link is a file, wherever it leads.
    guard !rules.ignores(real, entry.kind == .folder ? .folder : .file) else { return nil }
    guard let name = String(validating: entry.name, as: UTF8.self) else {
      let path = folder.path(of: String(decoding: entry.name, as: UTF8.self))
      report(.unreadable(path: path, reason: "its name is not UTF-8"))
      return nil
    }
    let path = folder.path(of: name)
    switch entry.kind {
    case .folder: return .folder(Folder(path: path, real: real), rules)
    case .file: return .file(path: path, real)
    case .link: return target(of: real, shownAs: path).map { .file(path: path, $0) }
    case .other: return nil
    }
  }

  /// The file that a link leads to. One that leads nowhere is passed over: editors leave such
  /// links as locks.
  private mutating func target(of link: RealPath, shownAs path: String) -> RealPath? {
    do {
      guard try Stat(link.filePath).type == .regular else { return nil }
      return try RealPath(resolving: link.filePath)
    } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
      return nil
    } catch {
      report(DiscoveryProblem(error, at: path))
      return nil
    }
  }
}

extension FolderEntry {
  /// A folder to enter, or a file whose name says that it may hold a request.
  fileprivate var isCandidate: Bool {
    switch kind {
    case .folder: !FileDiscovery.skippedFolders.contains(String(decoding: name, as: UTF8.self))
    case .file, .link: hasExtension
    case .other: false
    }
  }

  private var hasExtension: Bool {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return false }
    let `extension` = String(decoding: name[(dot + 1)...], as: UTF8.self)
    return FileDiscovery.extensions.contains(`extension`.lowercased())
  }

  /// A folder stands where the paths of its files do: `a.json`, then `a/b.json`.
  fileprivate static func precedes(_ one: FolderEntry, _ other: FolderEntry) -> Bool {
    one.orderedName.lexicographicallyPrecedes(other.orderedName)
  }

  private var orderedName: [UInt8] {
    kind == .folder ? name + [UInt8(ascii: "/")] : name
  }
}

extension DiscoveryProblem {
  fileprivate init(_ error: Errno, at path: String) {
    switch error {
    case .noSuchFileOrDirectory, .notDirectory: self = .missing(path: path)
    case .tooManySymbolicLinkLevels: self = .symlinkLoop(path: path)
    default: self = .unreadable(path: path, reason: error.reason)
    }
  }
}

extension DiscoveryProblem.SpecialFile {
  init(_ type: FileType) {
    switch type {
    case .fifo: self = .namedPipe
    case .socket: self = .socket
    case .characterSpecial: self = .characterDevice
    case .blockSpecial: self = .blockDevice
    default: self = .unknown
    }
  }
}

extension String {
  /// Without the slashes at the end, but for the root.
  fileprivate func trimmingSlashes() -> String {
    var bytes = utf8[...]
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    return String(Substring(bytes))
  }
}
