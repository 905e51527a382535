import Foundation
import Testing

/// What each form of report says of the same small run.
@Suite struct ReportTests {
  /// Findings of three kinds, with fixes and second places, below names and words that no form may take as its own.
  static let files = [
    "a %,:&<b>.json":
      #"{"model": "gpt-4o", "user": "😀", "temperture": 1, "messages": [{"role": "us<i>|`r", "content": "it is SECRET"}]}"#,
    "b.jsonl": "\(Payload.good)\n\n\(Payload.doubtful)\n",
  ]

  static let forms = [
    "text", "concise", "grouped", "statistics", "markdown", "html", "json", "jsonl", "sarif", "github", "gitlab",
    "junit",
    "rdjson",
  ]

  /// Every form of one run, each in a file of its own.
  private func reports(_ folder: Workspace, _ paths: String...) throws -> (
    outcome: Binary.Outcome, texts: [String: String]
  ) {
    let outputs = Self.forms.flatMap { ["--output", "\($0)=out.\($0)"] }
    let outcome = try Binary.run(["check", "--as-of", "2026-06-01"] + outputs + paths, in: folder)
    let texts = try Self.forms.map { ($0, try folder.text(of: "out.\($0)")) }
    return (outcome, Dictionary(uniqueKeysWithValues: texts))
  }

