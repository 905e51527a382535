import FileDiscovery
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("a.json", "a.json", true),
    ("a.json", "a.jsonl", false),
    ("A.json", "a.json", false),
    ("*.json", "a.json", true),
    ("*.json", ".json", true),
    ("*.json", "x/a.json", false),
    ("a*b*c", "aXbYbZc", true),
    ("a*b*c", "aXbYbZ", false),
    ("*.api.openai.com", "eu.api.openai.com", true),
    ("*.api.openai.com", "api.openai.com", false),
    ("*:11434", "localhost:11434", true),
    ("?.json", "a.json", true),
    ("?.json", "ab.json", false),
    ("a?b", "a/b", false),
    ("??.json", "é.json", true),
    ("é.json", "é.json", true),
    (#"\*.json"#, "*.json", true),
    (#"\*.json"#, "a.json", false),
    ("", "", true),
    ("", "a", false),
    ("a//b", "a/b", false),
  ])
  func `stars and question marks stay in their segment`(
    _ pattern: String, _ path: String, _ isMatch: Bool
  ) throws {
    #expect(try #require(Glob(pattern)).matches(path) == isMatch)
  }

  @Test(arguments: [
    ("**/a", "a", true),
    ("**/a", "x/y/a", true),
    ("**/a", "xa", false),
    ("a/**", "a/x", true),
    ("a/**", "a/x/y", true),
    ("a/**", "a", false),
    ("a/**/b", "a/b", true),
    ("a/**/b", "a/x/y/b", true),
    ("a/**/b", "a/xb", false),
    ("a/**/**/b", "a/b", true),
    ("**/a/*/b/**/c", "a/b/a/x/b/c", true),
    ("**/a/*/b/**/c", "a/x/b/y/z", false),
    ("**", "a/b", true),
    ("a**b", "axxb", true),
    ("a**b", "ax/xb", false),
    ("***/a", "x/y/a", true),
  ])
  func `two stars as a segment stand for any number of segments`(
    _ pattern: String, _ path: String, _ isMatch: Bool
  ) throws {
    #expect(try #require(Glob(pattern)).matches(path) == isMatch)
  }

  @Test(arguments: [
    ("[a-c]", "b", true),
    ("[a-c]", "d", false),
    ("[!a-c]", "d", true),
    ("[^a-c]", "b", false),
    ("[]a]", "]", true),
    ("[!]a]", "]", false),
    ("[a-]", "-", true),
    ("[-a]", "-", true),
    (#"[\]]"#, "]", true),
    (#"[a-\c]"#, "b", true),
    ("[z-a]", "m", false),
    ("x[!a]y", "x/y", false),
    ("x[/a]y", "x/y", false),
    ("x[/a]y", "xay", true),
    ("[[:digit:]x]", "7", true),
    ("[![:digit:]]", "7", false),
    ("[[:]", ":", true),
  ])
  func `a class stands for one byte`(_ pattern: String, _ path: String, _ isMatch: Bool) throws {
    #expect(try #require(Glob(pattern)).matches(path) == isMatch)
  }

  @Test(arguments: ["[", "[a", "[]", "[!", "[!]", #"[\"#, #"a\"#, "[[:nope:]]", "[[:digit:]", "[a-"])
  func `a broken pattern is none`(_ pattern: String) {
    #expect(Glob(pattern) == nil)
  }

  @Test(
    .timeLimit(.minutes(30)),
    arguments: [
      (String(repeating: "*a", count: 60) + "b", String(repeating: "a", count: 4000)),
      (String(repeating: "**/a/", count: 60) + "b", String(repeating: "a/", count: 1000)),
      (String(repeating: "**/*a*/", count: 30) + "b", String(repeating: "aaaa/", count: 400)),
      (String(repeating: "*", count: 4000) + "b", String(repeating: "a", count: 4000)),
    ])
  func `a hostile pattern takes no longer than its length allows`(
    _ pattern: String, _ path: String
  ) throws {
    #expect(try !#require(Glob(pattern)).matches(path))
  }
}
