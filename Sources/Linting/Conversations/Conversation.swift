import DocumentTree
import Facts

/// The turns of a conversation in a body, the oldest first.
struct Conversation {
  /// One message or item.
  struct Turn {
    /// As meant: not an alias.
    let node: Node
    /// Its place among the turns, counted from 0.
    let index: Int
    /// Its role; the type of an item that has none.
    let role: String?
    /// Whether it may hold more than what can be read in it.
    var isOpen: Bool
  }

  /// Turns that the API takes for one: those of a role that follow each other, or a single one.
  struct Run {
    var turns: [Turn]
    var isOpen: Bool { turns.contains(where: \.isOpen) }
  }

  /// A part of a turn that a form names.
  struct Part {
    let node: Node
    let turn: Turn
    /// Whether something that is no such part stands before it in its list.
    let comesLate: Bool
    let form: ConversationForm.Part

    /// The id; nil where it is absent, or open.
    func id(_ walk: inout PathWalk) -> Node? {
      let node = walk.values(at: form.id[...], in: node).first?.meant
      return node.flatMap { $0.kind == .string && !$0.holdsPlaceholder ? $0 : nil }
    }
  }

  let turns: [Turn]
  let runs: [Run]
  /// Whether the API knows turns before these.
  let isContinued: Bool

  /// nil where the turns cannot be read.
  init?(_ body: Node, _ form: ConversationForm, _ walk: inout PathWalk) {
    // A text alone is one turn that calls nothing.
    guard let list = body[form.turns], list.kind == .array || list.kind == .string, !list.isPlaceholder,
      !list.isBrokenInside
    else {
      return nil
    }
    var turns: [Turn] = []
    for (index, item) in list.items.enumerated() {
      guard let node = item.meant else { return nil }
      let role = node["role"]
      let isReadable = node.kind == .object && !node.isPlaceholder && !node.isBrokenInside
      let isOpen =
        !isReadable || [role, node["type"]].contains { $0?.holdsPlaceholder ?? false }
        || form.lists.contains { node[$0]?.isOpenList ?? false }
      turns.append(Turn(node: node, index: index, role: (role ?? node["type"])?.string, isOpen: isOpen))
      for part in form.opaque where !turns[index].isOpen {
        turns[index].isOpen = !Self.parts([part], of: turns[index], &walk).isEmpty
      }
    }
    self.turns = turns
    var runs: [Run] = []
    for turn in turns {
      if let last = runs.last?.turns.last, let role = turn.role, role == last.role, form.joined.contains(role) {
        runs[runs.count - 1].turns.append(turn)
      } else {
        runs.append(Run(turns: [turn]))
      }
    }
    self.runs = runs
    isContinued = form.continued.contains { body[$0].map { $0.kind != .null } ?? false }
  }

  /// The parts of a turn that one of the forms fits, in order.
  static func parts(_ forms: [ConversationForm.Part], of turn: Turn, _ walk: inout PathWalk) -> [Part] {
    var parts: [Part] = []
    for (place, form) in forms.enumerated() where !forms[..<place].contains(where: { $0.path == form.path }) {
      // Most turns have nothing there.
      let values = walk.values(at: form.path[...], in: turn.node)
      guard !values.isEmpty else { continue }
      let alternatives = forms[place...].filter { $0.path == form.path }
      var hasOther = false
      for value in values {
        guard let node = value.meant, node.kind == .object, !node.isPlaceholder else {
          hasOther = true
          continue
        }
        if let fitting = alternatives.first(where: { node.meets($0.when) }) {
          parts.append(Part(node: node, turn: turn, comesLate: hasOther, form: fitting))
        } else {
          hasOther = true
        }
      }
    }
    return parts
  }
}

/// Follows paths through a body, up to a number of steps: aliases can make it seem endless.
struct PathWalk {
  private let reader: Shape.Reader
  private var stepsLeft = 1 << 20

  /// - Parameter reader: how the API reads keys, and lists of one.
  init(_ reader: Shape.Reader) {
    self.reader = reader
  }

  /// Whether all steps could be made.
  var isComplete: Bool { stepsLeft > 0 }

  /// The values at a path, aliases as they are written; `*` stands for each item of an array, `-1` for the last one.
  mutating func values(at path: ArraySlice<String>, in node: Node) -> [Node] {
    guard let name = path.first else { return [node] }
    guard stepsLeft > 0, let node = node.meant else { return [] }
    stepsLeft -= 1
    let rest = path.dropFirst()
    if name == "-1" { return node.items.reversed().first.map { values(at: rest, in: $0) } ?? [] }
    guard name == "*" else {
      let member = reader.spellings(of: name).lazy.compactMap { node.value(of: $0) }.first { _ in true }
      return member.map { values(at: rest, in: $0) } ?? []
    }
    if reader == .protobuf, node.kind != .array { return values(at: rest, in: node) }
    var found: [Node] = []
    for item in node.items where stepsLeft > 0 {
      stepsLeft -= 1
      found += values(at: rest, in: item)
    }
    return found
  }
}

extension Node {
  /// Whether a placeholder stands for the list, or for some of its items.
  fileprivate var isOpenList: Bool {
    isPlaceholder || items.contains { $0.meant?.isPlaceholder ?? true }
  }

  /// Whether all of the conditions hold, seen from this object; a key may be a path.
  func meets(_ conditions: [ParameterFact.Condition], _ walk: inout PathWalk) -> Bool {
    conditions.allSatisfy { condition in
      let value = condition.paths.first.flatMap { walk.values(at: $0[...], in: self).first?.meant }
      guard let value, value.kind != .null else { return condition.values.contains(.null) }
      return !value.holdsPlaceholder && condition.values.contains { $0.equals(value) }
    }
  }

  /// Whether all of the conditions hold, seen from this object.
  func meets(_ conditions: [ParameterFact.Condition]) -> Bool {
    conditions.allSatisfy { meets($0) }
  }

  /// Whether the member has one of the values; null among them also means that it is absent. An open value meets nothing.
  func meets(_ condition: ParameterFact.Condition) -> Bool {
    guard let value = self[condition.key], value.kind != .null else { return condition.values.contains(.null) }
    return !value.holdsPlaceholder && condition.values.contains { $0.equals(value) }
  }
}
