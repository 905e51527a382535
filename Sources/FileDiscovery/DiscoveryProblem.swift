/// Why something that was to be read is not in the list.
package enum DiscoveryProblem: Error, Sendable, Hashable {
  case missing(path: String)
  case unreadable(path: String, reason: String)
  case notAFile(path: String, kind: SpecialFile)
  case symlinkLoop(path: String)

  /// What can lie under a name and is neither a file nor a folder.
  package enum SpecialFile: String, Sendable, Hashable {
    case namedPipe = "named pipe"
    case socket
    case characterDevice = "character device"
    case blockDevice = "block device"
    case unknown = "special file"
  }

  package var path: String {
    switch self {
    case .missing(let path), .unreadable(let path, _), .notAFile(let path, _), .symlinkLoop(let path):
      path
    }
  }
}

extension DiscoveryProblem {
  /// What is in the way, in a few words that follow a path.
  package var reason: String {
    switch self {
    case .missing: "it does not exist"
    case .unreadable(_, let reason): reason
    case .notAFile(_, let kind): "it is a \(kind.rawValue)"
    case .symlinkLoop: "it is a symbolic link that leads back to itself"
    }
  }
}

extension DiscoveryProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing(path: ""):
      "an empty path names no file: leave it out, or write `.` for the current folder"
    case .missing(let path):
      "`\(path)` does not exist: check its spelling and the folder that reqlint runs in"
    case .unreadable(let path, let reason):
      "`\(path)` cannot be read (\(reason)): make it readable, or leave it out of the run"
    case .notAFile(let path, let kind):
      "`\(path)` is a \(kind.rawValue), not a file: pipe what it gives into reqlint and name it `-`"
    case .symlinkLoop(let path):
      "`\(path)` is a symbolic link that leads back to itself: point it at a file, or remove it"
    }
  }
}
