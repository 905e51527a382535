import DocumentTree
import Facts
import SourceText

/// A chat request in no dialect: what it asks for, under the names that all dialects share.
struct NeutralRequest {
  struct Setting {
    let name: String
    /// The path of the member in the body that it was read from.
    let path: [String]
    /// The value is called `value`; with a word for it, what belongs to the word stands beside it.
    let word: String?
    let bindings: Bindings
  }

  struct Turn {
    let role: String
    var parts: [Part]
  }

  struct Part {
    let kind: String
    let path: [String]
    var bindings: Bindings
  }

  struct Tool {
    let path: [String]
    let bindings: Bindings
  }

  private(set) var settings: [Setting] = []
  private(set) var system: [String] = []
  private(set) var turns: [Turn] = []
  private(set) var tools: [Tool] = []
  /// The paths of what no dialect has a name for.
  private(set) var strange: [[String]] = []

  /// The names of the tools that were called, by the ids of the calls.
  private var calls: [String: String] = [:]

  init(_ body: JSONValue, in dialect: Dialect) {
    var consumed: Set<[String]> = [[dialect.model]]
    readSettings(body, dialect, &consumed)
    if let system = dialect.system, let data = body[system.place] {
      consumed.insert(system.place)
      readSystem(data, system)
    }
    consumed.insert(dialect.turns.place)
    if let text = body[dialect.turns.place]?.string {
      let part = Part(kind: "text", path: dialect.turns.place, bindings: ["text": .string(text)])
      turns.append(Turn(role: "user", parts: [part]))
    }
    for (place, turn) in (body[dialect.turns.place]?.items ?? []).enumerated() {
      read(turn, dialect, dialect.turns.place + [String(place)])
    }
    if let listing = dialect.tools {
      consumed.insert(Array(listing.place.prefix { Int($0) == nil }))
      readTools(body, listing)
    }
    // What a form has no place for may be a setting of its own beside it.
    strange.removeAll { consumed.contains($0) }
    strange += Self.rest(of: body, besides: consumed, [])
  }

  /// The members that nothing was read from.
  private static func rest(of data: JSONValue, besides consumed: Set<[String]>, _ path: [String]) -> [[String]] {
    data.members.flatMap { member -> [[String]] in
      let place = path + [member.name]
      guard member.value != .null, !consumed.contains(place) else { return [] }
      guard consumed.contains(where: { $0.starts(with: place) }), member.value.isObject else { return [place] }
      return rest(of: member.value, besides: consumed, place)
    }
  }

  // MARK: Settings

  private mutating func readSettings(_ body: JSONValue, _ dialect: Dialect, _ consumed: inout Set<[String]>) {
    for setting in dialect.settings {
      guard let place = setting.places.first(where: { body[$0].map { $0 != .null } ?? false }),
        let value = body[place], !consumed.contains(place)
      else { continue }
      var word: String?
      var bindings: Bindings?
      if !setting.values.isEmpty {
        for (shared, own) in setting.values where bindings == nil {
          bindings = own.match(value, place, &strange)
          if bindings != nil { word = shared }
        }
      } else if let form = setting.form {
        bindings = form.match(value, place, &strange)
      } else {
        let isWrapped = setting.isList && value.items.isEmpty && value != .array([])
        bindings = ["value": isWrapped ? .array([value]) : value]
      }
      guard let bindings else { continue }
      consumed.insert(place)
      settings.append(Setting(name: setting.name, path: place, word: word, bindings: bindings))
    }
  }

  private mutating func readSystem(_ data: JSONValue, _ listing: Dialect.Listing) {
    if let text = data.string {
      system.append(text)
      return
    }
    for (place, item) in data.items.enumerated() {
      let path = listing.place + [String(place)]
      if let text = listing.item.match(item, path, &strange)?["text"]?.string {
        system.append(text)
      } else {
        strange.append(path)
      }
    }
  }

  private mutating func readTools(_ body: JSONValue, _ listing: Dialect.Listing) {
    // A place in an array stands for all of them.
    var reached: [(path: [String], data: JSONValue)] = [([], body)]
    for step in listing.place {
      reached = reached.flatMap { path, data -> [([String], JSONValue)] in
        guard Int(step) != nil else { return data[step].map { [(path + [step], $0)] } ?? [] }
        return data.items.enumerated().map { (path + [String($0)], $1) }
      }
    }
    for (path, data) in reached {
      for (place, item) in data.items.enumerated() {
        let own = path + [String(place)]
        if let bindings = listing.item.match(item, own, &strange) {
          tools.append(Tool(path: own, bindings: bindings))
        } else {
          strange.append(own)
        }
      }
    }
  }

  // MARK: Turns

