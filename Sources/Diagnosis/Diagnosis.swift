package import Facts
package import Linting
package import SourceText

/// What an error answer means for the request that it was given to.
package struct Diagnosis: Sendable {
  package let response: ErrorResponse
  /// nil where nothing says which API the request went to.
  package let provider: Provider?
  package let endpoint: String?
  package let model: String?
  /// nil: no answer that is known.
  package let known: KnownAnswer?
  /// Who is known to answer so, where that is somebody else than the provider: a gateway, or what stands behind it.
  package let speaker: String?
  /// What the API means; nil where that is not known.
  package let explanation: String?
  /// What to do, most helpful first.
  package let advice: [String]
  /// What the answer is about: first the place to look at, then those around it.
  package let places: [Place]
  /// What reqlint itself finds there: it predicts this answer.
  package let predicted: [Diagnostic]
  /// What else reqlint finds in the request, as evidence where the answer is not explained.
  package let others: [Diagnostic]

  /// Whether the cause was found: a known answer (of one that only says that some parameter is wrong, also where), or a
  /// finding that predicts it.
  package var isExplained: Bool {
    guard let known else { return !places.isEmpty || !predicted.isEmpty }
    let isVague = known.isByStatus && known.cause == .parameter
    return !isVague || !places.isEmpty || !predicted.isEmpty
  }

  /// A place of the request's file.
  package struct Place: Sendable {
    package enum Certainty: String, Sendable {
      /// The answer names it.
      case exact
      /// It is what the answer most likely means.
      case likely
    }

    /// In bytes of the document.
    package let range: ByteRange
    /// The JSON Pointer of the value.
    package let pointer: String
    /// As the API names it.
    package let param: String
    /// What the answer names below the value, and is not there.
    package let missing: String?
    package let certainty: Certainty
  }
}
