import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One name in a folder.
struct FolderEntry: Sendable, Hashable {
  enum Kind { case file, folder, link, other }

  let name: [UInt8]
  let kind: Kind
}

extension RealPath {
  /// What the folder holds, in the order of the system, without `.` and `..`.
  func entries() throws(Errno) -> [FolderEntry] {
    // The path has no links; if one stands here now, it was put here meanwhile.
    let descriptor = try open([.directory, .noFollow])
    guard let stream = unsafe fdopendir(descriptor.rawValue) else {
      let error = Errno(rawValue: errno)
      try? descriptor.close()
      throw error
    }
    // The stream owns the descriptor, and both end here.
    defer { unsafe closedir(stream) }

    var entries: [FolderEntry] = []
    // Only `errno` tells the end from a failure.
    errno = 0
    while let record = unsafe readdir(stream) {
      // A record is valid until the next call, and everything is copied before.
      let name = unsafe Self.name(of: record)
      if name != Array(".".utf8), name != Array("..".utf8) {
        let kind = unsafe kind(record.pointee.d_type, name)
        entries.append(FolderEntry(name: name, kind: kind))
      }
      errno = 0
    }
    guard errno == 0 else { throw Errno(rawValue: errno) }
    return entries
  }

  /// A record is as long as its name needs, often shorter than `dirent`, so the name is read in
  /// place up to the zero byte that ends it; a copy of the field would read past the record.
  private static func name(of record: UnsafeMutablePointer<dirent>) -> [UInt8] {
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
    let start = unsafe UnsafeRawPointer(record) + offset
    return unsafe Array(
      UnsafeRawBufferPointer(
        start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
  }

  /// Some file systems leave the type out of a record.
  private func kind(_ type: UInt8, _ name: [UInt8]) -> FolderEntry.Kind {
    switch Int(type) {
    case Int(DT_REG): return .file
    case Int(DT_DIR): return .folder
    case Int(DT_LNK): return .link
    case Int(DT_UNKNOWN): break
    default: return .other
    }
    switch try? Stat(appending(name).filePath, followTargetSymlink: false).type {
    case .regular?: return .file
    case .directory?: return .folder
    case .symbolicLink?: return .link
    default: return .other
    }
  }
}
