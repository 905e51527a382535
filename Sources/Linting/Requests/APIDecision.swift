import Carriers
import DocumentTree
package import Facts
import SourceText
import Synchronization

/// Which API a request is for, and what said so.
package struct APIDecision: Sendable {
  /// From the strongest to the weakest.
  package enum Evidence: String, Sendable {
    case url = "the URL"
    case comment = "a `# reqlint:` comment"
    case program = "the model as the program names it"
    case configuration = "`files:` in .reqlint.yaml"
    case flags = "the command line"
    case fileName = "the name of the file"
    case model = "the model's name and the shape of the body"
    case keys = "keys that no other payload has"
  }

  package let provider: Provider
  package let endpoint: Provider.Endpoint
  package let evidence: Evidence
  /// What the site's URL says; nil where it has none.
  let url: RequestURL?
  /// The pattern of the endpoint that the URL fits.
  let pathPattern: PathPattern?

  fileprivate init(_ provider: Provider, _ endpoint: Provider.Endpoint, _ evidence: Evidence, _ url: RequestURL?) {
    self.provider = provider
    self.endpoint = endpoint
    self.evidence = evidence
    self.url = url
    pathPattern = url.flatMap { endpoint.pattern(fitting: $0.path) }
  }

  /// Somebody asks what would become of a body there.
  init(asIfFor provider: Provider, _ endpoint: Provider.Endpoint) {
    self.init(provider, endpoint, .flags, nil)
  }
}

/// Decides for each site which API it is for. Unsure is silent.
struct APIResolver {
  let facts: Facts
  let settings: LintSettings
  let memory: URLDecisions

  /// nil: this is no request that anything is known about.
  func decide(_ site: RequestSite, comment: APIComment?) -> APIDecision? {
    if comment?.meaning == .nothing { return nil }
    if let model = site.model { return programmed(model) }
    let url = site.url?.string.map { Addressee(url: $0, kind: site.kind, model: model(of: site.body)) }
    if let url, let decision = memory.decision(for: url, by: byURL) { return decision }
    if site.kind == .recording { return url.flatMap { recorded($0, site.body) } }
    if case .api(let provider, let endpoint)? = comment?.meaning {
      return named(provider, endpoint, site, .comment)
    }
    if let declared = settings.declared, let provider = declared.provider {
      return named(provider, declared.endpoint, site, .configuration)
    }
    if let provider = settings.provider { return named(provider, settings.endpoint, site, .flags) }
    if let url {
      if let decision = byDialect(url, site.body) { return decision }
      // A line of a batch is a request, though nobody has its path.
      guard site.kind == .batchLine, isNobodys(RequestURL(url.url)) else { return nil }
    }
    guard site.kind != .envelope else { return nil }
    if let decision = byFileName(site.body) { return decision }
    let names = Set(site.body.meantMembers.map(\.name))
    return bySignature(site.body, names) ?? byModel(site, names) ?? byBatchItem(site)
  }

  // MARK: By URL

  private func byURL(_ addressee: Addressee) -> APIDecision? {
    let url = RequestURL(addressee.url)
    let isBatchLine = addressee.kind == .batchLine
    let candidates = facts.providers.compactMap { provider in
      let endpoint = provider.endpoint(atPath: url.path)
      let batched = isBatchLine ? provider.endpoint(atBatchPath: url.path) : nil
      return (endpoint ?? batched).map { (provider, $0) }
    }
    let meant: (provider: Provider, endpoint: Provider.Endpoint)?
    if url.host != nil {
      meant = candidates.first { $0.0.isReached(at: url) }
    } else if url.isBaseOpen {
      meant = nil
    } else {
      meant = withoutHost(candidates, addressee)
    }
    return meant.map { APIDecision($0.provider, $0.endpoint, .url, url) }
  }

  /// Whether the URL is a path that no provider has.
  private func isNobodys(_ url: RequestURL) -> Bool {
    url.host == nil && !url.isBaseOpen
      && facts.providers.allSatisfy {
        $0.endpoint(atPath: url.path) == nil && $0.endpoint(atBatchPath: url.path) == nil
      }
  }

  /// A path alone, as batch files have it: the one provider that has such a path, or the one that knows the model.
  private func withoutHost(_ candidates: [(Provider, Provider.Endpoint)], _ addressee: Addressee) -> (
    Provider, Provider.Endpoint
  )? {
    if candidates.count == 1 { return candidates.first }
    if let known = knowing(addressee.model, candidates) { return known }
    guard addressee.kind == .batchLine, let model = addressee.model else { return nil }
    return candidates.first { provider, _ in
      provider.isRecognisedByModel && Spelling.suggestion(for: model, among: facts.modelNames(at: provider)) != nil
    }
  }

