import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that takes another's place once it is whole: who reads that place meets the old text or the new one.
struct Draft {
  let descriptor: FileDescriptor
  private let path: FilePath
  private let target: FilePath

  /// - Parameters:
  ///   - target: the file whose place it takes, without a link at its end, or the link would be replaced.
  ///   - permissions: what others may do with it, if the umask lets them.
  init(for target: FilePath, permissions: FilePermissions) throws {
    self.target = target
    path = target.removingLastComponent().appending(".\(target.lastComponent?.string ?? "").\(getpid()).reqlint")
    descriptor = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: permissions)
  }

  /// Puts it in its place. It is on the disk by then.
  func commit() throws(Errno) {
    try Self.check(fsync(descriptor.rawValue))
    // Both paths outlive the call.
    try Self.check(
      unsafe path.withPlatformString { from in
        unsafe target.withPlatformString { to in unsafe rename(from, to) }
      })
    try? descriptor.close()
  }

  /// Leaves everything as it was.
  func discard() {
    try? descriptor.close()
    _ = unsafe path.withPlatformString { unsafe unlink($0) }
  }

  static func check(_ outcome: CInt) throws(Errno) {
    if outcome != 0 { throw Errno(rawValue: errno) }
  }
}
