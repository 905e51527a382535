package import DocumentTree
package import Facts

/// Something in a conversation that its API refuses.
package struct ConversationFault: Sendable {
  package enum Kind: Sendable {
    /// No result answers the call with this id.
    case unanswered
    /// The result with this id answers no call; where there were calls, the one that waits for a result.
    case orphan(afterCalls: Bool, waiting: Node?)
    /// This id stood before: of a result, or of a part that must be the only one with it.
    case duplicate(first: Node, isResult: Bool)
    /// Something else stands before the result with this id.
    case lateResult
    /// What belongs after this turn is not there.
    case companionless
    /// The arguments of a call are no JSON, or JSON that is no object.
    case malformedArguments(SyntaxError?)
    /// A value in the arguments of a call does not fit the schema of the tool.
    case mismatchedArguments(ArgumentMismatch.Kind)
    /// A tool of this name was called, and no tool is declared at all.
    case noTools
    /// No tool has this name; perhaps one that looks like it.
    case undeclared(isChoice: Bool, meant: String?)
    /// A tool before has this name.
    case duplicateTool(first: Node)
    /// This role may not follow the one before it.
    case order(before: Node)
    /// The conversation may not end with a turn of this role.
    case ending
    /// Nothing is said in this turn.
    case empty
    /// This text, with which the answer is to begin, ends with white space.
    case trailingSpace
    /// Nobody says this word.
    case missingWord(String)
    /// A turn in which the model called tools has lost its thought: its first block, or this member.
    case missingThinking(member: String?)
    /// Another part stands before this thought in its turn.
    case lateThinking(first: Node)
    /// The conversation begins with this call.
    case leadingCall
    /// This mark is one too many.
    case cacheCount(Int, most: Int)
    /// What stands before this mark is kept longer than it.
    case cacheOrder(before: Node)
  }

  package let kind: Kind
  /// The value or key that it is about, perhaps in the JSON that a string of the body holds.
  package let node: Node
  package let refusal: Refusal
  package let provenance: Provenance
  /// What has the id or the name: a turn, a part of one, a tool.
  let part: Node
  /// The number of the turn, counted from 0.
  let turn: Int
  /// The number of the turn after the results.
  let next: Int

  /// The parameter that the answer names.
  package func param(in request: Request) -> String {
    guard let template = refusal.param else {
      var place = node
      while place.document !== request.document, let host = place.document.embedding?.host { place = host }
      return request.param(of: place)
    }
    return template.replacing("{turn}", with: String(turn)).replacing("{next}", with: String(next))
      .replacing("{part}", with: request.param(of: part))
  }
}

/// Holds a conversation against what its API minds.
///
/// Where a turn is open (a placeholder, a reference to what only the API has), nothing is said about what may be in it.
struct ConversationChecker {
  let body: Node
  let form: ConversationForm
  let profile: ModelProfile?
  private let surest: Confidence
  let conversation: Conversation
  var walk: PathWalk
  var spelling = Spelling()
  var fit = ArgumentFit()
  private var faults: [ConversationFault] = []

  /// - Parameter profile: the model that the conversation is for; nil where nobody knows.
  static func faults(in body: Node, _ file: ShapeFile, _ profile: ModelProfile?) -> [ConversationFault] {
    guard let form = file.conversation else { return [] }
    var walk = PathWalk(file.root.reader)
    guard let conversation = Conversation(body, form, &walk) else { return [] }
    var checker = ConversationChecker(
      body: body, form: form, profile: profile, surest: file.surest, conversation: conversation, walk: walk)
    for pairing in form.pairings { checker.check(pairing) }
    for companion in form.companions { checker.check(companion) }
    for identity in form.identities { checker.check(identity) }
    checker.checkTools()
    checker.checkTurns()
    checker.checkWord()
    checker.checkThinking()
    checker.checkOrderOfThinking()
    checker.checkCachePoints()
    return checker.walk.isComplete ? checker.faults : []
  }

  private init(
    body: Node, form: ConversationForm, profile: ModelProfile?, surest: Confidence, conversation: Conversation,
    walk: PathWalk
  ) {
    self.body = body
    self.form = form
    self.profile = profile
    self.surest = surest
    self.conversation = conversation
    self.walk = walk
  }