  /// The first of the providers that knows the model.
  private func knowing(_ model: String?, _ candidates: [(Provider, Provider.Endpoint)]) -> (
    Provider, Provider.Endpoint
  )? {
    guard let model else { return nil }
    return candidates.first { $0.0.isRecognisedByModel && facts.profile(of: model, at: $0.0).isKnown }
  }

  /// A URL whose host is open or that of nobody: the provider that knows the model behind an open base, or the dialect
  /// that the path is one of.
  private func byDialect(_ addressee: Addressee, _ body: Node) -> APIDecision? {
    let url = RequestURL(addressee.url)
    let compatible = facts.providers.first { $0.takesAnyHost }
    let meant: (Provider, Provider.Endpoint)?
    if url.isBaseOpen {
      let candidates = facts.providers.compactMap { provider in
        provider.endpoint(behindBase: url.path).map { (provider, $0) }
      }
      let whole = candidates.filter { $0.0.endpoint(atPath: url.path) != nil }
      meant =
        knowing(addressee.model, candidates) ?? (whole.count == 1 ? whole.first : nil)
        ?? candidates.first { $0.0.id == compatible?.id }
    } else if let host = url.host, !host.isEmpty, !facts.providers.contains(where: { $0.isReached(at: url) }) {
      meant =
        compatible.flatMap { provider in provider.endpoint(atEndOf: url.path).map { (provider, $0) } }
        ?? bySignature(at: url, body)
    } else {
      meant = nil
    }
    return meant.map { APIDecision($0.0, $0.1, .url, url) }
  }

  /// A recording holds what else went over the wire, so its URL has to say which API it was for; on a host that nobody
  /// knows, the API that the file is declared for, or a dialect.
  private func recorded(_ addressee: Addressee, _ body: Node) -> APIDecision? {
    let url = RequestURL(addressee.url)
    if let provider = (settings.declared?.provider ?? settings.provider).flatMap({ facts.provider($0) }),
      let endpoint = provider.endpoint(atEndOf: url.path)
    {
      return APIDecision(provider, endpoint, .url, url)
    }
    return byDialect(addressee, body)
  }

  /// A server that people run themselves, wherever that is, is known by a path and keys that no other has.
  private func bySignature(at url: RequestURL, _ body: Node) -> (Provider, Provider.Endpoint)? {
    facts.providers.lazy.filter { $0.hosts.isEmpty }
      .compactMap { provider in provider.endpoint(atPath: url.path).map { (provider, $0) } }
      .first { body.has($0.1.signature) }
  }

  /// The API that a program calls so, where it has the model or one that is called nearly so, or the deployment is said
  /// to run such a model: the settings of a program may go to servers that nobody knows.
  private func programmed(_ model: NamedModel) -> APIDecision? {
    for provider in facts.providers {
      guard let word = provider.namesInPrograms[model.program], model.api.map({ $0 == word }) ?? true,
        let name = model.name(at: provider), provider.mayRun(at: model.server)
      else { continue }
      let profile = facts.profile(of: name, at: provider)
      let isNear =
        model.api != nil && !provider.hasDeployments
        && Spelling.suggestion(for: name, among: facts.modelNames(at: provider)) != nil
      guard profile.isKnown || isNear else { continue }
      let endpoints = provider.endpoints.filter { endpoint in
        endpoint.shape != nil && !endpoint.paths.isEmpty && (model.endpoint.map(endpoint.id.hasPrefix) ?? true)
      }
      guard let endpoint = endpoints.first(where: { profile.isServed(by: $0) }) ?? endpoints.first else { continue }
      return APIDecision(provider, endpoint, .program, nil)
    }
    return nil
  }

  // MARK: By name

  private func named(_ provider: String, _ endpoint: String?, _ site: RequestSite, _ evidence: APIDecision.Evidence)
    -> APIDecision?
  {
    let url = site.url?.string.map { RequestURL($0) }
    guard let provider = facts.provider(provider) else { return nil }
    // Of a request in the body of another, the endpoint is the other's.
    let endpoint = site.isInBody ? nil : endpoint
    let named = endpoint.flatMap { provider.endpoint($0) }
    guard named != nil || endpoint == nil else { return nil }
    if let named, isMeant(site.body, for: named, evidence) {
      return APIDecision(provider, named, evidence, url)
    }
    // What no URL takes is meant only where it is named.
    let candidates = named == nil ? provider.endpoints.filter { !$0.paths.isEmpty } : []
    let names = Set(site.body.meantMembers.map(\.name))
    let isModelSaidElsewhere = settings.isModelSaidElsewhere || site.isModelSaidElsewhere(by: provider)
    let fitting = candidates.map { endpoint in
      let knows = isModelSaidElsewhere || endpoint.takesModelFromURL
      return (endpoint, knownKeys(in: names, at: endpoint, isModelSaidElsewhere: knows))
    }.filter { $0.1 > 0 }
    // Of endpoints that fit equally well the first in the provider's file is meant.
    guard let best = fitting.map(\.1).max(), let endpoint = fitting.first(where: { $0.1 == best })?.0 else {
      return nil
    }
    return APIDecision(provider, endpoint, evidence, url)
  }

