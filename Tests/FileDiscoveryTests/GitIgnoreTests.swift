import FileDiscovery
import Testing

@Suite struct GitIgnoreTests {
  @Test(arguments: [
    ("", "a", false),
    ("a", "a", true),
    ("a", "x/a", true),
    ("a", "ab", false),
    ("# a", "# a", false),
    ("\\#a", "#a", true),
    (#"\!a"#, "!a", true),
    ("/a", "a", true),
    ("/a", "x/a", false),
    ("x/a", "x/a", true),
    ("x/a", "y/x/a", false),
    ("**/x/a", "y/x/a", true),
    ("a/", "a", false),
    ("a/", "a/b", true),
    ("x/**", "x/y", true),
    ("ab**/c", "abx/y/c", true),
    ("a ", "a", true),
    (#"a\ "#, "a ", true),
    (#"a\  "#, "a ", true),
    (#"a\\ "#, #"a\"#, true),
    (" a", "a", false),
    (" a", " a", true),
    ("a\t", "a", false),
    ("a\r\nb\r\n", "a", true),
    ("a\r\nb\r", "b", true),
    ("\u{FEFF}a", "a", true),
    ("\r\n \n!\n/\n", "a", false),
    ("[", "[", false),
    ("a//", "a/b", false),
  ])
  func `a line is read as git reads it`(_ lines: String, _ path: String, _ isIgnored: Bool) {
    #expect(GitIgnore(lines).ignores(path, .file) == isIgnored)
  }

  @Test(arguments: [
    ("*.json\n!a.json", "a.json", false),
    ("!a.json\n*.json", "a.json", true),
    ("*.json\n!a.json\na.*", "a.json", true),
    ("/*\n!/x", "x/a", false),
    ("x/*\n!x/a", "x/a", false),
  ])
  func `the last pattern that matches wins`(_ lines: String, _ path: String, _ isIgnored: Bool) {
    #expect(GitIgnore(lines).ignores(path, .file) == isIgnored)
  }

  @Test(arguments: ["x\n!x/a", "x/\n!x/a\n!a", "/x\n!**/a"])
  func `what lies in an ignored folder cannot be taken back`(_ lines: String) {
    #expect(GitIgnore(lines).ignores("x/a", .file))
  }

  @Test func `a pattern that ends with a slash is for folders`() {
    let ignore = GitIgnore("x/")
    #expect(ignore.ignores("x", .folder))
    #expect(!ignore.ignores("x", .file))
  }

  @Test func `a path that no pattern matches has no verdict`() {
    let ignore = GitIgnore("*.json\n!a.json")
    #expect(ignore.verdict(on: Array("b.json".utf8)[...], .file) == .ignored)
    #expect(ignore.verdict(on: Array("a.json".utf8)[...], .file) == .kept)
    #expect(ignore.verdict(on: Array("a.yaml".utf8)[...], .file) == nil)
  }
}
