/// Which JSON Schemas an API takes at one kind of place: a file under `schemas/`.
///
/// What is absent is not known to be refused. Every fact has its own provenance, so its own severity.
package struct SchemaSubset: Sendable {
  /// The path under `schemas/` without its ending.
  package let name: String
  /// As a message names such a schema: `a strict schema`.
  package let title: String
  /// The file under `shapes/` whose root describes the keywords of every schema.
  package let vocabulary: String?
  /// The `type` that the root must have.
  package let rootType: Fact<String>?
  package let rootRequires: Fact<[String]>?
  package let rootExcludes: Fact<[String]>?
  /// The keywords that a schema of an object must have.
  package let objectRequires: Fact<[String]>?
  /// The keywords of which a schema of an array must have one.
  package let arrayRequires: Fact<[String]>?
  /// The keywords of which every schema must have one.
  package let schemaRequires: Fact<[String]>?
  /// Whether `required` must list every property, and nothing else.
  package let allRequired: Fact<Bool>?
  /// The keywords that may stand beside `$ref`.
  package let besideReference: Fact<[String]>?
  /// Where at the root the definitions stand to which a `$ref` may point.
  package let definitions: Fact<[String]>?
  /// Whether a `$ref` must lead to something in the schema.
  package let referencesResolve: Fact<Bool>?
  /// Whether patterns may look ahead and behind.
  package let lookaround: Fact<Bool>?
  /// Properties of all objects together.
  package let maxProperties: Fact<Int>?
  /// Objects inside each other, the root among them.
  package let maxDepth: Fact<Int>?
  /// Values of all enumerations together.
  package let maxEnumValues: Fact<Int>?
  /// An enumeration of more values than this is long.
  package let longEnum: Fact<Int>?
  /// Characters of the texts of one long enumeration.
  package let maxEnumText: Fact<Int>?
  /// Characters of the names of properties and definitions, and of the texts in `enum` and `const`, together.
  package let maxText: Fact<Int>?
  /// What happens to single keywords.
  package let keywords: [String: ParameterFact]
  package let provenance: Provenance

  init(name: String, _ fact: RawFact, _ problems: inout [FactProblem]) {
    self.name = name
    var reader = FactReader(fact)
    title = reader.string("title") ?? "a schema"
    vocabulary = reader.string("vocabulary")
    rootType = reader.stringFact("root_type")
    rootRequires = reader.stringsFact("root_requires")
    rootExcludes = reader.stringsFact("root_excludes")
    objectRequires = reader.stringsFact("object_requires")
    arrayRequires = reader.stringsFact("array_requires")
    schemaRequires = reader.stringsFact("schema_requires")
    allRequired = reader.booleanFact("all_required")
    besideReference = reader.stringsFact("beside_reference")
    definitions = reader.stringsFact("definitions")
    referencesResolve = reader.booleanFact("references_resolve")
    lookaround = reader.booleanFact("lookaround")
    maxProperties = reader.countFact("max_properties")
    maxDepth = reader.countFact("max_depth")
    maxEnumValues = reader.countFact("max_enum_values")
    longEnum = reader.countFact("long_enum")
    maxEnumText = reader.countFact("max_enum_text")
    maxText = reader.countFact("max_text")
    var keywords: [String: ParameterFact] = [:]
    for entry in reader.map("keywords") { keywords[entry.key] = ParameterFact(path: entry.key, entry.value, &problems) }
    self.keywords = keywords
    provenance = fact.provenance
    reader.finish(into: &problems)
  }
}

/// A place in a body where a JSON Schema stands, and what the API does with it.
package struct SchemaPlace: Sendable {
  /// The file under `schemas/` that holds there.
  package let subset: String
  /// The file that holds instead where the member `strict` beside the schema is true.
  package let strict: String?
  /// The same for a model that a user tuned.
  package let strictTuned: String?
  /// Only for models whose family is like that of this provider; nil: for all.
  package let like: String?
  /// The `code` of the refusal.
  package let code: String?
  /// The parameter that the refusal names; nil: the schema's own.
  package let param: String?

  init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    subset = reader.string("subset") ?? ""
    strict = reader.string("strict")
    strictTuned = reader.string("strict_tuned")
    like = reader.string("like")
    code = reader.string("code")
    param = reader.string("param")
    if subset.isEmpty { reader.report(fact, "a schema has a `subset`, a file under schemas/") }
    reader.finish(into: &problems)
  }
}
