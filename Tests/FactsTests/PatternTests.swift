import Facts
import Testing

@Suite struct PatternTests {
  @Test(arguments: [
    ("gpt-4o", "gpt-4o", true),
    ("gpt-4o", "gpt-4o-mini", false),
    ("gpt-4o", "xgpt-4o", false),
    ("gpt-4o", "GPT-4o", false),
    ("", "", true),
    ("", "a", false),
    ("*", "", true),
    ("*", "anything at all", true),
    ("llama3:*", "llama3:8b", true),
    ("llama3:*", "llama3:", true),
    ("llama3:*", "llama3", false),
    ("qwen3:*2507*", "qwen3:30b-a3b-instruct-2507-q4", true),
    ("qwen3:*2507*", "qwen3:30b", false),
    ("a*b*c", "abbbc", true),
    ("a*b*c", "acb", false),
    ("o3-{date}", "o3-2025-04-16", true),
    ("o3-{date}", "o3-20250416", true),
    ("o3-{date}", "o3-0416", true),
    ("o3-{date}", "o3-2025", true),
    ("o3-{date}", "o3-2025-4-16", false),
    ("o3-{date}", "o3-mini", false),
    ("o3-{date}", "o3-", false),
    ("o3-{date}", "o3-2025-04-16-x", false),
    ("o3-{date}*", "o3-2025-04-16-x", true),
    ("{date}{date}", "06132024-08-06", true),
    ("*-{date}", "a-0613-0314", true),
    ("{dat}", "{dat}", true),
    ("*:11434", "localhost:11434", true),
    ("*:11434", "localhost:114340", false),
    ("*.api.openai.com", "eu.api.openai.com", true),
    ("*.api.openai.com", "api.openai.com", false),
    ("modèle-*", "modèle-é", true),
    ("mod*le", "modèle", true),
    ("a*", String(repeating: "a", count: 1024), true),
    ("a*", String(repeating: "a", count: 1025), false),
  ])
  func `a name pattern fits whole names, and no endless ones`(_ pattern: String, _ name: String, _ isMatch: Bool) {
    #expect(NamePattern(pattern).matches(name) == isMatch)
  }

  @Test(arguments: [("gpt-4o", true, false), ("o3-{date}", false, false), ("gpt-4*", false, true)])
  func `a name pattern knows whether it is one name, and whether it is open`(
    _ pattern: String, _ isLiteral: Bool, _ isOpen: Bool
  ) {
    #expect(NamePattern(pattern).isLiteral == isLiteral)
    #expect(NamePattern(pattern).isOpen == isOpen)
  }

