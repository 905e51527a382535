import Foundation

/// The files of the project, as text.
enum SourceTree {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(path))
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// The names directly in a folder, sorted.
  static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path).sorted()
  }

  /// The paths, from the project's folder on, of all files under `path` with this ending, sorted.
  static func files(under path: String, ending: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.appendingPathComponent(path).path)
    let names = all?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(ending) }.map { path + "/" + $0 }.sorted()
  }
}
