package import Carriers
package import DocumentTree
package import Facts
import SourceText

/// One request as its API sees it: the body, the shape it should have, and the model it names.
package final class Request: Sendable {
  package let site: RequestSite
  package let decision: APIDecision
  package let facts: Facts
  package let settings: LintSettings
  /// nil where the endpoint is known by its URL only.
  package let shape: ShapeFile?
  /// The string that names the model; nil where the URL does.
  package let modelNode: Node?
  /// What is known about that model; nil where no model is named, or a placeholder stands for it.
  package let profile: ModelProfile?
  /// What said which model that is; nil where nothing did.
  package let modelEvidence: ModelEvidence?
  /// Where the body departs from the shape, and the schemas in it from the vocabulary of schemas.
  package let mismatches: [Mismatch]
  /// Where the body has a value that the facts about its model rule out.
  package let parameterViolations: [ParameterViolation]
  /// The JSON Schemas in the body about which something is known.
  package let schemas: [SchemaSite]
  /// Where they depart from what the API takes.
  package let schemaFaults: [SchemaFault]
  /// What the API refuses about the conversation in the body.
  package let conversationFaults: [ConversationFault]
  private let schemaOfRoot: [Node: SchemaSite]

  /// What may say which model a request is for, from the strongest to the weakest.
  package enum ModelEvidence: String, Sendable {
    case flag = "`--model-as`"
    case url = "the URL"
    case body = "the body"
    case configuration = "`files:` in .reqlint.yaml"
  }

  package var body: Node { site.body }
  package var document: Document { site.body.document }
  /// The string that says where the request goes; nil for a bare body.
  package var urlNode: Node? { site.url.flatMap { $0.kind == .string ? $0 : nil } }
  package var provider: Provider { decision.provider }
  package var endpoint: Provider.Endpoint { decision.endpoint }
  package var modelName: String? { profile?.name }

  /// Where the model is named: in the body, in the URL, or to a program. What a program is told of a deployment is not
  /// what names it.
  package var modelPlace: Node? {
    if let model = site.model { return provider.hasDeployments ? nil : model.node }
    return modelNode ?? (pathPattern?.namesModel ?? false ? site.url : nil)
  }

  var url: RequestURL? { decision.url }
  var pathPattern: PathPattern? { decision.pathPattern }
  /// The version of the API that the URL names.
  let apiVersion: APIVersion?

  /// - Parameter isFlawless: whether it is known that there is nothing to say of it; then it is not held against the facts.
  init(
    _ site: RequestSite, _ decision: APIDecision, facts: Facts, settings: LintSettings, isFlawless: Bool = false
  ) {
    self.site = site
    self.decision = decision
    self.facts = facts
    self.settings = settings
    let modelInURL = decision.url.flatMap { decision.pathPattern?.model(in: $0.path) }
    apiVersion = decision.url?.queryValue("api-version").flatMap { APIVersion(String($0)) }
    let reader = decision.endpoint.shape(for: nil).flatMap { facts.shape($0)?.root.reader }
    let named = Self.value(of: "model", in: site.body, readAs: reader ?? .json)
    modelNode = modelInURL == nil && site.model == nil ? named.flatMap { $0.kind == .string ? $0 : nil } : nil
    let written =
      site.model?.name(at: decision.provider) ?? modelInURL.flatMap { $0.isTemplate ? nil : $0.withoutPercentEncoding }
      ?? modelNode.flatMap { $0.holdsPlaceholder ? nil : $0.string }
    let name = settings.modelAs ?? written ?? settings.declared?.model
    modelEvidence =
      if settings.modelAs != nil {
        .flag
      } else if written != nil {
        modelInURL == nil ? .body : .url
      } else {
        settings.declared?.model.map { _ in .configuration }
      }
    let profile = name.flatMap { $0.isEmpty ? nil : facts.profile(of: $0, at: decision.provider) }
    self.profile = profile
    let model = name.map(decision.provider.withoutPrefix)
    let shape = decision.endpoint.shape(for: model).flatMap { facts.shape($0) }
    self.shape = shape
    let unknownKeys = profile?.unknownKeys?.value ?? decision.provider.unknownKeys
    let line =
      switch site.kind {
      case .batchLine: decision.provider.batchLine.flatMap { facts.shape($0) }
      case .batchItem: decision.provider.batchItem.flatMap { facts.shape($0) }
      case .bareBody, .envelope, .settings, .recording: nil as ShapeFile?
      }
    func departures(of node: Node?, from shape: ShapeFile?) -> [Mismatch] {
      guard !isFlawless, let node, let shape else { return [] }
      return ShapeChecker.mismatches(of: node, with: shape, unknownKeys: unknownKeys, facts)
    }
    let outer = departures(of: site.body, from: shape) + departures(of: site.envelope, from: line)
    let carried = outer.compactMap { CarriedBody($0, at: decision.provider, for: model, facts) }
    let own = outer + carried.flatMap { departures(of: $0.root, from: $0.shape) }
    let namesModelInURL = decision.pathPattern?.namesModel ?? decision.endpoint.takesModelFromURL
    let isModelSaidElsewhere =
      namesModelInURL || settings.isModelSaidElsewhere || site.isModelSaidElsewhere(by: decision.provider)
    let isTuned = decision.provider.tunedPrefix.map { name?.hasPrefix($0) ?? false } ?? false
    let schemas = own.compactMap { SchemaSite($0, profile, isTuned: isTuned, facts) }
    self.schemas = schemas
    schemaFaults = schemas.flatMap { SchemaChecker.faults(of: $0) }
    parameterViolations =
      isFlawless
      ? []
      : profile.map {
        ParameterViolation.all(in: site.body, $0, shape, at: decision.endpoint.id, on: settings.today)
      } ?? []
    conversationFaults =
      isFlawless
      ? []
      : (shape.map { ConversationChecker.faults(in: site.body, $0, profile) } ?? [])
        + carried.flatMap { ConversationChecker.faults(in: $0.root, $0.shape, profile) }
    schemaOfRoot = Dictionary(schemas.map { ($0.node, $0) }) { first, _ in first }
    mismatches =
      (isModelSaidElsewhere ? own.filter { !$0.isMissing("model", in: site.body) } : own)
      + schemas.flatMap { $0.mismatches(facts) }
  }

  /// What the API finds under a name.
  private static func value(of name: String, in body: Node, readAs reader: Shape.Reader) -> Node? {
    body[name] ?? body.meantMembers.first { reader.name($0.name) == name }?.value.meant
  }

  /// A value or key of the body, or of the envelope around it, as the API names it in its errors: `messages[0].role`, at
  /// Anthropic `messages.0.role`, at Google `generation_config.top_p`.
  package func param(of node: Node) -> String {
    let isDotted = endpoint.errors == .anthropic || endpoint.errors == .message
    let parts = steps(to: node).map { step in
      switch step {
      case .member(let name): "." + (endpoint.errors == .google ? name.snakeCased : name)
      case .item(let ordinal): isDotted ? ".\(ordinal)" : "[\(ordinal)]"
      }
    }
    let text = parts.joined()
    return text.hasPrefix(".") ? String(text.dropFirst()) : text
  }

  /// The names of the members on the way from the body to a value or key; `*` stands for an item of an array.
  package func path(of node: Node) -> [String] {
    steps(to: node).map { step in
      switch step {
      case .member(let name): name
      case .item: "*"
      }
    }
  }

  private enum Step {
    case member(String)
    case item(Int)
  }

  /// The shortest way from the body to a value or key, as a reader goes it: aliases followed, `<<` merged in.
  private func steps(to node: Node) -> [Step] {
    // From the node upward, since few nodes have aliases: each node on the way with the one below it.
    var below: [Node: Node] = [:]
    var pending = [node]
    var place = 0
    while place < pending.count, pending[place] != body {
      let current = pending[place]
      place += 1
      for above in [current.parent].compactMap(\.self) + current.aliases where above != node && below[above] == nil {
        below[above] = current
        pending.append(above)
      }
    }
    var steps: [Step] = []
    var current = node != body && below[body] == nil ? site.envelope ?? body : body
    while current != node, let next = below[current] {
      if let step = Self.step(from: current, to: next) { steps.append(step) }
      current = next
    }
    return steps
  }

  /// nil where a reader goes no step: from an alias to what it stands for, and into what is merged.
  private static func step(from above: Node, to below: Node) -> Step? {
    switch above.kind {
    case .object: below.member.flatMap { $0.isMerge ? nil : .member($0.name) }
    case .array: above.member?.isMerge ?? false ? nil : .item(below.ordinal)
    default: nil
    }
  }

  /// The answer that the API gives when it refuses because of `node`.
  ///
  /// - Parameter code: as OpenAI calls it; answers of another form have none.
  package func answer(_ node: Node, status: Int = 400, code: String? = nil) -> Answer {
    let schema = schema(around: node)
    let param = schema?.place.param ?? param(of: schema?.node ?? node)
    let code = endpoint.errors == .openai ? code ?? schema?.place.code : nil
    return Answer(status: status, code: code, param: param.isEmpty ? nil : param)
  }

  /// The schema that a node is in: refusals name that one, not what is wrong inside it.
  private func schema(around node: Node) -> SchemaSite? {
    guard !schemas.isEmpty else { return nil }
    var current: Node? = node
    while let place = current {
      if let schema = schemaOfRoot[place] { return schema }
      current = place.parent
    }
    return nil
  }
}