  @Test func `every form says what it always says`() throws {
    let folder = try Workspace(Self.files)
    let (outcome, texts) = try reports(folder, "a %,:&<b>.json", "b.jsonl", "nowhere.json")
    #expect(outcome.status == 2)
    #expect(outcome.stdout == "")
    for form in Self.forms {
      let text = try #require(texts[form])
      #expect(!text.contains("SECRET"))
      try Golden.hold("reports/\(form).txt", to: Golden.steady(text, folder))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasPrefix(".") })
  }

  @Test func `a run without findings is whole in every form`() throws {
    let folder = try Workspace(["good.json": Payload.good])
    let (outcome, texts) = try reports(folder, "good.json")
    #expect(outcome.status == 0)
    for form in ["json", "sarif", "gitlab", "rdjson"] {
      #expect(throws: Never.self, "\(form)") {
        try JSONSerialization.jsonObject(with: Data((texts[form] ?? "").utf8))
      }
    }
    #expect(texts["concise"] == "" && texts["grouped"] == texts["text"])
    #expect(texts["gitlab"] == "[\n]\n")
    #expect(texts["github"] == "1 request in 1 file: nothing to complain about\n")
    #expect(texts["jsonl"]?.split(separator: "\n").count == 1)
    #expect(texts["junit"]?.contains(#"tests="1" failures="0""#) == true)
    #expect(texts["html"]?.contains("Nothing to complain about") == true)
  }

  @Test func `a run that read nothing is whole in every form`() throws {
    let (outcome, texts) = try reports(try Workspace(), "nowhere.json")
    #expect(outcome.status == 2)
    for form in ["markdown", "html", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson"] {
      #expect(texts[form]?.contains("nowhere.json") == true, "\(form)")
    }
  }

  // MARK: Where reports go

  @Test func `a report goes to standard output and to files in one run`() throws {
    let folder = try Workspace(["a.json": Payload.bad])
    let outcome = try folder.check(
      "a.json", "--output", "concise=c.txt", "--output", "gitlab=-", "--output", "json=d.json")
    #expect(outcome.status == 1)
    #expect(outcome.stdout.hasPrefix("[\n{"))
    #expect(try folder.text(of: "c.txt").hasPrefix("a.json:1:21: error"))
    #expect(try folder.text(of: "d.json").hasPrefix("{\"format\":1,"))
  }

  /// Flags and the first words of standard output.
  struct Choice: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let environment: [String: String]
    let begins: String

    init(_ arguments: String..., in environment: [String: String] = [:], begins: String) {
      (self.arguments, self.environment, self.begins) = (arguments, environment, begins)
    }

    var testDescription: String { "\(arguments) \(environment)" }
  }

  @Test(arguments: [
    Choice(begins: "error[unknown-parameter]"),
    Choice(in: ["GITHUB_ACTIONS": "true"], begins: "::error file=a.json,line=1,endLine=1,col=21,endColumn=33,"),
    Choice(in: ["GITHUB_ACTIONS": "false"], begins: "error[unknown-parameter]"),
    Choice("--format", "concise", in: ["GITHUB_ACTIONS": "true"], begins: "a.json:1:21: error"),
    Choice("--output", "concise", in: ["GITHUB_ACTIONS": "true"], begins: "a.json:1:21: error"),
    Choice("--statistics", begins: "1  unknown-parameter  error  fixes: 1 safe\n\n1 request in 1 file: 1 error"),
  ])
  func `the form is the one that was asked for`(_ row: Choice) throws {
    let outcome = try Binary.run(
      ["check", "--as-of", "2026-06-01", "a.json"] + row.arguments, in: Workspace(["a.json": Payload.bad]),
      environment: row.environment)
    #expect(outcome.stdout.hasPrefix(row.begins), "\(outcome.stdout)")
    #expect(outcome.status == 1)
  }

  @Test(arguments: [
    (["--output", "xml"], "`xml` is no form of a report"),
    (["--output", "sarfi=x"], "did you mean `sarif`?"),
    (["--output", "sarif="], "names no file"),
    (["--output", "sarif=nowhere/x.sarif"], "nowhere/x.sarif cannot be written"),
    (["--output", "text", "--output", "json=-"], "two reports would mix"),
    (["--format", "text", "--statistics"], "two reports would mix"),
  ])
  func `a slip with a report is told before any work is done`(_ arguments: [String], _ says: String) throws {
    let outcome = try Binary.run(["check", "a.json"] + arguments, in: Workspace(["a.json": Payload.bad]))
    #expect(outcome.status == 2)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains(says), "\(outcome.stderr)")
  }

  @Test func `a report takes the place of an older one, through links`() throws {
    let folder = try Workspace(["a.json": Payload.bad, "old.txt": "old", "c.txt": "old"])
    try folder.link("link.txt", to: "c.txt")
    _ = try folder.check("a.json", "--output", "concise=old.txt", "--output", "grouped=link.txt")
    #expect(try folder.text(of: "old.txt").hasPrefix("a.json:1:21"))
    #expect(try folder.text(of: "c.txt").hasPrefix("a.json\n"))
    let link = try FileManager.default.attributesOfItem(atPath: folder.path + "/link.txt")
    #expect(link[.type] as? FileAttributeType == .typeSymbolicLink)
  }

  @Test func `a device or pipe is written to and stays what it is`() throws {
    let folder = try Workspace(["a.json": Payload.bad])
    try folder.makePipe("pipe")
    let outcome = try folder.run(
      "check", "--as-of", "2026-06-01", "a.json", "--output", "concise=pipe", "--output", "concise=/dev/null",
      through: #"cat pipe & "$0" "$@"; wait"#)
    #expect(outcome.stdout.hasPrefix("a.json:1:21: error"))
    let pipe = try FileManager.default.attributesOfItem(atPath: folder.path + "/pipe")
    #expect(pipe[.type] as? FileAttributeType == .typeUnknown)
  }

  @Test func `the summary of a workflow's step is added to`() throws {
    let folder = try Workspace(["a.json": Payload.bad, "summary.md": "before\n"])
    let summary = folder.path + "/summary.md"
    for _ in 1...2 {
      _ = try folder.check("a.json", "--output", "markdown=\(summary)", environment: ["GITHUB_STEP_SUMMARY": summary])
    }
    let text = try folder.text(of: "summary.md")
    #expect(text.hasPrefix("before\n## reqlint\n"))
    #expect(text.components(separatedBy: "## reqlint").count == 3)
  }

  @Test func `a reader that goes away ends its report and no other`() throws {
    let lines = Array(repeating: Payload.bad, count: 2000).joined(separator: "\n")
    let folder = try Workspace(["a.jsonl": lines])
    let shell = #"{ "$0" "$@"; echo "status $?" >&2; } | head -n 1"#
    let outcome = try folder.run(
      "check", "--as-of", "2026-06-01", "a.jsonl", "--output", "concise", "--output", "jsonl=all.jsonl", through: shell)
    #expect(outcome.stdout.hasPrefix("a.jsonl:1:21: error"))
    #expect(outcome.stderr == "status 1\n")
    #expect(try folder.text(of: "all.jsonl").split(separator: "\n").count == 2000)
    let alone = try folder.run("check", "--as-of", "2026-06-01", "a.jsonl", "--format", "concise", through: shell)
    #expect(alone.stderr == "status 0\n")
  }

  // MARK: Streams

  @Test func `a filter gives one line for each record, with its place`() throws {
    let input = "\(Payload.good)\n{\"a\": \n\n\(Payload.bad)\n\(Payload.doubtful)"
    let outcome = try Workspace().check("--format", "jsonl", "-", "--stdin-filename", "x.jsonl", stdin: input)
    struct Line: Decodable {
      let path: String
      let line: Int?
      let diagnostics: [JSONFormatTests.Finding]
    }
    let lines = try outcome.stdout.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    #expect(lines.map(\.line) == [1, 2, 4, 5])
    #expect(lines.allSatisfy { $0.path == "x.jsonl" })
    #expect(
      lines.map { $0.diagnostics.map(\.rule) } == [[], ["invalid-json"], ["unknown-parameter"], ["duplicate-key"]])
    #expect(lines.map { $0.diagnostics.map(\.request) } == [[], [nil], [0], [nil]])
  }

  // MARK: Places and fingerprints

  private func results(_ text: String, _ form: String) throws -> [[String: Any]] {
    let root = try JSONSerialization.jsonObject(with: Data(text.utf8))
    switch form {
    case "sarif":
      let runs = try #require((root as? [String: Any])?["runs"] as? [[String: Any]])
      return try #require(runs.first?["results"] as? [[String: Any]])
    case "rdjson": return try #require((root as? [String: Any])?["diagnostics"] as? [[String: Any]])
    default: return try #require(root as? [[String: Any]])
    }
  }

  @Test func `columns are in the unit of each form`() throws {
    let text = #"{"model": "gpt-4o", "stop": "😀é", "temperture": 1, "messages": [{"role": "user", "content": "Hi"}]}"#
    let folder = try Workspace(["a.json": text])
    func columns(_ form: String, _ path: [String], _ start: String, _ end: String) throws -> [Int?] {
      let output = try folder.check("a.json", "--format", form).stdout
      var place: Any? = try results(output, form).first
      if form == "sarif" { place = ((place as? [String: Any])?["locations"] as? [Any])?.first }
      for key in path { place = (place as? [String: Any])?[key] }
      if let region = place as? [String: Any], let column = region[start] as? Int {
        return [column, region[end] as? Int]
      }
      let range = place as? [String: [String: Int]]
      return [range?[start]?["column"], range?[end]?["column"]]
    }
    #expect(try columns("sarif", ["physicalLocation", "region"], "startColumn", "endColumn") == [36, 48])
    #expect(try columns("gitlab", ["location", "positions"], "begin", "end") == [35, 47])
    #expect(try columns("rdjson", ["location", "range"], "start", "end") == [39, 51])
  }

  @Test(arguments: ["sarif", "gitlab"])
  func `a fingerprint stays with its finding when lines move, and is its own`(_ form: String) throws {
    func fingerprints(_ text: String, _ name: String) throws -> [String] {
      let output = try Workspace([name: text]).check(name, "--format", form).stdout
      return try results(output, form).compactMap { result in
        result["fingerprint"] as? String ?? (result["partialFingerprints"] as? [String: String])?["reqlint/v1"]
      }
    }
    let body = "model: gpt-4o\ntemperture: 1\ntop_pp: 1\nmessages: [{role: user, content: Hi}]\n"
    let before = try fingerprints(body, "a.yaml")
    #expect(before.count == 2 && Set(before).count == 2)
    #expect(try fingerprints("# a\n\n\n" + body, "a.yaml") == before)
    #expect(try Set(fingerprints(body, "b.yaml")).isDisjoint(with: before))
    let lines = try fingerprints("\(Payload.bad)\n\(Payload.bad)\n", "a.jsonl")
    #expect(Set(lines).count == 2)
    #expect(try fingerprints("\n\(Payload.bad)\n\(Payload.good)\n\(Payload.bad)", "a.jsonl") == lines)
  }

  @Test func `paths count from the repository where a server reads them`() throws {
    let folder = try Workspace([".git/": "", "sub/x y.json": Payload.bad, "other/b.json": Payload.bad])
    let shell = #"cd sub && "$0" "$@""#
    func run(_ form: String) throws -> String {
      try folder.run("check", "x y.json", "../other/b.json", "--format", form, through: shell).stdout
    }
    let sarif = try run("sarif")
    #expect(sarif.contains(#""artifactLocation":{"uri":"sub/x%20y.json","uriBaseId":"%SRCROOT%"}"#))
    #expect(sarif.contains(#""artifactLocation":{"uri":"other/b.json","uriBaseId":"%SRCROOT%"}"#))
    #expect(sarif.contains(#""%SRCROOT%":{"uri":"file:///"#))
    #expect(try run("github").contains("::error file=sub/x y.json,"))
    #expect(try run("gitlab").contains(#""path":"other/b.json""#))
    #expect(try run("rdjson").contains(#""path":"../other/b.json""#))
  }

  @Test func `what code scanning would not take is left out, and errors last of all`() throws {
    let twice = String(repeating: "\"n\": 1,\n", count: 21_001)
    let body =
      "{\"model\": \"gpt-4o\",\n\(twice)\"temperture\": 1, \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"
    let text = try Workspace(["a.json": body]).check("a.json", "--format", "sarif").stdout
    let results = try results(text, "sarif")
    #expect(results.count == 20_001)
    #expect(results.last?["level"] as? String == "error")
    #expect(text.contains("1,000 findings are left out"))
  }

  // MARK: Links

  @Test(arguments: [("1", true), ("0", false), ("", false)])
  func `a rule's name leads to its page where the terminal takes links`(_ force: String, _ isLink: Bool) throws {
    let folder = try Workspace(["a.json": Payload.bad])
    for form in ["text", "concise", "grouped"] {
      let text = try folder.check("a.json", "--format", form, environment: ["FORCE_HYPERLINK": force]).stdout
      let page = "\u{1B}]8;;https://github.com/reqlint/reqlint/blob/main/rules/pages/unknown-parameter.md\u{1B}\\"
      #expect(text.contains(page + "unknown-parameter\u{1B}]8;;\u{1B}\\") == isLink)
      #expect(text.contains("see: https://") == (form == "text" && !isLink))
    }
  }
}