  private mutating func read(_ turn: JSONValue, _ dialect: Dialect, _ path: [String]) {
    let form = dialect.turns
    for part in dialect.parts where part.isTurn {
      var surplus: [[String]] = []
      guard let bindings = part.form.match(turn, path, &surplus) else { continue }
      strange += surplus.filter { $0.last.map { !form.ignored.contains($0) } ?? true }
      add(complete(Part(kind: part.kind, path: path, bindings: bindings)))
      return
    }
    guard turn.isObject, let role = role(of: turn, form) else { return strange.append(path) }
    var parts: [Part] = []
    var consumed = Set(form.ignored + [form.role, form.content])
    switch turn[form.content] {
    case .string(let text)?:
      parts.append(Part(kind: "text", path: path + [form.content], bindings: ["text": .string(text)]))
    case .array(let items)?:
      parts += read(items, dialect.parts.filter { $0.member == nil && !$0.isTurn }, path + [form.content])
    default: break
    }
    for member in Set(dialect.parts.compactMap(\.member)).sorted() {
      consumed.insert(member)
      parts += read(turn[member]?.items ?? [], dialect.parts.filter { $0.member == member }, path + [member])
    }
    for member in turn.members where member.value != .null && !consumed.contains(member.name) {
      strange.append(path + [member.name])
    }
    if role == "system" {
      system += parts.compactMap { $0.bindings["text"]?.string }
    } else {
      turns.append(Turn(role: role, parts: parts))
    }
  }

  /// A part that is a turn by itself: a result is the user's, and all calls of an answer are one turn.
  private mutating func add(_ part: Part) {
    guard part.kind == "call" else { return turns.append(Turn(role: "user", parts: [part])) }
    if let last = turns.indices.last, turns[last].role == "assistant" {
      turns[last].parts.append(part)
    } else {
      turns.append(Turn(role: "assistant", parts: [part]))
    }
  }

  private func role(of turn: JSONValue, _ form: Dialect.Turns) -> String? {
    guard let own = turn[form.role]?.string else { return form.roles.first { $0.shared == "user" }?.shared }
    return form.roles.first { $0.own == own }?.shared
  }

  private mutating func read(_ items: [JSONValue], _ forms: [Dialect.Part], _ path: [String]) -> [Part] {
    var parts: [Part] = []
    for (place, item) in items.enumerated() {
      let own = path + [String(place)]
      var found: Part?
      for form in forms where found == nil {
        found = form.form.match(item, own, &strange).map { Part(kind: form.kind, path: own, bindings: $0) }
      }
      if let found { parts.append(complete(found)) } else { strange.append(own) }
    }
    return parts
  }

  // MARK: What follows from what is known

  private mutating func complete(_ part: Part) -> Part {
    var part = part
    switch part.kind {
    case "call": completeCall(&part.bindings)
    case "result": completeResult(&part.bindings)
    case "text": break
    default: Self.completeMedia(&part.bindings, kind: part.kind)
    }
    return part
  }

  private mutating func completeCall(_ bindings: inout Bindings) {
    let id = bindings["id"]?.string ?? "call_\(calls.count + 1)"
    bindings["id"] = .string(id)
    if let name = bindings["name"]?.string { calls[id] = name }
    if let text = bindings["arguments"]?.string, bindings["input"] == nil {
      let document = Document.parse(SourceText(text), as: .json)
      bindings["input"] =
        document.roots.first.flatMap { JSONValue($0) }.flatMap { $0.isObject ? $0 : nil } ?? .object([])
    } else if let input = bindings["input"] {
      bindings["arguments"] = .string(input.text)
    }
  }

  private func completeResult(_ bindings: inout Bindings) {
    if let id = bindings["id"]?.string, bindings["name"] == nil {
      bindings["name"] = calls[id].map { .string($0) }
    } else if let name = bindings["name"]?.string, bindings["id"] == nil {
      let id = calls.filter { $0.value == name }.map(\.key).max() ?? "call_1"
      bindings["id"] = .string(id)
    }
    if case .array(let items)? = bindings["text"] {
      bindings["text"] = .string(items.compactMap { $0["text"]?.string }.joined(separator: "\n"))
    }
    if let text = bindings["text"], bindings["output"] == nil {
      bindings["output"] = .object([JSONValue.Member(name: "result", value: text)])
    } else if let output = bindings["output"] {
      bindings["text"] = .string(output.text)
    }
  }

  /// A URL, a data URL, or base64 with its type: each gives the others, as far as it can.
  private static func completeMedia(_ bindings: inout Bindings, kind: String) {
    if let url = bindings["url"]?.string ?? bindings["remote"]?.string {
      if url.hasPrefix("data:"), let comma = url.firstIndex(of: ",") {
        let head = url[url.index(url.startIndex, offsetBy: 5)..<comma]
        bindings["media_type"] = .string(String(head.prefix { $0 != ";" }))
        bindings["data"] = .string(String(url[url.index(after: comma)...]))
      } else {
        bindings["remote"] = .string(url)
        bindings["url"] = .string(url)
      }
    }
    if let type = bindings["media_type"]?.string, bindings["format"] == nil {
      bindings["format"] = .string(String(type.drop { $0 != "/" }.dropFirst()))
    } else if let format = bindings["format"]?.string {
      bindings["media_type"] = .string("\(kind)/\(format)")
    }
    if let data = bindings["data"]?.string, bindings["url"] == nil {
      // Where nothing says the type, the commonest stands for it.
      let type = bindings["media_type"]?.string ?? "\(kind)/png"
      bindings["media_type"] = .string(type)
      if bindings["format"] == nil { bindings["format"] = .string(String(type.drop { $0 != "/" }.dropFirst())) }
      bindings["url"] = .string("data:\(type);base64,\(data)")
    }
  }
}
