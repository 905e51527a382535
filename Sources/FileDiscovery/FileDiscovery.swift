package import SystemPackage

/// Finds the files that a run is about.
///
/// A file named outright is always in the list. A folder is walked to its bottom for files with one
/// of `extensions`, hidden ones included, without `skippedFolders` and without what `.gitignore`,
/// `.git/info/exclude` and `.reqlintignore` leave out. Ignore files count from the top of the
/// repository down; outside a repository, from the current folder down, or from the named folder
/// where that lies elsewhere. Naming an ignored folder walks it, and what the patterns say of the
/// files in it still holds.
///
/// Links to files are followed; links to folders only where named outright, so a walk always ends.
/// Pipes and devices are never opened.
package struct FileDiscovery: Sendable {
  /// One file to read.
  package struct Input: Sendable, Hashable {
    /// As the user typed it, or below the folder that was typed.
    package let path: String
    /// Named outright, by this path or another one.
    package internal(set) var isExplicit: Bool
  }

  /// What a search came to.
  package struct Findings: Sendable {
    /// In the order typed, and in a folder in the order of the paths' bytes.
    package internal(set) var inputs: [Input] = []
    package internal(set) var problems: [DiscoveryProblem] = []
  }

  package static let extensions: Set = [
    "json", "jsonc", "jsonl", "ndjson", "yaml", "yml", "har", "http", "rest", "bru",
  ]

  package static let skippedFolders: Set = [
    ".git", ".hg", ".svn", "node_modules", ".build", ".venv", "__pycache__",
  ]

  /// What the user's configuration says of something that a walk meets.
  package enum Mention: Sendable, Hashable {
    /// It is passed over.
    case excluded
    /// It is a file to read, whatever its name.
    case listed
  }

  /// Tells what is said of an absolute path; nil where nothing is.
  package typealias Mentions = @Sendable (_ path: String, _ kind: GitIgnore.Entry) -> Mention?

  private let userIgnoreFile: String?
  private let mentions: Mentions?

  /// - Parameters:
  ///   - userIgnoreFile: holds patterns for every repository of this user; see `userIgnoreFile(in:)` for where git has it.
  ///   - mentions: is asked about all that a walk meets, and not about what is named outright.
  package init(userIgnoreFile: String? = nil, mentions: Mentions? = nil) {
    self.userIgnoreFile = userIgnoreFile
    self.mentions = mentions
  }

  package func find(_ paths: [String]) -> Findings {
    var search = Search(userIgnoreFile: userIgnoreFile, mentions: mentions)
    for path in paths { search.add(path) }
    return search.findings
  }

  /// Whether a walk from the top of the repository would leave this path out, for runs in which
  /// that holds for what is named outright, too.
  package func ignores(_ path: String) -> Bool {
    guard !path.utf8.contains(0) else { return false }
    let typed = FilePath(path)
    if let folder = try? RealPath(resolving: typed), folder.type == .directory {
      return rules(in: folder) == nil
    }
    let parent = typed.removingLastComponent()
    guard let name = typed.lastComponent,
      let folder = try? RealPath(resolving: parent.isEmpty ? "." : parent)
    else { return false }
    return rules(in: folder)?.ignores(folder.appending(name.string), .file) ?? true
  }

  /// The rules in force in a folder; nil where the folder itself is left out.
  private func rules(in folder: RealPath) -> IgnoreRules? {
    // What cannot be read is told by the run that reads.
    var rules = (try? IgnoreRules(userIgnoreFile: userIgnoreFile)) ?? IgnoreRules()
    for (depth, folder) in folder.scope.reversed().enumerated() {
      guard depth == 0 || !(folder.isSkipped || rules.ignores(folder, .folder)) else { return nil }
      _ = rules.enter(Folder(path: folder.description, real: folder))
    }
    return rules
  }
}

extension FileDiscovery {
  /// Where git looks for a user's patterns unless its configuration, which we don't read, says
  /// otherwise.
  package static func userIgnoreFile(in environment: [String: String]) -> String? {
    if let folder = environment["XDG_CONFIG_HOME"], !folder.isEmpty { return folder + "/git/ignore" }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.config/git/ignore"
  }
}

extension FileDiscovery {
  /// The absolute path of what a path names, without links among its folders. What does not exist, such as a file that
  /// is still to be written, stays as it is given.
  package static func location(of path: String) -> String {
    var locator = Locator()
    return locator.location(of: path)
  }

  /// Says where many files lie: of those in one folder, one after the other, the system is asked once.
  package struct Locator {
    private var last: (folder: FilePath, real: RealPath)?

    package init() {}

    /// As ``FileDiscovery/location(of:)``.
    package mutating func location(of path: String) -> String {
      var folder = FilePath(path)
      var names: [String] = []
      repeat {
        guard let name = folder.lastComponent, name.kind == .regular else { break }
        names.append(name.string)
        folder.removeLastComponent()
        if let real = real(folder.isEmpty ? "." : folder) {
          return names.reversed().reduce(real) { $0.appending($1) }.description
        }
      } while !folder.isEmpty
      return (try? RealPath(resolving: FilePath(path)))?.description ?? "/" + path
    }

    private mutating func real(_ folder: FilePath) -> RealPath? {
      if let last, last.folder == folder { return last.real }
      let real = try? RealPath(resolving: folder)
      last = real.map { (folder, $0) }
      return real
    }
  }

  /// The folder of the repository that a folder is in, by its absolute path; nil where there is none.
  package static func repository(of folder: String) -> String? {
    (try? RealPath(resolving: FilePath(folder)))?.lineage.first(where: \.isRepositoryTop)?.description
  }

  /// The absolute path of what stands at `path`, without symbolic links.
  package static func realPath(of path: String) throws(Errno) -> String {
    try RealPath(resolving: FilePath(path)).description
  }

  /// The bytes of the file at a path; nil where there is nothing, or nothing that may be looked at.
  ///
  /// More than `limit` bytes are a problem, and so is a folder or a device.
  package static func contents(of path: String, limit: Int) throws(DiscoveryProblem) -> ContiguousArray<UInt8>? {
    guard let file = try? RealPath(resolving: FilePath(path)), let type = file.type else { return nil }
    guard type != .directory else { throw .unreadable(path: path, reason: "it is a folder") }
    do {
      guard let contents = try file.contents(limit: limit) else {
        throw DiscoveryProblem.notAFile(path: path, kind: DiscoveryProblem.SpecialFile(type))
      }
      return ContiguousArray(contents)
    } catch let error as Errno {
      throw .unreadable(path: path, reason: error.reason)
    } catch {
      throw error as? DiscoveryProblem ?? .missing(path: path)
    }
  }
}

/// A folder to walk.
struct Folder {
  /// As the user sees it.
  let path: String
  let real: RealPath

  func path(of name: String) -> String {
    if path == "." { return name }
    return path.utf8.last == UInt8(ascii: "/") ? path + name : path + "/" + name
  }
}

extension RealPath {
  /// The folder and those above it whose ignore files count for it, the highest last.
  var scope: ArraySlice<RealPath> {
    let lineage = lineage
    let current = try? RealPath(resolving: ".")
    let top = lineage.firstIndex(where: \.isRepositoryTop) ?? lineage.firstIndex { $0 == current }
    return lineage.prefix(through: top ?? 0)
  }

  /// A folder that no walk enters.
  var isSkipped: Bool {
    FileDiscovery.skippedFolders.contains(String(decoding: name, as: UTF8.self))
  }
}
