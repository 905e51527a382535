import Foundation
import Testing

/// `reqlint models import` learns of models from lists that others publish.
@Suite struct ModelsImportTests {
  private static let liteLLM = #"""
    {"sample_spec": {"litellm_provider": "one of many", "mode": "one of many", "max_tokens": "a number"},
     "openrouter/acme/one": {"litellm_provider": "nobody", "mode": "chat"},
     "mistral/zz-one": {"litellm_provider": "mistral", "mode": "chat", "max_input_tokens": 32000,
       "max_output_tokens": 8000, "supports_vision": true, "supports_function_calling": false},
     "mistral/zz-two": {"litellm_provider": "mistral", "mode": "embedding", "output_vector_size": 1024,
       "deprecation_date": "2027-01-31"},
     "1024-x-1024/mistral/zz-one": {"litellm_provider": "mistral", "mode": "image_generation"}}
    """#
  private static let modelsDev = #"""
    {"mistral": {"id": "mistral", "env": ["K"], "models": {"zz-one": {"id": "zz-one",
      "limit": {"context": 40000, "output": 16000}, "modalities": {"input": ["text"], "output": ["text"]},
      "tool_call": true, "reasoning": false}}}}
    """#
  private static let show = #"""
    {"details": {"family": "x"}, "model_info": {"general.architecture": "x", "x.context_length": 40960},
     "capabilities": ["completion", "tools"]}
    """#
  private static func list(_ row: String, more: String = "") -> String {
    #"{"object": "list", "data": [\#(row)]\#(more)}"#
  }

  // MARK: A user's configuration

  @Test(arguments: [
    ("litellm", liteLLM, ["--model", "x"], "zz-one: {provider: mistral, max_input: 32000, max_output: 8000,"),
    ("models-dev", modelsDev, [], "zz-one: {provider: mistral, context_window: 40000, max_output: 16000,"),
    (
      "ollama-show", show, ["--model", "zz:latest"],
      "zz: {provider: ollama, context_window: 40960, capabilities: {completion: true, embedding: false, insert: false,"
    ),
    (
      "ollama-tags", #"{"models": [{"name": "zz-1:8b", "digest": "a", "details": {}}]}"#, [],
      "\"zz-1:8b\": {provider: ollama}"
    ),
    (
      "openai-models",
      list(#"{"id": "zz-1", "object": "model", "owned_by": "openai"}, {"id": "ft:a", "owned_by": "openai"}"#),
      [], "zz-1: {provider: openai}"
    ),
    ("openai-models", list(#"{"id": "zz-1", "owned_by": "me"}"#), ["--provider", "groq"], "zz-1: {provider: groq}"),
    (
      "telekom-models",
      list(
        #"{"id": "Zz-1", "owned_by": "t", "meta_data": {"max_sequence_length": 8192, "max_output_length": 0, "model_type": "LLM"}}"#
      ),
      [], "Zz-1: {provider: telekom, context_window: 8192, capabilities: {completion: true},"
    ),
    (
      "anthropic-models",
      #"{"data": [{"type": "model", "id": "zz-1", "display_name": "Z", "max_input_tokens": 9, "max_tokens": 5}], "has_more": true}"#,
      [], "zz-1: {provider: anthropic, max_input: 9, max_output: 5,"
    ),
    (
      "openrouter-models",
      #"{"data": [{"id": "a/zz", "context_length": 7, "architecture": {"input_modalities": ["text", "image"], "output_modalities": ["text"]}, "top_provider": {"max_completion_tokens": 3}, "supported_parameters": ["tools"]}]}"#,
      [],
      "a/zz: {provider: openrouter, context_window: 7, max_output: 3, capabilities: {completion: true, vision: true, tools: true},"
    ),
    (
      "modelparams", "provider: mistral\nauthType: api_key\nmodel: zz-9\nshutdownOn: 2027-02-03\nparams: []\n", [],
      "zz-9: {provider: mistral, retires: 2027-02-03,"
    ),
  ])
  func `a list becomes rows for a configuration, with or without its kind`(
    _ kind: String, _ text: String, _ flags: [String], _ row: String
  ) throws {
    let folder = try Workspace()
    for from in [["--from", kind], []] {
      let outcome = try Binary.run(["models", "import", "-"] + from + flags, stdin: text, in: folder)
      #expect(outcome.status == 0, "\(outcome.stderr)")
      #expect(outcome.stdout.hasPrefix("models:\n"), "\(outcome.stdout)")
      #expect(outcome.stdout.contains("\n  " + row), "\(outcome.stdout)")
    }
  }

  @Test func `what is written is a configuration that counts`() throws {
    let folder = try Workspace(["show.json": Self.show])
    let outcome = try folder.run("models", "import", "show.json", "--model", "zz", "--output", ".reqlint.yaml")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains("ollama/zz  new: context_window 40,960"))
    let models = try folder.run("models", "ollama/zz")
    #expect(models.stderr == "")
    #expect(models.stdout.contains(/context_window +40,960 tokens/))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == ["show.json", ".reqlint.yaml"])
  }

  @Test func `a configuration keeps every byte that the list is not about`() throws {
    let before = """
      # mine
      models:
        zz:  # own
          provider: ollama
          context_window: 2048   # small
        other: {provider: ollama, max_output: 5}

