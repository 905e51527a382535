/// What a program makes of the parameters in a body that it reads and does not send: the keyword `sent_as` of a shape
/// file.
package struct SentParameters: Sendable {
  /// The id of the endpoint that they are sent to.
  package let endpoint: String
  /// By the name of a parameter there: the way to its value in the body.
  private let paths: [String: [String]]

  init?(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    let endpoint = reader.string("endpoint")
    paths = Dictionary(reader.texts("parameters").map { ($0.key, $0.text.steps) }) {
      _, last in last
    }
    reader.finish(into: &problems)
    guard let endpoint else {
      problems.append(FactProblem(fact.place, "what is sent goes to an `endpoint`"))
      return nil
    }
    self.endpoint = endpoint
  }

  /// The way in the body to a parameter that has this one at the endpoint; nil where the body has no place for it.
  func path(to parameter: [String]) -> [String]? {
    guard let name = parameter.first, let path = paths[name] else { return nil }
    return path + parameter.dropFirst()
  }
}
