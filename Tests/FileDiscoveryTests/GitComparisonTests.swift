import FileDiscovery
import Testing

/// Our matcher beside `git check-ignore`, on trees and patterns made from a fixed seed.
@Suite(.enabled(if: TemporaryFolder.hasGit, "git is not installed"))
struct GitComparisonTests {
  @Test(arguments: 1...8)
  func `git and we agree on a generated tree`(_ seed: UInt64) throws {
    var numbers = Numbers(state: seed)
    let folder = try TemporaryFolder()
    try folder.git(["init", "-q"])
    let files = Set((0..<60).map { _ in numbers.path() + ".json" })
    try folder.add(Dictionary(uniqueKeysWithValues: files.map { ($0, "{}") }))
    for name in ["", "a/", "a/b/", "b/", ".git/info/"] {
      let file = name + (name == ".git/info/" ? "exclude" : ".gitignore")
      try folder.add([file: numbers.patterns(4)])
    }

    let found = FileDiscovery().find([folder.path])
    #expect(found.problems.isEmpty)
    #expect(
      Set(found.inputs.map { String($0.path.dropFirst(folder.path.count + 1)) })
        == files.subtracting(try folder.ignored(files)))
    for file in files.sorted() {
      let isFound = found.inputs.contains { $0.path == folder.path + "/" + file }
      #expect(FileDiscovery().ignores(folder.path + "/" + file) == !isFound, "\(file)")
    }
  }

  @Test(arguments: 1...8)
  func `git and we agree on a single ignore file`(_ seed: UInt64) throws {
    var numbers = Numbers(state: seed &* 7919)
    let folder = try TemporaryFolder()
    try folder.git(["init", "-q"])
    let files = Set((0..<40).map { _ in numbers.path() + numbers.one(of: ["", ".json", " ", "#"]) })
    // The longest first, so that what others lie in is a folder.
    for file in files.sorted().reversed() where !folder.has(file) { try folder.add([file: ""]) }
    for _ in 0..<20 {
      let text = numbers.patterns(3)
      try folder.add([".gitignore": text])
      let ignored = try folder.ignored(files)
      let ours = GitIgnore(text)
      for file in files.sorted() {
        let isFolder = files.contains { $0.hasPrefix(file + "/") }
        #expect(
          ours.ignores(file, isFolder ? .folder : .file) == ignored.contains(file),
          "\(file) in \(text.debugDescription)")
      }
    }
  }
}

extension TemporaryFolder {
  /// Those of the paths that git ignores, tracked or not.
  func ignored(_ paths: Set<String>) throws -> Set<String> {
    let input = paths.sorted().joined(separator: "\0")
    let output = try git(["check-ignore", "--no-index", "-z", "--stdin"], input: input)
    return Set(output.split(separator: "\0").map(String.init))
  }
}

/// The same numbers on every run.
private struct Numbers {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func one(of choices: [String]) -> String {
    choices[next(below: choices.count)]
  }

  mutating func path() -> String {
    (0...next(below: 4)).map { _ in one(of: ["a", "b", "ab", "abc", "é"]) }.joined(separator: "/")
  }

  mutating func patterns(_ count: Int) -> String {
    (0...next(below: count)).map { _ in pattern() }.joined(separator: one(of: ["\n", "\r\n"]))
  }

  private mutating func pattern() -> String {
    let pieces = [
      "a", "b", "ab", "abc", "*", "?", "/", "/", "**/", "/**", "/**/", "*", "[ab]", "[!a]", "[a-b]*",
      ".json", "*.json", #"\a"#, " ", #"\ "#, "#", "é",
      "**", "***", "[", "[]a]", "[^b]", "[[:alpha:]]", #"\"#, "[a/b]", #"\/"#, "[b-a]", "!", "\t",
    ]
    let start = one(of: ["", "", "", "!", "/", "**/", "#"])
    return start + (0...next(below: 4)).map { _ in one(of: pieces) }.joined() + one(of: ["", "", "/"])
  }
}
