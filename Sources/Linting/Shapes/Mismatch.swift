package import DocumentTree
package import Facts

/// One way in which a value departs from its shape.
package struct Mismatch: Sendable {
  package enum Kind: Sendable {
    /// A required key is absent from this object; a key may be a slip for it.
    case missingKey(String, misspelt: Node?)
    /// None of these keys is present in this object; a key may be a slip for one.
    case missingOneOf([String], misspelt: Node?)
    /// This key is not in the shape of its object; nil where no fact says what then happens.
    case unknownKey(Provider.UnknownKeys?, among: [String])
    /// This key is refused here; what it says is written like this.
    case movedKey(to: String)
    case wrongType(expected: Shape.Types)
    /// The value is not one of these.
    case notAccepted([FactValue])
    case outOfRange(Shape.Bounds)
    /// The number lies above the bound that another one sets.
    case above(Double, setBy: Node, why: String?)
    /// The length, in what it is counted in.
    case wrongLength(Int, LengthUnit, Shape.Bounds)
    case wrongCharacters(CharacterPattern)
    /// The text is nothing but white space.
    case blank
    /// The text must have this format; the rules for formats judge it.
    case formatted(Shape.Format)
    /// The text carries an image, a sound or another file; the rules for media judge it.
    case media(Shape.Media)
    /// The value is a JSON Schema; it may be written as an alias.
    case schema(SchemaPlace, written: Node)
    /// The text is the body of this endpoint in base64.
    case body(endpoint: String)
    /// This key is deprecated.
    case deprecated(Shape.Deprecation)
    /// This key is accepted and does nothing.
    case withoutEffect(why: String?)
    /// This key needs another one.
    case lacksCompanion(Shape.Requirement, actual: Node?)
    /// This key may not stand beside the other.
    case conflict(with: Node, why: String?)
    /// The model must be able to do this.
    case needs(capability: String)
    /// The number may not exceed this fact of the model.
    case limited(by: String)
    /// A number above this fact of the model is taken, and works as that does.
    case capped(at: String)
    /// The API takes the value from this version on.
    case since(APIVersion)
    /// The server takes the value from this version on. Older ones refuse it, or else do not know the key.
    case serverSince(ServerVersion, isRefused: Bool)
  }

  package enum LengthUnit: String, Sendable {
    case characters, items, keys
  }

  package let kind: Kind
  /// The value, or the key where the kind says so.
  package let node: Node
  /// The HTTP status of the refusal.
  package let status: Int
  package let provenance: Provenance
  /// A sentence of the shape about the value.
  package let summary: String?

  /// Whether `object` lacks the required key `name`.
  func isMissing(_ name: String, in object: Node) -> Bool {
    switch kind {
    case .missingKey(name, _): node == object
    case .missingOneOf(let names, _): node == object && names.contains(name)
    default: false
    }
  }
}

extension Finding {
  /// How loud the finding about a departure is, and what the API answers.
  mutating func settle(_ mismatch: Mismatch, _ request: Request) {
    severity = Severity(mismatch.provenance.confidence)
    answer = request.answer(mismatch.node, status: mismatch.status)
  }
}
