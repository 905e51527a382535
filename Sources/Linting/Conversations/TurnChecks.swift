import DocumentTree
import Facts
import SourceText

/// The order of the turns, and what is in them.
extension ConversationChecker {
  mutating func checkTurns() {
    checkOrder()
    checkEnding()
    checkContent()
    checkPrefill()
  }

  private mutating func checkOrder() {
    guard !form.followers.isEmpty else { return }
    for (before, turn) in zip(conversation.turns, conversation.turns.dropFirst()) where !before.isOpen && !turn.isOpen {
      guard let last = before.role, let role = turn.role, let allowed = form.followers[last], !allowed.contains(role),
        let node = turn.node["role"]
      else { continue }
      add(.order(before: before.node["role"] ?? before.node), node, .order, turn: turn.index)
    }
  }

  private mutating func checkEnding() {
    guard !form.ending.isEmpty, let last = conversation.turns.last, !last.isOpen, last.node.meets(form.ending),
      let role = last.node["role"]
    else { return }
    add(.ending, role, .ending, turn: last.index)
  }

  private mutating func checkContent() {
    guard !form.content.isEmpty, let last = conversation.turns.last else { return }
    for turn in conversation.turns where !turn.isOpen && (turn.index != last.index || turn.role != "assistant") {
      guard let content = walk.values(at: form.content[...], in: turn.node).first?.meant,
        content.kind == .string || content.kind == .array, content.isEmptyValue
      else { continue }
      add(.empty, content, .empty, turn: turn.index)
    }
  }

  /// Whether the text with which the answer is to begin ends with white space.
  private mutating func checkPrefill() {
    guard let last = conversation.turns.last, !last.isOpen, last.role == "assistant" else { return }
    for path in form.endings {
      guard let text = walk.values(at: path[...], in: last.node).first?.meant, text.kind == .string,
        !text.holdsPlaceholder, let end = text.contentBytes.last, [0x20, 0x09, 0x0A, 0x0D].contains(end)
      else { continue }
      add(.trailingSpace, text, .trailingSpace, turn: last.index)
    }
  }

  /// Whether somebody says the word that the form of the answer asks for.
  mutating func checkWord() {
    guard let word = form.word, !conversation.isContinued, body.meets(word.when, &walk) else { return }
    for place in word.places {
      guard let value = body[place] else { continue }
      // Any text will do, be it a key: what is found too often is no false alarm.
      for node in value.subtree {
        if node.kind == .alias || node.isPlaceholder
          || node.kind == .string && (node.holdsPlaceholder || node.says(word.word))
        {
          return
        }
      }
    }
    guard let place = word.when.first.map({ $0.key.steps }),
      let node = walk.values(at: place[...], in: body).first?.meant
    else { return }
    add(.missingWord(word.word), node, .missingWord)
  }

  /// Whether the thoughts are there that the API wants back.
  mutating func checkThinking() {
    guard let thinking = form.thinking, let pairing = form.pairings.first else { return }
    guard body.meets(thinking.when, &walk) || thinksUnasked(thinking) else { return }
    if let member = thinking.member { checkThoughts(in: member, of: pairing) }
    if let part = thinking.part { checkFirstThought(part, of: pairing) }
  }

  /// Whether the request leaves it to the model whether it thinks, and the model surely does.
  private mutating func thinksUnasked(_ thinking: ConversationForm.Thinking) -> Bool {
    guard !thinking.unasked.isEmpty, let fact = profile?.capabilities["thinking_unasked"] else { return false }
    return fact.value && fact.provenance.confidence == .high && body.meets(thinking.unasked, &walk)
  }

  /// Whether each turn with calls has its thought.
  private mutating func checkThoughts(in member: String, of pairing: ConversationForm.Pairing) {
    for turn in conversation.turns where !turn.isOpen {
      guard let call = Conversation.parts(pairing.calls, of: turn, &walk).first,
        turn.node[member].map({ $0.kind == .null }) ?? true
      else { continue }
      add(.missingThinking(member: member), turn.node["role"] ?? call.node, .missingThinking, turn: turn.index)
    }
  }

  /// Whether the turn in which the model began to call tools starts with its thought, while the calls are being answered.
  private mutating func checkFirstThought(_ part: ConversationForm.Part, of pairing: ConversationForm.Pairing) {
    var start: Conversation.Run?
    // Backwards: a run with results, the run with their calls before it, and so on.
    var runs = conversation.runs[...]
    while let results = runs.popLast(), let calls = runs.popLast() {
      guard !results.isOpen, !calls.isOpen else { return }
      let answers = results.turns.flatMap { Conversation.parts(pairing.results, of: $0, &walk) }
      let made = calls.turns.flatMap { Conversation.parts(pairing.calls, of: $0, &walk) }
      guard !answers.isEmpty, !made.isEmpty else { break }
      start = calls
    }
    guard let turn = start?.turns.first,
      let first = walk.values(at: part.path[...], in: turn.node).first?.meant, first.kind == .object,
      !first.isPlaceholder, !first.meets(part.when), let type = first["type"]
    else { return }
    add(.missingThinking(member: nil), type, .missingThinking, turn: turn.index)
  }

  /// Whether a turn that has thoughts starts with one.
  mutating func checkOrderOfThinking() {
    guard let form = form.thinking?.part, self.form.refusals[.lateThinking] != nil else { return }
    for turn in conversation.turns where !turn.isOpen {
      let parts = walk.values(at: form.path[...], in: turn.node).compactMap(\.meant)
      guard let first = parts.first, !first.meets(form.when), let name = first["type"],
        let thought = parts.first(where: { $0.kind == .object && $0.meets(form.when) })
      else { continue }
      add(.lateThinking(first: name), thought["type"] ?? thought, .lateThinking, of: first, turn: turn.index)
    }
  }

  /// How many marks there are, and whether they stand in the right order.
  mutating func checkCachePoints() {
    guard let points = form.cachePoints else { return }
    var marks: [Node] = []
    var group: (name: String?, marks: [Node]) = (nil, [])
    // Paths that begin with the same member are read as they are written.
    for path in points.paths {
      if path.first != group.name {
        marks += group.marks.sorted { $0.range.lower < $1.range.lower }
        group = (path.first, [])
      }
      group.marks += walk.values(at: path[...], in: body).compactMap(\.meant).filter { $0.kind == .object }
    }
    marks += group.marks.sorted { $0.range.lower < $1.range.lower }
    guard !marks.contains(where: \.isPlaceholder) else { return }
    if let most = points.most, marks.count > most {
      add(.cacheCount(marks.count, most: most), marks[most], .cacheCount)
    }
    guard let lifetime = points.lifetime, let usual = points.lifetimes.last else { return }
    var shortest: (rank: Int, node: Node)?
    for mark in marks {
      let written = mark[lifetime]
      guard let rank = points.lifetimes.firstIndex(of: written?.string ?? usual) else { continue }
      if let shortest, rank < shortest.rank, let written {
        return add(.cacheOrder(before: shortest.node), written, .cacheOrder, of: mark)
      }
      if rank > shortest?.rank ?? -1 { shortest = (rank, mark) }
    }
  }
}
