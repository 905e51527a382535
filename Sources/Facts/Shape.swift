import SourceText
import Synchronization

/// What one value of a payload may look like: a node of a file under `shapes/`.
///
/// The vocabulary is JSON Schema's where the two mean the same; `rules/vocabulary.schema.json` has all of it.
package final class Shape: Sendable {
  /// The JSON types a value may have.
  package struct Types: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let null = Types(rawValue: 1)
    package static let boolean = Types(rawValue: 2)
    package static let integer = Types(rawValue: 4)
    /// Numbers of any kind, whole ones included.
    package static let number = Types(rawValue: 8)
    package static let string = Types(rawValue: 16)
    package static let array = Types(rawValue: 32)
    package static let object = Types(rawValue: 64)

    /// With their names, in the order in which a message lists them.
    package static let named: [(String, Types)] = [
      ("string", .string), ("integer", .integer), ("number", .number), ("boolean", .boolean), ("array", .array),
      ("object", .object), ("null", .null),
    ]
  }

  /// What the text of a string must be.
  package enum Format: String, Sendable, CaseIterable {
    /// As Go's `time.ParseDuration` reads it: `5m`, `1h30m`.
    case goDuration = "go-duration"
    /// A regular expression.
    case regex
  }

  package enum Blank: String, Sendable, CaseIterable {
    /// A text of white space alone is refused.
    case rejected
  }

  /// How a server reads the JSON of a body.
  package enum Reader: String, Sendable, CaseIterable {
    /// As it is written.
    case json
    /// As it is written, but for keys, whose case does not count: as Go reads structs.
    case go
    /// As it is written, with null for absent.
    case nullable
    /// As protobuf's JSON mapping says: keys in camelCase or snake_case, null for absent, numbers in quotes, values of
    /// enumerations in any case or by their number, and one value for a list of one.
    case protobuf
  }

  /// Where a shape is written, and how what it describes is read.
  struct Origin {
    let file: String
    let reader: Reader
  }

  package enum Role: String, Sendable, CaseIterable {
    /// The string is the model's name.
    case model
  }

  package enum Effect: String, Sendable, CaseIterable {
    /// Accepted, and without effect.
    case ignored
    /// Accepted, and a number above `limit` works as the limit does.
    case capped
  }

  /// A bound on a number or on a length.
  package struct Bounds: Sendable, Hashable {
    package var minimum: Double?
    package var maximum: Double?
    package var isExclusiveMinimum = false
    package var isExclusiveMaximum = false

    /// No bound at all.
    package init() {}
  }

  package struct Deprecation: Sendable, Hashable {
    /// The key to use.
    package let instead: String?
    package let why: String?
  }

  /// A key that needs another one.
  package struct Requirement: Sendable {
    package let key: String
    /// Only where the key has one of these values, or a list with one of them; nil: whatever it has but null.
    package let given: [FactValue]?
    package let needs: String
    /// The values that `needs` may have, where null also means that it is absent; nil where any but null will do.
    package let values: [FactValue]?
    package let why: String?
    package let provenance: Provenance
  }

  /// A number that may not exceed another one beside it.
  package struct Comparison: Sendable {
    package let key: String
    package let other: String
    /// What the other one is multiplied by first.
    package let factor: Double
    package let why: String?
    package let provenance: Provenance
  }

  /// Keys that may not stand together.
  package struct Exclusion: Sendable {
    package let keys: [String]
    /// Only where these keys have these values.
    package let when: [String: FactValue]
    package let why: String?
    package let provenance: Provenance
  }

  /// The branches of a union, told apart by one member.
  package struct Union: Sendable {
    package let discriminator: String
    /// In the order of the file.
    package let branches: [(value: String, shape: Shape)]
    /// The branches where the member is absent: the first counts whose key the object has; a nil key is any.
    package let fallbacks: [(key: String?, branch: String)]

    /// The discriminating member: a string, one of the branches.
    package let discriminatorShape: Shape

    package func branch(_ value: String) -> Shape? {
      branches.first { $0.value == value }?.shape
    }

    /// The branch of an object without the member.
    package func fallback(_ hasKey: (String) -> Bool) -> Shape? {
      fallbacks.first { $0.key.map(hasKey) ?? true }.flatMap { branch($0.branch) }
    }
  }

  /// Another shape that stands for this one.
  package struct Reference: Sendable, Hashable {
    /// Where in its file the other one stands.
    package enum Place: String, Sendable, CaseIterable {
      case definitions, properties
      /// It is the whole file.
      case root
    }

    package let file: String
    package let place: Place
    /// Empty for a whole file.
    package let name: String
  }

  package let reader: Reader
  package let reference: Reference?
  /// What ``reference`` stands for in the end, once somebody has asked.
  let target = AtomicLazyReference<Shape>()
  package let types: Types
  package let values: [FactValue]?
  package let range: Bounds
  /// Of a string, in characters (Unicode scalars).
  package let length: Bounds
  /// What a string of white space alone meets; nil: nothing.
  package let blank: Blank?
  package let pattern: CharacterPattern?
  package let format: Format?
  package let media: Media?
  package let items: Shape?
  /// Of an array.
  package let itemCount: Bounds
  package let properties: [String: Shape]
  /// The properties' names in the order of the file.
  package let propertyNames: [String]
  package let required: [String]
  package let additional: Shape?
  /// Of an object.
  package let memberCount: Bounds
  /// The value is a JSON Schema.
  package let schema: SchemaPlace?
  /// The id of the endpoint whose body the string carries in base64.
  package let body: String?
  package let names: Shape?
  /// nil: the provider's policy at the root, open below.
  package let unknownKeys: Provider.UnknownKeys?
  /// Where that is known from.
  package let unknownProvenance: Provenance
  /// The names of keys that belong to another dialect, each with what is written here instead.
  package let moved: [String: String]
  package let anyOf: [Shape]
  package let union: Union?
  /// The capability a model must have where this value is given.
  package let needs: Fact<String>?
  /// The fact of the model that the number may not exceed.
  package let limit: String?
  package let role: Role?
  package let effect: Effect?
  package let why: String?
  package let deprecation: Deprecation?
  /// The version of the API that first took this value.
  package let since: Fact<APIVersion>?
  /// The version of the server that first knew this: the key, or in a union this kind of value.
  package let serverSince: Fact<ServerVersion>?
  package let fallback: FactValue?
  /// A value, or the name of a branch, to start from.
  package let example: FactValue?
  package let summary: String?
  /// The HTTP status for mistakes at and under this value; nil: as above it.
  package let status: Int?
  package let requirements: [Requirement]
  package let exclusions: [Exclusion]
  package let comparisons: [Comparison]
  package let oneOfRequired: [[String]]
  package let provenance: Provenance

  init(_ fact: RawFact, in origin: Origin, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    provenance = fact.provenance
    self.reader = origin.reader
    reference = Self.reference(&reader, fact, in: origin.file)
    types = Self.types(&reader)
    values = reader.values("enum") ?? reader.value("const").map { [$0] }
    range = Bounds(
      from: reader.number("minimum"), to: reader.number("maximum"),
      above: reader.number("exclusive_minimum"), below: reader.number("exclusive_maximum"))
    length = Bounds(from: reader.length("min_length"), to: reader.length("max_length"))
    blank = reader.choice("blank")
    pattern = Self.pattern(&reader)
    format = reader.choice("format")
    media = reader.take("media").map { Media($0, &problems) }
    itemCount = Bounds(from: reader.length("min_items"), to: reader.length("max_items"))
    memberCount = Bounds(from: nil, to: reader.length("max_properties"))
    required = reader.strings("required") ?? []
    let unknown: Fact<Provider.UnknownKeys>? = reader.choiceFact("unknown")
    unknownKeys = unknown?.value
    unknownProvenance = unknown?.provenance ?? fact.provenance
    moved = Dictionary(reader.texts("moved").map { ($0.key, $0.text) }) { _, last in last }
    needs = reader.stringFact("needs")
    limit = reader.string("limit")
    role = reader.choice("role")
    effect = reader.choice("effect")
    why = reader.string("why")
    deprecation = Self.deprecation(&reader, &problems)
    since = reader.apiVersionFact("since")
    serverSince = reader.serverVersionFact("server_since")
    fallback = reader.value("default")
    example = reader.value("example")
    summary = reader.string("description")
    status = reader.count("status")
    requirements = reader.list("requires").compactMap { Requirement($0, &problems) }
    exclusions = reader.list("excludes").map { Exclusion($0, &problems) }
    comparisons = reader.list("at_most").compactMap { Comparison($0, &problems) }
    oneOfRequired = reader.groups("one_of_required")
    items = reader.take("items").map { Shape($0, in: origin, &problems) }
    additional = reader.take("additional").map { Shape($0, in: origin, &problems) }
    schema = reader.take("schema").map { SchemaPlace($0, &problems) }
    body = reader.string("body")
    names = reader.take("property_names").map { Shape($0, in: origin, &problems) }
    anyOf = reader.list("any_of").map { Shape($0, in: origin, &problems) }
    let entries = reader.map("properties")
    propertyNames = entries.map(\.key)
    properties = Dictionary(entries.map { ($0.key, Shape($0.value, in: origin, &problems)) }) { _, last in last }
    union = Self.union(&reader, fact, in: origin, &problems)
    reader.finish(into: &problems)
  }

  private static func reference(_ reader: inout FactReader, _ fact: RawFact, in file: String) -> Reference? {
    guard let text = reader.string("$ref") else { return nil }
    let reference = Reference(text, in: file)
    if reference == nil, let place = fact["$ref"] {
      reader.report(
        place, "`$ref` is not of the form #/definitions/x, dialect/endpoint#/properties/x or dialect/endpoint#")
    }
    if fact.entries.count > 1 { reader.report(fact, "`$ref` stands alone: the other keys would count for nothing") }
    return reference
  }

  /// A string that is one of `values`.
  private convenience init(oneOf values: [String], reader: Reader) {
    let list = RawFact(.list(values.map { RawFact(.scalar(.string($0))) }))
    let fact = RawFact.mapping([("type", RawFact(.scalar(.string("string")))), ("enum", list)])
    var problems: [FactProblem] = []
    self.init(fact, in: Origin(file: "", reader: reader), &problems)
  }

  private static func types(_ reader: inout FactReader) -> Types {
    guard let fact = reader.take("type") else { return [] }
    let names: [RawFact] = if case .list(let items) = fact.content { items } else { [fact] }
    var types: Types = []
    for name in names {
      if case .scalar(.string(let text)) = name.content, let type = Types.named.first(where: { $0.0 == text })?.1 {
        types.insert(type)
      } else if name.isNull {
        types.insert(.null)
      } else {
        reader.report(name, "`type` is not one of \(Types.named.map(\.0).joined(separator: ", "))")
      }
    }
    return types
  }

  private static func pattern(_ reader: inout FactReader) -> CharacterPattern? {
    guard let fact = reader.take("pattern") else { return nil }
    if case .scalar(.string(let text)) = fact.content, let pattern = CharacterPattern(text) { return pattern }
    reader.report(fact, "`pattern` is not of the form ^[class]{1,64}$")
    return nil
  }

  private static func deprecation(_ reader: inout FactReader, _ problems: inout [FactProblem]) -> Deprecation? {
    guard let fact = reader.take("deprecated") else { return nil }
    if case .scalar(.boolean(let value)) = fact.content { return value ? Deprecation(instead: nil, why: nil) : nil }
    var inner = FactReader(fact)
    let deprecation = Deprecation(instead: inner.string("instead"), why: inner.string("why"))
    inner.finish(into: &problems)
    return deprecation
  }

  private static func union(
    _ reader: inout FactReader, _ fact: RawFact, in origin: Origin, _ problems: inout [FactProblem]
  ) -> Union? {
    guard let discriminator = reader.string("by") else { return nil }
    let branches = reader.map("branches").map { (value: $0.key, shape: Shape($0.value, in: origin, &problems)) }
    let fallbacks = Self.fallbacks(&reader, fact)
    for fallback in fallbacks where !branches.contains(where: { $0.value == fallback.branch }) {
      let written = fact["by_default"]
      let place = fallback.key.flatMap { written?[$0] } ?? written ?? fact
      reader.report(place, "`\(fallback.branch)` is none of the branches")
    }
    return Union(
      discriminator: discriminator, branches: branches, fallbacks: fallbacks,
      discriminatorShape: Shape(oneOf: branches.map(\.value), reader: origin.reader))
  }

  /// One branch for all, or a branch for each key that tells.
  private static func fallbacks(_ reader: inout FactReader, _ fact: RawFact) -> [(key: String?, branch: String)] {
    guard let entries = fact["by_default"]?.entries, !entries.isEmpty else {
      return reader.string("by_default").map { [(nil, $0)] } ?? []
    }
    return reader.texts("by_default").map { ($0.key, $0.text) }
  }
}

