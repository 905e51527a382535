import Synchronization

/// One API provider: where it is reached, and what it does with what it does not know.
package final class Provider: Sendable {
  /// What happens to keys that the shape does not have.
  package enum UnknownKeys: String, Sendable, CaseIterable {
    /// The API refuses the request.
    case rejected
    /// The API takes the request and does nothing with the key.
    case ignored
    /// Nobody knows, or it depends: no finding.
    case open
  }

  /// How the provider writes its error bodies.
  package enum ErrorBody: String, Sendable, CaseIterable {
    /// `{"error": {"message", "type", "param", "code"}}`
    case openai
    /// `{"detail": "…"}`
    case detail
    /// `{"error": "…"}`
    case ollama
    /// `{"type": "error", "error": {"type", "message"}}`, with `messages.0.role` before the message.
    case anthropic
    /// `{"error": {"code", "message", "status", "details"}}`, with names in snake_case in the message and the details.
    case google
    /// `{"message": "…"}`, at Amazon with the kind of error in a header.
    case message
  }

  package enum Models: String, Sendable, CaseIterable {
    /// A name that no fact knows is worth a warning.
    case closed
    /// Users make names up.
    case open
  }

  package enum NameCase: String, Sendable, CaseIterable {
    case sensitive, insensitive
  }

  package let id: String
  package let name: String
  package let hosts: [NamePattern]
  package let unknownKeys: UnknownKeys
  package let models: Models
  package let modelCase: NameCase
  /// Whether a bare body may be taken for this provider by its model's name.
  package let isRecognisedByModel: Bool
  /// Whether a URL whose host is nobody's is for this provider, where its path ends as one of its paths.
  package let takesAnyHost: Bool
  /// What stands before the base model's name in the name of a model that a user tuned, such as `ft:`.
  package let tunedPrefix: String?
  /// What may stand before a model's name, such as a region or `models/`: the longest counts.
  package let modelPrefixes: [String]
  /// The file under `shapes/` for a line of a batch file; nil where nothing is known about those.
  package let batchLine: String?
  /// The file under `shapes/` for what stands around a body in a batch that says elsewhere where all of it goes; nil
  /// where nothing is known about that.
  package let batchItem: String?
  /// Whether a batch names the model, so that its lines need not.
  package let batchNamesModel: Bool
  /// What one batch file may hold; nil where nothing is known about it.
  package let batchLimits: BatchLimits?
  /// The dated versions that a URL may name, as far as they are known.
  package let apiVersions: [APIVersion]
  /// Where nobody says which version of the server answers, it has all that this one has; nil: nobody knows.
  package let serverAssumed: Fact<ServerVersion>?
  /// What programs call it in front of a model's name, by the program: `litellm`, `promptfoo`.
  package let namesInPrograms: [String: String]
  /// Whether these name a deployment, which users call as they like, in the place of a model.
  package let hasDeployments: Bool
  /// What its SDKs' functions take beside the parameters, and do not send.
  package let sdkArguments: [SDKArgument]
  /// How it is shown the key of an account; nil where nobody knows, or where none is needed.
  package let credentials: Credentials?
  /// The media type that a body must be declared as; nil where nobody looks.
  package let contentType: Fact<String>?
  package let provenance: Provenance
  /// What its endpoints answer where nothing else is said.
  private let errors: ErrorBody
  private let endpointFacts: [RawFact.Entry]
  private let knownEndpoints = Mutex<[Endpoint]?>(nil)

  init(id: String, _ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    self.id = id
    name = reader.string("name") ?? id
    hosts = (reader.strings("hosts") ?? []).map { NamePattern($0) }
    errors = reader.choice("errors") ?? .openai
    unknownKeys = reader.choice("unknown_keys") ?? .open
    models = reader.choice("models") ?? .open
    modelCase = reader.choice("model_case") ?? .sensitive
    isRecognisedByModel = reader.boolean("recognise") ?? false
    takesAnyHost = reader.boolean("any_host") ?? false
    tunedPrefix = reader.string("tuned_prefix")
    modelPrefixes = reader.strings("model_prefixes") ?? []
    batchLine = reader.string("batch_line")
    batchItem = reader.string("batch_item")
    batchNamesModel = reader.boolean("batch_names_model") ?? false
    batchLimits = reader.take("batch_limits").map { BatchLimits($0, &problems) }
    apiVersions = reader.apiVersions("api_versions")
    serverAssumed = reader.serverVersionFact("server_assumed")
    namesInPrograms = Dictionary(reader.texts("called").map { ($0.key, $0.text) }) { first, _ in first }
    hasDeployments = reader.boolean("deployments") ?? false
    sdkArguments = reader.list("sdk_arguments").compactMap { SDKArgument($0, &problems) }
    credentials = reader.take("auth").map { Credentials($0, &problems) }
    contentType = reader.stringFact("content_type")
    endpointFacts = reader.map("endpoints")
    provenance = fact.provenance
    reader.finish(into: &problems)
  }

  /// In the order of the file. A run is about few providers, so that they are read when somebody asks for them.
  package var endpoints: [Endpoint] {
    knownEndpoints.withLock { known in
      if let known { return known }
      var problems: [FactProblem] = []
      let endpoints = endpoints(&problems)
      known = endpoints
      return endpoints
    }
  }

  /// What is wrong with the endpoints.
  var mistakesInEndpoints: [FactProblem] {
    var problems: [FactProblem] = []
    _ = endpoints(&problems)
    return problems
  }

  private func endpoints(_ problems: inout [FactProblem]) -> [Endpoint] {
    endpointFacts.map { Endpoint(id: $0.key, $0.value, errors: errors, &problems) }
  }

  /// Whether some endpoint is known by the names of files.
  var namesFiles: Bool { endpointFacts.contains { $0.value["files"] != nil } }

  package struct BatchLimits: Sendable {
    /// How many lines.
    package let requests: Fact<Int>?
    /// Of the file.
    package let bytes: Fact<Int>?
    /// How many models.
    package let models: Fact<Int>?
    /// The code with which a line for another model is refused.
    package let modelCode: String?
    /// By the id of an endpoint: how many texts the bodies of all lines may have in their `input`.
    package let inputs: [String: Fact<Int>]
  }

  /// An argument of an SDK's function that is no parameter of the API.
  package struct SDKArgument: Sendable {
    package let name: String
    /// Whether its members are sent beside the parameters.
    package let isSpread: Bool
    package let why: String
  }

  /// One URL that takes payloads.
  package final class Endpoint: Sendable {
    package let id: String
    package let paths: [PathPattern]
    /// The paths that the lines of its batch files have, where they are others.
    package let batchPaths: [PathPattern]
    /// The names of files with such bodies: they are for this endpoint where they have its signature.
    package let files: [NamePattern]
    /// The file under `shapes/`; nil where the endpoint is known by its URL only.
    package let shape: String?
    /// The files for models whose bodies look different: the first whose pattern fits the model counts.
    package let shapesByModel: [(models: [NamePattern], shape: String)]
    package let errors: ErrorBody
    /// The HTTP status for a model that does not exist.
    package let unknownModelStatus: Int
    /// The HTTP status for a model that another endpoint serves.
    package let wrongModelStatus: Int
    /// The capability that a model must have to be served here.
    package let needs: String?
    /// How many lines a file of such bodies must have; nil where nothing is known about it.
    package let leastExamples: Fact<Int>?
    /// The version of the server that first had the endpoint.
    package let serverSince: Fact<ServerVersion>?
    /// A bare body that has one of these is no request.
    package let foreignKeys: Set<String>
    /// A bare body must have one of these to be taken for this endpoint, where there are any.
    package let marks: Set<String>
    /// Paths such as `contents/*/parts`: a bare body with all of these, where there are any, is for this endpoint,
    /// whatever model it names or does not.
    package let signature: [[String]]

    /// - Parameter errors: what the provider's endpoints answer where nothing else is said.
    fileprivate init(id: String, _ fact: RawFact, errors: Provider.ErrorBody, _ problems: inout [FactProblem]) {
      var reader = FactReader(fact)
      self.id = id
      self.errors = reader.choice("errors") ?? errors
      paths = (reader.strings("paths") ?? []).map { PathPattern($0) }
      batchPaths = (reader.strings("batch_paths") ?? []).map { PathPattern($0) }
      files = (reader.strings("files") ?? []).map { NamePattern($0) }
      shape = reader.string("shape")
      shapesByModel = reader.list("shapes_by_model").compactMap { fact in
        var inner = FactReader(fact)
        let models = inner.strings("models") ?? []
        let shape = inner.string("shape")
        inner.finish(into: &problems)
        return shape.map { (models: models.map { NamePattern($0) }, shape: $0) }
      }
      unknownModelStatus = reader.count("unknown_model") ?? 404
      wrongModelStatus = reader.count("wrong_model") ?? 400
      needs = reader.string("needs")
      leastExamples = reader.countFact("least_examples")
      serverSince = reader.serverVersionFact("server_since")
      foreignKeys = Set(reader.strings("not_keys") ?? [])
      marks = Set(reader.strings("marks") ?? [])
      signature = reader.paths("signature")
      reader.finish(into: &problems)
    }

    /// All files under `shapes/` for its bodies.
    package var shapes: [String] { [shape].compactMap(\.self) + shapesByModel.map(\.shape) }

    /// The file under `shapes/` for a body to this model, as it is called without a prefix.
    package func shape(for model: String?) -> String? {
      let own = model.flatMap { model in shapesByModel.first { $0.models.contains { $0.matches(model) } } }
      return own?.shape ?? shape
    }

    /// Whether the model may stand in the URL instead of the body.
    package var takesModelFromURL: Bool { paths.contains { $0.namesModel } }

    /// The pattern that a path fits; the one that says most of it, where several do.
    package func pattern(fitting path: some StringProtocol) -> PathPattern? {
      paths.filter { $0.matches(path) }.min { $0.openSegments < $1.openSegments }
    }
  }

  /// A model's name without what may stand before it.
  package func withoutPrefix(_ model: String) -> String {
    let prefix = modelPrefixes.filter { model.hasPrefix($0) }.max { $0.utf8.count < $1.utf8.count }
    return prefix.map { String(model.dropFirst($0.count)) } ?? model
  }

  package func endpoint(_ id: String) -> Endpoint? {
    endpoints.first { $0.id == id }
  }

  /// The endpoint that has this path; the one that says most of it, where several fit.
  package func endpoint(atPath path: some StringProtocol) -> Endpoint? {
    let fitting = endpoints.compactMap { endpoint in
      endpoint.pattern(fitting: path).map { (endpoint: endpoint, openSegments: $0.openSegments) }
    }
    return fitting.min { $0.openSegments < $1.openSegments }?.endpoint
  }

  /// The endpoint that a path behind an open base URL is for, which may have the version in it: `/chat/completions`.
  package func endpoint(behindBase path: some StringProtocol) -> Endpoint? {
    endpoint(atPath: path) ?? endpoints.first { $0.paths.contains { $0.matches(withoutVersion: path) } }
  }

  /// The endpoint with one of whose paths this one ends.
  package func endpoint(atEndOf path: some StringProtocol) -> Endpoint? {
    endpoints.first { $0.paths.contains { $0.isEnd(of: path) } }
  }

  /// The endpoint whose batch lines have this path.
  package func endpoint(atBatchPath path: some StringProtocol) -> Endpoint? {
    endpoints.first { $0.batchPaths.contains { $0.matches(path) } }
  }
}

