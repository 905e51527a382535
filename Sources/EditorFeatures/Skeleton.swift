import DocumentTree
import Facts

/// The least that a body has to have by its shape, with places to fill in.
indirect enum Skeleton {
  case object([(name: String, value: Skeleton)])
  case array([Skeleton])
  /// A value to start from, and the ones that may stand in its place; none where anything may.
  case hole(FactValue, choices: [FactValue])
}

extension Skeleton {
  /// How many containers deep a skeleton goes; shapes may name themselves.
  private static let depthLimit = 16
  /// How many items an array gets at the most.
  private static let itemLimit = 4

  /// The body of a request to `endpoint`; nil where nothing is known about its shape.
  ///
  /// - Parameter models: the names to choose from.
  init?(of endpoint: Provider.Endpoint, models: [String], _ facts: Facts) {
    guard let root = endpoint.shape(for: models.first).flatMap({ facts.shape($0) })?.root else { return nil }
    self.init(root, "body", models, facts, depth: 0)
  }

  private init?(_ shape: Shape, _ name: String, _ models: [String], _ facts: Facts, depth: Int) {
    let shape = facts.resolved(shape)
    guard depth < Self.depthLimit else { return nil }
    func inner(_ shape: Shape, _ name: String) -> Skeleton? {
      Skeleton(shape, name, models, facts, depth: depth + 1)
    }
    if shape.role == .model {
      let names = models.map { FactValue.string($0) }
      let start = shape.example.flatMap { names.isEmpty || names.contains($0) ? $0 : nil }
      self = .hole(start ?? names.first ?? .string(name), choices: names)
    } else if let values = shape.values?.filter({ $0 != .null }), let first = values.first {
      self = .hole(shape.example ?? shape.fallback ?? first, choices: values)
    } else if let branch = shape.anyOf.lazy.compactMap({ inner($0, name) }).first {
      self = branch
    } else if shape.types.contains(.string) {
      self = .hole(shape.example ?? .string(name), choices: [])
    } else if !shape.types.isDisjoint(with: [.integer, .number]) {
      let least = shape.range.minimum.map { FactValue.number(max(1, $0)) }
      self = .hole(shape.example ?? shape.fallback ?? least ?? .number(1), choices: [])
    } else if shape.types.contains(.boolean) {
      self = .hole(shape.example ?? .boolean(true), choices: [.boolean(true), .boolean(false)])
    } else if shape.types.contains(.array) {
      let least = shape.itemCount.minimum ?? 1
      let count = least < Double(Self.itemLimit) ? max(0, Int(least)) : Self.itemLimit
      let item = shape.items.flatMap { inner($0, name) }
      // Nobody knows what such items are, and without one it is no request.
      if item == nil, shape.itemCount.minimum ?? 0 > 0 { return nil }
      self = .array(item.map { Array(repeating: $0, count: count) } ?? [])
    } else if shape.types.contains(.object) || !shape.propertyNames.isEmpty || shape.union != nil {
      guard let members = Self.members(of: shape, facts, inner) else { return nil }
      self = .object(members)
    } else {
      return nil
    }
  }

  /// The members that an object has to have, those of its branch included; nil where one of them cannot be made up.
  private static func members(of shape: Shape, _ facts: Facts, _ inner: (Shape, String) -> Skeleton?)
    -> [(name: String, value: Skeleton)]?
  {
    var members: [(name: String, value: Skeleton)] = []
    var next: Shape? = shape
    var steps = 0
    while let shape = next.map(facts.resolved), steps < depthLimit {
      steps += 1
      next = nil
      if let union = shape.union {
        let names = union.branches.map { FactValue.string($0.value) }
        let chosen = shape.example.flatMap { names.contains($0) ? $0.description : nil }
        guard let branch = chosen ?? union.fallbacks.first?.branch ?? union.branches.first?.value else { return nil }
        members.append((union.discriminator, .hole(.string(branch), choices: names)))
        next = union.branch(branch)
      }
      for name in shape.required + shape.oneOfRequired.compactMap(\.first)
      where !members.contains(where: { $0.name == name }) {
        guard let value = shape.properties[name].flatMap({ inner($0, name) }) else { return nil }
        members.append((name, value))
      }
    }
    return members
  }
}

