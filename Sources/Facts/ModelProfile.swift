/// What is known about one model at one provider. What is absent is unknown.
package struct ModelProfile: Sendable {
  package let name: String
  /// Whether a catalogue or a family has the name.
  package let isKnown: Bool
  /// The id of the family that the name fits, for people.
  package let family: String?
  /// The provider whose model of the same name this is behind a gateway.
  package let like: String?
  /// The ids of the endpoints that serve the model.
  package let endpoints: Fact<[String]>?
  /// Input and output together, in tokens.
  package let contextWindow: Fact<Int>?
  /// In tokens.
  package let maxInput: Fact<Int>?
  /// In tokens.
  package let maxOutput: Fact<Int>?
  /// How many numbers an embedding has.
  package let dimensions: Fact<Int>?
  /// The BPE encoding that the model's tokenizer uses.
  package let encoding: Fact<String>?
  package let capabilities: [String: Fact<Bool>]
  package let unknownKeys: Fact<Provider.UnknownKeys>?
  package let parameters: [ParameterFact]
  /// The day since which the provider advises against the model.
  package let deprecated: Fact<Day>?
  /// The day the model stops answering.
  package let retires: Fact<Day>?
  package let successor: Fact<String>?
  /// The names of the plans that include the model.
  package let plans: Fact<[String]>?
  /// The version of the API that first serves the model.
  package let since: Fact<APIVersion>?

  init(name: String, family: String?, like: String?, _ fact: RawFact?, _ problems: inout [FactProblem]) {
    self.name = name
    self.family = family
    self.like = like
    isKnown = fact != nil
    var reader = FactReader(fact ?? .nothing)
    endpoints = reader.stringsFact("endpoints")
    contextWindow = reader.countFact("context_window")
    maxInput = reader.countFact("max_input")
    maxOutput = reader.countFact("max_output")
    dimensions = reader.countFact("dimensions")
    encoding = reader.stringFact("encoding")
    unknownKeys = reader.choiceFact("unknown_keys")
    deprecated = reader.dayFact("deprecated")
    retires = reader.dayFact("retires")
    successor = reader.stringFact("successor")
    plans = reader.stringsFact("plans")
    since = reader.apiVersionFact("since")
    var capabilities: [String: Fact<Bool>] = [:]
    for entry in reader.map("capabilities") {
      if case .scalar(.boolean(let value)) = entry.value.content {
        capabilities[entry.key] = Fact(
          value: value, provenance: entry.value.provenance, place: entry.value.place)
      } else {
        reader.report(entry.value, "a capability is true or false")
      }
    }
    self.capabilities = capabilities
    parameters = reader.map("parameters").map { ParameterFact(path: $0.key, $0.value, &problems) }
    reader.finish(into: &problems)
  }

  /// A limit by the name that a shape's `limit` gives it.
  package func limit(_ name: String) -> Fact<Int>? {
    switch name {
    case "max_output": maxOutput
    case "max_input": maxInput
    case "context_window": contextWindow
    case "dimensions": dimensions
    default: nil
    }
  }
}