/// The path of a URL: `{}` stands for one segment, `{model}` for the one that names the model; either may have an end
/// that is fixed, as in `/v1/models/{model}:countTokens`. After a `?` stands the name of what the query must have, as in
/// `/openai/deployments/{model}/embeddings?api-version`.
package struct PathPattern: Sendable, Hashable {
  private struct Segment {
    let isOpen: Bool
    let namesModel: Bool
    /// The whole segment, or the end of an open one.
    let text: Substring

    init(_ text: Substring) {
      let hole = ["{model}", "{}"].first { text.utf8.starts(with: $0.utf8) }
      isOpen = hole != nil
      namesModel = hole == "{model}"
      self.text = text.dropFirst(hole?.count ?? 0)
    }

    func matches(_ given: Substring) -> Bool {
      isOpen ? given.utf8.count > text.utf8.count && given.hasSuffix(text) : given == text
    }
  }

  /// What is before the `?`.
  private let path: Substring
  /// What the query must have, where it must have something.
  package let requiredQuery: String?

  init(_ text: String) {
    let mark = text.utf8.firstIndex(of: UInt8(ascii: "?"))
    path = text[..<(mark ?? text.endIndex)]
    requiredQuery = mark.map { String(text[$0...].dropFirst()) }
  }

  private var segments: some Sequence<Segment> { PathSegments(path).lazy.map { Segment($0) } }

  /// A path that fits, with `name` in its open segments but that of the model, and `version` in its query where it must
  /// have one.
  package func filled(with name: String, model: String, version: APIVersion?) -> String {
    let path = segments.map { "/" + ($0.namesModel ? model : $0.isOpen ? name : "") + $0.text }.joined()
    guard let requiredQuery, let version else { return path }
    return "\(path)?\(requiredQuery)=\(version)"
  }

  /// How many segments may be anything.
  var openSegments: Int { segments.count { $0.isOpen } }

  /// Whether the whole of `path` fits.
  package func matches(_ path: some StringProtocol) -> Bool {
    Self.fit(segments, PathSegments(Substring(path)))
  }

  /// Whether the whole of `path` fits what stands behind `/v1`.
  func matches(withoutVersion path: some StringProtocol) -> Bool {
    guard let version = segments.first(where: { _ in true }), !version.isOpen, version.text.first == "v",
      version.text.dropFirst().allSatisfy(\.isNumber)
    else { return false }
    return Self.fit(segments.dropFirst(), PathSegments(Substring(path)))
  }

  /// Whether `path` ends with segments that fit.
  func isEnd(of path: some StringProtocol) -> Bool {
    Self.fit(segments, Array(PathSegments(Substring(path))).suffix(segments.count { _ in true }))
  }

  private static func fit(_ segments: some Sequence<Segment>, _ given: some Sequence<Substring>) -> Bool {
    var rest = given.makeIterator()
    for segment in segments {
      guard let next = rest.next(), segment.matches(next) else { return false }
    }
    return rest.next() == nil
  }

  /// Whether a segment names the model.
  package var namesModel: Bool { segments.contains { $0.namesModel } }

  /// The model that a fitting path names, as it is written there; nil where the pattern has no place for one.
  package func model(in path: Substring) -> Substring? {
    zip(segments, PathSegments(path)).first { $0.0.namesModel }.map { $0.1.dropLast($0.0.text.count) }
  }
}

