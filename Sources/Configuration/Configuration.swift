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
    path == fileName || path.hasSuffix("/" + fileName)
  }

  /// Of the file, absolute.
  package let path: String
  /// The folder that its patterns are relative to, absolute; empty for the root of the file system.
  package let folder: String
  package let document: Document
  /// The mistakes in the file, in the order of their places.
  package let diagnostics: [Diagnostic]
  /// The names that mean something where one stands that does not, by its place.
  package let alternatives: [ByteRange: [String]]
  /// Why the file could not be read, in a few words such as `it is a folder`; then it says nothing.
  package let failure: String?
  /// The facts that hold under this configuration, the user's models among them.
  package let facts: Facts
  /// The configurations that this one extends, and that those extend.
  package let bases: [Configuration]
  /// What is said here and in the bases.
  package let content: ConfigurationContent
  /// The indexes of those items of `ignore:` whose pattern matches one path only, by that path.
  private let exactIgnores: [String: [Int]]
  private let exclusions: GitIgnore

  /// One item of `files:`.
  package struct Entry: Sendable {
    /// As written, in the language of `.gitignore`.
    package let glob: String
    /// Of the glob in the file.
    package let range: ByteRange
    package let api: DeclaredAPI
    /// How loud rules are in the files.
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

    /// The same item, in a configuration that extends the one that has it.
    var inherited: Ignore {
      Ignore(glob: glob, range: range, entry: entry.inherited, pattern: pattern, exactPath: exactPath)
    }
  }

  /// Reads the text of a configuration.
  ///
  /// - Parameters:
  ///   - path: absolute; the patterns in the file are relative to its folder.
  ///   - facts: those that the user's models are laid over.
  ///   - read: gives what it extends; else that counts for nothing.
  package convenience init(
    _ text: ContiguousArray<UInt8>, path: String, facts: Facts,
    read: @escaping ConfigurationResolver.Read = { _ in .nothing }
  ) {
    var reader = ConfigurationReader(from: path, read: read)
    self.init(text, path: path, folder: path.folder, facts: facts, &reader)
  }

  /// - Parameters:
  ///   - folder: what patterns are relative to.
  ///   - reader: reads the configurations that this one extends.
  init(
    _ text: ContiguousArray<UInt8>, path: String, folder: String, facts: Facts, _ reader: inout ConfigurationReader
  ) {
    self.path = path
    self.folder = folder
    document = Document.parse(SourceText(text), as: .yaml)
    var decoder = ConfigurationDecoder(document, path: path, folder: folder, facts, reader)
    content = decoder.decode()
    reader = decoder.reader
    self.facts = decoder.facts
    bases = decoder.bases
    exactIgnores = Self.byExactPath(content.ignores)
    exclusions = GitIgnore(content.exclusions)
    diagnostics = decoder.diagnostics
    alternatives = decoder.alternatives
    failure = nil
  }

  /// A configuration that is there and cannot be read.
  init(unreadable path: String, folder: String, _ failure: String, facts: Facts) {
    self.path = path
    self.folder = folder
    self.failure = failure
    self.facts = facts
    document = Document.parse(SourceText(""), as: .yaml)
    diagnostics = []
    alternatives = [:]
    bases = []
    content = ConfigurationContent()
    exactIgnores = [:]
    exclusions = GitIgnore([])
  }

  /// The settings of a configuration, with the text and the mistakes of one that came after it and is broken.
  init(settingsOf good: Configuration, mistakesOf broken: Configuration) {
    path = broken.path
    folder = broken.folder
    document = broken.document
    diagnostics = broken.diagnostics
    alternatives = broken.alternatives
    failure = broken.failure
    facts = good.facts
    bases = good.bases
    content = good.content
    exactIgnores = good.exactIgnores
    exclusions = good.exclusions
  }

  /// A configuration under one that somebody made up for a run, which was read with its facts.
  init(_ file: Configuration, under override: Configuration) {
    path = file.path
    folder = file.folder
    document = file.document
    diagnostics = file.diagnostics
    alternatives = file.alternatives
    failure = file.failure
    facts = override.facts
    bases = file.bases + override.bases
    content = override.content.inherited.laid(over: file.content)
    exactIgnores = Self.byExactPath(content.ignores)
    exclusions = GitIgnore(content.exclusions)
  }

  /// Whether the file could not be read to its end, so that it may say less than was meant.
  var isBroken: Bool { failure != nil || document.errors.contains { $0.kind != .empty } }

  /// The entries of `files:` that match a file, by its absolute path, in the order in which they count.
  private func entries(for path: String) -> [Entry] {
    guard let relative = relative(path) else { return [] }
    return content.entries.filter { $0.pattern.ignores(relative, .file) }
  }

  /// The entry of `files:` that says which API a file is for, or that it is to be read whatever its name.
  package func entry(for path: String) -> Entry? {
    entries(for: path).first { $0.isListing }
  }

  /// The items of `ignore:` that are for a file, by its absolute path.
  package func ignores(for path: String) -> [Ignore] {
    guard !content.ignores.isEmpty, let relative = relative(path) else { return [] }
    // There may be many for single files, and as many files.
    var places = relative.indices.filter { relative[$0] == "/" }.flatMap { exactIgnores[String(relative[..<$0])] ?? [] }
    places += exactIgnores[relative] ?? []
    places += content.ignores.indices.filter { place in
      content.ignores[place].exactPath == nil && content.ignores[place].pattern.ignores(relative, .file)
    }
    return places.sorted().map { content.ignores[$0] }
  }

  /// Whether an item of `ignore:` is for a file, by its absolute path.
  package func isFor(_ path: String, _ ignore: Ignore) -> Bool {
    relative(path).map { ignore.pattern.ignores($0, .file) } ?? false
  }

  /// The absolute path of the one file that an item of `ignore:` is for; nil where it may be for several.
  package func onlyFile(of ignore: Ignore) -> String? {
    ignore.exactPath.map { folder + "/" + $0 }
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
    entries(for: path).reversed().reduce(content.levels) { $1.levels.laid(over: $0) }
  }

  /// Whether a walk passes over what lies at an absolute path. What lies in an excluded folder is not asked about.
  package func excludes(_ path: String, _ kind: GitIgnore.Entry) -> Bool {
    guard let relative = relative(path) else { return false }
    return exclusions.verdict(on: Array(relative.utf8)[...], kind) == .ignored
  }

  /// Whether a walk passes over a file, by its absolute path, or over a folder on the way to it.
  package func excludesFile(_ path: String) -> Bool {
    guard let relative = relative(path) else { return false }
    var folder = folder.utf8[...]
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
    settings.limits = content.limits
    return settings
  }

  /// The mistakes in the file, as loud as the user wants them.
  package func diagnostics(_ run: LintSettings) -> [Diagnostic] {
    let levels = run.levels.laid(over: content.levels)
    return diagnostics.compactMap { $0.atLevel(in: levels) }
  }

  /// The path from the folder of the configuration on; nil for what lies elsewhere.
  private func relative(_ path: String) -> String? {
    let rest = path.utf8.dropFirst(folder.utf8.count)
    guard rest.count > 1, rest.first == UInt8(ascii: "/"), path.utf8.starts(with: folder.utf8) else { return nil }
    return String(Substring(rest.dropFirst()))
  }
}
