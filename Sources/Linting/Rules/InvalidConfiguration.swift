/// A `.reqlint.yaml` that says something nobody understands. The target `Configuration`, which reads it, finds it.
package enum InvalidConfiguration: Rule {
  package static let card = RuleCard(
    id: "invalid-configuration", since: "0.1.0", severity: .error,
    summary: "The configuration has a key, a name or a value that means nothing.",
    why: "What is not understood is left out, so the run does something else than was asked for. All the rest counts.",
    examples: [
      .bad(
        "rules:\n  «unkown-model»: warning\n", fixed: "rules:\n  unknown-model: warning\n", api: configuration,
        as: .yaml),
      .bad("files:\n  prompts/: {provider: «opnai»}\n", api: configuration, as: .yaml),
      .bad("«exlude»: [fixtures/]\n", fixed: "exclude: [fixtures/]\n", api: configuration, as: .yaml),
      .good("files:\n  prompts/: {provider: openai}\nrules:\n  unknown-model: off\n", api: configuration, as: .yaml),
    ])

  /// What the examples are for, instead of an API.
  package static let configuration = ".reqlint.yaml"
}
