package import DocumentTree

/// A place in a file where a request to an API may stand: its body, and what is written around it.
package struct RequestSite: Sendable {
  package enum Kind: Sendable {
    /// The body alone, with nothing that says where it goes.
    case bareBody
    /// `{"method", "url", "headers", "body"}`
    case envelope
    /// An envelope with a `custom_id`: a line of a batch file.
    case batchLine
    /// A line of a batch that says elsewhere where all of it goes: `{"custom_id", "params"}` and the like.
    case batchItem
    /// What a program is told to put into the requests that it makes: a model, and parameters.
    case settings
    /// What went over the wire, kept by a recorder that may have taken headers out.
    case recording
  }

  package let kind: Kind
  /// The body; in a document of its own where it stands as JSON in a string.
  package let body: Node
  /// The object that holds the body and the URL; nil where the body stands alone.
  package let envelope: Node?
  package let url: Node?
  package let headers: Node?
  /// The model, where a program names it in its own way.
  package let model: NamedModel?
  /// What the API answered, where that is kept beside the request.
  package let answer: RecordedAnswer?

  /// Whether this is one of the requests that the body of another makes a batch of.
  package var isInBody: Bool { kind == .batchItem && envelope?.parent?.parent != nil }

  package init(
    _ kind: Kind, body: Node, envelope: Node? = nil, url: Node? = nil, headers: Node? = nil,
    model: NamedModel? = nil, answer: RecordedAnswer? = nil
  ) {
    self.kind = kind
    self.body = body
    self.envelope = envelope
    self.url = url
    self.headers = headers
    self.model = model
    self.answer = answer
  }
}

/// A model as a program names it, such as `openai/some-model`.
package struct NamedModel: Sendable {
  /// The string that names it.
  package let node: Node
  /// Which program, as the facts know it.
  package let program: String
  /// What the program calls the API; nil where it goes by the model alone.
  package let api: String?
  /// How the id of the endpoint begins, where the program is told which to use.
  package let endpoint: String?
  /// The model's name at the API, or that of a deployment.
  package let name: String
  /// The model that the program is told a deployment runs; nil where it is told nothing.
  package let deployed: String?
  /// The server that the program is told to send its requests to; nil where that is the API's own.
  package let server: Node?

  init(
    _ node: Node, program: String, api: String?, endpoint: String? = nil, name: String, deployed: String? = nil,
    server: Node?
  ) {
    self.node = node
    self.program = program
    self.api = api
    self.endpoint = endpoint
    self.name = name
    self.deployed = deployed
    self.server = server
  }
}

/// An answer that a recorder kept.
package struct RecordedAnswer: Sendable {
  /// The HTTP status.
  package let status: Int
  /// The string or object that is the answer's body; nil where none was kept, or in a form that is not read.
  package let body: Node?

  /// Whether the API took the request.
  package var isAcceptance: Bool { (200...299).contains(status) }
  /// Whether the API refused the request as such.
  package var isRefusal: Bool { (400...499).contains(status) }
}
