import Foundation
import LanguageServer
import Linting
import SourceText
import Testing

/// The language server says of a file what the command line says of it: the same program, asked in its two ways.
struct ParityTests {
  private static let extensions: Set = [
    "json", "jsonc", "jsonl", "ndjson", "yaml", "yml", "har", "http", "rest", "bru",
  ]

  @Test(arguments: ["Tests/Examples", "Tests/Fixtures"])
  func `both find the same in every file of a folder`(_ folder: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let path = root.deletingLastPathComponent().appendingPathComponent(folder).path
    let workspace = try Workspace()
    try expectParity(path, in: workspace)
  }

  @Test func `both find the same in the examples of every rule, under a configuration`() throws {
    let workspace = try Workspace()
    var configuration = "rules: {unknown-model: hint, out-of-range: info}\nfiles:\n"
    for card in AllRules.cards {
      for (place, example) in card.examples.enumerated() {
        let name = "\(card.id)-\(place).\(example.format == .yaml ? "yaml" : "json")"
        let text = example.payload.filter { $0 != "«" && $0 != "»" }
        let api = example.api.split(separator: "/")
        guard api.count == 2 else { continue }
        configuration += "  \(name): {provider: \(api[0]), endpoint: \(api[1])}\n"
        try workspace.write(Array(text.utf8), to: name)
      }
    }
    try workspace.write(Array((configuration + "nothing: 1\n").utf8), to: ".reqlint.yaml")
    let count = try expectParity(workspace.path, in: workspace)
    #expect(count > AllRules.cards.count)
  }

  // MARK: The two ways

  @discardableResult
  private func expectParity(_ folder: String, in workspace: Workspace) throws -> Int {
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
      .filter { Self.extensions.contains(URL(fileURLWithPath: $0).pathExtension) }.map { "\(folder)/\($0)" }
    // The protocol carries text, so bytes that are none cannot be opened.
    let texts = try files.compactMap { path in
      String(validating: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self).map { (path: path, text: $0) }
    }
    let told = try checked(folder, in: workspace)
    let served = try served(texts, in: workspace)
    for (path, _) in texts {
      #expect((told[path] ?? []) == (served[path] ?? []), "\(path)")
    }
    return told.values.joined().count
  }

  /// What `reqlint check` finds, by the path of the file.
  private func checked(_ folder: String, in workspace: Workspace) throws -> [String: [String]] {
    let report = try Self.object(workspace.check("--format", "json", "--allow-empty", folder).stdout)
    var found: [String: [String]] = [:]
    for finding in report["diagnostics"] as? [[String: Any]] ?? [] {
      guard let path = finding["path"] as? String else { continue }
      let fixes = (finding["fixes"] as? [[String: Any]] ?? []).map { fix in
        let edits = (fix["edits"] as? [[String: Any]] ?? []).map {
          "\($0["startOffset"] ?? "")-\($0["endOffset"] ?? ""):\($0["text"] ?? "")"
        }
        return "\(fix["title"] ?? "") \(fix["safety"] ?? "") \(edits)"
      }
      let help = (finding["help"] as? String).map { " (\($0))" } ?? ""
      let place = path.hasPrefix("/") ? path : "\(workspace.path)/\(path)"
      found[place, default: []].append(
        "\(finding["rule"] ?? "") \(finding["severity"] ?? "") \(finding["startOffset"] ?? "")-\(finding["endOffset"] ?? "") \(finding["message"] ?? "")\(help) \(fixes)"
      )
    }
    return found.mapValues { $0.sorted() }
  }