      # the rest
      exclude: [a/]
      """
    let folder = try Workspace([".reqlint.yaml": before, "show.json": Self.show])
    let outcome = try folder.run("models", "import", "show.json", "--model", "zz", "--output", ".reqlint.yaml")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains("ollama/zz  context_window: 2,048 → 40,960\n"), "\(outcome.stdout)")
    let after = try folder.text(of: ".reqlint.yaml")
    for line in ["# mine", "  zz:  # own", "# the rest", "exclude: [a/]", "  other: {provider: ollama, max_output: 5}"]
    {
      #expect(after.contains(line), "\(after)")
    }
    #expect(after.contains("40960") && after.contains("# small"), "\(after)")
    #expect(try folder.run("config", "show.json").stderr == "")
    let again = try folder.run("models", "import", "show.json", "--model", "zz", "--output", ".reqlint.yaml")
    #expect(again.stdout == "", "\(again.stdout)")
    #expect(try folder.text(of: ".reqlint.yaml") == after)
  }

  // MARK: Catalogues

  private static func rules() throws -> Workspace {
    try Workspace([
      "rules/providers/mistral.yaml": "name: Mistral\nsource: https://example.com\nchecked: 2026-01-01\n",
      "rules/models/mistral/families.yaml":
        "source: https://example.com\nchecked: 2026-01-01\nfamilies:\n  - {id: one, match: [zz-one], capabilities: {tools: true}}\n",
      "litellm.json": liteLLM, "models-dev.json": modelsDev,
    ])
  }

  private static func importing(_ file: String, into folder: Workspace) throws -> Binary.Outcome {
    try folder.run("models", "import", file, "--catalog", "rules", "--as-of", "2026-11-21")
  }

  @Test func `a catalogue has one model a line, sorted, with what others do not know`() throws {
    let folder = try Self.rules()
    let outcome = try Self.importing("litellm.json", into: folder)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(
      try folder.text(of: "rules/models/mistral/catalog.yaml") == """
        # yaml-language-server: $schema=../../vocabulary.schema.json
        source: https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json
        checked: 2026-11-21
        confidence: medium
        models:
          zz-one: {max_input: 32000, max_output: 8000, capabilities: {completion: true, vision: true}}
          zz-two: {dimensions: 1024, retires: {value: 2027-01-31, confidence: low}, capabilities: {embedding: true}}

        """)
    #expect(outcome.stderr.contains("2 models, 2 of them new"), "\(outcome.stderr)")
    #expect(outcome.stderr.contains("2 rows of providers that are not known here: nobody and one of many"))
  }

  @Test func `where sources contradict each other the milder fact counts, as a weak one`() throws {
    let folder = try Self.rules()
    _ = try Self.importing("litellm.json", into: folder)
    let outcome = try Self.importing("models-dev.json", into: folder)
    let text = try folder.text(of: "rules/models/mistral/catalog.yaml")
    #expect(outcome.stdout.contains("mistral/zz-one  max_output: 8,000 → 16,000\n"), "\(outcome.stdout)")
    #expect(outcome.stdout.contains("vision stays yes, the list says no (a surer source)"), "\(outcome.stdout)")
    #expect(text.contains("max_output: {value: 16000, source: \"https://models.dev\", confidence: low}"), "\(text)")
    #expect(text.contains("context_window: {value: 40000, source: \"https://models.dev\"}"), "\(text)")
    #expect(!text.contains("tools"), "families are reviewed by hand")
    #expect(text.contains("  zz-two: {dimensions: 1024"), "a model that the list does not have stays")
    _ = try Self.importing("litellm.json", into: folder)
    #expect(try folder.text(of: "rules/models/mistral/catalog.yaml") == text)
  }

  @Test(arguments: [
    ("zz-rerank: {max_input: 4096}", "no output in tokens of what writes no text"),
    ("zz-embed: {max_input: 512}", "what embeds writes no text either, whatever a list says"),
    (
      "zz-window: {max_output: 16000, capabilities: {completion: true}}",
      "the input has to fit into the window that counts"
    ),
  ])
  func `of what a list says only what goes with the rest is taken`(_ row: String, _ why: Comment) throws {
    let folder = try Workspace([
      "rules/providers/mistral.yaml": "name: Mistral\nsource: https://example.com\nchecked: 2026-01-01\n",
      "rules/models/mistral/families.yaml": """
      source: https://example.com
      checked: 2026-01-01
      families:
        - {id: window, match: [zz-window], context_window: 128000}
        - {id: embed, match: [zz-embed], capabilities: {embedding: true}}

