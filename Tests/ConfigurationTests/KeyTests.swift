import DocumentTree
import Facts
import SourceText
import Testing

@testable import Configuration

/// The keys that the decoder takes are the keys that are explained.
@Suite struct KeyTests {
  /// For each mapping the keys that lead to it, and a text with an unknown key in it.
  private static let rows: [(path: [String], text: String)] = [
    ([], "unheard: 1"),
    (["files", "*"], "files: {a: {unheard: 1}}"),
    (["models", "*"], "models: {gpt-4o: {provider: openai, unheard: 1}}"),
    (
      ["models", "*", "parameters", "*"],
      "models: {gpt-4o: {provider: openai, parameters: {top_p: {accepts: [1], unheard: 1}}}}"
    ),
    (["limits"], "limits: {unheard: 1}"),
  ]

  @Test(arguments: rows)
  func `each key of a mapping is explained, and no other`(_ path: [String], _ text: String) {
    let configuration = Configuration(ContiguousArray(text.utf8), path: "/p/.reqlint.yaml", facts: .embedded)
    let names = configuration.alternatives.first { configuration.document.source.text($0.key) == "unheard" }?.value
    let section = ConfigurationKeys.sections.first { $0.path == path }
    #expect(names?.sorted() == section?.summaries.keys.sorted())
  }

  @Test func `no mapping is explained that is not looked at here`() {
    #expect(ConfigurationKeys.sections.map(\.path) == Self.rows.map(\.path))
  }
}
