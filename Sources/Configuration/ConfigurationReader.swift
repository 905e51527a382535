import Facts
import SourceText

/// Reads the configurations that others extend, and knows the program that reads them.
struct ConfigurationReader {
  /// More of them extend each other by mistake.
  private static let limit = 32

  /// Of the program, for `required-version`; nil: nobody asks.
  let version: ServerVersion?
  private let read: ConfigurationResolver.Read
  /// The paths of those that are being read, each of which extends the next.
  private var chain: [String] = []
  private var count = 0

  /// - Parameter path: of a configuration whose text is at hand.
  init(version: ServerVersion? = nil, from path: String? = nil, read: @escaping ConfigurationResolver.Read) {
    self.version = version
    self.read = read
    chain = path.map { [$0] } ?? []
  }

  /// Why a configuration that another one extends does not count.
  enum Failure: Error {
    case missing
    case unreadable(String)
    case circular
    case tooMany
  }

  /// The configuration at an absolute path; nil where there is none.
  mutating func configuration(at path: String, folder: String, facts: Facts) -> Configuration? {
    switch read(path) {
    case .nothing: return nil
    case .unreadable(let reason): return Configuration(unreadable: path, folder: folder, reason, facts: facts)
    case .text(let text):
      chain.append(path)
      defer { chain.removeLast() }
      return Configuration(text, path: path, folder: folder, facts: facts, &self)
    }
  }

  /// The configuration that the innermost one extends.
  ///
  /// - Parameters:
  ///   - name: as written there: absolute, or from its folder on.
  ///   - folder: what patterns are relative to.
  mutating func base(_ name: String, folder: String, facts: Facts) throws(Failure) -> Configuration {
    let path = name.absolutePath(in: chain.last?.folder ?? "/")
    if chain.contains(path) { throw .circular }
    count += 1
    guard count <= Self.limit else { throw .tooMany }
    guard let base = configuration(at: path, folder: folder, facts: facts) else { throw .missing }
    if let failure = base.failure { throw .unreadable(failure) }
    return base
  }
}

extension String {
  /// The folder that a path lies in, without a slash at its end: empty for what lies at the top.
  var folder: String {
    String(self[..<(utf8.lastIndex(of: UInt8(ascii: "/")) ?? startIndex)])
  }
}
