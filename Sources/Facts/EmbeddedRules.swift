package import PackedTree

extension Facts {
  /// The facts that the binary carries.
  package static let embedded = Facts(paths: EmbeddedRules.paths, read: EmbeddedRules.read)
}

/// The files of `rules/` inside the binary. The plugin `PackRules` puts them there.
package enum EmbeddedRules {
  /// Their paths under `rules/`, sorted.
  package static var paths: [String] { folder.paths }

  /// One of them, or nil where the binary has none of that path.
  @Sendable package static func read(_ path: String) -> RulesFile? {
    folder.file(path).map { RulesFile($0) }
  }

  /// As they are packed.
  package static let folder = PackedFolder(packedRules)
}