extension Shape.Reader {
  /// The name that a shape gives a member, from the one that a body gives it.
  package func name(_ written: String) -> String {
    switch self {
    case .json, .nullable: return written
    case .go: return written.lowercased()
    case .protobuf:
      guard written.utf8.contains(UInt8(ascii: "_")) else { return written }
      let name = written.camelCased
      return name.snakeCased == written ? name : written
    }
  }

  /// The ways to write the name that a shape gives a member.
  package func spellings(of name: String) -> [String] {
    switch self {
    case .json, .go, .nullable: [name]
    case .protobuf: [name, name.snakeCased]
    }
  }
}

extension String {
  fileprivate var camelCased: String {
    var bytes: [UInt8] = []
    var isWordStart = false
    for byte in utf8 {
      if byte == UInt8(ascii: "_") {
        isWordStart = !bytes.isEmpty
      } else {
        let isLowercase = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        bytes.append(isWordStart && isLowercase ? byte - 32 : byte)
        isWordStart = false
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A name in camelCase as protobuf has it: `maxItems` is `max_items`.
  package var snakeCased: String {
    let bytes = utf8.flatMap { byte in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? [UInt8(ascii: "_"), byte + 32] : [byte]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Shape.Bounds {
  init(from minimum: Double?, to maximum: Double?, above: Double? = nil, below: Double? = nil) {
    self.minimum = above ?? minimum
    self.maximum = below ?? maximum
    isExclusiveMinimum = above != nil
    isExclusiveMaximum = below != nil
  }

  /// Whether a value lies below the lower bound.
  package func isBelow(_ value: Double) -> Bool {
    minimum.map { isExclusiveMinimum ? value <= $0 : value < $0 } ?? false
  }

  /// Whether a value lies above the upper bound.
  package func isAbove(_ value: Double) -> Bool {
    maximum.map { isExclusiveMaximum ? value >= $0 : value > $0 } ?? false
  }
}

extension Shape.Reference {
  fileprivate init?(_ text: String, in file: String) {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    self.file = parts[0].isEmpty ? file : String(parts[0])
    if parts[1].isEmpty, !parts[0].isEmpty {
      (place, name) = (.root, "")
      return
    }
    guard let place = [Place.definitions, .properties].first(where: { parts[1].hasPrefix("/\($0.rawValue)/") }) else {
      return nil
    }
    self.place = place
    name = String(parts[1].dropFirst(place.rawValue.count + 2))
  }
}

extension Shape.Requirement {
  fileprivate init?(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    let key = reader.string("key")
    let needs = reader.string("needs")
    given = reader.values("is")
    values = reader.values("value")
    why = reader.string("why")
    provenance = fact.provenance
    reader.finish(into: &problems)
    guard let key, let needs else {
      problems.append(FactProblem(fact.place, "a requirement has a `key` and what it `needs`"))
      return nil
    }
    self.key = key
    self.needs = needs
  }
}

extension Shape.Comparison {
  fileprivate init?(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    let key = reader.string("key")
    let other = reader.string("of")
    factor = reader.number("times") ?? 1
    why = reader.string("why")
    provenance = fact.provenance
    reader.finish(into: &problems)
    guard let key, let other else {
      problems.append(FactProblem(fact.place, "a comparison has a `key` and the key `of` its bound"))
      return nil
    }
    self.key = key
    self.other = other
  }
}

extension Shape.Exclusion {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    keys = reader.strings("keys") ?? []
    var when: [String: FactValue] = [:]
    if let conditions = reader.take("when") {
      var inner = FactReader(conditions)
      for entry in conditions.entries { when[entry.key] = inner.value(entry.key) }
      inner.finish(into: &problems)
    }
    self.when = when
    why = reader.string("why")
    provenance = fact.provenance
    reader.finish(into: &problems)
  }
}

/// One file under `shapes/`: what the body of an endpoint looks like.
package final class ShapeFile: Sendable {
  /// The path under `shapes/` without its ending.
  package let name: String
  package let root: Shape
  package let definitions: [String: Shape]
  /// How a conversation is written here; nil where the body has none, or nothing is known of it.
  package let conversation: ConversationForm?
  /// Where such a body is not sent itself: what a program sends of it.
  package let sentAs: SentParameters?
  /// Nothing that rests on this file is surer than this.
  package let surest: Confidence

  /// The keys of a file that say nothing about the body itself.
  private static let ownKeys: Set = ["extends", "definitions", "conversation", "sent_as", "surest", "reader"]

  /// The shape that a reference to this file names.
  func target(of reference: Shape.Reference) -> Shape? {
    switch reference.place {
    case .definitions: definitions[reference.name]
    case .properties: root.properties[reference.name]
    case .root: root
    }
  }

  init(name: String, _ fact: RawFact, _ problems: inout [FactProblem]) {
    self.name = name
    var reader = FactReader(fact)
    surest = reader.choice("surest") ?? .high
    let origin = Shape.Origin(file: name, reader: reader.choice("reader") ?? .json)
    if fact["surest"] != nil || fact["reader"] != nil { problems += reader.problems }
    root = Shape(fact.removing(Self.ownKeys), in: origin, &problems)
    var definitions: [String: Shape] = [:]
    if let given = fact["definitions"], given.entries.isEmpty {
      problems.append(FactProblem(given.place, "`definitions` is no mapping"))
    }
    for entry in fact["definitions"]?.entries ?? [] {
      definitions[entry.key] = Shape(entry.value, in: origin, &problems)
    }
    self.definitions = definitions
    conversation = fact["conversation"].flatMap { ConversationForm($0, &problems) }
    sentAs = fact["sent_as"].flatMap { SentParameters($0, &problems) }
  }
}
