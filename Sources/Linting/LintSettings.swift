package import Facts

/// What the user said about the requests of one file, on the command line, in an editor or in `.reqlint.yaml`.
package struct LintSettings: Sendable, Hashable {
  /// What the configuration's `files:` says about the file.
  package var declared: DeclaredAPI?
  /// What the file is by its name, where bodies have the signature of that endpoint.
  package var fileName: DeclaredAPI?
  /// The id of the provider that bare bodies are for.
  package var provider: String?
  /// The id of the endpoint that bare bodies are for.
  package var endpoint: String?
  /// The model that requests are judged for, whatever they name.
  package var modelAs: String?
  package var levels = RuleLevels()
  package var limits = UsageLimits()
  /// Whether the tokens of each request are counted, though no rule asks.
  package var countsTokens = false
  /// The day for which retirements are judged.
  package var today: Day

  package init(provider: String? = nil, endpoint: String? = nil, today: Day) {
    self.provider = provider
    self.endpoint = endpoint
    self.today = today
  }

  /// Whether a body need not name its model.
  var isModelSaidElsewhere: Bool { modelAs != nil || declared?.model != nil }
}

/// What an entry of `files:` says about the requests in the files that it matches. What is nil is not said.
package struct DeclaredAPI: Sendable, Hashable {
  /// The id of the provider that bare bodies are for.
  package var provider: String?
  /// The id of one of its endpoints.
  package var endpoint: String?
  /// The model of bodies that name none: somebody else adds the name, so that its absence is no mistake.
  package var model: String?
  /// The version of the server that answers.
  package var server: ServerVersion?

  package init(
    provider: String? = nil, endpoint: String? = nil, model: String? = nil, server: ServerVersion? = nil
  ) {
    self.provider = provider
    self.endpoint = endpoint
    self.model = model
    self.server = server
  }
}

/// How much an account may use: `limits:` of the configuration. What is nil is not known.
package struct UsageLimits: Sendable, Hashable {
  package var tokensPerMinute: Int?
  package var tokensPerDay: Int?
  package var requestsPerMinute: Int?
  package var requestsPerDay: Int?
  /// The tokens that may wait in batches, of one model at a time.
  package var enqueuedTokens: Int?

  package init() {}

  /// These limits and, where nothing is known, those of `lower`.
  package func laid(over lower: UsageLimits) -> UsageLimits {
    var result = self
    result.tokensPerMinute = tokensPerMinute ?? lower.tokensPerMinute
    result.tokensPerDay = tokensPerDay ?? lower.tokensPerDay
    result.requestsPerMinute = requestsPerMinute ?? lower.requestsPerMinute
    result.requestsPerDay = requestsPerDay ?? lower.requestsPerDay
    result.enqueuedTokens = enqueuedTokens ?? lower.enqueuedTokens
    return result
  }
}
