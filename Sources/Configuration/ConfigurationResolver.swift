import DocumentTree
package import Facts
package import FileDiscovery
package import Linting
import SourceText
import Synchronization

/// Finds the configuration of a file: the `.reqlint.yaml` in its folder, or else in the nearest folder above that has
/// one, up to the root of the file system. Nearer ones replace, and do not add to, those further up.
///
/// The command line and the language server ask the same one. It remembers what it has read until ``forget()``.
package final class ConfigurationResolver: Sendable {
  /// What lies at a path.
  package enum Content: Sendable {
    case nothing
    case text(ContiguousArray<UInt8>)
    /// A few words say why it cannot be read, such as `it is a folder`.
    case unreadable(String)
  }

  /// Gives what lies at an absolute path.
  package typealias Read = @Sendable (_ path: String) -> Content

  private struct Memory {
    /// By folder; nil where there is none from there up.
    var configurations: [String: Configuration?] = [:]
    /// By path, the last that was whole.
    var whole: [String: Configuration] = [:]
    var linters: [Occasion: Linter] = [:]
    /// By path.
    var baselines: [String: Result<BaselineFile, BaselineProblem>] = [:]
    /// By path, the texts that count in place of what lies there.
    var texts: [String: ContiguousArray<UInt8>] = [:]
  }

  /// Where the configuration of a file is looked for.
  package enum Choice: Sendable {
    /// In its folder, or in those above it.
    case nearest
    /// At this path, for all files; its patterns are relative to `folder`.
    case always(path: String, folder: String)
    case none
  }

  /// What makes a linter.
  private struct Occasion: Hashable {
    let facts: ObjectIdentifier
    let settings: LintSettings
  }

  private let facts: Facts
  private let choice: Choice
  private let overrides: [Configuration]
  private let version: ServerVersion?
  private let read: Read
  private let memory = Mutex(Memory())

  /// - Parameters:
  ///   - overrides: somebody made them up for a run. They are laid over the configuration of each file, or stand for one
  ///     where there is none; later ones over earlier ones.
  ///   - version: of the program; nil: nobody asks whether it is the one that a configuration wants.
  package init(
    facts: Facts, choice: Choice = .nearest, overrides: [Configuration] = [], version: ServerVersion? = nil,
    read: @escaping Read
  ) {
    self.facts = facts
    self.choice = choice
    self.overrides = overrides
    self.version = version
    self.read = read
  }

  /// The configuration that counts for a file, by its absolute path, which need not exist.
  package func configuration(forFile path: String) -> Configuration? {
    var folder: String
    switch choice {
    case .nearest: folder = path.folder
    case .always(let path, _): folder = path.folder
    case .none: folder = ""
    }
    var passed: [String] = []
    var found: Configuration?
    while true {
      if let known = memory.withLock({ $0.configurations[folder] }) {
        found = known
        break
      }
      passed.append(folder)
      found = configuration(in: folder)
      guard found == nil, case .nearest = choice, !folder.isEmpty else { break }
      folder = folder.folder
    }
    if found == nil { found = overridden(nil) }
    memory.withLock { memory in
      for folder in passed { memory.configurations.updateValue(found, forKey: folder) }
    }
    return found
  }

  /// What to lint a file with, by its absolute path, where `run` was said for all files.
  package func linter(forFile path: String, _ run: LintSettings) -> Linter {
    let configuration = configuration(forFile: path)
    let facts = configuration?.facts ?? facts
    var settings = configuration?.settings(run, for: path) ?? run
    settings.fileName = facts.endpoint(ofFilesNamed: path.split(separator: "/").last.map(String.init) ?? path).map {
      DeclaredAPI(provider: $0.provider.id, endpoint: $0.endpoint.id)
    }
    let occasion = Occasion(facts: ObjectIdentifier(facts), settings: settings)
    return memory.withLock { memory in
      if let linter = memory.linters[occasion] { return linter }
      let linter = Linter(facts: facts, settings: settings)
      memory.linters[occasion] = linter
      return linter
    }
  }

  /// What need not be told of a file, by its absolute path, beside what its comments say.
  ///
  /// - Parameter baseline: counts in place of the one that the configuration names.
  package func sieve(forFile path: String, baseline: BaselineFile? = nil) -> Sieve {
    let configuration = configuration(forFile: path)
    let baseline = baseline ?? (try? configuration.flatMap { self.baseline(of: $0) }?.get())
    return Sieve(
      entries: configuration?.ignores(for: path).map(\.entry) ?? [], baseline: baseline?.findings(in: path))
  }

  /// The baseline that a configuration names; nil where it names none.
  package func baseline(of configuration: Configuration) -> Result<BaselineFile, BaselineProblem>? {
    configuration.content.baselinePath.map { baseline(at: $0) }
  }

  /// The baseline at an absolute path.
  package func baseline(at path: String) -> Result<BaselineFile, BaselineProblem> {
    if let known = memory.withLock({ $0.baselines[path] }) { return known }
    let new = Result { () throws(BaselineProblem) in try BaselineFile(read(path), path: path) }
    memory.withLock { $0.baselines[path] = new }
    return new
  }

  /// Whether a baseline at a path was asked for.
  package func knowsBaseline(_ path: String) -> Bool {
    memory.withLock { $0.baselines[path] != nil }
  }

  /// What the configurations say of what a walk meets.
  package var mentions: FileDiscovery.Mentions {
    { [self] path, kind in
      guard let configuration = configuration(forFile: path) else { return nil }
      if configuration.excludes(path, kind) { return .excluded }
      return kind == .file && configuration.entry(for: path) != nil ? .listed : nil
    }
  }

  /// Forgets what was read, since files have changed.
  ///
  /// Of a configuration that is broken now, the settings of the last whole one still hold.
  package func forget() {
    memory.withLock { memory in
      memory.configurations.removeAll()
      memory.linters.removeAll()
      memory.baselines.removeAll()
    }
  }

  /// From now on `text` counts in place of what lies at `path`: somebody is writing it. nil: what lies there counts.
  package func replace(_ path: String, with text: ContiguousArray<UInt8>?) {
    memory.withLock { memory in
      memory.texts[path] = text
      memory.configurations.removeAll()
      memory.linters.removeAll()
    }
  }

  /// A configuration as it counts in this run; nil where nobody says anything.
  private func overridden(_ configuration: Configuration?) -> Configuration? {
    guard let path = overrides.first?.path else { return configuration }
    return overrides.reduce(configuration ?? Configuration([], path: path, facts: facts)) { below, override in
      var reader = ConfigurationReader(version: version, from: override.path, read: read)
      let text = override.document.source.bytes
      let own = Configuration(text, path: override.path, folder: below.folder, facts: below.facts, &reader)
      return Configuration(below, under: own)
    }
  }

  private func configuration(in folder: String) -> Configuration? {
    var (path, folder) = (folder + "/" + Configuration.fileName, folder)
    switch choice {
    case .nearest: break
    case .always(path: let chosen, folder: let root): (path, folder) = (chosen, root)
    case .none: return nil
    }
    let texts = memory.withLock { $0.texts }
    var reader = ConfigurationReader(version: version) { [read] path in texts[path].map { .text($0) } ?? read(path) }
    return whole(reader.configuration(at: path, folder: folder, facts: facts), path).flatMap { overridden($0) }
  }

  /// A configuration, with the settings of the last whole one that lay at its path where it is broken now.
  private func whole(_ new: Configuration?, _ path: String) -> Configuration? {
    memory.withLock { memory in
      guard let new else {
        memory.whole[path] = nil
        return nil
      }
      if !new.isBroken { memory.whole[path] = new }
      return memory.whole[path].flatMap { $0 === new ? nil : Configuration(settingsOf: $0, mistakesOf: new) } ?? new
    }
  }
}
