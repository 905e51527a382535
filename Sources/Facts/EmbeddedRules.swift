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
    // Safe: the pointer is to a constant of the binary that ends with a zero byte.
    files[path].map { content in
      var count = 0
      while unsafe content.pointer[count] != 0 { count += 1 }
      return unsafe ContiguousArray(UnsafeRawBufferPointer(start: content.pointer, count: count))
    }
  }

  /// Constant memory of the binary.
  @safe private struct Content: @unchecked Sendable {
    let pointer: UnsafePointer<CChar>
  }

  private static let files: [String: Content] = {
    var files: [String: Content] = [:]
    // Safe: the array is constant and ends with an entry whose path is null.
    guard var entry = unsafe reqlint_embedded_files() else { return files }
    while let path = unsafe entry.pointee.path, let content = unsafe entry.pointee.content {
      unsafe files[String(cString: path)] = unsafe Content(pointer: content)
      unsafe entry += 1
    }
    return files
  }()
}