  @Test(.timeLimit(.minutes(30)))
  func `a hostile name takes no longer than its length allows`() {
    let pattern = NamePattern(String(repeating: "*a", count: 40) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2000)))
  }

  @Test(arguments: [
    ("^[a-zA-Z0-9_-]{1,64}$", "get_weather-2", true),
    ("^[a-zA-Z0-9_-]{1,64}$", "", false),
    ("^[a-zA-Z0-9_-]{1,64}$", "get weather", false),
    ("^[a-z]{2}$", "ab", true),
    ("^[a-z]{2}$", "abc", false),
    ("^[a-z]{2,}$", "abcdef", true),
    ("^[a-z]{2,}$", "a", false),
    ("^[a-z]$", "a", true),
    ("^[a-z]$", "aa", false),
    ("^[0-9]+$", "", false),
    ("^[0-9]*$", "", true),
    ("^[^,]+$", "a b", true),
    ("^[^,]+$", "a,b", false),
    ("^[-a]+$", "a-a", true),
    ("^[a-]+$", "a-a", true),
    (#"^[\]\\]+$"#, #"]\]"#, true),
    (#"^[\]\\]+$"#, "a", false),
    (#"^[+-\-]+$"#, "+,-", true),
    ("^[é]{1}$", "é", true),
    ("^[😀]{1}$", "😀", true),
    ("^[a-z_][a-z0-9_]{0,3}$", "_1", true),
    ("^[a-z_][a-z0-9_]{0,3}$", "a", true),
    ("^[a-z_][a-z0-9_]{0,3}$", "1a", false),
    ("^[a-z_][a-z0-9_]{0,3}$", "abcde", false),
    ("^[a-z][0-9]*$", "", false),
    ("^[a-z][0-9]$", "a1", true),
  ])
  func `a character pattern fits by class and length`(_ pattern: String, _ text: String, _ isMatch: Bool) throws {
    #expect(try #require(CharacterPattern(pattern)).matches(text) == isMatch)
  }

  @Test(arguments: [
    "", "^", "$", "^$", "^[", "^[$", "^[]$", "^[^]$", "[a]", "^[a]", "[a]$", "^a$", "^[a][b][c]$", "^[a]+[b]$",
    "^[z-a]$", #"^[\w-]{1,64}$"#, #"^[\d]+$"#, #"^[a-\d]+$"#, #"^[a\]$"#, "^[a-]]$", "^[[:alpha:]]+$", "^[a]?$",
    "^[a]{}$", "^[a]{,3}$", "^[a]{3,1}$", "^[a]{-1}$", "^[a]{1,2,3}$", "^[a]{x}$", "^[a]++$", "^(a|b)$",
  ])
  func `another pattern is none, rather than one that means something else`(_ pattern: String) {
    #expect(CharacterPattern(pattern) == nil)
  }

  @Test func `the first character outside the class is named`() throws {
    #expect(try #require(CharacterPattern("^[a-z]+$")).firstMisfit(in: "ab cD")?.scalar == " ")
    let named = try #require(CharacterPattern("^[a-z][a-z0-9]*$"))
    #expect(named.firstMisfit(in: "1a")?.isLeadingOnly == true)
    #expect(named.firstMisfit(in: "-a")?.isLeadingOnly == false)
  }

  @Test(arguments: [
    ("/v1/chat/completions", "/v1/chat/completions", true),
    ("/v1/chat/completions", "/v1/chat/completions/", true),
    ("/v1/chat/completions", "/v1//chat/completions", true),
    ("/v1/chat/completions", "/v1/chat/completions/x", false),
    ("/v1/chat/completions", "/v1/chat", false),
    ("/v1/chat/completions", "/chat/completions", false),
    ("/v1/chat/completions", "/V1/chat/completions", false),
    ("/v1/threads/{}/runs", "/v1/threads/thread_1/runs", true),
    ("/v1/threads/{}/runs", "/v1/threads/runs", false),
    ("/v1/threads/{}/runs", "/v1/threads/a/b/runs", false),
    ("/v1/threads/{}", "/v1/threads/{{id}}", true),
    ("/v1/models/{model}:countTokens", "/v1/models/gemini-2.5-pro:countTokens", true),
    ("/v1/models/{model}:countTokens", "/v1/models/:countTokens", false),
    ("/v1/models/{model}:countTokens", "/v1/models/gemini-2.5-pro", false),
    ("/", "", true),
    ("/", "/v1", false),
  ])
  func `a path pattern fits whole paths`(_ pattern: String, _ path: String, _ isMatch: Bool) throws {
    let facts = Facts(["providers/p.yaml": "endpoints: {e: {paths: ['\(pattern)']}}"])
    let endpoint = try #require(facts.provider("p")?.endpoint("e"))
    #expect(endpoint.paths.contains { $0.matches(path) } == isMatch)
  }
}

@Suite struct DayTests {
  @Test(arguments: ["2026-11-21", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
  func `a day is read and written alike`(_ text: String) {
    #expect(Day(text)?.description == text)
  }

  @Test(arguments: [
    "", "2026", "2026-11", "2026-11-31", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00",
    "0000-01-01", "2026-1-1", "2026-11-21 ", "2026/11/21", "+026-11-21", "2026-+1-21", "2026-11-21-", "-026-11-21",
    "2026-11-21T00:00:00Z", "２０２６-11-21",
  ])
  func `what is no day is none`(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"), (-1, "1969-12-31"),
    (951_782_400, "2000-02-29"), (951_868_800, "2000-03-01"), (1_709_164_800, "2024-02-29"),
    (1_795_219_200, "2026-11-21"), (4_107_542_400, "2100-03-01"), (-2_203_891_200, "1900-03-01"),
  ])
  func `a moment falls on its day in UTC`(_ seconds: Int, _ day: String) {
    #expect(Day(secondsSince1970: seconds).description == day)
  }

  @Test func `days are in the order of the calendar`() {
    let days = ["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"].compactMap { Day($0) }
    #expect(days == days.sorted())
    #expect(days.count == 4)
  }

  @Test(arguments: [
    ("2026-11-21", "2026-11-21", 0), ("2026-11-21", "2027-01-14", 54), ("2027-01-14", "2026-11-21", -54),
    ("2024-02-28", "2024-03-01", 2), ("2025-02-28", "2025-03-01", 1), ("1970-01-01", "2026-11-21", 20_778),
    ("0001-01-01", "9999-12-31", 3_652_058), ("1999-12-31", "2000-12-31", 366), ("1900-01-01", "1901-01-01", 365),
  ])
  func `days between two days are counted`(_ first: String, _ last: String, _ count: Int) throws {
    #expect(try #require(Day(first)).days(until: #require(Day(last))) == count)
  }

  // MARK: Messages

  @Test(arguments: [
    ("Unknown: '{param}'", "it says: unknown: 'a[0].b c' here", ["param": "a[0].b c"]),
    ("Unknown: '{param}'", "Unknown: 'a' and Unknown: 'b'", ["param": "a"]),
    ("'{param}' is invalid", "in 'x' of y, '$.z' is invalid", ["param": "$.z"]),
    ("{param} is too large", "sorry: max_tokens is too large: 5", ["param": "max_tokens"]),
    ("supplied: {param}", "Supplied: top_k.", ["param": "top_k"]),
    ("a * c", "a bb c", [:]),
    ("a * c", "a c", nil), ("a{x}c", "ac", nil), ("Field", "nothing", nil),
    ("'{a}' and '{b}'", "'1' and '2'", ["a": "1", "b": "2"]),
  ])
  func `a pattern finds its words in a message`(_ pattern: String, _ message: String, _ words: [String: String]?) throws
  {
    #expect(try #require(MessagePattern(pattern)).match(message) == words)
  }

  @Test(arguments: ["", "*", "{a}", "{a}*", "x {a}{b}", "{a} {a}", "**x"])
  func `a pattern has a text, and its open parts are apart`(_ pattern: String) {
    #expect(MessagePattern(pattern) == nil)
  }

  @Test func `a message made to cost time costs little`() throws {
    let pattern = try #require(MessagePattern("'{a}' of '{b}' is * not * there"))
    #expect(pattern.match(String(repeating: "'a' of ", count: 5000)) == nil)
  }
}
