/// What a rule is, for people: its page, `reqlint rule` and its tests are made from this.
package struct RuleCard: Sendable {
  /// In kebab case, equal to the rule's type name; never changes.
  package let id: String
  /// The version that brought the rule.
  package let since: String
  /// The severity where the facts behind a finding are certain.
  package let severity: Severity
  /// What it finds, in one sentence.
  package let summary: String
  /// Why that matters, in a few sentences.
  package let why: String
  package let examples: [Example]

  package init(id: String, since: String, severity: Severity, summary: String, why: String, examples: [Example]) {
    self.id = id
    self.since = since
    self.severity = severity
    self.summary = summary
    self.why = why
    self.examples = examples
  }

  /// A payload that shows the point. « and » stand around exactly what is underlined.
  package struct Example: Sendable {
    package enum Format: String, Sendable {
      /// JSON, which is read as YAML as well.
      case json
      case jsonOnly
      case yaml
    }

    package let isBad: Bool
    package let payload: String
    /// The payload after the first fix.
    package let fixed: String?
    /// The provider and endpoint, as `--provider` and `--endpoint` take them.
    package let api: String
    package let format: Format
    /// The `.reqlint.yaml` that it is for; nil: none.
    package let configuration: String?

    package static func bad(
      _ payload: String, fixed: String? = nil, api: String = "openai/chat-completions", as format: Format = .json,
      under configuration: String? = nil
    ) -> Example {
      Example(
        isBad: true, payload: payload, fixed: fixed, api: api, format: format, configuration: configuration)
    }

    package static func good(
      _ payload: String, api: String = "openai/chat-completions", as format: Format = .json,
      under configuration: String? = nil
    ) -> Example {
      Example(isBad: false, payload: payload, fixed: nil, api: api, format: format, configuration: configuration)
    }
  }

  /// The page of a rule on the web.
  package static func url(of rule: String) -> String {
    "https://github.com/reqlint/reqlint/blob/main/rules/pages/\(rule).md"
  }
}
