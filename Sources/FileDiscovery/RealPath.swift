import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An absolute path without symbolic links, in the bytes that the system has for it.
///
/// Two ways to one file give the same value. Bytes, because names need not be UTF-8, and because
/// a `String` takes two spellings of `é` for the same name.
struct RealPath: Sendable, Hashable, CustomStringConvertible {
  let bytes: [UInt8]

  init(resolving path: FilePath) throws(Errno) {
    // `realpath` reads a string that outlives the call; without a buffer it makes one of its own,
    // which is ours to free.
    let resolved = unsafe path.withPlatformString { unsafe realpath($0, nil) }
    guard let resolved = unsafe resolved else { throw Errno(rawValue: errno) }
    defer { unsafe free(resolved) }
    // It ends with a zero byte, so all that `strlen` counts can be read.
    bytes = unsafe Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var description: String {
    String(decoding: bytes, as: UTF8.self)
  }

  var filePath: FilePath {
    let string: [CInterop.PlatformChar] = bytes.map { CInterop.PlatformChar(bitPattern: $0) } + [0]
    return FilePath(platformString: string)
  }

  /// How many bytes of a path in this folder come before what is relative to it.
  var prefixLength: Int {
    bytes.last == UInt8(ascii: "/") ? bytes.count : bytes.count + 1
  }

  var name: ArraySlice<UInt8> {
    bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes[$0...].dropFirst() } ?? bytes[...]
  }

  /// The path itself, its folder, and so on up to the root.
  var lineage: [RealPath] {
    bytes.indices.reversed().reduce(into: [self]) { lineage, index in
      guard bytes[index] == UInt8(ascii: "/"), bytes.count > 1 else { return }
      lineage.append(RealPath(Array(bytes[..<max(index, 1)])))
    }
  }

  func appending(_ name: some Sequence<UInt8>) -> RealPath {
    RealPath(bytes + (bytes.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]) + name)
  }

  func appending(_ name: String) -> RealPath {
    appending(name.utf8)
  }

  /// What a path means that is written in this folder.
  func resolving(_ path: some Collection<UInt8>) throws(Errno) -> RealPath {
    let isAbsolute = path.first == UInt8(ascii: "/")
    return try RealPath(resolving: (isAbsolute ? RealPath(Array(path)) : appending(path)).filePath)
  }
}

extension RealPath {
  /// The type of what lies here, links followed; nil where nothing does.
  var type: FileType? {
    try? Stat(filePath).type
  }

  /// The bytes of the regular file that lies here; nil where there is none.
  ///
  /// Pipes and devices are never opened. More than `limit` bytes are `.fileTooLarge`.
  func contents(limit: Int) throws(Errno) -> [UInt8]? {
    do {
      guard try Stat(filePath).type == .regular else { return nil }
    } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
      return nil
    }
    let descriptor = try open([.nonBlocking])
    return try system {
      try descriptor.closeAfter {
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while contents.count <= limit {
          // The buffer is ours alone while the call fills it, and the call knows its size.
          let count = try unsafe buffer.withUnsafeMutableBytes { try unsafe descriptor.read(into: $0) }
          guard count > 0 else { return contents }
          contents += buffer.prefix(count)
        }
        throw Errno.fileTooLarge
      }
    }
  }

  func open(_ options: FileDescriptor.OpenOptions) throws(Errno) -> FileDescriptor {
    try system {
      try FileDescriptor.open(filePath, .readOnly, options: options.union(.closeOnExec))
    }
  }

  /// The system's calls throw `Errno` and nothing else, which their types don't say.
  private func system<Result>(_ body: () throws -> Result) throws(Errno) -> Result {
    do { return try body() } catch { throw error as? Errno ?? .ioError }
  }
}
