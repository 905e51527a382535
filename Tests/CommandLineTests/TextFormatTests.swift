import Foundation
import Testing

/// The report that people read.
@Suite struct TextFormatTests {
  @Test func `a finding shows its line, its mark and the way out`() throws {
    let outcome = try Workspace(["a.json": Payload.bad]).check("a.json")
    #expect(
      outcome.stdout == """
        error[unknown-parameter]: OpenAI knows no parameter `temperture`; did you mean `temperature`?
         --> a.json:1:21  /temperture
          |
        1 | {"model": "gpt-4o", "temperture": 1, "messages": [{"role": "user", "content": "Hi"}]}
          |                     ^^^^^^^^^^^^
          |
        help: rename it to `temperature`  [fix]
        see: https://github.com/reqlint/reqlint/blob/main/rules/pages/unknown-parameter.md

        1 request in 1 file: 1 error
        fixes are known for 1: 1 safe

        """)
  }

  @Test func `a number in quotes shows, whatever its name`() throws {
    let body = #"{"model": "gpt-4o", "max_completion_tokens": "100", "messages": [{"role": "user", "content": "Hi"}]}"#
    let outcome = try Workspace(["a.json": body]).check("a.json")
    #expect(outcome.stdout.contains(#""max_completion_tokens": "100", "#), "\(outcome)")
  }

  @Test func `one line a finding where that is asked for`() throws {
    let outcome = try Workspace(["a.json": Payload.bad]).check("a.json", "--format", "concise")
    #expect(
      outcome.stdout
        == "a.json:1:21: error OpenAI knows no parameter `temperture`; did you mean `temperature`? [unknown-parameter] [fix]\n"
    )
  }

  @Test func `a good file is one sentence, and none in the concise format`() throws {
    let folder = try Workspace(["a.json": Payload.good])
    #expect(try folder.check("a.json").stdout == "1 request in 1 file: nothing to complain about\n")
    #expect(try folder.check("a.json", "--format", "concise").stdout == "")
  }

  @Test func `what a long file has beside lines is named`() throws {
    let folder = try Workspace([
      "a.jsonl": "\(Payload.good)\n\(Payload.bad)\n", "b.yaml": "---\n\(Payload.good)\n---\n\(Payload.bad)\n",
    ])
    #expect(try folder.check("a.jsonl").stdout.contains(" --> a.jsonl:2:21  /temperture  record 2\n"))
    #expect(try folder.check("b.yaml").stdout.contains(" --> b.yaml:4:21  /temperture  document 2\n"))
  }

  /// Who decides about colours, and what comes of it when nobody looks.
  struct Colours: Sendable {
    let arguments: [String]
    let environment: [String: String]
    let isColoured: Bool

    init(_ arguments: [String], _ environment: [String: String], _ isColoured: Bool) {
      (self.arguments, self.environment, self.isColoured) = (arguments, environment, isColoured)
    }
  }

  @Test(
    arguments: [
      Colours([], [:], false),
      Colours([], ["FORCE_COLOR": "1"], true),
      Colours([], ["FORCE_COLOR": "0"], false),
      Colours([], ["FORCE_COLOR": ""], false),
      Colours([], ["FORCE_COLOR": "1", "NO_COLOR": "1"], false),
      Colours([], ["FORCE_COLOR": "1", "NO_COLOR": ""], true),
      Colours([], ["FORCE_COLOR": "1", "TERM": "dumb"], true),
      Colours(["--color", "always"], [:], true),
      Colours(["--colour", "always"], [:], true),
      Colours(["--color", "always"], ["NO_COLOR": "1"], true),
      Colours(["--color", "never"], ["FORCE_COLOR": "1"], false),
      Colours(["--color", "auto"], ["FORCE_COLOR": "1"], true),
    ])
  func `colours are there where somebody wants them`(_ row: Colours) throws {
    let folder = try Workspace(["a.json": Payload.bad])
    let outcome = try Binary.run(
      ["check", "a.json"] + row.arguments, in: folder, environment: row.environment)
    #expect(outcome.stdout.contains("\u{1B}[") == row.isColoured)
    #expect(outcome.status == 1)
  }

  @Test func `JSON has no colours`() throws {
    let outcome = try Workspace(["a.json": Payload.bad]).check("a.json", "--format", "json", "--color", "always")
    #expect(!outcome.stdout.contains("\u{1B}"))
  }

  @Test(arguments: [40, 80, 200])
  func `a long line is cut to the terminal's width around its mark`(_ columns: Int) throws {
    let padding = (0..<40).map { #""metadata": {"k\#($0)": "v\#($0)"}, "# }.joined()
    let text =
      #"{"model": "gpt-4o", \#(padding)"temperture": 1, \#(padding)"messages": [{"role": "user", "content": "Hi"}]}"#
    let outcome = try Workspace(["a.json": text]).check("a.json", environment: ["COLUMNS": "\(columns)"])
    let lines = outcome.stdout.split(separator: "\n").map(String.init)
    let error = try #require(lines.firstIndex { $0.hasPrefix("error[unknown-parameter]") })
    let line = try #require(lines[error...].firstIndex { $0.hasPrefix("1 | ") })
    #expect(lines[line].count <= columns)
    #expect(lines[line].hasPrefix("1 | …") && lines[line].hasSuffix("…"))
    #expect(underlined(lines[line], lines[line + 1]) == #""temperture""#)
  }

  @Test(arguments: [
    #"{"user": "日本語", "temperture": 1, "model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#,
    #"{"user": "🍜", "temperture": 1, "model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#,
    #"{"user": "ｆｕｌｌ", "temperture": 1, "model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#,
    "{\"user\": \"e\u{301}\u{200B}\", \"temperture\": 1, \"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}",
    "{\t\"user\": \"한국\",\t\"temperture\": 1, \"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}",
  ])
  func `carets stand below what they mean, however wide the characters before it are`(_ text: String) throws {
    let lines = try Workspace(["a.json": text]).check("a.json").stdout.split(separator: "\n").map(String.init)
    let error = try #require(lines.firstIndex { $0.hasPrefix("error[unknown-parameter]") })
    let line = try #require(lines[error...].firstIndex { $0.hasPrefix("1 | ") })
    #expect(underlined(lines[line], lines[line + 1]) == #""temperture""#)
  }

  /// The characters above the carets, for a terminal that gives wide characters two cells.
  private func underlined(_ line: String, _ carets: String) -> String {
    let start = carets.prefix { $0 != "^" }.count
    let end = start + carets.filter { $0 == "^" }.count
    var cell = 0
    var found = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      if cell >= start, cell < end { found.append(scalar) }
      switch scalar.value {
      case 0x300...0x36F, 0x200B: break
      case 0x1100...0x115F, 0x3000...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFF60, 0x1F300...0x1FAFF: cell += 2
      default: cell += 1
      }
    }
    return String(found)
  }
}