  /// What `reqlint lsp` finds in the texts, by their paths.
  private func served(_ texts: [(path: String, text: String)], in workspace: Workspace) throws -> [String: [String]] {
    var script = Script()
    script.ask(
      "initialize",
      [
        "initializationOptions": ["asOf": "2026-06-01"],
        "capabilities": ["general": ["positionEncodings": ["utf-8"]], "textDocument": ["diagnostic": [:]]],
      ])
    script.tell("initialized", [:])
    var asked: [(path: String, text: String, diagnostics: Int, actions: Int)] = []
    for (path, text) in texts {
      let identity = ["uri": URL(fileURLWithPath: path).absoluteString]
      script.tell(
        "textDocument/didOpen",
        ["textDocument": ["uri": identity["uri"] ?? "", "languageId": "x", "version": 1, "text": text]])
      let diagnostics = script.ask("textDocument/diagnostic", ["textDocument": identity])
      let end = ["line": text.utf8.count, "character": 0]
      let actions = script.ask(
        "textDocument/codeAction",
        [
          "textDocument": identity, "range": ["start": ["line": 0, "character": 0], "end": end],
          "context": ["diagnostics": [String](), "only": ["quickfix"]],
        ])
      script.tell("textDocument/didClose", ["textDocument": identity])
      asked.append((path, text, diagnostics, actions))
    }
    script.ask("shutdown", nil)
    script.tell("exit", nil)
    let outcome = try workspace.run("lsp", stdin: script.text)
    #expect(outcome.status == 0)
    let answers = try Self.answers(outcome.stdout)
    var found: [String: [String]] = [:]
    for document in asked {
      let lines = LineIndex(SourceText(document.text))
      let report = answers[document.diagnostics] as? [String: Any]
      let actions = answers[document.actions] as? [[String: Any]] ?? []
      found[document.path] = (report?["items"] as? [[String: Any]] ?? []).map { item in
        Self.words(of: item, actions, lines)
      }.sorted()
    }
    return found
  }

  private static func words(of item: [String: Any], _ actions: [[String: Any]], _ lines: LineIndex) -> String {
    let own = actions.filter {
      (($0["diagnostics"] as? [[String: Any]])?.first as NSDictionary?) == item as NSDictionary
    }
    let fixes = own.map { action in
      let title = action["title"] as? String ?? ""
      let mark = " (changes what is asked for)"
      let changes = (action["edit"] as? [String: Any])?["changes"] as? [String: [[String: Any]]]
      let edits = (changes?.values.first ?? []).map { "\(offsets($0["range"], lines)):\($0["newText"] ?? "")" }
      return title.hasSuffix(mark) ? "\(title.dropLast(mark.count)) unsafe \(edits)" : "\(title) safe \(edits)"
    }
    let severities = ["error", "warning", "info", "hint"]
    let severity = severities[(item["severity"] as? Int ?? 1) - 1]
    return "\(item["code"] ?? "") \(severity) \(offsets(item["range"], lines)) \(item["message"] ?? "") \(fixes)"
  }

  private static func offsets(_ range: Any?, _ lines: LineIndex) -> String {
    let range = range as? [String: [String: Int]]
    let places = ["start", "end"].map { name in
      let place = range?[name]
      return String(
        lines.offset(of: Position(line: place?["line"] ?? -1, column: place?["character"] ?? -1), in: .utf8))
    }
    return places.joined(separator: "-")
  }

  // MARK: The conversation

  private struct Script {
    private(set) var text = ""
    private var last = 0

    @discardableResult
    mutating func ask(_ method: String, _ params: Any?) -> Int {
      last += 1
      write(["jsonrpc": "2.0", "id": last, "method": method, "params": params ?? NSNull()])
      return last
    }

    mutating func tell(_ method: String, _ params: Any?) {
      write(["jsonrpc": "2.0", "method": method, "params": params ?? NSNull()])
    }

    private mutating func write(_ message: [String: Any]) {
      guard let content = try? JSONSerialization.data(withJSONObject: message) else { return }
      text += "Content-Length: \(content.count)\r\n\r\n" + String(decoding: content, as: UTF8.self)
    }
  }

  /// The results by the ids of their requests.
  private static func answers(_ output: String) throws -> [Int: Any] {
    var reader = FrameReader()
    reader.append(output.utf8)
    var answers: [Int: Any] = [:]
    while case .message(let content)? = reader.next() {
      let message = try object(String(decoding: content, as: UTF8.self))
      if let id = message["id"] as? Int { answers[id] = message["result"] }
    }
    return answers
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
