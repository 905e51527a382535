/// How an API writes a conversation, and what it refuses about one: the keyword `conversation` of a shape file.
///
/// What is absent is not known to be refused.
package struct ConversationForm: Sendable {
  /// The member of the body that holds the turns, the oldest first.
  package let turns: String
  /// The roles whose turns count as one where they follow each other.
  package let joined: Set<String>
  /// Where the body has one of these members, the API knows turns that are not in the body.
  package let continued: [String]
  /// Parts that stand for turns which only the API knows.
  package let opaque: [Part]
  package let pairings: [Pairing]
  package let companions: [Companion]
  package let identities: [Identity]

  /// Something in a turn: the turn itself, or what stands at a path below it.
  package struct Part: Sendable {
    /// The members on the way from the turn; `*` stands for each item of an array.
    package let path: [String]
    /// Only where all of these hold, seen from the part.
    package let when: [ParameterFact.Condition]
    /// The way from the part to its id.
    package let id: [String]
    /// The way from the part to the name of the tool.
    package let name: [String]
    /// The way from the part to the arguments.
    package let arguments: [String]
  }

  /// Calls and the results that answer them, told by their ids.
  package struct Pairing: Sendable {
    /// Where the result of a call stands.
    package enum Order: String, Sendable, CaseIterable {
      /// In the turn after the call's.
      case next
      /// Anywhere after the call.
      case after
      /// Anywhere.
      case anywhere
    }

    package let order: Order
    package let calls: [Part]
    /// Further calls, which may have a result and need none.
    package let others: [Part]
    package let results: [Part]
    package let refusals: [Refusal.Cause: Refusal]
  }

  /// Turns that mean nothing without the one that follows.
  package struct Companion: Sendable {
    package let part: Part
    /// The following turn is none of these.
    package let never: [ParameterFact.Condition]
    package let refusal: Refusal
  }

  /// Parts of which no two may have the same id.
  package struct Identity: Sendable {
    package let part: Part
    package let refusal: Refusal
  }
}

/// What an API says to something that it refuses.
package struct Refusal: Sendable {
  /// What is wrong between calls and results.
  package enum Cause: String, Sendable, CaseIterable {
    /// A call has no result, and more turns follow.
    case unanswered
    /// A call has no result where the conversation ends.
    case unansweredAtEnd = "unanswered_at_end"
    /// A result stands where nothing was called.
    case orphan
    /// A result has an id that none of the calls before it has.
    case unmatched
    /// Two calls in one turn have the same id.
    case duplicateCall = "duplicate_call"
    /// Two results answer one call.
    case duplicateResult = "duplicate_result"
    /// Something else stands before a result in its turn.
    case lateResult = "late_result"
  }

  /// The HTTP status.
  package let status: Int
  package let code: String?
  /// The parameter that the refusal names: `{turn}` stands for the number of the turn, counted from 0, `{next}` for that
  /// of the turn after the results, `{part}` for the way to the call or result; nil: the way to its id.
  package let param: String?
  package let why: String?
  package let provenance: Provenance
}

extension ConversationForm {
  init?(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    let turns = reader.string("turns")
    joined = Set(reader.strings("joined") ?? [])
    continued = reader.strings("continued") ?? []
    opaque = reader.list("opaque").map { Part($0, &problems) }
    pairings = reader.map("pairs").map { Pairing($0.value, &problems) }
    companions = reader.map("companions").map { Companion($0.value, &problems) }
    identities = reader.map("unique").map { Identity($0.value, &problems) }
    if turns == nil { reader.report(fact, "a conversation has `turns`") }
    reader.finish(into: &problems)
    guard let turns else { return nil }
    self.turns = turns
  }
}

extension ConversationForm.Part {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    path = reader.path("at")
    when = ParameterFact.conditions(&reader, "when", &problems)
    id = reader.path("id")
    name = reader.path("name")
    arguments = reader.path("arguments")
    reader.finish(into: &problems)
  }
}

extension ConversationForm.Pairing {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    order = reader.choice("order") ?? .anywhere
    calls = reader.list("calls").map { .init($0, &problems) }
    others = reader.list("others").map { .init($0, &problems) }
    results = reader.list("results").map { .init($0, &problems) }
    var refusals: [Refusal.Cause: Refusal] = [:]
    if let fact = reader.take("refuses") {
      var inner = FactReader(fact)
      for cause in Refusal.Cause.allCases {
        refusals[cause] = inner.take(cause.rawValue).map { Refusal($0, &problems) }
      }
      inner.finish(into: &problems)
    }
    self.refusals = refusals
    reader.finish(into: &problems)
  }
}

extension ConversationForm.Companion {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    part = reader.take("part").map { .init($0, &problems) } ?? .init(.nothing, &problems)
    never = ParameterFact.conditions(&reader, "never", &problems)
    refusal = Refusal(reader.take("refusal") ?? .nothing, &problems)
    reader.finish(into: &problems)
  }
}

extension ConversationForm.Identity {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    part = reader.take("part").map { .init($0, &problems) } ?? .init(.nothing, &problems)
    refusal = Refusal(reader.take("refusal") ?? .nothing, &problems)
    reader.finish(into: &problems)
  }
}

extension Refusal {
  init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    status = reader.count("status") ?? 400
    code = reader.string("code")
    param = reader.string("param")
    why = reader.string("why")
    provenance = fact.provenance
    reader.finish(into: &problems)
  }
}

extension FactReader {
  /// A path in a payload, its members parted by `/`.
  fileprivate mutating func path(_ key: String) -> [String] {
    string(key)?.split(separator: "/").map(String.init) ?? []
  }
}