/// What never leaves the file, and never reaches the terminal.
@Suite struct PrivacyTests {
  /// Texts with the word SECRET in a place where people write what nobody else should read.
  static let texts: [(name: String, text: String)] = [
    (
      "blanks.json", #"{"model": "gpt-4o", "temperture": 1, "messages": [{"role": "user", "content": "it is SECRET"}]}"#
    ),
    (
      "long.json",
      #"{"model": "gpt-4o", "temperture": 1, "messages": [{"role": "user", "content": "averylongwordbeforeSECRET"}]}"#
    ),
    ("escape.json", #"{"model": "gpt-4o", "temperture": 1, "messages": [{"role": "user", "content": "it\tSECRET"}]}"#),
    ("type.json", #"{"model": "gpt-4o", "temperture": 1, "messages": "it is SECRET"}"#),
    ("key.json", #"{"model": "gpt-4o", "temperture": 1, "api_key": "SECRET", "messages": []}"#),
    ("prefix.json", #"{"model": "gpt-4o", "temperture": 1, "user": "sk-SECRET", "messages": []}"#),
    (
      "envelope.json",
      #"{"url": "https://api.openai.com/v1/chat/completions", "headers": {"X-Api-Key": "SECRET"}, "body": {"model": "gpt-4o", "temperture": 1}}"#
    ),
    (
      "body.json",
      #"{"url": "https://api.openai.com/v1/chat/completions", "body": "{\"model\": \"gpt-4o\", \"temperture\": 1, \"messages\": [{\"role\": \"user\", \"content\": \"it is SECRET\"}]}"}"#
    ),
    (
      "query.json",
      #"{"url": "https://api.openai.com/v1/embeddings?key=sk-proj-SECRETZq3nB7Lw0Rk5Tm9Vx2Hd8Jc4", "body": {"input": "a"}}"#
    ),
    (
      "bearer.json",
      #"{"url": "https://api.openai.com/v1/embeddings", "headers": {"Authorization": "Bearer Bearer SECRET"}, "body": {}}"#
    ),
    (
      "word.json", #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "gsk_SECRETZq3nB7Lw0Rk5Tm9Vx2"}]}"#
    ),
    ("model.json", #"{"model": "gsk_SECRETZq3nB7Lw0Rk5Tm9Vx2", "messages": []}"#),
    (
      "sdk.json",
      #"{"url": "https://api.openai.com/v1/embeddings", "body": {"input": "a", "extra_body": {"user": "it is SECRET"}}}"#
    ),
    ("open.json", #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "it is SECRET}]}"#),
    ("after.json", #"{"model": "gpt-4o", "temperture": 1, "messages": []} it is SECRET"#),
    ("comment.jsonc", #"{"model": "gpt-4o", "temperture": 1, "messages": []} // it is SECRET"#),
    ("colon.yaml", "model: gpt-4o\nmessages:\n- role: user\n  content: Mind this: SECRET\n"),
    ("comment.yaml", "model: gpt-4o\ntemperture: 1 # it is SECRET\nmessages: []\n"),
    ("open.yaml", "model: gpt-4o\nmessages: \"it is SECRET\n"),
    ("block.yaml", "model: gpt-4o\nmessages: |\n  it is\n  SECRET\n"),
    ("flow.yaml", "model: gpt-4o\nmessages: [{role: usr, content: it is SECRET}]\n"),
  ]

  @Test(arguments: ReportTests.forms.filter { $0 != "statistics" })
  func `prompts and secrets are never printed`(_ format: String) throws {
    func secret(_ index: Int) -> String { "hunter\(index)\(index)" }
    let folder = try Workspace()
    for (index, row) in Self.texts.enumerated() {
      try folder.write(Array(row.text.replacingOccurrences(of: "SECRET", with: secret(index)).utf8), to: row.name)
    }
    let arguments = ["check", "--provider", "openai", "--endpoint", "chat-completions", "--format", format]
    let outcome = try Binary.run(arguments + Self.texts.map(\.name), in: folder)
    #expect(outcome.stderr == "")
    for (index, row) in Self.texts.enumerated() {
      #expect(outcome.stdout.contains(row.name))
      #expect(!outcome.stdout.contains(secret(index)), "\(row)")
    }
  }

  @Test(arguments: ["raw", "escaped"], ["text", "concise", "github", "html", "junit"])
  func `control characters of a payload never reach the terminal`(_ form: String, _ format: String) throws {
    let controls = [
      "\u{1B}[31m", "\u{7}", "\u{8}", "\u{9B}31m", "\u{85}", "\u{7F}", "\u{202E}", "\u{2066}", "\0", "\r",
    ]
    let bodies = controls.map { control in
      let escaped = control.utf16.map { "\\u" + String(String(0x10000 + Int($0), radix: 16).dropFirst()) }.joined()
      let text = form == "raw" ? control : escaped
      return
        #"{"model": "gpt\#(text)4o", "k\#(text)y": "\#(text)", "messages": [{"role": "us\#(text)r", "\#(text)": 1}]}"#
    }
    let folder = try Workspace(["a\u{1B}[31m\u{202E}.jsonl": bodies.joined(separator: "\n")])
    let outcome = try folder.check(
      "--all", "--format", format, "--provider", "openai", "--endpoint", "chat-completions")
    #expect(outcome.stdout.contains(".jsonl:\(controls.count):"))
    #expect(moving(outcome.stdout + outcome.stderr) == [])
  }

  @Test func `names from the command line are told without control characters`() throws {
    let folder = try Workspace()
    for arguments in [["check", "a\u{1B}[31m.json"], ["check", "--\u{1B}[31m"], ["rule", "\u{1B}[31m"]] {
      let outcome = try Binary.run(arguments, in: folder)
      #expect(outcome.status == 2)
      #expect(moving(outcome.stderr) == [])
    }
  }

  /// The characters of a text that move a cursor or turn the direction of writing.
  private func moving(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      let isControl = scalar.value < 0x20 && scalar != "\n" || (0x7F...0x9F).contains(scalar.value)
      return isControl || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
  }
}
