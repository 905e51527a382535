import DocumentTree
import Facts
import SourceText
import Testing

@testable import Configuration

/// The keys that are explained are the keys that the decoder takes.
@Suite struct KeyTests {
  /// For each mapping the keys that lead to it, and a text with an unknown key in it.
  private static let rows: [(path: [String], text: String)] = [
    ([], "unheard: 1"),
    (["files", "*"], "files: {a: {unheard: 1}}"),
    (["ignore"], "ignore: [{unheard: 1}]"),
    (["models", "*"], "models: {gpt-4o: {provider: openai, unheard: 1}}"),
    (
      ["models", "*", "parameters", "*"],
      "models: {gpt-4o: {provider: openai, parameters: {top_p: {accepts: [1], unheard: 1}}}}"
    ),
    (["limits"], "limits: {unheard: 1}"),
  ]

  @Test(arguments: rows)
  func `what is explained are keys, and nearly all of them`(_ path: [String], _ text: String) {
    let configuration = Configuration(ContiguousArray(text.utf8), path: "/p/.reqlint.yaml", facts: .embedded)
    let names = configuration.alternatives.first { configuration.document.source.text($0.key) == "unheard" }?.value
    let section = ConfigurationKeys.sections.first { $0.path == path }
    let (keys, explained) = (Set(names ?? []), Set(section?.summaries.keys.map(\.self) ?? []))
    #expect(explained.isSubset(of: keys), "\(explained.subtracting(keys))")
    // A fact about models may be new.
    #expect(path.first == "models" || keys == explained, "\(keys.subtracting(explained))")
  }

  @Test func `no mapping is explained that is not looked at here`() {
    #expect(ConfigurationKeys.sections.map(\.path) == Self.rows.map(\.path))
  }
}
