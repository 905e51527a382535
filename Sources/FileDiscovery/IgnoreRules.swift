import SystemPackage

/// The ignore files in force in one folder.
///
/// A `.reqlintignore` outweighs every `.gitignore`, so that it can take back what git ignores.
/// Among files of one name the deepest outweighs, and after them, as in git, the repository's
/// `info/exclude` and the user's own file. A repository in a repository starts anew with git's
/// files, as git does.
struct IgnoreRules: Sendable {
  /// The patterns that git applies in every repository of this user.
  private var userIgnore: GitIgnore?
  /// From the weakest to the strongest.
  private var git: [Level] = []
  private var own: [Level] = []

  private struct Level {
    let patterns: GitIgnore
    let prefixLength: Int

    init(_ patterns: GitIgnore, in folder: RealPath) {
      self.patterns = patterns
      prefixLength = folder.prefixLength
    }
  }

  init() {}

  /// A file that does not exist holds no patterns.
  init(userIgnoreFile path: String?) throws(Errno) {
    guard let path, let file = try? RealPath(resolving: FilePath(path)) else { return }
    userIgnore = try GitIgnore(contentsOf: file)
  }

  func ignores(_ path: RealPath, _ entry: GitIgnore.Entry) -> Bool {
    for level in own.reversed() + git.reversed() {
      let relative = path.bytes.dropFirst(level.prefixLength)
      if let verdict = level.patterns.verdict(on: relative, entry) { return verdict == .ignored }
    }
    return false
  }

  /// Adds the ignore files that lie in `folder`, and tells of those that cannot be read.
  mutating func enter(_ folder: Folder) -> [DiscoveryProblem] {
    var problems: [DiscoveryProblem] = []
    func level(_ file: RealPath, shownAs path: String) -> [Level] {
      do {
        return try GitIgnore(contentsOf: file).map { [Level($0, in: folder.real)] } ?? []
      } catch {
        problems.append(.unreadable(path: path, reason: error.reason))
        return []
      }
    }
    if folder.real.isRepositoryTop {
      git = userIgnore.map { [Level($0, in: folder.real)] } ?? []
      if let exclude = folder.real.gitFolder?.appending("info/exclude") {
        git += level(exclude, shownAs: exclude.description)
      }
    }
    git += level(folder.real.appending(".gitignore"), shownAs: folder.path(of: ".gitignore"))
    own += level(folder.real.appending(".reqlintignore"), shownAs: folder.path(of: ".reqlintignore"))
    return problems
  }
}

extension GitIgnore {
  /// Ignore files are small; one of this size is something else.
  private static let sizeLimit = 1 << 24

  /// Nil where there is no such file.
  init?(contentsOf file: RealPath) throws(Errno) {
    guard let contents = try file.contents(limit: Self.sizeLimit) else { return nil }
    self.init(contents[...])
  }
}

extension Errno {
  /// The system's words, as the middle of a sentence.
  var reason: String {
    description.lowercased()
  }
}

extension RealPath {
  var isRepositoryTop: Bool {
    appending(".git").type != nil
  }

  /// Where git keeps what all worktrees of the repository at this folder share.
  ///
  /// The `.git` of a worktree or a submodule is a file that names another folder, and that one may
  /// name a third.
  fileprivate var gitFolder: RealPath? {
    let entry = appending(".git")
    if entry.type == .directory { return entry }
    let folder = named(in: entry, after: "gitdir: ")
    return folder.map { $0.named(in: $0.appending("commondir"), after: "") ?? $0 }
  }

  /// The path that the first line of `file` gives, relative to this folder.
  private func named(in file: RealPath, after prefix: String) -> RealPath? {
    guard let text = try? file.contents(limit: 1 << 12), text.starts(with: prefix.utf8) else {
      return nil
    }
    let path = text.dropFirst(prefix.utf8.count).prefix { $0 != UInt8(ascii: "\n") }
    return path.isEmpty ? nil : try? resolving(path)
  }
}
