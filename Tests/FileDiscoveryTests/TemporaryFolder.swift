import FileDiscovery
import Foundation
import SystemPackage

/// A folder that lives as long as the value.
final class TemporaryFolder {
  let path: String

  /// Names that end with a slash become folders, the others files with the text given.
  init(_ contents: [String: String] = [:]) throws {
    path = FileManager.default.temporaryDirectory.path + "/reqlint-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try add(contents)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func add(_ contents: [String: String]) throws {
    for (name, text) in contents {
      let isFolder = name.hasSuffix("/")
      let file = URL(fileURLWithPath: path + "/" + name)
      try FileManager.default.createDirectory(
        at: isFolder ? file : file.deletingLastPathComponent(), withIntermediateDirectories: true)
      if !isFolder { try Data(text.utf8).write(to: file) }
    }
  }

  /// Names and `target` are as `ln -s target name` takes them.
  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name, withDestinationPath: target)
  }

  /// What a search finds when told these names in the folder, without the folder's own path.
  func find(_ names: String..., userIgnoreFile: String? = nil) -> [String] {
    let paths = names.map { path + "/" + $0 }
    return FileDiscovery(userIgnoreFile: userIgnoreFile).find(paths).inputs.map(name)
  }

  func problems(_ names: String...) -> [String] {
    FileDiscovery().find(names.map { path + "/" + $0 }).problems.map { problem in
      problem.description.replacingOccurrences(of: path + "/", with: "")
    }
  }

  private func name(_ input: FileDiscovery.Input) -> String {
    let name = input.path.dropFirst(path.count + 1)
    return input.isExplicit ? name + " named" : String(name)
  }

  func makePipe(_ name: String) throws {
    // The path becomes a C string that lives as long as the call.
    guard unsafe mkfifo(path + "/" + name, 0o600) == 0 else { throw Errno(rawValue: errno) }
  }

  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + name)
  }

  /// Runs git in the folder, untouched by the settings of whoever runs the tests.
  @discardableResult
  func git(_ arguments: [String], input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-c", "core.ignoreCase=false"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.environment = ProcessInfo.processInfo.environment.merging([
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "XDG_CONFIG_HOME": "/dev/null",
      "LC_ALL": "C",
    ]) { $1 }
    // A file, so that neither side waits for the other on a full pipe.
    let inputFile = FileManager.default.temporaryDirectory.path + "/reqlint-\(UUID().uuidString)"
    try Data(input.utf8).write(to: URL(fileURLWithPath: inputFile))
    defer { try? FileManager.default.removeItem(atPath: inputFile) }
    process.standardInput = FileHandle(forReadingAtPath: inputFile)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }

  static let hasGit = (try? TemporaryFolder().git(["--version"]).hasPrefix("git version")) ?? false
}