/// Texts that a run must give again, in `Tests/Fixtures`. `REQLINT_BLESS=1` writes them anew.
enum Golden {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")

  static func hold(_ name: String, to text: String) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["REQLINT_BLESS"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let held = try? String(contentsOf: file, encoding: .utf8)
    #expect(held == text, "\(name) is something else; REQLINT_BLESS=1 writes it anew")
  }

  /// A report without what another day, another folder or another rule would change.
  static func steady(_ text: String, _ folder: Workspace) -> String {
    var text = text.replacingOccurrences(of: folder.path, with: "/FOLDER")
    for (pattern, replacement) in [
      (#"(?s)<style>.*</style>"#, "<style></style>"), (#"(?s)<script>.*</script>"#, "<script></script>"),
      (#""rules":\[.*\]\}\}"#, #""rules":[]}}"#), (#"sha256-[^']*"#, "sha256-"),
      (#""ruleIndex":[0-9]+"#, #""ruleIndex":0"#),
      (#""facts":"[^"]*""#, #""facts":"""#), (#"facts of [-0-9]*"#, "facts of"),
      (#""(reqlint|semanticVersion)":"[^"]*""#, #""$1":"""#), (#"reqlint [0-9.]+,"#, "reqlint,"),
    ] {
      text = text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
    }
    return text
  }
}
