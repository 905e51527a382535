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
    let pattern: GitIgnore
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
    levels = good.levels
    limits = good.limits
    exclusions = good.exclusions
  }

  /// Whether the file could not be read to its end, so that it may say less than was meant.
  var isBroken: Bool { failure != nil || document.errors.contains { $0.kind != .empty } }

  /// The entry of `files:` that counts for a file, by its absolute path.
  package func entry(for path: String) -> Entry? {
    guard let relative = relative(path) else { return nil }
    return entries.first { $0.pattern.ignores(relative, .file) }
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
    settings.levels = run.levels.laid(over: levels)
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
