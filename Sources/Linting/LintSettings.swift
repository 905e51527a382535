package import Facts

/// What the user said about a run.
package struct LintSettings: Sendable {
  /// The id of the provider that bare bodies are for.
  package var provider: String?
  /// The id of the endpoint that bare bodies are for.
  package var endpoint: String?
  /// The day for which retirements are judged.
  package var today: Day

  package init(provider: String? = nil, endpoint: String? = nil, today: Day) {
    self.provider = provider
    self.endpoint = endpoint
    self.today = today
  }
}
