/// How a provider is shown the key of an account: the `auth` of its file.
package struct Credentials: Sendable {
  /// A header that carries the key.
  package struct Header: Sendable, Hashable {
    /// As people write it; case does not count.
    package let name: String
    /// The word before the key, such as `Bearer`; nil where the key stands alone.
    package let scheme: String?
  }

  /// Any one of these will do.
  package let headers: [Header]
  /// The name in a URL's query that may carry the key as well.
  package let query: String?
  /// How its keys start; empty where they start in no special way.
  package let keyStarts: [String]
  /// The headers that every request has beside the key.
  package let companions: [String]
  /// The values that headers are known to take, by their names in lower case.
  package let values: [String: [String]]
  package let provenance: Provenance

  init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    headers = reader.list("headers").map { Header($0, &problems) }
    query = reader.string("query")
    keyStarts = reader.strings("keys") ?? []
    companions = reader.strings("beside") ?? []
    var values: [String: [String]] = [:]
    if let fact = reader.take("values") {
      var inner = FactReader(fact)
      for entry in fact.entries { values[entry.key.lowercased()] = inner.strings(entry.key) ?? [] }
      inner.finish(into: &problems)
    }
    self.values = values
    provenance = fact.provenance
    reader.finish(into: &problems)
  }

  /// The header of that name, whatever its case.
  package func header(named name: String) -> Header? {
    headers.first { $0.name.lowercased() == name.lowercased() }
  }
}

extension Credentials.Header {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    name = reader.string("name") ?? ""
    scheme = reader.string("scheme")
    if name.isEmpty { reader.report(fact, "a header has a `name`") }
    reader.finish(into: &problems)
  }
}
