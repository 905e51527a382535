package import Facts
package import FileDiscovery
package import Linting
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
    /// By path, the texts that count in place of what lies there.
    var texts: [String: ContiguousArray<UInt8>] = [:]
  }

  /// What makes a linter.
  private struct Occasion: Hashable {
    let facts: ObjectIdentifier
    let settings: LintSettings
  }

  private let facts: Facts
  private let read: Read
  private let memory = Mutex(Memory())

  package init(facts: Facts, read: @escaping Read) {
    self.facts = facts
    self.read = read
  }

  /// The configuration that counts for a file, by its absolute path, which need not exist.
  package func configuration(forFile path: String) -> Configuration? {
    var folder = path.folder
    var passed: [String] = []
    var found: Configuration?
    while true {
      if let known = memory.withLock({ $0.configurations[folder] }) {
        found = known
        break
      }
      passed.append(folder)
      found = configuration(in: folder)
      if found != nil || folder == "/" { break }
      folder = folder.folder
    }
    memory.withLock { memory in
      for folder in passed { memory.configurations.updateValue(found, forKey: folder) }
    }
    return found
  }

  /// What to lint a file with, by its absolute path, where `run` was said for all files.
  package func linter(forFile path: String, _ run: LintSettings) -> Linter {
    let configuration = configuration(forFile: path)
    let facts = configuration?.facts ?? facts
    let settings = configuration?.settings(run, for: path) ?? run
    let occasion = Occasion(facts: ObjectIdentifier(facts), settings: settings)
    return memory.withLock { memory in
      if let linter = memory.linters[occasion] { return linter }
      let linter = Linter(facts: facts, settings: settings)
      memory.linters[occasion] = linter
      return linter
    }
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

  private func configuration(in folder: String) -> Configuration? {
    let path = (folder == "/" ? "" : folder) + "/" + Configuration.fileName
    let text = memory.withLock { $0.texts[path] }
    let new: Configuration
    switch text.map({ .text($0) }) ?? read(path) {
    case .nothing:
      memory.withLock { $0.whole[path] = nil }
      return nil
    case .text(let text): new = Configuration(text, path: path, facts: facts)
    case .unreadable(let reason): new = Configuration(unreadable: path, reason, facts: facts)
    }
    return memory.withLock { memory in
      if !new.isBroken { memory.whole[path] = new }
      return memory.whole[path].flatMap { $0 === new ? nil : Configuration(settingsOf: $0, mistakesOf: new) } ?? new
    }
  }
}

extension String {
  /// The folder that a path lies in; `/` for what lies at the top.
  fileprivate var folder: String {
    let slash = utf8.lastIndex(of: UInt8(ascii: "/")) ?? startIndex
    return slash == startIndex ? "/" : String(self[..<slash])
  }
}
