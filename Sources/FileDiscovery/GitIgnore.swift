/// The patterns of one ignore file, read as git reads `.gitignore`.
///
/// Paths are relative to the folder of that file, without a slash at either end.
package struct GitIgnore: Sendable {
  package enum Entry: Sendable, Hashable { case file, folder }

  package enum Verdict: Sendable, Hashable { case ignored, kept }

  private let patterns: [Pattern]

  /// Broken patterns match nothing, so they are left out.
  package init(_ text: ArraySlice<UInt8>) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let lines = text.starts(with: mark) ? text.dropFirst(mark.count) : text
    patterns = lines.split(separator: UInt8(ascii: "\n")).compactMap(Pattern.init(line:))
  }

  package init(_ text: String) {
    self.init(Array(text.utf8)[...])
  }

  /// As a file in which each of these is a line.
  package init(_ patterns: [String]) {
    self.patterns = patterns.compactMap { Pattern(line: Array($0.utf8)[...]) }
  }

  /// One pattern; nil where it is broken, empty or a comment.
  package init?(pattern: String) {
    self.init([pattern])
    if patterns.isEmpty { return nil }
  }

  /// What the last pattern that matches says of this path alone, whatever holds for the folders
  /// above it; nil where none matches.
  package func verdict(on path: ArraySlice<UInt8>, _ entry: Entry) -> Verdict? {
    let name = path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path
    return patterns.last { $0.matches(path, name, entry) }?.verdict
  }

  /// Whether the path or a folder above it is ignored: what lies in an ignored folder cannot be
  /// taken back.
  package func ignores(_ path: String, _ entry: Entry) -> Bool {
    let bytes = Array(path.utf8)
    let isInIgnoredFolder = bytes.indices.contains { index in
      bytes[index] == UInt8(ascii: "/") && verdict(on: bytes[..<index], .folder) == .ignored
    }
    return isInIgnoredFolder || verdict(on: bytes[...], entry) == .ignored
  }
}

private struct Pattern {
  let verdict: GitIgnore.Verdict
  let isForFoldersOnly: Bool
  /// Without a slash a pattern is for the last segment, at any depth.
  let isForNames: Bool
  /// What stands before the first wildcard. Git compares it first and matches the rest alone, so
  /// that in `ab**/c` the stars stand for any number of segments, although its manual denies it.
  let start: ArraySlice<UInt8>
  let rest: Glob

  private static let wildcards = Array(#"*?[\"#.utf8)

  init?(line: ArraySlice<UInt8>) {
    guard line.first != UInt8(ascii: "#") else { return nil }
    var text = (line.last == UInt8(ascii: "\r") ? line.dropLast() : line).trimmingSpaces()
    verdict = text.first == UInt8(ascii: "!") ? .kept : .ignored
    if verdict == .kept { text.removeFirst() }
    isForFoldersOnly = text.last == UInt8(ascii: "/")
    if isForFoldersOnly { text.removeLast() }
    // `**/a` says the same as `a`, and is slower.
    let name = text.starts(with: "**/".utf8) ? text.dropFirst(3) : text
    isForNames = !name.contains(UInt8(ascii: "/"))
    if isForNames { text = name }
    if text.first == UInt8(ascii: "/") { text.removeFirst() }

    start = isForNames ? [] : text.prefix { !Self.wildcards.contains($0) }
    guard !text.isEmpty, let rest = Glob(text.dropFirst(start.count)) else { return nil }
    self.rest = rest
  }

  func matches(
    _ path: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>, _ entry: GitIgnore.Entry
  ) -> Bool {
    guard entry == .folder || !isForFoldersOnly else { return false }
    if isForNames { return rest.matches(name) }
    return path.starts(with: start) && rest.matches(path.dropFirst(start.count))
  }
}

extension ArraySlice<UInt8> {
  /// Without the spaces at the end, but for one behind a `\`.
  fileprivate func trimmingSpaces() -> ArraySlice<UInt8> {
    var end = startIndex
    var isEscaped = false
    for index in indices {
      if isEscaped || self[index] != UInt8(ascii: " ") { end = index + 1 }
      isEscaped = !isEscaped && self[index] == UInt8(ascii: #"\"#)
    }
    return self[..<end]
  }
}
