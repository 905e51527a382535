/// How a list of models that somebody else publishes is read: a file under `imports/`.
package struct CatalogueMapping: Sendable {
  /// What `reqlint models import --from` calls it: the file's name without its ending.
  package let id: String
  /// Who publishes it, as people write it.
  package let name: String
  /// Paths to the rows; the first that leads anywhere counts, and an empty one means that the whole text is one row.
  package let rows: [DataPath]
  /// What the text has where it is such a list, and where none of the others is.
  package let sign: [DataPath]
  /// Where a row has the model's name: the first that it has counts. None: the row's own key is the name.
  package let modelPlaces: [DataPath]
  /// Where a row names its provider; nil: all rows are of `provider`, or of the key that the first `*` stands for.
  package let providerPlace: DataPath?
  /// The id of the provider of all rows, where the list has one only.
  package let provider: String?
  /// Whether many servers answer with such a list, so that it does not say whose it is.
  package let isAnybodys: Bool
  /// The providers of the list that are known here, by the names that it has for them.
  package let providers: [String: Alias]
  /// Taken off the start of a name; `{provider}` is the provider's name in the list.
  package let prefixes: [String]
  /// Taken off the end of a name.
  package let suffixes: [String]
  /// Rows whose key or name is like this are no models.
  package let skippedNames: [NamePattern]
  /// The list goes on elsewhere where this is true.
  package let continuation: DataPath?
  package let facts: [Reading]
  package let provenance: Provenance

  /// A provider of the list.
  package struct Alias: Sendable {
    /// Its id here.
    package let id: String
    /// Whether only what follows the last slash of a name is the model's.
    package let takesLastPart: Bool
  }

  /// A fact, and where a row has it.
  package struct Reading: Sendable {
    /// As in a catalogue: `max_output`, `capabilities/vision`.
    package let fact: String
    package let place: DataPath
    /// The fact is whether the value, or one of its items, is one of these.
    package let among: [FactValue]?
    /// Only a flag that comes out like this is taken.
    package let only: Bool?
    package let confidence: Confidence
  }
}

/// A way through JSON data: names of members, in which `*` stands for any characters.
package struct DataPath: Sendable, Hashable, CustomStringConvertible {
  package let steps: [NamePattern]
  package let description: String

  /// - Parameter text: names with slashes between them; nothing stays where one is.
  package init(_ text: String) {
    description = text
    steps = text.split(separator: "/").map { NamePattern(String($0)) }
  }
}

extension CatalogueMapping {
  init(id: String, _ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    func paths(_ key: String) -> [DataPath] { (reader.strings(key) ?? []).map { DataPath($0) } }
    self.id = id
    name = reader.string("name") ?? id
    rows = paths("rows")
    sign = paths("sign")
    modelPlaces = paths("model_at")
    providerPlace = reader.string("provider_at").map { DataPath($0) }
    provider = reader.string("provider")
    isAnybodys = reader.boolean("anybody") ?? false
    prefixes = reader.strings("prefixes") ?? []
    suffixes = reader.strings("suffixes") ?? []
    skippedNames = (reader.strings("skip_names") ?? []).map { NamePattern($0) }
    continuation = reader.string("more_at").map { DataPath($0) }
    provenance = fact.provenance
    facts = reader.list("facts").compactMap { Reading($0, &problems) }
    var providers: [String: Alias] = [:]
    for entry in reader.map("providers") { providers[entry.key] = Alias(entry.value, &problems) }
    self.providers = providers
    reader.finish(into: &problems)
  }
}

extension CatalogueMapping.Alias {
  /// An id, or a mapping that says more.
  fileprivate init?(_ fact: RawFact, _ problems: inout [FactProblem]) {
    if case .scalar(.string(let id)) = fact.content {
      self.init(id: id, takesLastPart: false)
      return
    }
    var reader = FactReader(fact)
    let id = reader.string("id")
    let takesLastPart = reader.boolean("last_part") ?? false
    reader.finish(into: &problems)
    guard let id else {
      problems.append(FactProblem(fact.place, "a provider of a list has an `id` here"))
      return nil
    }
    self.init(id: id, takesLastPart: takesLastPart)
  }
}

extension CatalogueMapping.Reading {
  fileprivate init?(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    let name = reader.string("fact")
    let place = reader.string("at").map { DataPath($0) }
    among = reader.values("among")
    only = reader.boolean("only")
    confidence = fact.provenance.confidence
    reader.finish(into: &problems)
    guard let name, let place else {
      problems.append(FactProblem(fact.place, "a reading has a `fact` and the place `at` which a row has it"))
      return nil
    }
    self.fact = name
    self.place = place
  }
}