  /// Whether a body is for the endpoint that is named: a comment in the file, or an entry of `files:`, means each body;
  /// flags, which may meet any file, mean those with a key of the endpoint, a required one misspelt, or none at all.
  private func isMeant(_ body: Node, for endpoint: Provider.Endpoint, _ evidence: APIDecision.Evidence) -> Bool {
    guard evidence == .flags else { return true }
    guard let root = endpoint.shape.flatMap({ facts.shape($0) })?.root else { return false }
    let names = body.meantMembers.map(\.name)
    let required = root.required + root.oneOfRequired.joined()
    return names.isEmpty
      || names.contains {
        root.properties[root.reader.name($0)] != nil || Spelling.suggestion(for: $0, among: required) != nil
      }
  }

  /// How many of the body's keys the endpoint has; 0 where a required one is absent.
  private func knownKeys(
    in names: Set<String>, at endpoint: Provider.Endpoint, isModelSaidElsewhere: Bool
  ) -> Int {
    guard let root = endpoint.shape.flatMap({ facts.shape($0) })?.root else { return 0 }
    guard root.isRecognisable(by: names, isModelSaidElsewhere: isModelSaidElsewhere) else { return 0 }
    return names.filter { root.properties[root.reader.name($0)] != nil }.count
  }

  // MARK: By the body alone

  /// The model that a body is judged for, that it names, or that it is said to be for.
  private func model(of body: Node) -> String? {
    if let model = settings.modelAs { return model }
    guard let node = body["model"] else { return settings.declared?.model }
    return node.isPlaceholder ? settings.declared?.model : node.string
  }

  private func bySignature(_ body: Node, _ names: Set<String>) -> APIDecision? {
    for provider in facts.providers where provider.isRecognisedByModel {
      let endpoint = provider.endpoints.first { endpoint in
        names.isDisjoint(with: endpoint.foreignKeys) && body.has(endpoint.signature)
      }
      if let endpoint { return APIDecision(provider, endpoint, .keys, nil) }
    }
    return nil
  }

  private func byFileName(_ body: Node) -> APIDecision? {
    guard let api = settings.fileName, let provider = api.provider.flatMap({ facts.provider($0) }),
      let endpoint = api.endpoint.flatMap({ provider.endpoint($0) }), body.has(endpoint.signature)
    else { return nil }
    return APIDecision(provider, endpoint, .fileName, nil)
  }

  /// A body in a batch whose form is that of one provider alone.
  private func byBatchItem(_ site: RequestSite) -> APIDecision? {
    guard site.kind == .batchItem, let envelope = site.envelope else { return nil }
    for provider in facts.providers {
      guard let root = provider.batchItem.flatMap({ facts.shape($0) })?.root,
        root.required.allSatisfy({ envelope.value(of: $0) != nil })
      else { continue }
      return named(provider.id, nil, site, .keys)
    }
    return nil
  }

  private func byModel(_ site: RequestSite, _ names: Set<String>) -> APIDecision? {
    guard let model = model(of: site.body) else { return nil }
    for provider in facts.providers where provider.isRecognisedByModel {
      let profile = facts.profile(of: model, at: provider)
      guard profile.isKnown else { continue }
      // Marks alone show a body for an endpoint that does not serve its model; one that does comes first.
      let endpoint =
        provider.endpoints.first { profile.isServed(by: $0) && fits(site, names, $0, profile) }
        ?? provider.endpoints.first { !profile.isServed(by: $0) && fits(site, names, $0, profile) }
      if let endpoint {
        return APIDecision(provider, endpoint, .model, nil)
      }
    }
    return nil
  }

