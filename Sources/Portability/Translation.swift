import DocumentTree
import Facts

/// A chat request in the words of another dialect, and what was lost on the way.
struct Translation {
  private(set) var body = JSONValue.object([])
  /// The paths in the request of what has no counterpart.
  private(set) var lost: [[String]] = []
  /// What the other endpoint wants and the request does not say: names of members, with what was taken.
  private(set) var added: [(name: String, value: FactValue)] = []
  private var drafts: [Draft] = []

  /// - Parameter knows: whether the endpoint has a key, of those that stand for the same in its dialect.
  init(of request: NeutralRequest, to dialect: Dialect, _ knows: (String) -> Bool) {
    lost = request.strange
    for setting in request.settings { write(setting, dialect, knows) }
    for setting in dialect.settings {
      guard let fallback = setting.fallback, let place = setting.places.first, body[place] == nil else { continue }
      body.set(JSONValue(fallback), at: place[...])
      added.append((place.joined(separator: "."), fallback))
    }
    writeSystem(request.system, dialect)
    for turn in request.turns { add(turn, dialect) }
    body.set(.array(drafts.map { Self.data($0, dialect) }), at: dialect.turns.place[...])
    writeTools(request.tools, dialect)
  }

  private mutating func write(_ setting: NeutralRequest.Setting, _ dialect: Dialect, _ knows: (String) -> Bool) {
    guard let own = dialect.settings.first(where: { $0.name == setting.name }),
      let place = own.places.first(where: { $0.first.map(knows) ?? false }) ?? own.places.first,
      let value = Self.value(of: setting, own)
    else { return lost.append(setting.path) }
    body.set(value, at: place[...])
    for companion in own.companions {
      if let value = companion.value.filled([:]) { body.set(value, at: companion.place[...]) }
    }
  }

  private static func value(of setting: NeutralRequest.Setting, _ own: Dialect.Setting) -> JSONValue? {
    if let word = setting.word {
      return own.values.first { $0.shared == word }?.own.filled(setting.bindings)
    }
    guard let form = own.form else { return setting.bindings["value"] }
    return form.filled(setting.bindings)
  }

  private mutating func writeSystem(_ texts: [String], _ dialect: Dialect) {
    guard !texts.isEmpty else { return }
    guard let listing = dialect.system else {
      let role = dialect.turns.roles.first { $0.shared == "system" }?.own ?? "system"
      drafts += texts.map { Draft(role: role, shared: "system", content: [("text", .string($0))]) }
      return
    }
    if case .hole = listing.item {
      body.set(.string(texts.joined(separator: "\n\n")), at: listing.place[...])
    } else if listing.takesText, let text = texts.first, texts.count == 1 {
      body.set(.string(text), at: listing.place[...])
    } else {
      body.set(.array(texts.compactMap { listing.item.filled(["text": .string($0)]) }), at: listing.place[...])
    }
  }

  // MARK: Turns

  /// A turn that is still to be written.
  private struct Draft {
    var role: String
    /// The same, by the name that all dialects share.
    var shared: String
    /// In order; texts among them are still bare.
    var content: [(kind: String, data: JSONValue)] = []
    /// The parts that have a member of their own, by its name.
    var lists: [String: [JSONValue]] = [:]
    /// The whole turn, where one part is that.
    var whole: JSONValue?
  }

  private mutating func add(_ turn: NeutralRequest.Turn, _ dialect: Dialect) {
    let form = dialect.turns
    var draft = Draft(role: form.roles.first { $0.shared == turn.role }?.own ?? turn.role, shared: turn.role)
    var calls: [Draft] = []
    for part in turn.parts {
      let forms = dialect.parts.lazy.filter { $0.kind == part.kind && ($0.role ?? turn.role) == turn.role }
      guard let (own, data) = forms.compactMap({ form in form.form.filled(part.bindings).map { (form, $0) } }).first
      else {
        lost.append(part.path)
        continue
      }
      if own.isTurn, part.kind == "call" {
        calls.append(Draft(role: draft.role, shared: turn.role, whole: data))
      } else if own.isTurn {
        drafts.append(Draft(role: draft.role, shared: turn.role, whole: data))
      } else if let member = own.member {
        draft.lists[member, default: []].append(data)
      } else if form.takesOnlyText, part.kind != "text" {
        lost.append(part.path)
      } else {
        draft.content.append((part.kind, part.kind == "text" ? part.bindings["text"] ?? data : data))
      }
    }
    // Calls come after what is said beside them.
    defer { drafts += calls }
    guard !draft.content.isEmpty || !draft.lists.isEmpty else { return }
    if form.merges, let last = drafts.indices.last, drafts[last].role == draft.role {
      drafts[last].content += draft.content
    } else {
      drafts.append(draft)
    }
  }

  private static func data(_ draft: Draft, _ dialect: Dialect) -> JSONValue {
    if let whole = draft.whole { return whole }
    var members = [JSONValue.Member(name: dialect.turns.role, value: .string(draft.role))]
    if let content = content(draft.content, draft.shared, dialect) {
      members.append(JSONValue.Member(name: dialect.turns.content, value: content))
    }
    for (name, items) in draft.lists.sorted(by: { $0.key < $1.key }) {
      members.append(JSONValue.Member(name: name, value: .array(items)))
    }
    return .object(members)
  }

  /// The parts as a turn has them.
  private static func content(_ parts: [(kind: String, data: JSONValue)], _ role: String, _ dialect: Dialect)
    -> JSONValue?
  {
    let form = dialect.turns
    let texts = parts.compactMap { $0.kind == "text" ? $0.data.string : nil }
    if form.takesOnlyText || form.takesText && parts.count == 1 && texts.count == 1 {
      return .string(texts.joined(separator: "\n"))
    }
    let text = dialect.parts.first { $0.kind == "text" && ($0.role ?? role) == role }?.form
    let items = parts.compactMap { part in
      part.kind == "text" ? text?.filled(["text": part.data]) : part.data
    }
    return items.isEmpty && form.takesText ? nil : .array(items)
  }

  private mutating func writeTools(_ tools: [NeutralRequest.Tool], _ dialect: Dialect) {
    guard !tools.isEmpty else { return }
    guard let listing = dialect.tools else {
      lost += tools.map(\.path)
      return
    }
    let items = tools.compactMap { $0.bindings }
      .compactMap { listing.item.filled($0, optional: ["description", "parameters"]) }
    body.set(.array(items), at: listing.place[...])
  }
}
