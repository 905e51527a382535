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
  /// The members of a turn whose items are calls or results.
  package let lists: Set<String>
  package let companions: [Companion]
  package let identities: [Identity]
  /// The tools that the body declares, by paths from the body.
  package let tools: [Part]
  /// Where the body says which tool to call, by paths from the body.
  package let choices: [Part]
  /// The roles that may follow a role; any where it is not named.
  package let followers: [String: Set<String>]
  /// The last turn does not meet all of these.
  package let ending: [ParameterFact.Condition]
  /// The way from a turn to what is said in it, which may not be empty; the last turn of the model may.
  package let content: [String]
  /// The ways from a turn to the text that it ends with.
  package let endings: [[String]]
  package let word: Word?
  package let thinking: Thinking?
  package let cachePoints: CachePoints?
  package let refusals: [Refusal.Cause: Refusal]

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
    /// The way from the part to the JSON Schema of the arguments.
    package let parameters: [String]
  }

  /// Calls and the results that answer them, told by their ids.
  package struct Pairing: Sendable {
    /// Where the result of a call stands.
    package enum Order: String, Sendable, CaseIterable {
      /// In the turn after the call's.
      case next
      /// In the turn after the call's, where only their number counts.
      case counted
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

  /// A word that somebody has to say before the model may answer in a form.
  package struct Word: Sendable {
    package let word: String
    /// Only where all of these hold, seen from the body; a key may be a path.
    package let when: [ParameterFact.Condition]
    /// The members of the body in which it is looked for.
    package let places: [String]
  }

  /// Thoughts of the model that stand in its turns.
  package struct Thinking: Sendable {
    /// Where all of these hold, seen from the body, thoughts have to come back while the model is about to go on after
    /// its calls; a key may be a path.
    package let when: [ParameterFact.Condition]
    /// Where all of these hold, a model does the same that thinks unless it is told not to.
    package let unasked: [ParameterFact.Condition]
    /// A thought: the first part of the turn in which the model began to call tools.
    package let part: Part?
    /// The member that holds the thought of every turn with calls.
    package let member: String?
  }

  /// Marks that cache what stands before them.
  package struct CachePoints: Sendable {
    /// The paths from the body to the marks, in the order in which the API reads them.
    package let paths: [[String]]
    package let most: Int?
    /// The member of a mark that says how long it is kept.
    package let lifetime: String?
    /// Its values, the longest first, which do not come after a shorter one; the last stands for an absent one.
    package let lifetimes: [String]
  }

  /// Parts of which no two may have the same id.
  package struct Identity: Sendable {
    package let part: Part
    package let refusal: Refusal
  }
}

/// What an API says to something that it refuses.
package struct Refusal: Sendable {
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
    /// The conversation begins with a call.
    case leadingCall = "leading_call"
    /// The arguments of a call are no JSON, or no object.
    case malformedArguments = "malformed_arguments"
    /// The arguments of a call do not fit the schema of the tool.
    case mismatchedArguments = "mismatched_arguments"
    /// Tools were called, and the body declares none.
    case noTools = "no_tools"
    /// A call names a tool that is not declared.
    case undeclaredCall = "undeclared_call"
    /// The choice names a tool that is not declared.
    case undeclaredChoice = "undeclared_choice"
    /// Two tools have the same name.
    case duplicateTool = "duplicate_tool"
    /// A role follows another that it may not follow.
    case order
    /// The last turn is of the wrong kind.
    case ending
    /// A turn says nothing.
    case empty
    /// The text with which the answer is to begin ends with white space.
    case trailingSpace = "trailing_space"
    /// Nobody says the word.
    case missingWord = "missing_word"
    /// The model began to call tools without a thought.
    case missingThinking = "missing_thinking"
    /// Something else stands before the thoughts of a turn.
    case lateThinking = "late_thinking"
    /// There are too many cache points.
    case cacheCount = "cache_count"
    /// A cache point is kept longer than one before it.
    case cacheOrder = "cache_order"

    /// What can be wrong between calls and results; the others are about the conversation as a whole.
    package static let ofPairs: [Cause] = [
      .unanswered, .unansweredAtEnd, .orphan, .unmatched, .duplicateCall, .duplicateResult, .lateResult, .leadingCall,
    ]
    package static let ofConversations = allCases.filter { !ofPairs.contains($0) }
  }

  /// The HTTP status.
  package let status: Int
  package let code: String?
  /// The parameter that the refusal names: `{turn}` stands for the number of the turn, counted from 0, `{next}` for that
  /// of the turn after the results, `{part}` for the way to the call or result; nil: the way to its id.
  package let param: String?
  /// The capability for want of which a model has this refused; nil: at every model.
  package let needs: String?
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
    lists = Set(pairings.flatMap { $0.calls + $0.results }.compactMap { $0.path.first })
    companions = reader.map("companions").map { Companion($0.value, &problems) }
    identities = reader.map("unique").map { Identity($0.value, &problems) }
    tools = reader.list("tools").map { Part($0, &problems) }
    choices = reader.list("choices").map { Part($0, &problems) }
    var followers: [String: Set<String>] = [:]
    if let fact = reader.take("followers") {
      var inner = FactReader(fact)
      for entry in fact.entries { followers[entry.key] = Set(inner.strings(entry.key) ?? []) }
      inner.finish(into: &problems)
    }
    self.followers = followers
    ending = ParameterFact.conditions(&reader, "never_last", &problems)
    content = reader.path("content")
    endings = reader.paths("endings")
    word = reader.take("word").map { Word($0, &problems) }
    thinking = reader.take("thinking").map { Thinking($0, &problems) }
    cachePoints = reader.take("cache").map { CachePoints($0, &problems) }
    refusals = Refusal.all(Refusal.Cause.ofConversations, &reader, &problems)
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
    parameters = reader.path("parameters")
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
    refusals = Refusal.all(Refusal.Cause.ofPairs, &reader, &problems)
    reader.finish(into: &problems)
  }
}

extension ConversationForm.Word {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    word = reader.string("says") ?? ""
    when = ParameterFact.conditions(&reader, "when", &problems)
    places = reader.strings("in") ?? []
    reader.finish(into: &problems)
  }
}

extension ConversationForm.Thinking {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    when = ParameterFact.conditions(&reader, "when", &problems)
    unasked = ParameterFact.conditions(&reader, "unasked", &problems)
    part = reader.take("part").map { .init($0, &problems) }
    member = reader.string("member")
    reader.finish(into: &problems)
  }
}

extension ConversationForm.CachePoints {
  fileprivate init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    paths = reader.paths("at")
    most = reader.count("most")
    lifetime = reader.string("lifetime")
    lifetimes = reader.strings("lifetimes") ?? []
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
  fileprivate static func all(_ causes: [Cause], _ reader: inout FactReader, _ problems: inout [FactProblem]) -> [Cause:
    Refusal]
  {
    guard let fact = reader.take("refuses") else { return [:] }
    var inner = FactReader(fact)
    var refusals: [Cause: Refusal] = [:]
    for cause in causes { refusals[cause] = inner.take(cause.rawValue).map { Refusal($0, &problems) } }
    inner.finish(into: &problems)
    return refusals
  }

  init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    status = reader.count("status") ?? 400
    code = reader.string("code")
    param = reader.string("param")
    needs = reader.string("needs")
    why = reader.string("why")
    provenance = fact.provenance
    reader.finish(into: &problems)
  }
}
