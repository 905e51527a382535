import DocumentTree
import Facts
import Foundation
import Linting
import SourceText
import Testing

/// Requests that their APIs accept: `Fixtures/valid/<provider>/<endpoint>`, one a file, an array of them, or one a line.
struct ValidExample: Sendable, CustomTestStringConvertible {
  /// Under the folder.
  let path: String
  let provider: String
  let endpoint: String
  /// One request, in JSON.
  let text: String

  var testDescription: String { "\(path): \(text.prefix(60))" }

  static let all: [ValidExample] = {
    let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return found.sorted().flatMap(examples)
  }()

  var settings: LintSettings {
    LintSettings(provider: provider, endpoint: endpoint, today: Day("2025-06-01") ?? Day(secondsSince1970: 0))
  }

  /// The URL that the request goes to, and its path; nil where the model would stand in it.
  var url: (whole: String, path: String)? {
    guard let provider = Facts.embedded.provider(provider), let path = provider.endpoint(endpoint)?.paths.first,
      let host = provider.hosts.first?.description, !path.namesModel
    else { return nil }
    let filled = path.filled(with: "x", model: "x", version: provider.apiVersions.last)
    return ("https://" + host.replacing("*", with: "mine") + filled, filled)
  }

  func lint(_ text: String) -> (requests: [Request], diagnostics: [Diagnostic]) {
    Linter(facts: .embedded, settings: settings).analyse(Document.parse(SourceText(text), as: .json))
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures/valid").standardizedFileURL.path

  private static func examples(_ path: String) -> [ValidExample] {
    let parts = path.split(separator: "/").map(String.init)
    guard parts.count == 2, let name = parts[1].split(separator: ".").first else { return [] }
    let bytes = FileManager.default.contents(atPath: folder + "/" + path) ?? Data()
    let texts = path.hasSuffix(".jsonl") ? bytes.split(separator: UInt8(ascii: "\n")) : [bytes]
    let roots = texts.flatMap { Document.parse(SourceText(ContiguousArray($0)), as: .json).roots }
    let nodes = roots.flatMap { $0.kind == .array ? Array($0.items) : [$0] }
    return nodes.map {
      ValidExample(path: path, provider: parts[0], endpoint: String(name), text: $0.rawText)
    }
  }
}

@Suite struct ValidExampleTests {
  @Test(arguments: ValidExample.all)
  func `a request that its API accepts is recognised, and nothing is wrong with it`(_ example: ValidExample) {
    let (requests, diagnostics) = example.lint(example.text)
    #expect(requests.first.map { "\($0.provider.id)/\($0.endpoint.id)" } == "\(example.provider)/\(example.endpoint)")
    let wrong = diagnostics.filter { $0.severity >= .warning }
    #expect(wrong.map { "\($0.rule) \($0.pointer): \($0.message)" } == [])
  }

  @Test(arguments: ["openai", "azure-openai", "ollama", "telekom"])
  func `every endpoint with a shape has an example`(_ id: String) throws {
    let provider = try #require(Facts.embedded.provider(id))
    let missing = provider.endpoints.filter { endpoint in
      endpoint.shape != nil && !ValidExample.all.contains { $0.provider == id && $0.endpoint == endpoint.id }
    }
    #expect(missing.map(\.id) == [])
  }
}