      """,
      "litellm.json": #"""
      {"zz-rerank": {"litellm_provider": "mistral", "mode": "rerank", "max_input_tokens": 4096, "max_output_tokens": 4096},
       "zz-embed": {"litellm_provider": "mistral", "mode": "embedding", "max_input_tokens": 512, "max_output_tokens": 512}}
      """#,
      "models-dev.json": #"""
      {"mistral": {"id": "mistral", "env": ["K"], "models": {
        "zz-window": {"id": "zz-window", "limit": {"context": 400000, "input": 272000, "output": 16000},
          "modalities": {"output": ["text"]}},
        "zz-embed": {"id": "zz-embed", "limit": {"context": 512, "output": 1024}, "modalities": {"output": ["text"]},
          "tool_call": false}}}}
      """#,
    ])
    _ = try Self.importing("litellm.json", into: folder)
    _ = try Self.importing("models-dev.json", into: folder)
    let text = try folder.text(of: "rules/models/mistral/catalog.yaml")
    let taken = text.split(separator: "\n").map { $0.replacing(/(, |\{)source: "[^"]*"/, with: "") }
    #expect(taken.contains("  " + row), "\(text)\(why)")
  }

  @Test func `a model that its list dropped stays and is told`() throws {
    let folder = try Self.rules()
    _ = try Self.importing("litellm.json", into: folder)
    let shorter = Self.liteLLM.replacingOccurrences(of: "zz-two", with: "zz-three")
    try folder.write(Array(shorter.utf8), to: "litellm.json")
    let outcome = try Self.importing("litellm.json", into: folder)
    #expect(outcome.stdout.contains("mistral/zz-two  not in the list any more; it stays\n"), "\(outcome.stdout)")
    #expect(try folder.text(of: "rules/models/mistral/catalog.yaml").contains("\n  zz-three: {dimensions: 1024"))
  }

  // MARK: Bad input

  @Test(arguments: [
    (["--from", "litellm"], show, "<stdin>:1:1: this is not LiteLLM: it has nothing at `*/litellm_provider`"),
    (["--from", "models-dev"], liteLLM, "is more like `--from litellm`; nothing was written"),
    ([], #"{"data": [{"id": "x", "obj"#, "<stdin>:1:11: `{` is never closed; nothing was written"),
    (["--from", "litellm"], #"{"a": {"litellm_provider": "openai", "mode": "chat"}"#, "nothing was written"),
    ([], "[1, 2]", "<stdin>:1:1: no list of models is like this"),
    ([], "", "<stdin>:1:1: "),
    (["--from", "litelm"], "{}", "`litelm` is no list of models; did you mean `litellm`?"),
    (["--from", "ollama-show"], show, "give it with --model"),
    (["--provider", "mistal"], liteLLM, "did you mean `mistral`?"),
    (["--output", "a", "--catalog", "b"], liteLLM, "give either `--output` or `--catalog`"),
    (["--catalog", "nowhere"], liteLLM, "it has no providers/"),
  ])
  func `what is no such list is a sentence with the place`(_ flags: [String], _ text: String, _ says: String) throws {
    let folder = try Workspace()
    let outcome = try Binary.run(["models", "import", "-"] + flags, stdin: text, in: folder)
    #expect(outcome.status == 2)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.contains(says), "\(outcome.stderr)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `a configuration that is no YAML is left as it is`() throws {
    let folder = try Workspace([".reqlint.yaml": "models: [\n", "show.json": Self.show])
    let outcome = try folder.run("models", "import", "show.json", "--model", "zz", "--output", ".reqlint.yaml")
    #expect(outcome.status == 2)
    #expect(outcome.stderr.contains(".reqlint.yaml:2:1: this is not YAML"), "\(outcome.stderr)")
    #expect(try folder.text(of: ".reqlint.yaml") == "models: [\n")
  }
}
