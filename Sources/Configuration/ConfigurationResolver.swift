package import Facts
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

  private let facts: Facts
  private let read: Read
  /// By folder; nil where there is none from there up.
  private let cache = Mutex<[String: Configuration?]>([:])

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
      if let known = cache.withLock({ $0[folder] }) {
        found = known
        break
      }
      passed.append(folder)
      found = configuration(in: folder)
      if found != nil || folder == "/" { break }
      folder = folder.folder
    }
    cache.withLock { cache in
      for folder in passed { cache.updateValue(found, forKey: folder) }
    }
    return found
  }

  /// Forgets what was read, since files have changed.
  package func forget() {
    cache.withLock { $0.removeAll() }
  }

  private func configuration(in folder: String) -> Configuration? {
    let path = (folder == "/" ? "" : folder) + "/" + Configuration.fileName
    switch read(path) {
    case .nothing: return nil
    case .text(let text): return Configuration(text, path: path, facts: facts)
    case .unreadable(let reason): return Configuration(unreadable: path, reason, facts: facts)
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
