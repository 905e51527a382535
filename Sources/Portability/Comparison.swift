import Carriers
import DocumentTree
import Facts
package import Linting
import SourceText

/// What would become of a request if it were sent to another model.
package struct Comparison: Sendable {
  /// A model at a provider.
  package struct Candidate: Sendable, Hashable {
    /// The provider's id.
    package let provider: String
    package let model: String

    package init(provider: String, model: String) {
      self.provider = provider
      self.model = model
    }

    /// As people write it: `openai/gpt`.
    package var name: String { "\(provider)/\(model)" }
  }

  package enum Verdict: String, Sendable {
    /// The model takes the request, with warnings at most.
    case fits
    /// It would take what is left of the request, and something has no counterpart.
    case loses
    /// The API would refuse the request.
    case refused
    /// The provider has no endpoint that takes such requests, or nobody knows how it would have to look.
    case unknown
  }

  package let candidate: Candidate
  /// The id of the endpoint that the request would go to.
  package let endpoint: String?
  /// In whose words the request would have to be written; nil: in its own.
  package let dialect: String?
  /// What the linter says. Where the request is translated, the ranges are of no text that there is.
  package let diagnostics: [Diagnostic]
  /// The JSON Pointers of what has no counterpart, in the body.
  package let lost: [String]
  /// What the endpoint wants beside, as `max_tokens: 1024`.
  package let added: [String]

  package var verdict: Verdict {
    if endpoint == nil { return .unknown }
    if errors > 0 { return .refused }
    return lost.isEmpty ? .fits : .loses
  }

  package var errors: Int { diagnostics.count { $0.severity == .error } }
  package var warnings: Int { diagnostics.count { $0.severity == .warning } }

  /// What would become of a request at another model.
  ///
  /// - Parameter linter: with the settings of the file; the model and the API that they name do not count.
  package init(_ request: Request, with candidate: Candidate, _ linter: Linter) {
    self.candidate = candidate
    var settings = linter.settings
    settings.modelAs = candidate.model
    let linter = Linter(facts: linter.facts, settings: settings)
    let facts = linter.facts
    guard let provider = facts.provider(candidate.provider) else {
      (endpoint, dialect, diagnostics, lost, added) = (nil, nil, [], [], [])
      return
    }
    let profile = facts.profile(of: candidate.model, at: provider)
    let served = profile.endpoints?.value
    let same = provider.endpoint(request.endpoint.id)
    let source = facts.dialects.first { $0.endpoints.contains(request.endpoint.id) }
    let route = source == nil ? nil : Self.route(at: provider, served, facts)
    if let same, same.shape != nil, route == nil || (served?.contains(same.id) ?? true) || source == nil {
      endpoint = same.id
      (dialect, lost, added) = (nil, [], [])
      diagnostics = linter.findings(in: request.body, sentTo: provider, same)
    } else if let source, let (target, dialect) = route, let body = JSONValue(request.body) {
      let shape = target.shape(for: candidate.model).flatMap { facts.shape($0) }.map { facts.resolved($0.root) }
      let translation = Translation(of: NeutralRequest(body, in: source), to: dialect) { key in
        shape?.properties[key] != nil
      }
      let document = Document.parse(SourceText(translation.body.text), as: .json)
      endpoint = target.id
      self.dialect = dialect.name
      lost = Self.pointers(translation.lost)
      added = translation.added.map { "\($0.name): \($0.value)" }
      diagnostics = document.roots.first.map { linter.findings(in: $0, sentTo: provider, target) } ?? []
    } else {
      (endpoint, dialect, diagnostics, lost, added) = (nil, nil, [], [], [])
    }
  }

  /// The endpoint of a provider for chats in a dialect that is known: one that serves the model, where that is said.
  private static func route(at provider: Provider, _ served: [String]?, _ facts: Facts) -> (Provider.Endpoint, Dialect)?
  {
    let routes = facts.dialects.flatMap { dialect in
      dialect.endpoints.compactMap { id in
        provider.endpoint(id).flatMap { $0.shape == nil ? nil : ($0, dialect) }
      }
    }
    return routes.first { served?.contains($0.0.id) ?? false } ?? (served == nil ? routes.first : nil)
  }

  /// Each place once; of many items of a list the first.
  private static func pointers(_ paths: [[String]]) -> [String] {
    var seen: Set<[String]> = []
    return paths.filter { path in seen.insert(path.map { Int($0) == nil ? $0 : "*" }).inserted }
      .map { path in path.map { "/" + $0.escapedPointerToken }.joined() }
  }
}
