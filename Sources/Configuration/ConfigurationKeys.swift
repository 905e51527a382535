/// What the keys of a configuration are for, in words; which keys there are, the decoder says.
package enum ConfigurationKeys {
  /// What a key is for.
  ///
  /// - Parameter path: the keys from the root down to it; nil where a user makes up the key.
  package static func summary(of path: [String]) -> String? {
    guard let key = path.last else { return nil }
    return sections.first { $0.isAround(path) }?.summaries[key]
  }

  /// The keys of one mapping.
  struct Section: Sendable {
    /// The keys from the root down to the mapping; `*` stands for one that a user makes up.
    let path: [String]
    let summaries: [String: String]

    fileprivate func isAround(_ key: [String]) -> Bool {
      key.count == path.count + 1 && zip(path, key).allSatisfy { $0 == "*" || $0 == $1 }
    }
  }

  static let sections = [
    Section(
      path: [],
      summaries: [
        "extends": "configurations that this one is laid over: a path from its folder on, or a list of paths",
        "required-version":
          "the version of reqlint that this is for, or a later one; or bounds such as \">=0.1.0, <2\"",
        "required-facts": "the day that the facts of reqlint have to be of, or a later one",
        "files": "which API the files are for that a pattern matches; the first pattern that says it counts",
        "rules": "how loud rules are, by id, group or the start of ids and a *: error, warning, info, hint or off",
        "models": "models of your own, or facts that you know better, by the model's name",
        "limits": "how much your account may use",
        "compare": "the models that `reqlint compare` and its action in editors take where none are named",
        "exclude": "what is passed over, in patterns as in .gitignore",
        "ignore": "findings that are not told, each by the files, the rule and the place",
        "baseline": "the file with the findings that were there before; `reqlint check --write-baseline` writes it",
      ]),
    Section(
      path: ["files", "*"],
      summaries: [
        "provider": "the id of the provider that bodies without a URL are for",
        "endpoint": "the id of one of the provider's endpoints",
        "model": "the model of bodies that name none, because somebody else adds it",
        "server": "the version of the server that answers, such as 0.5.1",
        "rules": "how loud rules are in these files; the first pattern that names a rule counts",
      ]),
    Section(
      path: ["ignore"],
      summaries: [
        "files": "the files, in a pattern as in .gitignore",
        "rule": "the id of the rule",
        "pointer": "the JSON Pointer of the value; `*` stands for any key or index, `/**` at the end for all below",
        "custom_id": "of JSON Lines: the `custom_id` of the line",
        "line": "of JSON Lines: the number of the line",
        "reason": "why, for people",
      ]),
    Section(
      path: ["models", "*"],
      summaries: [
        "provider": "the id of the provider that serves the model",
        "like": "the model whose facts it starts from, as PROVIDER/MODEL",
        "endpoints": "the ids of the endpoints that serve the model",
        "context_window": "input and output together, in tokens",
        "max_input": "in tokens",
        "max_output": "in tokens",
        "dimensions": "how many numbers an embedding has",
        "encoding": "the BPE encoding of the model's tokenizer, such as o200k_base",
        "capabilities": "what the model can do, such as {vision: true}",
        "unknown_keys": "what a key meets that the API does not know: rejected, ignored or open",
        "parameters": "what the model takes, by the parameter's path in the body",
        "deprecated": "the day since which the provider advises against the model",
        "retires": "the day the model stops answering",
        "successor": "the model to use then",
        "plans": "the names of the plans that include the model",
        "since": "the version of the API that first serves the model",
      ]),
    Section(
      path: ["models", "*", "parameters", "*"],
      summaries: [
        "accepts": "`nothing`, or the values that are accepted",
        "rejects": "the values that are not accepted",
        "minimum": "the smallest number",
        "maximum": "the largest number",
        "instead": "the parameter to use",
        "why": "the reason, in one short sentence",
        "code": "the code of the API's error body",
        "null_counts": "whether an explicit null is refused too",
        "endpoints": "only at these endpoints",
        "when": "only where all of these hold",
        "unless": "not where one of these holds",
      ]),
    Section(
      path: ["limits"],
      summaries: [
        "tpm": "tokens a minute",
        "tpd": "tokens a day",
        "rpm": "requests a minute",
        "rpd": "requests a day",
        "enqueued_tokens": "tokens that may wait in batches, of one model at a time",
      ]),
  ]
}
