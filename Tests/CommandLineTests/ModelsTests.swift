import Foundation
import Testing

/// `reqlint models` shows the facts with their sources.
@Suite struct ModelsTests {
  private static let configuration = """
    models:
      my-deployment: {like: azure-openai/gpt-4.1, max_output: 8192}
      gpt-4o: {provider: openai, max_output: {value: 5, source: "https://example.com/a", checked: 2026-01-02}}

    """

  @Test func `each fact stands below its file, its source and its day`() throws {
    let outcome = try Workspace().run("models", "openai/gpt-4o")
    #expect(outcome.status == 0)
    #expect(outcome.stderr == "")
    #expect(outcome.stdout.hasPrefix("gpt-4o at OpenAI (openai)\n\nrules/models/openai/catalog.yaml · https://"))
    #expect(outcome.stdout.contains("\n  max_output      16,384 tokens\n"), "\(outcome.stdout)")
    #expect(outcome.stdout.contains("\n\nrules/models/openai/families.yaml · https://"))
    #expect(outcome.stdout.contains("  capabilities/vision       yes\n"))
    #expect(outcome.stdout.contains("  parameters/reasoning_effort  does not take it\n"))
    #expect(outcome.stdout.contains(/\d{4}-\d\d-\d\d · medium confidence\n  retires  2027-01-14\n/))
  }

  @Test func `a name is shown at every provider that is known to have it`() throws {
    let outcome = try Workspace().run("models", "gpt-4.1-mini")
    #expect(outcome.stdout.contains("gpt-4.1-mini at OpenAI (openai)\n"))
    #expect(outcome.stdout.contains("gpt-4.1-mini at Azure OpenAI (azure-openai)\n"))
    let one = try Workspace().run("models", "gpt-4.1-mini", "--provider", "openai")
    #expect(one.stdout.hasPrefix("gpt-4.1-mini at OpenAI (openai)\n"))
    #expect(!one.stdout.contains("Azure OpenAI"))
  }

  @Test func `models of the configuration that counts here are known`() throws {
    let folder = try Workspace([".reqlint.yaml": Self.configuration])
    let own = try folder.run("models", "my-deployment")
    #expect(own.stdout.hasPrefix("my-deployment at Azure OpenAI (azure-openai)\n"))
    #expect(own.stdout.contains("\n.reqlint.yaml\n  max_output  8,192 tokens\n"), "\(own.stdout)")
    #expect(own.stdout.contains("rules/models/openai/catalog.yaml"))
    let changed = try folder.run("models", "openai/gpt-4o")
    #expect(
      changed.stdout.contains(
        "\n.reqlint.yaml · https://example.com/a · 2026-01-02 · high confidence\n  max_output  5 tokens\n"),
      "\(changed.stdout)")
    #expect(try folder.run("models", "--provider", "azure-openai").stdout.contains("\n  my-deployment "))
    #expect(try Workspace().run("models", "my-deployment").status == 2)
  }

  @Test func `without a name there is a table for each provider`() throws {
    let all = try Workspace().run("models").stdout
    #expect(all.contains("OpenAI (openai)\n  model "))
    #expect(all.contains("Anthropic (anthropic)\n  model "))
    let one = try Workspace().run("models", "--provider", "openai").stdout
    #expect(one.hasPrefix("OpenAI (openai)\n  model "))
    #expect(!one.contains("Anthropic"))
    let row = one.split(separator: "\n").first { $0.hasPrefix("  gpt-4o ") }
    #expect(
      row?.split(separator: " ", omittingEmptySubsequences: true).prefix(4) == [
        "gpt-4o", "128,000", "16,384", "2027-01-14",
      ])
  }

  @Test func `programs get values, not words`() throws {
    let outcome = try Workspace([".reqlint.yaml": Self.configuration]).run(
      "models", "openai/gpt-4o", "--format", "json")
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])
    #expect(report["format"] as? Int == 1)
    let model = try #require((report["models"] as? [[String: Any]])?.first)
    #expect(model["provider"] as? String == "openai" && model["model"] as? String == "gpt-4o")
    let facts = try #require(model["facts"] as? [[String: Any]])
    func fact(_ name: String) -> [String: Any] { facts.first { $0["name"] as? String == name } ?? [:] }
    #expect(fact("context_window")["value"] as? Int == 128_000)
    #expect(fact("context_window")["file"] as? String == "models/openai/catalog.yaml")
    #expect(fact("max_output")["value"] as? Int == 5)
    #expect(fact("max_output")["checked"] as? String == "2026-01-02")
    #expect(fact("retires")["confidence"] as? String == "medium")
    #expect(fact("capabilities/vision")["value"] as? Bool == true)
    #expect((fact("parameters/reasoning_effort")["value"] as? [String: Any])?["accepts"] as? String == "nothing")
  }

  @Test(arguments: [
    (["openai/gpt-4o"], "gpt-4o at OpenAI"), (["gpt-4o", "--provider", "openai"], "gpt-4o at OpenAI"),
    (["openai/gpt-4o", "--provider", "openai"], "gpt-4o at OpenAI"),
    (["openai/gpt-4o", "--provider", "openrouter"], "openai/gpt-4o at OpenRouter"),
    (["ai21/jamba-large-1.7"], "ai21/jamba-large-1.7 at OpenRouter"),
    (["anthropic/claude-3.5-haiku"], "anthropic/claude-3.5-haiku at OpenRouter"),
  ])
  func `a name may stand behind its provider, and have a slash`(_ arguments: [String], _ says: String) throws {
    let outcome = try Binary.run(["models"] + arguments, in: try Workspace())
    #expect(outcome.status == 0)
    #expect(outcome.stdout.contains(says), "\(outcome.stdout)\(outcome.stderr)")
  }

  @Test(arguments: [
    (["gpt-4oo"], "no model `gpt-4oo` is known; did you mean `gpt-4o`?"),
    (["openai/gpt-4oo"], "did you mean `openai/gpt-4o`?"),
    (["gpt-4oo", "--provider", "openai"], "did you mean `gpt-4o`?"),
    (["openai/gpt-4oo", "--provider", "openai"], "did you mean `openai/gpt-4o`?"),
    (["opnai/gpt-4o"], "`opnai` is no provider; did you mean `openai/gpt-4o`?"),
    (["zzz"], "`reqlint models` lists them"),
    (["", "--provider", "opnai"], "`opnai` is no provider; did you mean `openai`?"),
  ])
  func `a name that there is not is told and ends with 2`(_ arguments: [String], _ says: String) throws {
    let outcome = try Binary.run(["models"] + arguments, in: try Workspace())
    #expect(outcome.status == 2)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains(says), "\(outcome.stderr)")
  }

  @Test func `a mistake in the configuration is told, and the rest counts`() throws {
    let outcome = try Workspace([".reqlint.yaml": "exlude: []\n" + Self.configuration]).run("models", "my-deployment")
    #expect(outcome.status == 0)
    #expect(outcome.stderr.contains("1 mistake in .reqlint.yaml: what is wrong there was left out, the rest counts"))
  }
}