/// Writes a skeleton as text: as it is, or with LSP's placeholders for the places to fill in.
struct SkeletonWriter {
  enum Style {
    /// Indented by two blanks.
    case json
    /// On one line.
    case jsonLine
    case yaml
  }

  let style: Style
  let isSnippet: Bool
  private var holes = 0

  init(_ style: Style, isSnippet: Bool) {
    self.style = style
    self.isSnippet = isSnippet
  }

  /// A whole value, from the start of a line.
  mutating func text(_ skeleton: Skeleton) -> String {
    style == .yaml ? yaml(skeleton, indent: "") : json(skeleton, indent: "")
  }

  /// The members of an object, to be put between braces that are there already.
  mutating func members(_ skeleton: Skeleton) -> String {
    let whole = json(skeleton, indent: "")
    return String(whole.dropFirst().dropLast())
  }

  private mutating func json(_ skeleton: Skeleton, indent: String) -> String {
    let (open, next, close) =
      style == .json ? ("\n\(indent)  ", ",\n\(indent)  ", "\n\(indent)") : ("", ", ", "")
    switch skeleton {
    case .object(let members):
      let parts = members.map { "\"\($0.name.escapedForJSON)\": " + json($0.value, indent: indent + "  ") }
      return parts.isEmpty ? "{}" : "{" + open + parts.joined(separator: next) + close + "}"
    case .array(let items):
      let parts = items.map { json($0, indent: indent + "  ") }
      return parts.isEmpty ? "[]" : "[" + open + parts.joined(separator: next) + close + "]"
    case .hole(let value, let choices): return hole(value.json, choices.map(\.json))
    }
  }

  /// A YAML block, each line of it indented.
  private mutating func yaml(_ skeleton: Skeleton, indent: String) -> String {
    switch skeleton {
    case .object(let members):
      if members.isEmpty { return indent + "{}" }
      return members.map { member in
        let key = member.name.yamlScalar + ":"
        return member.value.fitsLine
          ? "\(indent)\(key) " + yaml(member.value, indent: "")
          : "\(indent)\(key)\n" + yaml(member.value, indent: indent + "  ")
      }.joined(separator: "\n")
    case .array(let items):
      if items.isEmpty { return indent + "[]" }
      return items.map { item in
        let text = yaml(item, indent: indent + "  ")
        return "\(indent)- " + text.dropFirst(indent.count + 2)
      }.joined(separator: "\n")
    case .hole(let value, let choices): return indent + hole(value.yaml, choices.map(\.yaml))
    }
  }

  /// Text between quotes stays between them: what is typed takes the place of the content alone.
  private mutating func hole(_ value: String, _ choices: [String]) -> String {
    guard isSnippet else { return value }
    holes += 1
    if choices.count > 1 {
      let others = choices.filter { $0 != value }
      let list = ([value] + others).map { $0.escaped(for: ["\\", "$", "}", ",", "|"]) }
      return "${\(holes)|\(list.joined(separator: ","))|}"
    }
    if value.hasPrefix("\""), value.count >= 2 {
      return "\"${\(holes):\(String(value.dropFirst().dropLast()).escaped(for: ["\\", "$", "}"]))}\""
    }
    return "${\(holes):\(value.escaped(for: ["\\", "$", "}"]))}"
  }
}

extension Skeleton {
  /// Whether YAML writes it behind its key.
  fileprivate var fitsLine: Bool {
    switch self {
    case .object(let members): members.isEmpty
    case .array(let items): items.isEmpty
    case .hole: true
    }
  }
}

extension String {
  fileprivate func escaped(for special: Set<Character>) -> String {
    reduce(into: "") { text, character in
      if special.contains(character) { text.append("\\") }
      text.append(character)
    }
  }
}

extension FactValue {
  /// The value as JSON.
  var json: String {
    if case .string(let text) = self { "\"\(text.escapedForJSON)\"" } else { description }
  }

  /// The value as YAML, in quotes where a reader would take it for something else.
  var yaml: String {
    if case .string(let text) = self { text.yamlScalar } else { description }
  }
}