  private func fits(
    _ site: RequestSite, _ names: Set<String>, _ endpoint: Provider.Endpoint, _ profile: ModelProfile
  ) -> Bool {
    // Marks tell the endpoint apart by themselves; without them the model has to be one that it serves.
    let isMarked = endpoint.marks.isEmpty ? profile.isServed(by: endpoint) : !names.isDisjoint(with: endpoint.marks)
    guard isMarked, names.isDisjoint(with: endpoint.foreignKeys),
      let root = endpoint.shape.flatMap({ facts.shape($0) })?.root
    else { return false }
    // What stands in a batch is a request, whatever it lacks.
    let isBatched = site.kind == .batchItem || site.kind == .batchLine
    guard isBatched || root.isRecognisable(by: names, isModelSaidElsewhere: settings.isModelSaidElsewhere) else {
      return false
    }
    let known = names.filter { root.properties[$0] != nil }
    // As many strange keys as known ones are enough: a large object has too many to look at them all.
    let strange = names.lazy.filter { root.properties[$0] == nil && !isMisspelt($0, root) }.prefix(known.count)
    guard strange.count(where: { _ in true }) < known.count else { return false }
    return root.required.allSatisfy { name in
      if settings.isModelSaidElsewhere, name == "model" { return true }
      guard let value = site.body[name], let shape = root.properties[name] else { return isBatched }
      return ShapeChecker.admits(value, shape, facts)
    }
  }
}

/// All that a URL is judged by: itself, where it stands, and the model of the body beside it.
struct Addressee: Hashable {
  let url: String
  let kind: RequestSite.Kind
  let model: String?
}

/// What was decided for the URLs so far: the lines of a batch file have one in common.
final class URLDecisions: Sendable {
  private static let limit = 1024

  private let known = Mutex<[Addressee: APIDecision?]>([:])

  func decision(for addressee: Addressee, by decide: (Addressee) -> APIDecision?) -> APIDecision? {
    if let decision = known.withLock({ $0[addressee] }) { return decision }
    let decision = decide(addressee)
    // URLs and models come from payloads; endless different ones are not kept.
    known.withLock { if $0.count < Self.limit { $0[addressee] = .some(decision) } }
    return decision
  }
}

extension Node {
  /// Whether there are paths, and something stands at each of them.
  fileprivate func has(_ signature: [[String]]) -> Bool {
    !signature.isEmpty && signature.allSatisfy { has($0[...]) }
  }

  /// Whether something stands at a path; `*` is the first item of an array.
  fileprivate func has(_ path: ArraySlice<String>) -> Bool {
    guard let name = path.first else { return true }
    let next = name == "*" ? items.first { _ in true } : value(of: name)
    return next?.meant?.has(path.dropFirst()) ?? false
  }
}

/// Whether the name is nearly that of a property.
private func isMisspelt(_ name: String, _ shape: Shape) -> Bool {
  Spelling.suggestion(for: name, among: shape.propertyNames) != nil
}

extension Shape {
  /// Whether something is required of an object, and these keys have all of that, but for a model that is said elsewhere.
  fileprivate func isRecognisable(by names: Set<String>, isModelSaidElsewhere: Bool) -> Bool {
    guard !required.isEmpty || !oneOfRequired.isEmpty else { return false }
    var given = Set(names.map { reader.name($0) })
    if isModelSaidElsewhere { given.insert("model") }
    return given.isSuperset(of: required) && oneOfRequired.allSatisfy { !given.isDisjoint(with: $0) }
  }
}

extension RequestSite {
  /// Whether the batch that the body stands in names the model.
  func isModelSaidElsewhere(by provider: Provider) -> Bool { kind == .batchItem && provider.batchNamesModel }
}

extension Provider {
  /// Whether the URL's host is one of the provider's.
  fileprivate func isReached(at url: RequestURL) -> Bool {
    guard let host = url.host else { return false }
    let withPort = url.port.map { "\(host):\($0)" } ?? host
    return hosts.contains { $0.matches($0.description.contains(":") ? withPort : host) }
  }

  /// Whether a program's requests come to the provider at the server that the program is told, where it is told one: an
  /// open one may be anybody's, but for a provider where each user has one.
  fileprivate func mayRun(at server: Node?) -> Bool {
    guard let server else { return true }
    guard let url = server.string.map({ RequestURL($0) }) else { return false }
    return url.host == nil || url.isBaseOpen ? hasDeployments : isReached(at: url)
  }
}

extension NamedModel {
  /// The model's name at a provider; nil where that is known by its deployment only.
  func name(at provider: Provider) -> String? {
    guard provider.hasDeployments else { return name }
    return api == nil ? nil : deployed
  }
}

extension ModelProfile {
  /// Whether the facts say that the endpoint serves the model.
  fileprivate func isServed(by endpoint: Provider.Endpoint) -> Bool {
    endpoints?.value.contains(endpoint.id) ?? false
  }
}