/// What one model does with one parameter.
package struct ParameterFact: Sendable {
  package enum Verdict: Sendable, Hashable {
    /// The model takes no value at all.
    case nothing
    case only([FactValue])
    case allBut([FactValue])
    case within(Shape.Bounds)
    /// A text of at most so many characters.
    case noLongerThan(Int)
    /// A size of an image.
    case sizes(PixelGrid)
    /// An object whose keys are whole numbers, none above this: the ids of tokens.
    case keysUpTo(Int)
  }

  /// The members on the way from the body to the parameter; `*` stands for each item of an array.
  package private(set) var path: [String]
  package let verdict: Verdict
  /// The parameter to use.
  package private(set) var instead: String?
  package let why: String?
  /// The `code` of the API's error body.
  package let code: String?
  /// Whether an explicit null is refused too.
  package let countsNull: Bool
  /// Whether an empty list or object is refused too.
  package let countsEmpty: Bool
  /// Only at these endpoints; nil: at all.
  package let endpoints: [String]?
  /// The first day on which the API is known to answer so; nil: it always did.
  package let from: Day?
  /// The fact does not hold where one of these members has one of these values; null also means absent.
  package private(set) var unless: [Condition]
  /// The fact holds only where all of these members have one of these values.
  package private(set) var when: [Condition]
  package let provenance: Provenance
  package let place: FactPlace

  package struct Condition: Sendable, Hashable {
    /// The member's path, as it is written; of several between `|` the first that the body has counts.
    package let key: String
    /// The paths in ``key``, by their members.
    package fileprivate(set) var paths: [[String]]
    package let values: [FactValue]

    init(key: String, values: [FactValue]) {
      self.key = key
      paths = key.split(separator: "|").map(\.steps)
      self.values = values
    }
  }

  init(path: String, _ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    self.path = path.steps
    instead = reader.string("instead")
    why = reader.string("why")
    code = reader.string("code")
    countsNull = reader.boolean("null_counts") ?? false
    countsEmpty = reader.boolean("empty_counts") ?? false
    endpoints = reader.strings("endpoints")
    from = reader.dayFact("from")?.value
    unless = Self.conditions(&reader, "unless", &problems)
    when = Self.conditions(&reader, "when", &problems)
    provenance = fact.provenance
    place = fact.place
    let minimum = reader.number("minimum")
    let maximum = reader.number("maximum")
    let rejected = reader.values("rejects")
    let accepted = reader.values("accepts")
    let length = reader.length("max_length").map { Int($0) }
    let sizes = reader.take("sizes").flatMap { PixelGrid($0, &problems) }
    let largestKey = reader.count("max_key")
    let hasBounds = minimum != nil || maximum != nil
    let verdicts = [accepted != nil, rejected != nil, hasBounds, length != nil, sizes != nil, largestKey != nil]
    if verdicts.count(where: { $0 }) > 1 {
      reader.report(
        fact,
        "`\(path)` has one of accepts, rejects, bounds, max_length, sizes and max_key; null takes away what a family extends"
      )
    }
    if let accepted {
      verdict = accepted == [.string("nothing")] ? .nothing : .only(accepted)
    } else if let rejected {
      verdict = .allBut(rejected)
    } else if let length {
      verdict = .noLongerThan(length)
    } else if let sizes {
      verdict = .sizes(sizes)
    } else if let largestKey {
      verdict = .keysUpTo(largestKey)
    } else {
      verdict = .within(Shape.Bounds(from: minimum, to: maximum))
      if !hasBounds, reader.problems.isEmpty {
        reader.report(
          fact, "`\(path)` says nothing: it needs accepts, rejects, minimum, maximum, max_length, sizes or max_key")
      }
    }
    reader.finish(into: &problems)
  }

  static func conditions(_ reader: inout FactReader, _ key: String, _ problems: inout [FactProblem]) -> [Condition] {
    guard let fact = reader.take(key) else { return [] }
    var inner = FactReader(fact)
    let conditions = fact.entries.map { Condition(key: $0.key, values: inner.values($0.key) ?? []) }
    inner.finish(into: &problems)
    return conditions
  }
}

extension ParameterFact {
  /// The same fact about a body of which its parameters are sent; nil where it has no place for this one.
  package func read(_ sent: SentParameters) -> ParameterFact? {
    guard let path = sent.path(to: path) else { return nil }
    var fact = self
    fact.path = path
    fact.instead = instead.flatMap { sent.path(to: [$0])?.last }
    fact.unless = unless.map { $0.read(sent) }
    fact.when = when.map { $0.read(sent) }
    return fact
  }
}

extension ParameterFact.Condition {
  fileprivate func read(_ sent: SentParameters) -> Self {
    var condition = self
    condition.paths = paths.compactMap { sent.path(to: $0) }
    return condition
  }
}
