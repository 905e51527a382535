/// What requests for some models cost in tokens: the constants that a count is put together from.
///
/// A formula without `spread` and `slack` gives the number that the API itself reports; the others give a band.
package struct TokenFormula: Sendable {
  package let id: String
  /// What the bodies are that it counts.
  package enum Form: String, Sendable, CaseIterable {
    /// Messages, with what stands around them.
    case conversation
    /// One text, or several that are each counted by themselves.
    case texts
  }
  package let form: Form
  /// The BPE encoding; nil where the model's own is meant.
  package let encoding: String?
  /// Once a request: what opens the reply.
  package let reply: Int
  /// Each message, beside its role and its content.
  package let message: Int
  /// Whether the role's name is counted beside ``message``.
  package let countsRoles: Bool
  /// Each text of the assistant's, beside ``message``: the channel that it was said on.
  package let assistant: Int
  /// Whether empty instructions are left out; if not, what becomes of them is not known.
  package let dropsEmpty: Bool
  /// Beside the author's name, where a message gives one.
  package let name: Int
  /// Tokens for a token of text that the encoding gives.
  package let text: Double
  /// Once a request, where the model is asked to think.
  package let thinking: Int
  /// Whether thoughts from before the last message of the user are left out.
  package let forgetsThoughts: Bool
  package let call: Call?
  package let listing: Listing?
  package let schema: Schema?
  package let tools: Share?
  package let format: Share?
  /// Members of the body, by their paths, whose cost nobody knows.
  package let unknowable: [[String]]
  /// The share of the number that the API's own may lie above or below.
  package let spread: Double
  /// So many tokens more.
  package let slack: Int
  /// The tokens that all texts of one request may have together.
  package let requestLimit: Fact<Int>?
  /// The window that a server cuts the prompt to where nothing else is said.
  package let defaultWindow: Fact<Int>?
  /// Whether the API refuses input above the model's limit; nil: it does.
  package let refusesInput: Fact<Bool>?
  /// Whether the API refuses input that leaves no room in the window for the output that was asked for.
  package let refusesOutput: Bool
  package let provenance: Provenance

  /// Whether the numbers are those of the API.
  package var isExact: Bool { spread == 0 && slack == 0 }

  /// A call of a function and its result: two messages.
  package struct Call: Sendable {
    /// Beside the function's name, which stands in both, the arguments and the result.
    package let each: Int
    /// Two calls at once: beside the calls as one JSON text, and their results.
    package let together: Int?
    /// Whether the arguments are written anew, without blanks.
    package let rewrites: Bool
  }

  /// Functions that are shown to the model as TypeScript, in the first system message.
  package struct Listing: Sendable {
    package let heading: String
    /// What the whole costs more than its text where no system message is there; nil: not known.
    package let alone: Int?
    /// As ``alone``, at the end of a system message.
    package let beside: Int?
    /// As ``alone``, where a system message is there that it is no part of.
    package let apart: Int?
    /// What may come on top, where none of these is known.
    package let unsure: Int
    /// The offer to call several functions at once, which stands here where no system message is there.
    package let parallel: Int
    /// What may come on top, where a function has to be called.
    package let forced: Int
    /// Each function without a description.
    package let undescribed: Int
    /// Each function whose parameters are described.
    package let described: Int
    /// The keywords that are shown as comments.
    package let comments: [String]
    /// The keywords that are left out.
    package let unseen: [String]
  }

  /// The schema of the answer as OpenAI shows it to its models: behind the functions, or in a message of its own.
  package struct Schema: Sendable {
    /// What stands above the schema's name.
    package let heading: String
    /// What the whole costs more than its text where no system message is there.
    package let alone: Int
    /// As ``alone``, where one is there; nil: not known.
    package let apart: Int?
    /// The keywords that are left out where the answer has to keep to the schema.
    package let unseen: [String]
  }

  /// What a list of things costs: once, each, and by the tokens of its JSON text.
  package struct Share: Sendable {
    package let once: Double
    package let each: Double
    package let text: Double
    /// How many tokens more or less it may be.
    package let slack: Int
  }

  init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    id = reader.string("id") ?? ""
    for key in ["match", "providers", "endpoints"] { _ = reader.strings(key) }
    form = reader.choice("form") ?? .conversation
    encoding = reader.string("encoding")
    reply = reader.whole("reply") ?? 0
    message = reader.whole("message") ?? 0
    countsRoles = reader.boolean("roles") ?? false
    assistant = reader.whole("assistant") ?? 0
    dropsEmpty = reader.boolean("drops_empty") ?? false
    name = reader.whole("name") ?? 0
    text = reader.number("text") ?? 1
    thinking = reader.whole("thinking") ?? 0
    forgetsThoughts = reader.boolean("forgets_thoughts") ?? false
    call = reader.part("call", &problems) { inner in
      Call(
        each: inner.whole("each") ?? 0, together: inner.whole("together"), rewrites: inner.boolean("rewrites") ?? false)
    }
    listing = reader.part("listing", &problems) { inner in
      Listing(
        heading: inner.string("heading") ?? "", alone: inner.whole("alone"), beside: inner.whole("beside"),
        apart: inner.whole("apart"), unsure: inner.whole("unsure") ?? 0, parallel: inner.whole("parallel") ?? 0,
        forced: inner.whole("forced") ?? 0, undescribed: inner.whole("undescribed") ?? 0,
        described: inner.whole("described") ?? 0,
        comments: inner.strings("comments") ?? [], unseen: inner.strings("unseen") ?? [])
    }
    schema = reader.part("schema", &problems) { inner in
      Schema(
        heading: inner.string("heading") ?? "", alone: inner.whole("alone") ?? 0, apart: inner.whole("apart"),
        unseen: inner.strings("unseen") ?? [])
    }
    tools = reader.part("tools", &problems, Share.init)
    format = reader.part("format", &problems, Share.init)
    unknowable = reader.paths("unknowable")
    spread = reader.number("spread") ?? 0
    slack = reader.whole("slack") ?? 0
    requestLimit = reader.countFact("request_limit")
    defaultWindow = reader.countFact("default_window")
    refusesInput = reader.booleanFact("refuses_input")
    refusesOutput = reader.boolean("refuses_output") ?? false
    provenance = fact.provenance
    reader.finish(into: &problems)
  }

  /// The requests or images that a formula is made for; all, as far as it does not say.
  struct Scope {
    private let fact: RawFact

    init(_ formula: RawFact) { fact = formula }

    /// - Parameter endpoint: of a request.
    func holds(for model: String, at provider: String, _ endpoint: String?) -> Bool {
      guard let patterns = fact["match"]?.texts else { return false }
      let (providers, endpoints) = (fact["providers"]?.texts ?? [], fact["endpoints"]?.texts ?? [])
      guard providers.isEmpty || providers.contains(provider),
        endpoints.isEmpty || endpoint.map(endpoints.contains) ?? false
      else { return false }
      let model = model.lowercased()
      return patterns.contains { NamePattern($0).matches(model) }
    }
  }
}

extension TokenFormula.Share {
  fileprivate init(_ reader: inout FactReader) {
    once = reader.number("once") ?? 0
    each = reader.number("each") ?? 0
    text = reader.number("text") ?? 1
    slack = reader.whole("slack") ?? 0
  }
}

extension FactReader {
  /// A whole number, which may be below zero.
  mutating func whole(_ key: String) -> Int? {
    number(key).flatMap { Int(exactly: $0) }
  }

  /// A mapping of its own.
  fileprivate mutating func part<Part>(
    _ key: String, _ problems: inout [FactProblem], _ read: (inout FactReader) -> Part
  ) -> Part? {
    guard let fact = take(key) else { return nil }
    var inner = FactReader(fact)
    let part = read(&inner)
    inner.finish(into: &problems)
    return part
  }
}
