/// Where the bodies of one kind of chat endpoint have what all of them have: a file under `dialects/`.
///
/// A request goes from one dialect to another by what both have a name for; the rest has no counterpart.
package struct Dialect: Sendable {
  /// The file's name without its ending.
  package let id: String
  /// As people write it.
  package let name: String
  /// The ids of the endpoints that speak it.
  package let endpoints: [String]
  /// The member that names the model, where the body may have it.
  package let model: String
  /// What is asked for beside the conversation, by the names that all dialects share.
  package let settings: [Setting]
  /// The texts that stand above the conversation; nil: they are turns.
  package let system: Listing?
  package let turns: Turns
  /// What may stand in a turn, by the kinds that all dialects share; of several forms of a kind the first that fits.
  package let parts: [Part]
  package let tools: Listing?
  package let provenance: Provenance

  package struct Setting: Sendable {
    /// Such as `max_output`.
    package let name: String
    /// Members from the body on: the first is written, all are read.
    package let places: [[String]]
    /// Whether a single value is written as a list of one.
    package let isList: Bool
    /// What the value must be where it stands, as with `json_object` in `response_format/type`; nil: anything.
    package let form: Template?
    /// The values that are called otherwise in other dialects, by the names that all share.
    package let values: [(shared: String, own: Template)]
    /// What else is written with it.
    package let companions: [(place: [String], value: Template)]
    /// What is written where the request says nothing, since the endpoint wants a value.
    package let fallback: FactValue?
  }

  /// A list of things of one form.
  package struct Listing: Sendable {
    /// Members from the body on; a number is a place in an array.
    package let place: [String]
    /// Where none is said, texts without a form, which go into one.
    package let item: Template
    /// Whether a single text may stand in place of the list.
    package let takesText: Bool
  }

  package struct Turns: Sendable {
    package let place: [String]
    package let role: String
    /// The member of a turn that has its parts.
    package let content: String
    /// Whether a single text may stand in place of the parts.
    package let takesText: Bool
    /// Whether only a text may.
    package let takesOnlyText: Bool
    /// Whether two turns of one role in a row have to be one.
    package let merges: Bool
    /// The members of a turn that other dialects can do without.
    package let ignored: [String]
    /// The names that all dialects share, by the dialect's own; of several for one the first is written.
    package let roles: [(own: String, shared: String)]
  }

  package struct Part: Sendable {
    /// `text`, `image`, `call`, `result` and so on.
    package let kind: String
    /// The member of the turn that has such parts; nil: its content.
    package let member: String?
    /// Whether such a part is a turn by itself.
    package let isTurn: Bool
    /// Whose turns it is written in, by the name that all dialects share; nil: anybody's.
    package let role: String?
    package let form: Template
  }

  /// JSON data with holes: a text such as `$name` stands for any value, `$name=x` for `x` where there is none.
  package indirect enum Template: Sendable {
    case hole(String, fallback: String?)
    case plain(FactValue)
    case list([Template])
    case object([(key: String, value: Template)])
  }
}

extension Dialect {
  init(id: String, _ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    self.id = id
    name = reader.string("name") ?? id
    endpoints = reader.strings("endpoints") ?? []
    model = reader.string("model") ?? "model"
    settings = reader.map("settings").compactMap { Setting($0.key, $0.value, &problems) }
    system = reader.take("system").map { Listing($0, &problems) }
    turns = Turns(reader.take("turns") ?? .nothing, &problems)
    parts = reader.list("parts").compactMap { Part($0, &problems) }
    tools = reader.take("tools").map { Listing($0, &problems) }
    provenance = fact.provenance
    reader.finish(into: &problems)
  }
}

extension Dialect.Setting {
  /// A path, or a mapping that says more.
  fileprivate init?(_ name: String, _ fact: RawFact, _ problems: inout [FactProblem]) {
    self.name = name
    if case .scalar(.string(let path)) = fact.content {
      (places, isList, form, values, companions, fallback) = ([path.steps], false, nil, [], [], nil)
      return
    }
    var reader = FactReader(fact)
    places = reader.paths("at")
    isList = reader.boolean("list") ?? false
    form = reader.take("form").map { Dialect.Template($0) }
    values = reader.map("values").map { ($0.key, Dialect.Template($0.value)) }
    companions = reader.map("with").map { ($0.key.steps, Dialect.Template($0.value)) }
    fallback = reader.value("default")
    reader.finish(into: &problems)
    guard !places.isEmpty else {
      problems.append(FactProblem(fact.place, "a setting has the place `at` which it stands"))
      return nil
    }
  }
}

extension Dialect.Listing {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    place = reader.path("at")
    item = reader.take("item").map { Dialect.Template($0) } ?? .hole("text", fallback: nil)
    takesText = reader.boolean("text") ?? false
    reader.finish(into: &problems)
  }
}

extension Dialect.Turns {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    place = reader.path("at")
    role = reader.string("role") ?? "role"
    content = reader.string("content") ?? "content"
    takesOnlyText = reader.boolean("only_text") ?? false
    takesText = reader.boolean("text") ?? takesOnlyText
    merges = reader.boolean("merge") ?? false
    ignored = reader.strings("ignored") ?? []
    roles = reader.texts("roles").map { ($0.key, $0.text) }
    reader.finish(into: &problems)
  }
}

extension Dialect.Part {
  fileprivate init?(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    let kind = reader.string("kind")
    member = reader.string("in")
    isTurn = reader.boolean("turn") ?? false
    role = reader.string("role")
    let form = reader.take("form").map { Dialect.Template($0) }
    reader.finish(into: &problems)
    guard let kind, let form else {
      problems.append(FactProblem(fact.place, "a part has a `kind` and a `form`"))
      return nil
    }
    self.kind = kind
    self.form = form
  }
}

extension Dialect.Template {
  init(_ fact: RawFact) {
    switch fact.content {
    case .scalar(.string(let text)) where text.hasPrefix("$"):
      let parts = text.dropFirst().split(separator: "=", maxSplits: 1)
      self = .hole(String(parts.first ?? ""), fallback: parts.count > 1 ? String(parts[1]) : nil)
    case .scalar(.string(let text)): self = .plain(.string(text))
    case .scalar(.number(let number)): self = .plain(.number(number))
    case .scalar(.boolean(let flag)): self = .plain(.boolean(flag))
    case .scalar(.null): self = .plain(.null)
    case .list(let items): self = .list(items.map { Self($0) })
    case .map(let entries): self = .object(entries.map { ($0.key, Self($0.value)) })
    }
  }
}
