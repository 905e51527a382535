import Foundation

/// The program as it was built beside these tests.
enum Binary {
  /// What a run came to.
  struct Outcome {
    /// As a shell has it: 128 and the signal's number where a signal ended it.
    let status: Int32
    let stdout: String
    let stderr: String
  }

  struct NotBuilt: Error {}

  /// Runs the program, or `program` with it as `$0`, and waits for its end.
  ///
  /// The environment holds what is given and a path. Streams are files, so that no side waits for the other on a full
  /// pipe.
  static func run(
    _ arguments: [String], stdin: String = "", in folder: Workspace, environment: [String: String] = [:],
    through shell: String? = nil
  ) throws -> Outcome {
    let scratch = try Workspace()
    try scratch.write(Array(stdin.utf8), to: "stdin")
    for name in ["stdout", "stderr"] { try scratch.write([], to: name) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: shell == nil ? try path : "/bin/sh")
    process.arguments = try shell.map { try ["-c", $0, path] + arguments } ?? arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": scratch.path].merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: scratch.path + "/stdin")
    process.standardOutput = FileHandle(forWritingAtPath: scratch.path + "/stdout")
    process.standardError = FileHandle(forWritingAtPath: scratch.path + "/stderr")
    try process.run()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return Outcome(
      status: process.terminationStatus + (isSignal ? 128 : 0), stdout: try scratch.text(of: "stdout"),
      stderr: try scratch.text(of: "stderr"))
  }

  /// Starts the program in a folder; what it prints lies in two files beside it. Who starts it ends it.
  static func start(_ arguments: [String], in folder: String, stdout: String, stderr: String) throws -> Process {
    let process = try process(arguments, in: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: stdout)
    process.standardError = FileHandle(forWritingAtPath: stderr)
    try process.run()
    return process
  }

  /// The program, ready to be started in a folder, with a path and a home in its environment.
  static func process(_ arguments: [String], in folder: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder]
    return process
  }

  /// Beside the tests: on Linux they are one executable, on macOS a bundle, and the runner's arguments name either.
  private static var path: String {
    get throws {
      for argument in CommandLine.arguments {
        guard let end = argument.range(of: ".xctest") else { continue }
        let tests = URL(fileURLWithPath: String(argument[..<end.lowerBound]))
        return tests.deletingLastPathComponent().path + "/reqlint"
      }
      throw NotBuilt()
    }
  }
}
