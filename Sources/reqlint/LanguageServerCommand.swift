import ArgumentParser
import Configuration
import Facts
import FileDiscovery
import LanguageServer
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct LanguageServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp", abstract: "Speak the Language Server Protocol on standard input and output.")

  /// Clients name it; there is no other way.
  @Flag(help: .hidden)
  var stdio = false

  /// How long the client has to be quiet before diagnostics are pushed, in milliseconds.
  private static let pause: Int32 = 100
  /// How often the parent process is looked for, in milliseconds.
  private static let patience: Int32 = 3000

  func run() throws {
    let configurations = ConfigurationResolver.onDisk()
    var session = Session(
      facts: .embedded, files: .onDisk(configurations), configurations: configurations, version: Reqlint.version
    ) {
      Day(secondsSince1970: Int(Date().timeIntervalSince1970))
    }
    var frames = FrameReader()
    var buffer: ContiguousArray<UInt8> = []
    let input = try FileReader(.standardInput(name: nil))
    while session.ending == nil {
      guard Self.waitForInput(session.isWaiting ? Self.pause : session.isBusy ? 0 : Self.patience) else {
        for message in session.isWaiting ? session.flush() : session.work() { Terminal.write(message) }
        if let parent = session.parentProcess, !Self.isAlive(parent) { throw ExitCode(1) }
        continue
      }
      buffer.removeAll(keepingCapacity: true)
      guard try input.read(into: &buffer) else { throw ExitCode(1) }
      frames.append(buffer)
      var messages: [ContiguousArray<UInt8>] = []
      while let frame = frames.next() {
        switch frame {
        case .message(let content): messages.append(content)
        case .malformed(let sentence): Terminal.complain(sentence)
        }
      }
      for message in messages { session.noteCancellations(in: message) }
      for message in messages {
        for answer in session.receive(message) { Terminal.write(answer) }
        if session.ending != nil { break }
      }
    }
    if session.ending == .abrupt { throw ExitCode(1) }
  }

  /// Whether bytes, or the end of input, came within the time.
  private static func waitForInput(_ milliseconds: Int32) -> Bool {
    var descriptor = pollfd(fd: FileDescriptor.standardInput.rawValue, events: Int16(POLLIN), revents: 0)
    // Safe: one descriptor is passed, and it outlives the call.
    return unsafe poll(&descriptor, 1, milliseconds) > 0
  }

  private static func isAlive(_ process: Int) -> Bool {
    guard let id = Int32(exactly: process), id > 0 else { return true }
    return kill(id, 0) == 0 || Errno(rawValue: errno) != .noSuchProcess
  }
}

extension Files {
  /// The longest file that is looked at without being open, in bytes: the client waits meanwhile.
  private static let limit = 1 << 24

  /// The files of this machine, found as `reqlint check` finds them.
  static func onDisk(_ configurations: ConfigurationResolver) -> Files {
    let discovery = FileDiscovery(
      userIgnoreFile: FileDiscovery.userIgnoreFile(in: Terminal.environment),
      mentions: configurations.mentions)
    return Files(
      endings: FileDiscovery.extensions.sorted(),
      read: { path in
        guard let reader = try? FileReader(.file(path: path, isExplicit: true)) else { return nil }
        return try? reader.readAll(limit: limit)
      },
      find: { discovery.find([$0]).inputs.map(\.path) },
      ignores: { discovery.ignores($0) },
      location: { FileDiscovery.location(of: $0) })
  }
}