  /// - Parameter next: the number of the turn after the results; nil: of the one after this.
  private mutating func add(
    _ kind: ConversationFault.Kind, _ node: Node, _ refusal: Refusal?, of part: Conversation.Part, next: Int? = nil
  ) {
    add(kind, node, refusal, of: part.node, turn: part.turn.index, next: next ?? part.turn.index + 1)
  }

  /// What is not about a part of a turn, or about no more than a turn.
  mutating func add(
    _ kind: ConversationFault.Kind, _ node: Node, _ cause: Refusal.Cause, of part: Node? = nil, turn: Int = 0
  ) {
    add(kind, node, form.refusals[cause], of: part ?? node, turn: turn, next: turn + 1)
  }

  private mutating func add(
    _ kind: ConversationFault.Kind, _ node: Node, _ refusal: Refusal?, of part: Node, turn: Int, next: Int
  ) {
    guard let refusal else { return }
    var provenance = refusal.provenance.atMost(surest)
    if let needs = refusal.needs {
      guard let capability = profile?.capabilities[needs], !capability.value else { return }
      provenance = provenance.atMost(capability.provenance.confidence)
    }
    faults.append(
      ConversationFault(
        kind: kind, node: node, refusal: refusal, provenance: provenance, part: part, turn: turn, next: next))
  }

  // MARK: Calls and results

  /// A call or a result.
  private struct Exchange {
    let part: Conversation.Part
    /// nil where it is open.
    let id: Node?
    let text: String?
  }

  private mutating func exchanges(_ forms: [ConversationForm.Part], in turns: [Conversation.Turn]) -> [Exchange] {
    turns.flatMap { turn in
      Conversation.parts(forms, of: turn, &walk).map { part in
        let id = part.id(&walk)
        return Exchange(part: part, id: id, text: id?.string)
      }
    }
  }

  private mutating func check(_ pairing: ConversationForm.Pairing) {
    switch pairing.order {
    case .next, .counted: checkRuns(pairing)
    case .after, .anywhere: checkAll(pairing)
    }
  }

  /// The calls of a run are answered in the next one.
  private mutating func checkRuns(_ pairing: ConversationForm.Pairing) {
    var before: Conversation.Run?
    var calls: [Exchange] = []
    for run in conversation.runs {
      let results = exchanges(pairing.results, in: run.turns)
      let isOpen = run.isOpen || before?.isOpen ?? conversation.isContinued
      if !isOpen {
        if pairing.order == .counted { count(pairing, calls, results) } else { check(pairing, calls, results, in: run) }
      }
      calls = exchanges(pairing.calls, in: run.turns)
      if before == nil, !isOpen, let call = calls.first, let id = call.id {
        add(.leadingCall, id, pairing.refusals[.leadingCall], of: call.part)
      }
      checkDuplicates(calls, pairing)
      before = run
    }
    guard let before, !before.isOpen else { return }
    for call in calls {
      if let id = call.id { add(.unanswered, id, pairing.refusals[.unansweredAtEnd], of: call.part) }
    }
  }

  /// As many results as calls; which one is for which is a matter of their order.
  private mutating func count(_ pairing: ConversationForm.Pairing, _ calls: [Exchange], _ results: [Exchange]) {
    for result in results.dropFirst(calls.count) {
      let refusal = pairing.refusals[calls.isEmpty ? .orphan : .unmatched]
      if let id = result.id { add(.orphan(afterCalls: !calls.isEmpty, waiting: nil), id, refusal, of: result.part) }
    }
    for call in calls.dropFirst(results.count) {
      if let id = call.id { add(.unanswered, id, pairing.refusals[.unanswered], of: call.part) }
    }
  }

  private mutating func checkDuplicates(_ calls: [Exchange], _ pairing: ConversationForm.Pairing) {
    guard let refusal = pairing.refusals[.duplicateCall] else { return }
    var firsts: [String: Node] = [:]
    for call in calls {
      guard let id = call.id, let text = call.text else { continue }
      if let first = firsts[text] {
        add(.duplicate(first: first, isResult: false), id, refusal, of: call.part)
      } else {
        firsts[text] = id
      }
    }
  }

