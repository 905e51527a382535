import FileDiscovery
import SourceText
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why a file was not replaced. The file is then as it was.
enum WriteError: Error, CustomStringConvertible {
  case readOnly(path: String)
  case changedMeanwhile(path: String)
  case failed(path: String, reason: Errno)

  var description: String {
    switch self {
    case .readOnly(let path): "\(path) is read-only and stays as it is"
    case .changedMeanwhile(let path): "\(path) was changed while it was read and stays as it is; run reqlint again"
    case .failed(let path, let reason): "\(path) could not be written and is as it was: \(reason)"
    }
  }
}

/// What tells that a file is still the one that was read.
struct FileState: Equatable {
  private let device: dev_t
  private let file: ino_t
  /// In bytes; of what is no file nobody knows.
  let size: Int
  private let seconds: Int
  private let nanoseconds: Int
  fileprivate let mode: mode_t
  fileprivate let owner: uid_t
  fileprivate let group: gid_t

  /// Whether this is a file, and no pipe, device or folder.
  var isFile: Bool { mode & S_IFMT == S_IFREG }

  init(_ descriptor: FileDescriptor) throws(Errno) {
    var status = stat()
    guard unsafe fstat(descriptor.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    (device, file, size, mode) = (status.st_dev, status.st_ino, Int(status.st_size), status.st_mode)
    (owner, group) = (status.st_uid, status.st_gid)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec)
  }

  /// nil where nothing can be read.
  init?(path: String) {
    guard let descriptor = try? FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
    else { return nil }
    defer { try? descriptor.close() }
    try? self.init(descriptor)
  }
}

/// Puts an edited copy of a file in its place, all at once: who reads it meets the old text or the new one.
struct FileReplacement {
  /// One piece that is copied, in bytes.
  private static let pieceSize = 1 << 18

  let path: String
  /// Of the file when it was read.
  let state: FileState
  /// In order, in bytes of the file.
  let edits: [TextEdit]

  func write() throws(WriteError) {
    do {
      // Through links, or the link would be replaced.
      try replace(FilePath(FileDiscovery.realPath(of: path)))
    } catch let error as WriteError {
      throw error
    } catch {
      throw .failed(path: path, reason: error as? Errno ?? .ioError)
    }
  }

  private func replace(_ target: FilePath) throws {
    let source = try FileDescriptor.open(target, .readOnly, options: .closeOnExec)
    defer { try? source.close() }
    guard try FileState(source) == state else { throw WriteError.changedMeanwhile(path: path) }
    guard state.mode & 0o222 != 0 else { throw WriteError.readOnly(path: path) }
    try Self.put(at: target, like: state) { copy in try write(to: copy, from: source) }
  }

  /// Writes a file of a text, in place of the one that is there or where there is none.
  static func put(_ text: String, at path: String) throws(WriteError) {
    do {
      var target = FilePath(path)
      var state: FileState?
      if let real = try? FileDiscovery.realPath(of: path) {
        target = FilePath(real)
        let old = try FileDescriptor.open(target, .readOnly, options: .closeOnExec)
        let found = try old.closeAfter { try FileState(old) }
        guard found.mode & 0o222 != 0 else { throw WriteError.readOnly(path: path) }
        state = found
      }
      try put(at: target, like: state) { copy in try copy.writeAll(text.utf8) }
    } catch let error as WriteError {
      throw error
    } catch {
      throw .failed(path: path, reason: error as? Errno ?? .ioError)
    }
  }

  /// - Parameter old: the file that was there.
  private static func put(
    at target: FilePath, like old: FileState?, _ write: (FileDescriptor) throws -> Void
  ) throws {
    let draft = try Draft(for: target, permissions: .ownerReadWrite)
    do {
      try write(draft.descriptor)
      // Root in a container mends files of somebody else; anybody else may not give files away, and keeps them.
      if let old { _ = fchown(draft.descriptor.rawValue, old.owner, old.group) }
      try Draft.check(fchmod(draft.descriptor.rawValue, (old?.mode ?? 0o644) & 0o7777))
      try draft.commit()
    } catch {
      draft.discard()
      throw error
    }
  }

  private func write(to copy: FileDescriptor, from source: FileDescriptor) throws {
    var offset = 0
    for edit in edits {
      try pass(offset..<edit.range.lower, from: source, to: copy)
      try copy.writeAll(edit.text.utf8)
      offset = edit.range.upper
    }
    try pass(offset..<Int.max, from: source, to: copy)
  }

  /// Copies these bytes, or as many of them as there are.
  private func pass(_ range: Range<Int>, from source: FileDescriptor, to copy: FileDescriptor) throws {
    var piece = [UInt8](repeating: 0, count: min(range.count, Self.pieceSize))
    var offset = range.lowerBound
    while offset < range.upperBound {
      let wanted = min(piece.count, range.upperBound - offset)
      // Safe: no more than what the array has room for is read.
      let count = try unsafe piece.withUnsafeMutableBytes { buffer in
        try unsafe source.read(
          fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
      }
      guard count > 0 else { return }
      try copy.writeAll(piece[..<count])
      offset += count
    }
  }
}
