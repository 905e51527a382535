package import DocumentTree
package import Facts
package import FileDiscovery
package import Linting
package import SourceText

/// One `.reqlint.yaml`, as far as it is understood. What is not is a diagnostic, and counts for nothing.
package final class Configuration: Sendable {
  /// The name that every configuration has.
  package static let fileName = ".reqlint.yaml"

  /// Whether a path names a configuration.
  package static func isConfiguration(_ path: String) -> Bool {
    path.split(separator: "/").last.map(String.init) == fileName
  }

  /// Of the file, absolute.
  package let path: String
  package let document: Document
  /// The mistakes in the file, in the order of their places.
  package let diagnostics: [Diagnostic]
  /// The names that mean something where one stands that does not, by its place.
  package let alternatives: [ByteRange: [String]]
  /// Why the file could not be read, in a few words such as `it is a folder`; then it says nothing.
  package let failure: String?
  /// The facts that hold under this configuration, the user's models among them.
  package let facts: Facts
  /// In the order of the file; the first that matches counts.
  package let entries: [Entry]
  /// What `ignore:` says, in the order of the file.
  package let ignores: [Ignore]
  /// The indexes of those whose pattern matches one path only, by that path.
  private let exactIgnores: [String: [Int]]
  /// Of the file that `baseline:` names, absolute.
  package let baselinePath: String?
  /// What `rules:` says, without the flags of a run.
  package let levels: RuleLevels
  package let limits: UsageLimits
  private let exclusions: GitIgnore

  /// One item of `files:`.
  package struct Entry: Sendable {
    /// As written, in the language of `.gitignore`.
    package let glob: String
    /// Of the glob in the file.
    package let range: ByteRange
    package let api: DeclaredAPI
    /// What its `rules:` says.
    package let levels: RuleLevels
    let pattern: GitIgnore

    /// Whether it says what the files are, and not only how loud rules are in them.
    var isListing: Bool { api != DeclaredAPI() || levels.levels.isEmpty }
  }

  /// One item of `ignore:`.
  package struct Ignore: Sendable {
    /// As written, in the language of `.gitignore`.
    package let glob: String
    /// Of the item in the file.
    package let range: ByteRange
    package let entry: IgnoreEntry
    let pattern: GitIgnore
    /// The one path that the pattern matches, relative to the folder of the configuration; nil where it is for several.
    let exactPath: String?
  }

  /// Reads the text of a configuration.
  ///
  /// - Parameters:
  ///   - path: absolute; the patterns in the file are relative to its folder.
  ///   - facts: those that the user's models are laid over.
  package init(_ text: ContiguousArray<UInt8>, path: String, facts: Facts) {
    self.path = path
    document = Document.parse(SourceText(text), as: .yaml)
    var decoder = ConfigurationDecoder(document, path: path, facts)
    let content = decoder.decode()
    self.facts = decoder.facts
    entries = content.entries
    ignores = content.ignores
    exactIgnores = Self.byExactPath(ignores)
    baselinePath = content.baselinePath
    levels = content.levels
    limits = content.limits
    exclusions = GitIgnore(content.exclusions)
    diagnostics = decoder.diagnostics
    alternatives = decoder.alternatives
    failure = nil
  }

  /// A configuration that is there and cannot be read.
  package init(unreadable path: String, _ failure: String, facts: Facts) {
    self.path = path
    self.failure = failure
    self.facts = facts
    document = Document.parse(SourceText(""), as: .yaml)
    diagnostics = []
    alternatives = [:]
    entries = []
    ignores = []
    exactIgnores = [:]
    baselinePath = nil
    levels = RuleLevels()
    limits = UsageLimits()
    exclusions = GitIgnore([])
  }

  /// The settings of a configuration, with the text and the mistakes of one that came after it and is broken.
  init(settingsOf good: Configuration, mistakesOf broken: Configuration) {
    path = broken.path
    document = broken.document
    diagnostics = broken.diagnostics
    alternatives = broken.alternatives
    failure = broken.failure
    facts = good.facts
    entries = good.entries
    ignores = good.ignores
    exactIgnores = good.exactIgnores
    baselinePath = good.baselinePath
    levels = good.levels
    limits = good.limits
    exclusions = good.exclusions
  }

  /// Whether the file could not be read to its end, so that it may say less than was meant.
  var isBroken: Bool { failure != nil || document.errors.contains { $0.kind != .empty } }

  /// The entry of `files:` that counts for a file, by its absolute path.
  package func entry(for path: String) -> Entry? {
    guard let relative = relative(path) else { return nil }
    return entries.first { $0.isListing && $0.pattern.ignores(relative, .file) }
  }

  /// The items of `ignore:` that are for a file, by its absolute path.
  package func ignores(for path: String) -> [Ignore] {
    guard !ignores.isEmpty, let relative = relative(path) else { return [] }
    // There may be many for single files, and as many files.
    var places = relative.indices.filter { relative[$0] == "/" }.flatMap { exactIgnores[String(relative[..<$0])] ?? [] }
    places += exactIgnores[relative] ?? []
    places += ignores.indices.filter { place in
      ignores[place].exactPath == nil && ignores[place].pattern.ignores(relative, .file)
    }
    return places.sorted().map { ignores[$0] }
  }

  /// Whether an item of `ignore:` is for a file, by its absolute path.
  package func isFor(_ path: String, _ ignore: Ignore) -> Bool {
    relative(path).map { ignore.pattern.ignores($0, .file) } ?? false
  }

  /// The absolute path of the one file that an item of `ignore:` is for; nil where it may be for several.
  package func onlyFile(of ignore: Ignore) -> String? {
    ignore.exactPath.map { String(Substring(path.utf8.dropLast(Self.fileName.utf8.count))) + $0 }
  }

  private static func byExactPath(_ ignores: [Ignore]) -> [String: [Int]] {
    var places: [String: [Int]] = [:]
    for (place, ignore) in ignores.enumerated() {
      if let path = ignore.exactPath { places[path, default: []].append(place) }
    }
    return places
  }

  /// How loud rules are in a file, by its absolute path: where entries of `files:` say different things, the first does.
  package func levels(for path: String) -> RuleLevels {
    guard let relative = relative(path) else { return levels }
    return entries.reduce(RuleLevels()) { levels, entry in
      guard !entry.levels.levels.isEmpty, entry.pattern.ignores(relative, .file) else { return levels }
      return levels.laid(over: entry.levels)
    }.laid(over: levels)
  }

  /// Whether a walk passes over what lies at an absolute path. What lies in an excluded folder is not asked about.
  package func excludes(_ path: String, _ kind: GitIgnore.Entry) -> Bool {
    guard let relative = relative(path) else { return false }
    return exclusions.verdict(on: Array(relative.utf8)[...], kind) == .ignored
  }

  /// Whether a walk passes over a file, by its absolute path, or over a folder on the way to it.
  package func excludesFile(_ path: String) -> Bool {
    guard let relative = relative(path) else { return false }
    var folder = self.path.utf8.dropLast(Self.fileName.utf8.count + 1)
    for name in relative.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropLast() {
      folder = path.utf8.prefix(folder.count + 1 + name.count)
      if excludes(String(Substring(folder)), .folder) { return true }
    }
    return excludes(path, .file)
  }

  /// The settings of a file by its absolute path: what is said here under what was said for the run.
  package func settings(_ run: LintSettings, for path: String) -> LintSettings {
    var settings = run
    settings.declared = entry(for: path)?.api
    settings.levels = run.levels.laid(over: levels(for: path))
    settings.limits = limits
    return settings
  }

  /// The mistakes in the file, as loud as the user wants them.
  package func diagnostics(_ run: LintSettings) -> [Diagnostic] {
    let levels = run.levels.laid(over: levels)
    return diagnostics.filter { levels[$0.rule] != .off }.map { $0.atLevel(in: levels) }
  }

  /// The path from the folder of the configuration on; nil for what lies elsewhere.
  private func relative(_ path: String) -> String? {
    let folder = self.path.utf8.dropLast(Self.fileName.utf8.count)
    guard path.utf8.count > folder.count, path.utf8.starts(with: folder) else { return nil }
    return String(Substring(path.utf8.dropFirst(folder.count)))
  }
}
