package import DocumentTree
package import Facts

/// A JSON Schema in a body, with what the API takes there.
package struct SchemaSite: Sendable {
  /// As meant: not an alias.
  package let node: Node
  package let place: SchemaPlace
  package let subset: SchemaSubset
  /// The HTTP status of a refusal.
  package let status: Int
  /// No finding about this schema is surer.
  package let confidence: Confidence

  /// nil where the mismatch is no schema, or nothing is known of schemas there.
  init?(_ mismatch: Mismatch, _ profile: ModelProfile?, isTuned: Bool, _ facts: Facts) {
    guard case .schema(let place, let written) = mismatch.kind else { return nil }
    if let like = place.like, profile?.like != like { return nil }
    let isStrict = written.parent?["strict"]?.boolean ?? false
    let strict = isStrict ? (isTuned ? place.strictTuned : nil) ?? place.strict : nil
    guard let subset = facts.subset(strict ?? place.subset) else { return nil }
    node = mismatch.node
    self.place = place
    self.subset = subset
    status = mismatch.status
    confidence = mismatch.provenance.confidence
  }

  /// Where the schema departs from the vocabulary of schemas.
  func mismatches(_ facts: Facts) -> [Mismatch] {
    let vocabulary = subset.vocabulary.flatMap { facts.shape($0) }
    return vocabulary.map { ShapeChecker.mismatches(of: self, with: $0.root, facts) } ?? []
  }
}

/// One way in which a schema departs from what the API takes.
package struct SchemaFault: Sendable {
  package enum Kind: Sendable {
    /// The root is of another type, or of none.
    case rootType(String)
    /// This keyword may not stand at the root.
    case rootKeyword
    /// This schema lacks a keyword.
    case missingKeyword(String)
    /// This schema has none of these keywords.
    case missingOneOf([String])
    /// `required`, or `properties` where it is absent, leaves out these properties of the object.
    case optional([String], of: Node)
    /// This name in `required` is that of no property; perhaps of one that looks like it.
    case unknownRequired(meant: String?)
    /// This keyword, or its value where the fact allows others, is not taken.
    case keyword(ParameterFact)
    /// This keyword stands beside a `$ref`.
    case besideReference
    /// This pattern looks ahead or behind.
    case lookaround
    /// This `$ref` leads to nothing in the schema.
    case danglingReference
    /// This `$ref` leads to something that is not among the definitions at the root.
    case notADefinition([String])
    /// The lower bound at this key is above the upper one.
    case emptyRange(upper: Node)
    /// Something is more than the API takes, in what it is counted in.
    case limit(count: Int, unit: String, bound: Int)
  }

  package let kind: Kind
  /// The schema, or the key or value where the kind says so.
  package let node: Node
  package let site: SchemaSite
  package let provenance: Provenance
}
