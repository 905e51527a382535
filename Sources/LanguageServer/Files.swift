/// The files of the machine, as far as the server asks for them; it opens none itself.
package struct Files: Sendable {
  /// The endings of the names of files that may hold requests, without their dots.
  package let endings: [String]
  /// The bytes of a file by its path; nil where it cannot be read, or is longer than the one who reads allows.
  package let read: @Sendable (_ path: String) -> ContiguousArray<UInt8>?
  /// The paths of the files in a folder that may hold requests: those that a run over the folder looks at, in order.
  package let find: @Sendable (_ folder: String) -> [String]
  /// Whether such a run leaves a file out.
  package let ignores: @Sendable (_ path: String) -> Bool
  /// Where a file lies, or is to lie, as the configurations name it: its path without links among the folders.
  package let location: @Sendable (_ path: String) -> String

  package init(
    endings: [String],
    read: @escaping @Sendable (_ path: String) -> ContiguousArray<UInt8>?,
    find: @escaping @Sendable (_ folder: String) -> [String],
    ignores: @escaping @Sendable (_ path: String) -> Bool,
    location: @escaping @Sendable (_ path: String) -> String
  ) {
    self.endings = endings
    self.read = read
    self.find = find
    self.ignores = ignores
    self.location = location
  }
}
