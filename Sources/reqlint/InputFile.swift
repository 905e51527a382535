import ArgumentParser
import Configuration
import DocumentTree
import SourceText
import Synchronization
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Something to lint.
enum InputFile {
  case file(path: String, isExplicit: Bool)
  case standardInput(name: String?)

  /// What a word of the command line names: `-` is standard input.
  init(named word: String) {
    self = word == "-" ? .standardInput(name: nil) : .file(path: word, isExplicit: true)
  }

  /// The name that reports show.
  var path: String {
    switch self {
    case .file(let path, _): path
    case .standardInput(let name): name ?? "<stdin>"
    }
  }

  /// Whether this is a `.reqlint.yaml` on the disk, which is no payload.
  var isConfiguration: Bool {
    guard case .file(let path, _) = self else { return false }
    return Configuration.isConfiguration(path)
  }

  var isStandardInput: Bool {
    if case .standardInput = self { true } else { false }
  }

  var isExplicit: Bool {
    if case .file(_, let isExplicit) = self { isExplicit } else { true }
  }

  /// In bytes; of what cannot be read 0; nil where nobody knows before its end, as of a pipe.
  var size: Int? {
    let state =
      switch self {
      case .file(let path, _): try? Stat(FilePath(path))
      case .standardInput: try? Stat(FileDescriptor.standardInput)
      }
    guard let state else { return 0 }
    return state.type == .regular ? Int(state.size) : nil
  }

  /// All of it, for a command that can do nothing without.
  func content(limit: Int = SourceText.byteLimit) throws(ValidationError) -> ContiguousArray<UInt8> {
    do throws(ReadError) {
      return try FileReader(self).readAll(limit: limit)
    } catch {
      throw ValidationError(error.description)
    }
  }
}

/// Why a file could not be read.
enum ReadError: Error, CustomStringConvertible {
  case unreadable(path: String, reason: Errno)
  case tooLong(path: String)
  case lineTooLong(path: String, line: Int)
  /// Somebody asked the program to end.
  case interrupted(path: String)

  var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path) could not be read: \(reason)"
    case .tooLong(let path):
      "\(path) is longer than \(SourceText.byteLimit >> 20) MiB; split it, or write one request a line (.jsonl)"
    case .lineTooLong(let path, let line):
      "\(path): line \(line) is longer than \(SourceText.byteLimit >> 20) MiB and was passed over"
    case .interrupted(let path): "\(path) was not read to its end: the run was interrupted"
    }
  }
}

/// Reads a file piece by piece.
struct FileReader: ~Copyable {
  let input: InputFile
  private let descriptor: FileDescriptor
  private let isOwned: Bool

  init(_ input: InputFile) throws(ReadError) {
    self.input = input
    switch input {
    case .standardInput:
      descriptor = .standardInput
      isOwned = false
    case .file(let path, _):
      do {
        descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
        isOwned = true
      } catch {
        throw .unreadable(path: path, reason: error as? Errno ?? .ioError)
      }
    }
  }

  private var path: String { input.path }

  /// What the file is at this moment.
  func state() throws(ReadError) -> FileState {
    do throws(Errno) {
      return try FileState(descriptor)
    } catch {
      throw .unreadable(path: path, reason: error)
    }
  }

  deinit {
    if isOwned { try? descriptor.close() }
  }

  /// How many bytes were read by all readers so far.
  static var bytesRead: Int { counter.load(ordering: .relaxed) }

  private static let counter = Atomic(0)

  /// How long the first piece may be, and the others, in bytes: most payloads are short.
  private static let pieceSizes = (first: 1 << 14, next: 1 << 19)

  /// Appends the next piece to `bytes`; false at the end.
  func read(into bytes: inout ContiguousArray<UInt8>) throws(ReadError) -> Bool {
    try read(into: &bytes, atMost: bytes.isEmpty ? Self.pieceSizes.first : Self.pieceSizes.next) > 0
  }

  /// Appends a piece of at most so many bytes, and returns how many it has: none at the end.
  private func read(into bytes: inout ContiguousArray<UInt8>, atMost size: Int) throws(ReadError) -> Int {
    do {
      try waitForInput()
      // Safe: no more bytes count than were read.
      let piece = unsafe try ContiguousArray<UInt8>(unsafeUninitializedCapacity: size) { buffer, count in
        count = unsafe try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      Self.counter.add(piece.count, ordering: .relaxed)
      if bytes.isEmpty { bytes = piece } else { bytes.append(contentsOf: piece) }
      return piece.count
    } catch let error as ReadError {
      throw error
    } catch {
      throw .unreadable(path: path, reason: error as? Errno ?? .ioError)
    }
  }

  /// How long a signal may go unheard while nothing comes in, in milliseconds: one that comes right before the wait does
  /// not end it.
  private static let patience: Int32 = 200

  /// Waits until there is something to read, or the end, unless somebody has asked the program to end.
  private func waitForInput() throws(ReadError) {
    while Interruption.status == nil {
      guard input.isStandardInput else { return }
      let outcome = wait(atMost: Self.patience)
      if outcome > 0 || outcome < 0 && errno != EINTR { return }
    }
    throw .interrupted(path: path)
  }

  /// Whether something can be read without waiting, be it the end.
  var isReady: Bool {
    wait(atMost: 0) != 0
  }

  /// What the system says of the descriptor within so many milliseconds: positive where something can be read, 0 where
  /// nothing has come.
  private func wait(atMost milliseconds: Int32) -> Int32 {
    var state = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    // Safe: the call is given the one struct that it fills.
    return unsafe poll(&state, 1, milliseconds)
  }

  /// What shows how the file is read: its first line of text and the start of a second one; all of it where it has but
  /// one line.
  func readLines(startingWith start: ContiguousArray<UInt8>) throws(ReadError) -> ContiguousArray<UInt8> {
    enum Part { case blank, line, end, nextLine }
    var bytes = start
    var part = Part.blank
    var place = 0
    while true {
      while place < bytes.count, part != .nextLine {
        switch part {
        case .blank where bytes[place] > UInt8(ascii: " "): part = .line
        case .line where bytes[place] == UInt8(ascii: "\n"): part = .end
        case .end where bytes[place] > UInt8(ascii: " "): part = .nextLine
        default: break
        }
        place += 1
      }
      if bytes.count > SourceText.byteLimit { throw .tooLong(path: path) }
      guard part != .nextLine, try read(into: &bytes) else { return bytes }
    }
  }

  /// All of the rest, unless it is longer than `limit` bytes.
  func readAll(startingWith start: ContiguousArray<UInt8> = [], limit: Int = SourceText.byteLimit)
    throws(ReadError) -> ContiguousArray<UInt8>
  {
    var bytes = start
    // All of a file is one piece, and little is asked for after one that was shorter than it might have been.
    var size = min(max(try state().size - start.count + 1, Self.pieceSizes.first), limit + 1)
    while true {
      let count = try read(into: &bytes, atMost: size)
      if bytes.count > limit { throw .tooLong(path: path) }
      if count == 0 { return bytes }
      size = count == size ? Self.pieceSizes.next : Self.pieceSizes.first
    }
  }
}
