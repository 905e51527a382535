import FileDiscovery
import Foundation
import Testing

@Suite struct IgnoreFileTests {
  @Test func `ignore files count from the top of the repository down`() throws {
    let folder = try TemporaryFolder([
      ".gitignore": "*.json", "top/.git/": "", "top/.gitignore": "a.*\n/b/c.json\n",
      "top/b/.gitignore": "!a.json", "top/b/a.json": "", "top/b/a.yml": "", "top/b/c.json": "",
      "top/b/d/c.json": "", "top/e/a.json": "",
    ])
    #expect(folder.find("top") == ["top/b/a.json", "top/b/d/c.json"])
    #expect(folder.find("top/b") == ["top/b/a.json", "top/b/d/c.json"])
    #expect(folder.find("top/e") == [])
  }

  @Test func `a file named outright is listed although it is ignored`() throws {
    let folder = try TemporaryFolder([".git/": "", ".gitignore": "x/", "x/a.json": "", "b.json": ""])
    #expect(folder.find("x/a.json", "") == ["x/a.json named", "b.json"])
    #expect(folder.find("x") == ["x/a.json"])
  }

  @Test(arguments: [
    ("a.json", true), ("x", true), ("x/", true), ("x/b.json", true), ("x/y/c.json", true),
    ("d.json", false), ("z", false), ("z/a.json", true), ("z/e.json", false), ("", false),
    ("nope/a.json", false), ("link/e.json", false),
  ])
  func `what a walk leaves out is told of a single path`(_ path: String, _ isIgnored: Bool) throws {
    let folder = try TemporaryFolder([
      ".git/": "", ".gitignore": "a.json\nx\n!b.json", "x/b.json": "", "x/y/c.json": "",
      "d.json": "", "z/e.json": "",
    ])
    try folder.link("link", to: "z")
    #expect(FileDiscovery().ignores(folder.path + "/" + path) == isIgnored)
  }

  @Test func `the own ignore file outweighs git's, at whatever depth`() throws {
    let folder = try TemporaryFolder([
      ".git/": "", ".reqlintignore": "!b.json\nc.json", "x/.gitignore": "*.json\n!c.json",
      "x/a.json": "", "x/b.json": "", "x/c.json": "",
    ])
    #expect(folder.find("") == ["x/b.json"])
  }

  @Test func `the repository's and the user's own excludes come last`() throws {
    let folder = try TemporaryFolder([
      "user": "a.json\nb.json\nc.json", "top/.git/info/exclude": "!b.json\nd.json",
      "top/.gitignore": "!c.json", "top/a.json": "", "top/b.json": "", "top/c.json": "",
      "top/d.json": "", "plain/a.json": "",
    ])
    #expect(folder.find("top", userIgnoreFile: folder.path + "/user") == ["top/b.json", "top/c.json"])
    #expect(folder.find("plain", userIgnoreFile: folder.path + "/user") == ["plain/a.json"])
    #expect(folder.find("plain", userIgnoreFile: folder.path + "/nope") == ["plain/a.json"])
  }

  @Test(
    arguments: [
      (["HOME": "/h"], "/h/.config/git/ignore"),
      (["HOME": "/h", "XDG_CONFIG_HOME": "/x"], "/x/git/ignore"),
      (["HOME": "/h", "XDG_CONFIG_HOME": ""], "/h/.config/git/ignore"),
      ([:], nil),
    ] as [([String: String], String?)])
  func `the user's own excludes lie where git has them`(_ environment: [String: String], _ path: String?) {
    #expect(FileDiscovery.userIgnoreFile(in: environment) == path)
  }

  @Test func `a repository in a repository starts anew with git's files`() throws {
    let folder = try TemporaryFolder([
      ".git/": "", ".gitignore": "*.json", ".reqlintignore": "*.yml", "a.json": "",
      "inner/.git": "gitdir: nowhere", "inner/a.json": "", "inner/a.yml": "",
    ])
    #expect(folder.find("") == ["inner/a.json"])
  }

  @Test(.enabled(if: TemporaryFolder.hasGit, "git is not installed"))
  func `a worktree shares the excludes of its repository`() throws {
    let folder = try TemporaryFolder(["main/a.json": ""])
    try folder.git(["-C", "main", "init", "-q"])
    try folder.git(
      ["-C", "main", "-c", "user.name=a", "-c", "user.email=a@b"] + ["commit", "-qm", "x", "--allow-empty"])
    try folder.git(["-C", "main", "worktree", "add", "-q", "../tree"])
    try folder.add(["main/.git/info/exclude": "a.json", "tree/a.json": "", "tree/b.json": ""])
    #expect(folder.find("tree") == ["tree/b.json"])
  }
}
