import Foundation
import SystemPackage

/// A folder to run the program in, that lives as long as the value.
final class Workspace {
  let path: String

  /// Names that end with a slash become folders, the others files with the text given.
  init(_ contents: [String: String] = [:]) throws {
    path = FileManager.default.temporaryDirectory.path + "/reqlint-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    for (name, text) in contents {
      let isFolder = name.hasSuffix("/")
      let file = URL(fileURLWithPath: path + "/" + name)
      try FileManager.default.createDirectory(
        at: isFolder ? file : file.deletingLastPathComponent(), withIntermediateDirectories: true)
      if !isFolder { try write(Array(text.utf8), to: name) }
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var name: String { URL(fileURLWithPath: path).lastPathComponent }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
  }

  /// Names and `target` are as `ln -s target name` takes them.
  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
  }

  func makePipe(_ name: String) throws {
    // Safe: the path becomes a C string that lives as long as the call.
    guard unsafe mkfifo(path + "/" + name, 0o600) == 0 else { throw Errno(rawValue: errno) }
  }

  func forbid(_ name: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path + "/" + name)
  }

  /// Runs the program in the folder.
  func run(
    _ arguments: String..., stdin: String = "", environment: [String: String] = [:], through shell: String? = nil
  ) throws -> Binary.Outcome {
    try Binary.run(arguments, stdin: stdin, in: self, environment: environment, through: shell)
  }

  /// Runs `reqlint check` as of a day on which the models of these tests still answered.
  func check(_ arguments: String..., stdin: String = "", environment: [String: String] = [:]) throws -> Binary.Outcome {
    try Binary.run(
      ["check", "--as-of", "2026-06-01"] + arguments, stdin: stdin, in: self, environment: environment)
  }
}

/// Payloads of these tests.
enum Payload {
  static let good = #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#
  /// With an error at the key `temperture`.
  static let bad = #"{"model": "gpt-4o", "temperture": 1, "messages": [{"role": "user", "content": "Hi"}]}"#
  /// With a warning at the second `n`.
  static let doubtful = #"{"model": "gpt-4o", "n": 1, "n": 1, "messages": [{"role": "user", "content": "Hi"}]}"#
}

extension Binary.Outcome {
  /// The findings of the concise format as `path:line:column rule`.
  var found: [String] {
    stdout.split(separator: "\n").map { line in
      let place = line.prefix { $0 != " " }.dropLast()
      let rule = line.firstMatch(of: /\[([a-z0-9-]+)\](?: \[(?:unsafe )?fix\])?$/)?.1 ?? ""
      return "\(place) \(rule)"
    }
  }
}
