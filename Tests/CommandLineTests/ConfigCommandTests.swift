import Foundation
import Testing

/// `reqlint config` says what is decided for a file and why.
@Suite struct ConfigCommandTests {
  private static let configuration = """
    files:
      prompts/: {provider: openai, model: gpt-5.6-luna}
      local/: {provider: ollama, endpoint: api-chat, server: 0.8.0}
    rules: {deprecated-parameter: off}
    models: {my-deployment: {like: azure-openai/gpt-4.1, max_output: 8192}}
    limits: {tpm: 30000, rpm: 500}
    exclude: [prompts/old/]

    """
  private static let bare = #"{"messages": [{"role": "user", "content": "Hi"}]}"#
  private static let azure =
    #"{"url": "https://x.openai.azure.com/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21", "body": {"messages": []}}"#

  private func folder() throws -> Workspace {
    try Workspace([
      ".reqlint.yaml": Self.configuration, "prompts/a.json": Self.bare, "prompts/old/a.json": Self.bare,
      "local/a.json": #"{"model": "qwen3", "messages": []}"#, "azure.json": Self.azure, "other.json": "[1]",
      "b.yaml": "# reqlint: api=openai/embeddings\nmodel: text-embedding-3-small\ninput: Hi\n",
      "lines.jsonl": "\(Payload.good)\n\(Payload.good)\n", "vision.json": Payload.good,
    ])
  }

  @Test func `all that was decided is said`() throws {
    let outcome = try folder().run("config", "prompts/a.json", "--severity", "unknown-model=error")
    #expect(
      outcome.stdout == """
        prompts/a.json
          configuration  .reqlint.yaml
          files          prompts/ → provider openai, model gpt-5.6-luna
          rules          deprecated-parameter: off, by `rules:` in .reqlint.yaml
                         unknown-model: error, by the command line
          limits         tpm 30,000, rpm 500

        line 1
          provider  openai, because of `files:` in .reqlint.yaml
          endpoint  chat-completions
          model     gpt-5.6-luna, because of `files:` in .reqlint.yaml

        """, "\(outcome)")
    #expect(outcome.status == 0)
  }

  /// A file, flags, and lines that the answer has.
  struct Row: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let says: [String]

    init(_ arguments: String..., saying says: [String]) {
      (self.arguments, self.says) = (arguments, says)
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Row("prompts/old/a.json", saying: ["  walks          pass it over, by `exclude:` in .reqlint.yaml"]),
    Row("local/a.json", saying: ["  files          local/ → provider ollama, endpoint api-chat, server 0.8.0"]),
    Row(
      "azure.json",
      saying: [
        "  provider   azure-openai, because of the URL", "  model      my-deployment, because of the URL",
        "  own facts  max_output: 8,192 tokens",
      ]),
    Row(
      "b.yaml",
      saying: [
        "  provider  openai, because of a `# reqlint:` comment",
        "  model     text-embedding-3-small, because of the body",
      ]),
    Row(
      "lines.jsonl",
      saying: [
        "2 requests, the first in line 1", "  provider  openai, because of the model's name and the shape of the body",
      ]),
    Row(
      "vision.json", "--model-as", "my-deployment",
      saying: ["  model-as       my-deployment"]),
    Row("vision.json", "--provider", "openai", saying: ["  provider  openai, because of the command line"]),
    Row(
      "vision.json", "--set", "rules: {wrong-type: hint}",
      saying: ["  set            rules: {wrong-type: hint}", "                 wrong-type: hint, by the command line"]),
    Row("vision.json", "--select", "wrong-type", saying: ["  select         only wrong-type"]),
    Row("other.json", saying: ["no request: nothing says which API this is for"]),
  ])
  func `each decision comes with its reason`(_ row: Row) throws {
    let outcome = try Binary.run(["config"] + row.arguments, in: try folder())
    #expect(outcome.status == 0, "\(outcome)")
    let lines = outcome.stdout.split(separator: "\n").map(String.init)
    for line in row.says { #expect(lines.contains(line), "\(outcome.stdout)") }
  }

  @Test func `programs get every key`() throws {
    let outcome = try folder().run("config", "local/a.json", "--format", "json")
    let report = try #require(JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])
    #expect(
      Set(report.keys) == [
        "configuration", "extends", "files", "format", "limits", "modelAs", "passedOver", "path", "reqlint", "requests",
        "rules", "select", "set",
      ])
    #expect((report["files"] as? [String: Any])?["server"] as? String == "0.8.0")
    let request = try #require((report["requests"] as? [[String: Any]])?.first)
    #expect(request["lines"] as? [Int] == [1])
    #expect(request["reason"] as? String == "`files:` in .reqlint.yaml")
    #expect(request["model"] as? String == "qwen3")
  }

  @Test func `without a configuration it says so, and a file that is not there ends with 2`() throws {
    let folder = try Workspace(["a.json": Payload.good])
    #expect(try folder.run("config", "a.json").stdout.contains("\n  configuration  none\n"))
    let missing = try folder.run("config", "b.json")
    #expect(missing.status == 2)
    #expect(missing.stderr.contains("b.json could not be read"))
  }
}