/// What stands between the slashes of a path; nothing counts for none.
private struct PathSegments: Sequence, IteratorProtocol {
  private var rest: Substring

  init(_ path: Substring) { rest = path }

  mutating func next() -> Substring? {
    rest = rest[(rest.utf8.firstIndex { $0 != UInt8(ascii: "/") } ?? rest.endIndex)...]
    guard !rest.isEmpty else { return nil }
    let end = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    defer { rest = rest[end...] }
    return rest[..<end]
  }
}

extension Provider.BatchLimits {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    requests = reader.countFact("requests")
    bytes = reader.countFact("bytes")
    models = reader.countFact("models")
    modelCode = reader.string("model_code")
    let counts = reader.take("inputs") ?? .nothing
    var inner = FactReader(counts)
    inputs = counts.entries.reduce(into: [:]) { $0[$1.key] = inner.countFact($1.key) }
    inner.finish(into: &problems)
    reader.finish(into: &problems)
  }
}

extension Provider.SDKArgument {
  fileprivate init?(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    let name = reader.string("name")
    isSpread = reader.boolean("spread") ?? false
    let why = reader.string("why")
    reader.finish(into: &problems)
    guard let name, let why else {
      problems.append(FactProblem(fact.place, "an argument of an SDK has a `name` and a `why`"))
      return nil
    }
    self.name = name
    self.why = why
  }
}
