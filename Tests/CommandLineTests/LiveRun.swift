import Foundation
import Synchronization
import SystemPackage

/// The program as it runs beside a test, with standard error at a terminal, and with pipes that the test feeds and
/// drains.
final class LiveRun {
  struct NeverCame: Error {
    let screen: String
  }

  private let process: Process
  private let input = Pipe()
  private let output = Pipe()
  private let transcript = Transcript()

  /// What was written to the terminal so far.
  private final class Transcript: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    private let isWhole = Mutex(false)

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
    var isOver: Bool { isWhole.withLock { $0 } }

    /// Reads until nobody has the terminal any more.
    func follow(_ terminal: FileDescriptor) {
      Thread.detachNewThread { [self] in
        var piece = [UInt8](repeating: 0, count: 4096)
        // Safe: no more than what the array has room for is read.
        while let count = unsafe try? piece.withUnsafeMutableBytes({ try unsafe terminal.read(into: $0) }), count > 0 {
          bytes.withLock { $0 += piece[..<count] }
        }
        try? terminal.close()
        isWhole.withLock { $0 = true }
      }
    }
  }

  /// - Parameters:
  ///   - columns: of the terminal.
  ///   - showsOutput: whether standard output goes to the terminal as well.
  init(
    _ arguments: [String], in folder: Workspace, columns: UInt16 = 100, environment: [String: String] = [:],
    showsOutput: Bool = false
  ) throws {
    let (terminal, screen) = try Self.terminal(columns)
    process = try Binary.process(arguments, in: folder.path)
    process.environment?.merge(["TERM": "xterm"].merging(environment) { $1 }) { $1 }
    let handle = FileHandle(fileDescriptor: screen.rawValue)
    process.standardInput = input
    process.standardOutput = showsOutput ? handle : output
    process.standardError = handle
    try process.run()
    try screen.close()
    if showsOutput { try output.fileHandleForWriting.close() }
    transcript.follow(terminal)
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// Both ends of a new terminal.
  private static func terminal(_ columns: UInt16) throws -> (FileDescriptor, FileDescriptor) {
    var (outer, inner): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    // Safe: the call fills two of what it is given, and reads the third.
    guard unsafe openpty(&outer, &inner, nil, nil, &size) == 0 else { throw Errno(rawValue: errno) }
    // Whatever else is started meanwhile must not have the terminal.
    for end in [outer, inner] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (FileDescriptor(rawValue: outer), FileDescriptor(rawValue: inner))
  }

  // MARK: What goes in and out

  func feed(_ text: String) throws { try input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

  func endInput() throws { try input.fileHandleForWriting.close() }

  /// Takes some of what stands in standard output, and gives the terminal time to change.
  func drain() throws {
    guard !output.fileHandleForReading.availableData.isEmpty else {
      throw NeverCame(screen: screen.joined(separator: "\n"))
    }
    Thread.sleep(forTimeInterval: 0.05)
  }

  func closeOutput() throws {
    try output.fileHandleForReading.close()
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Takes what is left of standard output, and waits for the end.
  func finish() throws -> (status: Int32, stdout: String) {
    let rest = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    while !transcript.isOver { Thread.sleep(forTimeInterval: 0.01) }
    let isSignal = process.terminationReason == .uncaughtSignal
    return (process.terminationStatus + (isSignal ? 128 : 0), String(decoding: rest, as: UTF8.self))
  }

  // MARK: The screen

  /// All that was written to the terminal so far.
  var written: String { transcript.text }

  /// The lines that the terminal shows, without colours.
  var screen: [String] {
    var rows: [[Unicode.Scalar]] = [[]]
    var column = 0
    var text = Array(written.unicodeScalars)[...]
    while let scalar = text.popFirst() {
      switch scalar {
      case "\n": rows.append([])
      case "\r": column = 0
      case "\u{1B}":
        let end = text.firstIndex { $0.properties.isAlphabetic } ?? text.endIndex
        if end < text.endIndex, text[end] == "K" {
          rows[rows.count - 1].removeLast(rows[rows.count - 1].count - column)
        }
        text = text[min(end + 1, text.endIndex)...]
      default:
        if column < rows[rows.count - 1].count {
          rows[rows.count - 1][column] = scalar
        } else {
          rows[rows.count - 1].append(scalar)
        }
        column += 1
      }
    }
    return rows.map { String(String.UnicodeScalarView($0)) }
  }

  /// Waits until the last line of the screen fits, however slow the machine is.
  @discardableResult func wait(until fits: (String) throws -> Bool) throws -> String {
    let end = ContinuousClock.now.advanced(by: .seconds(120))
    while ContinuousClock.now < end {
      if let line = screen.last, try fits(line) { return line }
      if transcript.isOver { break }
      Thread.sleep(forTimeInterval: 0.02)
    }
    throw NeverCame(screen: screen.joined(separator: "\n"))
  }
}