  private mutating func check(
    _ pairing: ConversationForm.Pairing, _ calls: [Exchange], _ results: [Exchange], in run: Conversation.Run
  ) {
    let known = Dictionary(calls.compactMap { call in call.text.map { ($0, call) } }) { first, _ in first }
    let hasOpenCall = calls.contains { $0.id == nil }
    var answers: [String: Node] = [:]
    var orphans: [Exchange] = []
    for result in results {
      guard let id = result.id, let text = result.text else { continue }
      if let first = answers[text] {
        add(.duplicate(first: first, isResult: true), id, pairing.refusals[.duplicateResult], of: result.part)
      } else if let call = known[text] {
        answers[text] = id
        // The refusal is about the call, which is taken for unanswered.
        if result.part.comesLate { add(.lateResult, id, pairing.refusals[.lateResult], of: call.part) }
      } else if !hasOpenCall {
        orphans.append(result)
      }
    }
    let hasOpenResult = results.contains { $0.id == nil }
    var waiting = hasOpenResult ? [] : calls.filter { $0.text.map { answers[$0] == nil } ?? false }[...]
    for orphan in orphans {
      guard let id = orphan.id else { continue }
      // One of the calls that wait is surely the one that was meant: one mistake, one finding.
      let refusal = pairing.refusals[calls.isEmpty ? .orphan : .unmatched]
      add(.orphan(afterCalls: !calls.isEmpty, waiting: waiting.popFirst()?.id), id, refusal, of: orphan.part)
    }
    guard let first = run.turns.first, let last = run.turns.last else { return }
    let next = results.isEmpty ? first.index : last.index + 1
    for call in waiting {
      if let id = call.id {
        add(.unanswered, id, pairing.refusals[.unanswered], of: call.part, next: next)
      }
    }
  }

  /// A call is answered anywhere, or anywhere after it.
  private mutating func checkAll(_ pairing: ConversationForm.Pairing) {
    guard !conversation.isContinued, !conversation.turns.contains(where: \.isOpen) else { return }
    var calls: [Exchange] = []
    var results: [Exchange] = []
    var orphans: [Exchange] = []
    var known: Set<String> = []
    for turn in conversation.turns {
      let made = exchanges(pairing.calls, in: [turn])
      calls += made
      known.formUnion((made + exchanges(pairing.others, in: [turn])).compactMap(\.text))
      let answers = exchanges(pairing.results, in: [turn])
      results += answers
      if pairing.order == .after { orphans += answers.filter { $0.text.map { !known.contains($0) } ?? false } }
    }
    if pairing.order == .anywhere { orphans = results.filter { $0.text.map { !known.contains($0) } ?? false } }
    let answered = Set(results.compactMap(\.text))
    let hasOpen = (calls + results).contains { $0.id == nil }
    guard !hasOpen else { return }
    var waiting = calls.filter { $0.text.map { !answered.contains($0) } ?? false }[...]
    for orphan in orphans {
      guard let id = orphan.id else { continue }
      let refusal = pairing.refusals[calls.isEmpty ? .orphan : .unmatched]
      add(.orphan(afterCalls: !calls.isEmpty, waiting: waiting.popFirst()?.id), id, refusal, of: orphan.part)
    }
    for call in waiting {
      if let id = call.id { add(.unanswered, id, pairing.refusals[.unanswered], of: call.part) }
    }
  }

  // MARK: Single parts

  private mutating func check(_ companion: ConversationForm.Companion) {
    func isSame(_ turn: Conversation.Turn) -> Bool { turn.node.meets(companion.part.when) }
    for (place, turn) in conversation.turns.enumerated() where !turn.isOpen && isSame(turn) {
      let part = Conversation.Part(node: turn.node, turn: turn, comesLate: false, form: companion.part)
      guard let id = part.id(&walk) else { continue }
      let next = conversation.turns[(place + 1)...].first { !isSame($0) }
      if let next, next.isOpen || !companion.never.contains(where: { next.node.meets($0) }) { continue }
      add(.companionless, id, companion.refusal, of: part)
    }
  }

  private mutating func check(_ identity: ConversationForm.Identity) {
    var firsts: [String: Node] = [:]
    for turn in conversation.turns {
      for part in Conversation.parts([identity.part], of: turn, &walk) {
        guard let id = part.id(&walk), let text = id.string, !text.isEmpty else { continue }
        if let first = firsts[text] {
          add(.duplicate(first: first, isResult: false), id, identity.refusal, of: part)
        } else {
          firsts[text] = id
        }
      }
    }
  }
}
