import FileDiscovery
import Foundation
import SystemPackage
import Testing

@Suite struct FileDiscoveryTests {
  @Test func `a folder is walked in the order of the paths' bytes`() throws {
    let folder = try TemporaryFolder([
      "a/z.json": "", "a/b/c.yml": "", "a.json": "", "a-b/x.yaml": "", "B.JSON": "", "c.jsonl": "",
      "c.jsonc": "", "c.ndjson": "", ".hidden.json": "", ".x/y.json": "", "é.json": "",
      "a.txt": "", "json": "", ".json": "", "a.json~": "", "a.json.gz": "",
    ])
    #expect(
      folder.find("") == [
        ".hidden.json", ".x/y.json", "B.JSON", "a-b/x.yaml", "a.json", "a/b/c.yml", "a/z.json",
        "c.jsonc", "c.jsonl", "c.ndjson", "é.json",
      ])
  }

  @Test func `what was typed comes in the order typed and is listed once`() throws {
    let folder = try TemporaryFolder(["a.json": "", "b/c.json": "", "b/d.json": "", "e.txt": ""])
    #expect(
      folder.find("e.txt", "b/d.json", "b", "", "./e.txt") == [
        "e.txt named", "b/d.json named", "b/c.json", "a.json",
      ])
    #expect(folder.find("b", "./b/../b/d.json") == ["b/c.json", "b/d.json named"])
  }

  /// The only test that changes the current folder; all others use absolute paths.
  @Test func `paths are shown as typed`() throws {
    let folder = try TemporaryFolder(["a.json": "", "b/c.json": "", "b/.reqlintignore": ""])
    let previous = FileManager.default.currentDirectoryPath
    defer { _ = FileManager.default.changeCurrentDirectoryPath(previous) }
    #expect(FileManager.default.changeCurrentDirectoryPath(folder.path + "/b"))

    func shown(_ path: String) -> [String] { FileDiscovery().find([path]).inputs.map(\.path) }
    #expect(shown(".") == ["c.json"])
    #expect(shown("./") == ["c.json"])
    #expect(shown("..") == ["../a.json", "../b/c.json"])
    #expect(shown("../b//") == ["../b/c.json"])
    #expect(shown("./c.json") == ["./c.json"])
    #expect(shown(folder.path) == [folder.path + "/a.json", folder.path + "/b/c.json"])

    // Outside a repository, the ignore files of the current folder count below it.
    #expect(FileManager.default.changeCurrentDirectoryPath(folder.path))
    try folder.add([".reqlintignore": "c.json"])
    #expect(shown("b") == [])
    #expect(shown("b/c.json") == ["b/c.json"])
    #expect(FileDiscovery().ignores("b/c.json"))
    #expect(!FileDiscovery().ignores("a.json"))
  }

  @Test func `folders of tools are entered only where named`() throws {
    let folder = try TemporaryFolder(
      Dictionary(uniqueKeysWithValues: FileDiscovery.skippedFolders.map { ("x/\($0)/a.json", "") }))
    #expect(folder.find("") == [])
    #expect(folder.find("x/node_modules") == ["x/node_modules/a.json"])
    #expect(FileDiscovery().ignores(folder.path + "/x/node_modules/a.json"))
  }

  @Test func `a folder called like a file is a folder`() throws {
    let folder = try TemporaryFolder(["x.json/y.json": "", "x.json/.gitignore": "z.json", "x.json/z.json": ""])
    #expect(folder.find("") == ["x.json/y.json"])
    #expect(folder.find("x.json") == ["x.json/y.json"])
  }

  @Test func `two spellings of one letter are two files`() throws {
    let folder = try TemporaryFolder(["\u{E9}.json": ""])
    try folder.add(["e\u{301}.json": ""])
    // Some file systems take them for one name.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(folder.find("").count == names.count)
  }

  @Test func `a deep tree is walked to its bottom`() throws {
    let bottom = String(repeating: "d/", count: 300)
    let folder = try TemporaryFolder([bottom + "a.json": ""])
    #expect(folder.find("") == [bottom + "a.json"])
  }

  @Test(arguments: [
    ("nope.json", "`nope.json` does not exist: check its spelling and the folder that reqlint runs in"),
    ("a.json/b", "`a.json/b` does not exist: check its spelling and the folder that reqlint runs in"),
    ("gone.json", "`gone.json` does not exist: check its spelling and the folder that reqlint runs in"),
    ("pipe.json", "`pipe.json` is a named pipe, not a file: pipe what it gives into reqlint and name it `-`"),
    ("loop.json", "`loop.json` is a symbolic link that leads back to itself: point it at a file, or remove it"),
  ])
  func `what cannot be read is told with the next step`(_ name: String, _ sentence: String) throws {
    let folder = try TemporaryFolder(["a.json": ""])
    try folder.makePipe("pipe.json")
    try folder.link("loop.json", to: "loop.json")
    try folder.link("gone.json", to: "nowhere.json")
    #expect(folder.problems(name, name) == [sentence])
    #expect(folder.find(name, "a.json") == ["a.json named"])
  }

  @Test(arguments: ["", "a\0b", "/dev/null", String(repeating: "x", count: 5000)])
  func `a path that names no file is a problem and nothing else`(_ path: String) {
    let findings = FileDiscovery().find([path])
    #expect(findings.inputs.isEmpty)
    #expect(findings.problems.map(\.path) == [path])
    #expect(!FileDiscovery().ignores(path))
  }
}

