package import DocumentTree
package import Facts
package import FileDiscovery
package import Linting
package import SourceText

/// One `.reqlint.yaml`, as far as it is understood. What is not is a diagnostic, and counts for nothing.
package final class Configuration: Sendable {
  /// The name that every configuration has.
  package static let fileName = ".reqlint.yaml"

  /// Of the file, absolute.
  package let path: String
  package let document: Document
  /// The mistakes in the file, in the order of their places.
  package let diagnostics: [Diagnostic]
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
    failure = nil
  }

  /// A configuration that is there and cannot be read.
  package init(unreadable path: String, _ failure: String, facts: Facts) {
    self.path = path
    self.failure = failure
    self.facts = facts
    document = Document.parse(SourceText(""), as: .yaml)
    diagnostics = []
    entries = []
    levels = RuleLevels()
    limits = UsageLimits()
    exclusions = GitIgnore([])
  }

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

  /// Whether a walk passes over a file by its absolute path, or over a folder on the way to it.
  package func passesOver(_ path: String) -> Bool {
    guard let relative = relative(path) else { return false }
    let names = relative.split(separator: "/")
    let folder = self.path.utf8.dropLast(Self.fileName.utf8.count)
    let isFolderExcluded = names.indices.dropFirst().contains { end in
      excludes(String(Substring(folder)) + names[..<end].joined(separator: "/"), .folder)
    }
    return isFolderExcluded || excludes(path, .file)
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
