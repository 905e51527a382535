import ArgumentParser
import FileDiscovery
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files of the repository around the current folder that git says have changed.
struct GitChanges {
  /// Absolute, without symbolic links among their folders.
  private let paths: Set<String>

  /// Asks git.
  ///
  /// - Parameter revision: what has changed since this one was left counts as well; nil: since the last commit.
  init(since revision: String?) throws(ValidationError) {
    var top = try Self.git(["rev-parse", "--show-toplevel"])
    while top.last == UInt8(ascii: "\n") { top.removeLast() }
    let folder = FileDiscovery.location(of: String(decoding: top, as: UTF8.self))
    var names: [ArraySlice<UInt8>] = []
    // Two letters, a blank and the path.
    let status = try Self.git(["status", "--porcelain", "-z", "--untracked-files=all", "--no-renames"])
    names += status.split(separator: 0).map { $0.dropFirst(3) }
    if let revision {
      // It is a name, whatever it starts with.
      let range = ["--end-of-options", revision + "...HEAD", "--"]
      names += try Self.git(["diff", "--name-only", "-z", "--no-renames", "--no-relative"] + range).split(separator: 0)
    }
    paths = Set(names.map { FileDiscovery.location(of: folder + "/" + String(decoding: $0, as: UTF8.self)) })
  }

  /// - Parameter location: absolute, without symbolic links among its folders.
  func include(_ location: String) -> Bool { paths.contains(location) }

  /// What git prints; its complaints go to standard error as they are.
  private static func git(_ arguments: [String]) throws(ValidationError) -> ArraySlice<UInt8> {
    do {
      let (status, output) = try output(of: ["git"] + arguments)
      if status == 0 { return output[...] }
    } catch Errno.noSuchFileOrDirectory {
      throw ValidationError("git was not found, and only git knows which files have changed")
    } catch {
      throw ValidationError("git could not be asked which files have changed: \(error)")
    }
    throw ValidationError("git did not say which files have changed; its reason is above")
  }

  /// Runs a program that is on the `PATH`, and waits for its end.
  private static func output(of command: [String]) throws -> (status: Int32, output: [UInt8]) {
    let pipe = try FileDescriptor.pipe()
    defer { try? pipe.readEnd.close() }
    let process = try pipe.writeEnd.closeAfter { try start(command, writingTo: pipe.writeEnd, notTo: pipe.readEnd) }
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      // Safe: the buffer is ours alone while the call fills it, and the call knows its size.
      let count = try unsafe piece.withUnsafeMutableBytes { try unsafe pipe.readEnd.read(into: $0) }
      guard count > 0 else { break }
      output += piece.prefix(count)
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw Errno(rawValue: errno) }
    }
    return (status, output)
  }

  private static func start(
    _ command: [String], writingTo output: FileDescriptor, notTo other: FileDescriptor
  ) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
    #endif
    // Safe: the actions live until they are destroyed here, and the words of the command until the call has returned,
    // which copies them. The list of the words ends with nil.
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, output.rawValue, FileDescriptor.standardOutput.rawValue)
    unsafe posix_spawn_file_actions_addclose(&actions, other.rawValue)
    var words = unsafe command.map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let failure = unsafe posix_spawnp(&process, command[0], &actions, nil, &words, environ)
    guard failure == 0 else { throw Errno(rawValue: failure) }
    return process
  }
}
