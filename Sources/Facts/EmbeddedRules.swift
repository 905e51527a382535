import CEmbeddedRules

extension Facts {
  /// The facts that the binary carries.
  package static let embedded = Facts(paths: EmbeddedRules.paths, read: EmbeddedRules.read)
}

/// The files of `rules/` inside the binary.
package enum EmbeddedRules {
  /// Their paths under `rules/`, sorted.
  package static let paths: [String] = files.keys.sorted()

  /// The content of one file, or nil where the binary has none of that path.
  @Sendable package static func read(_ path: String) -> ContiguousArray<UInt8>? {
    // Safe: the pointer is to a constant of the binary that has so many bytes.
    files[path].map { unsafe ContiguousArray(UnsafeRawBufferPointer(start: $0.pointer, count: $0.count)) }
  }

  /// Constant memory of the binary.
  @safe private struct Content: @unchecked Sendable {
    let pointer: UnsafePointer<CChar>
    let count: Int
  }

  private static let files: [String: Content] = {
    var files: [String: Content] = [:]
    // Safe: the list is a constant that a zero byte closes, and has a line for each of the contents, which zero bytes
    // close as well; a test compares their number with that of the files.
    guard let list = unsafe reqlint_embedded_list(), var content = unsafe reqlint_embedded_contents() else {
      return files
    }
    for line in unsafe String(cString: list).split(separator: "\n") where line.hasPrefix("#embed ") {
      guard let name = line.split(separator: "\"").dropFirst().first, name.hasPrefix(folder) else { continue }
      let count = Int(unsafe reqlint_embedded_length(content))
      files[String(name.dropFirst(folder.count))] = unsafe Content(pointer: content, count: count)
      unsafe content += count + 1
    }
    return files
  }()

  /// The way from the list to the files that it names.
  private static let folder = "../../rules/"
}