@Suite struct LinkTests {
  @Test func `links to files are followed and links to folders are not`() throws {
    let folder = try TemporaryFolder(["real/a.json": "", "real/b.txt": "", "x/": ""])
    try folder.link("x/folder", to: "../real")
    try folder.link("x/folder.json", to: "../real")
    try folder.link("x/link.json", to: "../real/b.txt")
    try folder.link("x/link.txt", to: "../real/a.json")
    try folder.link("x/.#lock.json", to: "somebody@somewhere.1234")
    try folder.link("x/up", to: "..")
    #expect(folder.find("") == ["real/a.json", "x/link.json"])
    #expect(folder.find("x/folder") == ["x/folder/a.json"])
    #expect(folder.find("x/folder/") == ["x/folder/a.json"])
    #expect(folder.problems("") == [])
  }

  @Test func `a file is listed once, by whichever way it is met first`() throws {
    let folder = try TemporaryFolder(["b.json": ""])
    try folder.link("a.json", to: "b.json")
    #expect(folder.find("") == ["a.json"])
    #expect(folder.find("b.json", "") == ["b.json named"])
  }

  @Test func `a loop ends the link and not the walk`() throws {
    let folder = try TemporaryFolder(["z.json": ""])
    try folder.link("x.json", to: "y.json")
    try folder.link("y.json", to: "x.json")
    try folder.link("here", to: ".")
    #expect(folder.find("") == ["z.json"])
    #expect(folder.problems("").count == 2)
  }
}

@Suite struct SpecialFileTests {
  @Test(.timeLimit(.minutes(30)))
  func `a pipe met on the way is passed over and never opened`() throws {
    let folder = try TemporaryFolder(["a.json": "", "x/b.json": ""])
    try folder.makePipe("pipe.json")
    try folder.makePipe(".gitignore")
    try folder.makePipe("x/.reqlintignore")
    #expect(folder.find("") == ["a.json", "x/b.json"])
    #expect(folder.problems("") == [])
  }

  /// Root can read everything, so as root there is no such folder.
  @Test(.disabled(if: geteuid() == 0, "root can read every folder"))
  func `an unreadable folder is a problem and does not stop the rest`() throws {
    let folder = try TemporaryFolder(["a/x.json": "", "b/y.json": "", "c/.gitignore": "", "c/z.json": ""])
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0], ofItemAtPath: folder.path + "/a")
    try manager.setAttributes([.posixPermissions: 0], ofItemAtPath: folder.path + "/c/.gitignore")
    defer { try? manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path + "/a") }
    #expect(folder.find("") == ["b/y.json", "c/z.json"])
    #expect(
      folder.problems("", "a/x.json") == [
        "`a` cannot be read (permission denied): make it readable, or leave it out of the run",
        "`c/.gitignore` cannot be read (permission denied): make it readable, or leave it out of the run",
        "`a/x.json` cannot be read (permission denied): make it readable, or leave it out of the run",
      ])
  }

  #if os(Linux)
    @Test func `a name that is not UTF-8 is a problem unless it is ignored`() throws {
      let folder = try TemporaryFolder(["a.json": ""])
      let name = (folder.path + "/").utf8.map { CChar(bitPattern: $0) } + [-1, 46, 121, 109, 108, 0]
      let file = FilePath(platformString: name)
      try FileDescriptor.open(file, .writeOnly, options: .create, permissions: .ownerReadWrite).close()
      #expect(folder.find("") == ["a.json"])
      #expect(
        folder.problems("") == [
          "`\u{FFFD}.yml` cannot be read (its name is not UTF-8): make it readable, or leave it out of the run"
        ])
      try folder.add([".gitignore": "?.yml"])
      #expect(folder.problems("") == [])
    }
  #endif
}
