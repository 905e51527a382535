import DocumentTree
import Facts
import Linting
import SourceText

/// Finds what an answer is about in the body of the request.
///
/// An answer says it in many ways: by a parameter's path, by a list of steps, by words that a known message keeps (a
/// path, a key, a value, the name of a tool, a way into a schema), or only by names in quotes. Each of them leads to
/// some values of the body; what the others say narrows these down.
struct PlaceFinder {
  let body: Node
  /// What stands around the body: its URL, its `custom_id`.
  let envelope: Node?
  let response: ErrorResponse
  let match: AnswerMatch?
  /// What reqlint says about the request.
  let findings: [Diagnostic]

  private typealias Target = ParameterPath.Target

  /// How many values one answer can be about.
  private static let placeLimit = 8

  private func word(_ name: String) -> String? { match?.words[name] }

  // MARK: Places

  /// The most precise place first; then, where that lies in it, the parameter that the answer names.
  var places: [Diagnosis.Place] {
    if response.locations.count > 1, word("param") == nil {
      return response.locations.compactMap { $0.target(in: body) }.prefix(Self.placeLimit).compactMap(place)
    }
    guard let named = named, isFound(named) || searched == nil else {
      return [searched.flatMap(place)].compactMap(\.self)
    }
    let precise = refined(named)
    let places = [place(precise), place(named)].compactMap(\.self)
    return places.count == 2 && places[0].pointer == places[1].pointer ? [places[0]] : places
  }

  /// What the answer names outright: by the message, its `param` or a list of steps. The deepest of them counts.
  private var named: Target? {
    let paths = [word("param"), response.param].compactMap { $0.flatMap { ParameterPath($0) } } + response.locations
    let targets = paths.compactMap { $0.target(in: body) }
    return targets.max { rank($0) < rank($1) }
  }

  /// Whether the body has what is named, or its absence is what the answer is about.
  private func isFound(_ target: Target) -> Bool {
    target.missing.isEmpty || target.nodes.first != body || (match?.answer.rules.contains("missing-parameter") ?? false)
  }

  private func rank(_ target: Target) -> Int {
    guard let first = target.nodes.first else { return 0 }
    return (target.missing.isEmpty ? 2000 : 0) + (target.isGuess ? 0 : 1000) + min(500, depth(of: first))
  }

  private func depth(of node: Node) -> Int {
    var depth = 0
    var node = node
    while let parent = node.parent, node != body {
      node = parent
      depth += 1
    }
    return depth
  }

  /// The values that the rest of what is known leads to, within what is named or in all of the body.
  private func refined(_ target: Target) -> Target {
    var target = target
    // Something that is named and absent is what the answer is about.
    guard target.missing.isEmpty else { return chosen(target) }
    let outer = Set(target.nodes)
    let inner = (match?.answer.places ?? []).flatMap { nodes(at: $0) }.filter { lies($0, in: outer) }
    if !inner.isEmpty { target.nodes = inner }
    return chosen(stepped(target))
  }

  /// Where only the known answer says what it can be about, or the names in the message do.
  private var searched: Target? {
    let places = match?.answer.places ?? []
    var seen: Set<Node> = []
    let inner = places.flatMap { nodes(at: $0) }.filter { seen.insert($0).inserted }
    let candidates = inner.isEmpty ? places.compactMap { envelope?.member(called: $0) } : inner
    if !candidates.isEmpty {
      var target = Target(nodes: candidates, isGuess: candidates.count > 1)
      target = stepped(target)
      return chosen(target)
    }
    if let value = word("value"), let target = valued(value) { return chosen(target) }
    if word("key") != nil {
      let stepped = stepped(Target(nodes: [body]))
      if isFound(stepped) { return chosen(stepped) }
    }
    return mentioned
  }

  /// Narrows the values down by a name, a way into a schema, a key and a value, as far as the message kept them.
  private func stepped(_ target: Target) -> Target {
    var target = target
    if let name = word("name") {
      let named = target.nodes.filter { isNamed($0, name) }
      if named.isEmpty { target.isGuess = target.isGuess || target.nodes.count > 1 } else { target.nodes = named }
      if !named.isEmpty { target.isGuess = named.count > 1 }
    }
    if let context = word("context"), let path = ParameterPath(context) {
      let inner = target.nodes.compactMap { path.target(in: $0) }.filter { $0.missing.isEmpty && !$0.isGuess }
      if inner.isEmpty { target.isGuess = true } else { target.nodes = inner.flatMap(\.nodes) }
    }
    if let key = word("key") {
      let name = key.filter { $0 != "'" && $0 != "\"" && $0 != "`" }
      let inner = target.nodes.compactMap { $0.member(called: name) }
      if !inner.isEmpty {
        target.nodes = inner
      } else if target.isGuess, let below = firstMember(called: name, below: target.nodes) {
        target.nodes = [below]
      } else if !name.isEmpty {
        target.missing = [.name(name)]
      }
    }
    if let value = word("value") {
      let equal = target.nodes.filter { $0.scalarText == value }
      if !equal.isEmpty {
        target.nodes = equal
        target.isGuess = target.isGuess && equal.count > 1
      }
    }
    return target
  }

  /// Of several values the one that reqlint complains about, else the first.
  private func chosen(_ target: Target) -> Target {
    guard target.nodes.count > 1 else { return target }
    var target = target
    let rules = Set(match?.answer.rules ?? [])
    let blamed =
      first(of: target.nodes, with: findings.filter { rules.contains($0.rule) })
      ?? first(of: target.nodes, with: findings.filter { $0.severity == .error })
    target.nodes = [blamed ?? target.nodes[0]]
    target.isGuess = true
    return target
  }

  /// The first of the values that one of the findings lies in, or around.
  private func first(of nodes: [Node], with findings: [Diagnostic]) -> Node? {
    let around = Set(findings.flatMap { Self.outward(from: $0.pointer) })
    let places = Set(findings.lazy.map(\.pointer).filter { $0 != body.pointer })
    return nodes.first { node in
      let pointer = node.pointer
      return around.contains(pointer) || Self.outward(from: pointer).contains { places.contains($0) }
    }
  }

  /// A pointer, and those of all that it lies in.
  private static func outward(from pointer: String) -> [String] {
    [pointer] + pointer.utf8.indices.filter { pointer.utf8[$0] == UInt8(ascii: "/") }.map { String(pointer[..<$0]) }
  }

  // MARK: Ways to values

  /// The values at a path of a known answer.
  private func nodes(at path: String) -> [Node] {
    var nodes = [body]
    for step in path.split(separator: "/") {
      switch step {
      case "**": nodes = nodes.flatMap { Array($0.subtree.lazy.filter { !$0.isKey }) }
      case "*":
        nodes = nodes.flatMap {
          $0.kind == .object ? $0.meantMembers.compactMap(\.value.meant) : $0.items.compactMap(\.meant)
        }
      default: nodes = nodes.compactMap { $0.member(called: String(step)) }
      }
    }
    return nodes
  }

  /// Whether a value is one of these, or lies in one.
  private func lies(_ node: Node, in outer: Set<Node>) -> Bool {
    var current: Node? = node
    while let node = current, !outer.contains(node) { current = node.parent }
    return current != nil
  }

  /// Whether a value lies in something that has this name, at most three levels up.
  private func isNamed(_ node: Node, _ name: String) -> Bool {
    var current: Node? = node
    for _ in 0..<4 {
      guard let object = current else { return false }
      if object.member(called: "name")?.string == name { return true }
      current = object.parent
    }
    return false
  }

  private func firstMember(called name: String, below nodes: [Node]) -> Node? {
    for node in nodes {
      for child in node.subtree where child.kind == .object {
        if let member = child.member(called: name) { return member }
      }
    }
    return nil
  }

  /// The values that read so, but for texts that people write to models.
  private func valued(_ value: String) -> Target? {
    guard value.utf8.count > 1, value.utf8.count <= 512 else { return nil }
    let equal = body.subtree.filter { node in
      node.kind == .string && !node.isKey && node.range.count <= 1024 && node.scalarText == value
    }
    let names: Set = ["content", "text", "input", "prompt"]
    let kinds = equal.filter { !names.contains($0.member?.name ?? "") }
    let nodes = kinds.isEmpty ? Array(equal) : kinds
    return nodes.isEmpty ? nil : Target(nodes: nodes, isGuess: nodes.count > 1)
  }

  /// What the names in the messages lead to: paths that are there, then values and tools by name.
  private var mentioned: Target? {
    var best: Target?
    for mention in response.messages.flatMap({ Mention.all(in: $0) }).prefix(Mention.limit) {
      guard let path = ParameterPath(mention.text), mention.isQuoted || mention.looksLikeName,
        let target = path.target(in: body), target.missing.isEmpty, target.nodes.first != body
      else { continue }
      // A path whose steps were passed over is some other word.
      guard
        path.steps.count == 1 || !target.isGuess
          || path.steps.contains(where: { if case .item = $0 { true } else { false } })
      else { continue }
      if best.map({ rank($0) < rank(target) }) ?? true { best = target }
    }
    if let best { return chosen(best) }
    for mention in response.messages.flatMap({ Mention.all(in: $0) }).prefix(Mention.limit) where mention.isQuoted {
      if let target = valued(mention.text) {
        var target = chosen(target)
        target.isGuess = true
        return target
      }
    }
    return nil
  }

  // MARK: Findings

  /// The findings that predict the answer: their rule is one that finds this mistake, or they name the same parameter.
  func predicted(at places: [Diagnosis.Place]) -> [Diagnostic] {
    let rules = Set(match?.answer.rules ?? [])
    let byRule = findings.filter { rules.contains($0.rule) }
    guard let place = places.first else {
      if !byRule.isEmpty { return byRule }
      // One mistake with the same answer is hardly another one.
      let same = findings.filter {
        $0.severity == .error && $0.answer?.status == response.status && response.status != nil
      }
      return same.count == 1 && (match?.answer.isByStatus ?? true) ? same : []
    }
    let here = findings.filter { $0.severity == .error && isRelated($0, place.pointer) }
    let both = byRule.filter { isRelated($0, place.pointer) }
    if !both.isEmpty { return both }
    let exact = here.filter { $0.pointer == place.pointer }
    if !exact.isEmpty { return exact }
    if place.certainty == .likely, !byRule.isEmpty { return byRule }
    return rules.isEmpty ? here : []
  }

  /// The places, the first of which is where a finding underlines what has to change.
  func merging(_ places: [Diagnosis.Place], _ predicted: [Diagnostic]) -> [Diagnosis.Place] {
    guard let finding = predicted.first else { return places }
    // Where the answer names something inside of what the finding underlines, it is the more precise of both.
    if let first = places.first, isIn(first.pointer, finding.pointer), first.pointer != finding.pointer {
      return places
    }
    let isNamed = places.first.map { isRelated(finding, $0.pointer) } ?? false
    let first = Diagnosis.Place(
      range: finding.range, pointer: finding.pointer, param: finding.answer?.param ?? places.first?.param ?? "",
      missing: isNamed ? places.first?.missing : nil,
      certainty: isNamed ? places.first?.certainty ?? .likely : .likely)
    let rest = isNamed ? places[...] : places.dropFirst()
    return [first] + rest.filter { $0.pointer != first.pointer }
  }

  /// Whether one of both lies in the other.
  private func isRelated(_ finding: Diagnostic, _ pointer: String) -> Bool {
    return isIn(finding.pointer, pointer) || isIn(pointer, finding.pointer) && finding.pointer != body.pointer
  }

  private func isIn(_ inner: String, _ outer: String) -> Bool { inner == outer || inner.hasPrefix(outer + "/") }

  private func place(_ target: Target) -> Diagnosis.Place? {
    guard let node = target.nodes.first else { return nil }
    return Diagnosis.Place(
      range: node.document.outermostRange(Self.marked(node, isHolder: !target.missing.isEmpty)), pointer: node.pointer,
      param: Self.param(of: node, in: body), missing: target.missing.isEmpty ? nil : target.missing.text,
      certainty: target.isGuess ? .likely : .exact)
  }

  /// What to underline: a short value; of all else the key, or the opening bracket.
  private static func marked(_ node: Node, isHolder: Bool) -> ByteRange {
    let isContainer = node.kind == .array || node.kind == .object
    let isShort = node.range.count <= 40 && !node.contentBytes.contains { $0 <= UInt8(ascii: " ") }
    if !isContainer, isShort, !isHolder { return node.range }
    return node.member?.key.range ?? ByteRange(node.range.lower, min(node.range.upper, node.range.lower + 1))
  }

  private static func param(of node: Node, in body: Node) -> String {
    var parts: [String] = []
    var node = node
    while node != body, let parent = node.parent {
      parts.append(parent.kind == .array ? "[\(node.ordinal)]" : "." + (node.member?.name.excerpt ?? ""))
      node = parent
    }
    let text = parts.reversed().joined()
    return text.hasPrefix(".") ? String(text.dropFirst()) : text
  }
}

/// A word of a message that may be the name of something in the body.
struct Mention {
  let text: String
  let isQuoted: Bool

  /// How many are looked at.
  static let limit = 256

  /// Whether the word alone shows that it is a name: `top_logprobs`, `messages[0]`, `maxTokens`.
  var looksLikeName: Bool {
    let inner = text.dropFirst()
    return text.utf8.count <= 128 && inner.contains { "_[./".contains($0) || $0.isUppercase }
      && (text.first?.isLetter == true || text.hasPrefix("#/"))
  }

  static func all(in message: String) -> [Mention] {
    var mentions: [Mention] = []
    let scalars = Array(message.unicodeScalars.prefix(1 << 13))
    var place = 0
    while place < scalars.count, mentions.count < limit {
      let scalar = scalars[place]
      if scalar == "'" || scalar == "\"" || scalar == "`" {
        let end = scalars[(place + 1)...].prefix(130).firstIndex(of: scalar)
        if let end, end > place + 1 {
          mentions.append(Mention(text: text(scalars[(place + 1)..<end]), isQuoted: true))
          place = end + 1
          continue
        }
      } else if isNamePart(scalar) {
        let end = scalars[place...].firstIndex { !isNamePart($0) } ?? scalars.count
        var last = end
        while last > place, scalars[last - 1] == "." || scalars[last - 1] == "-" { last -= 1 }
        // `max_tokens: …` is how some say which parameter the sentence is about.
        let isSubject = place == 0 && end < scalars.count && scalars[end] == ":"
        if last > place { mentions.append(Mention(text: text(scalars[place..<last]), isQuoted: isSubject)) }
        place = end
        continue
      }
      place += 1
    }
    return mentions
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || "0123456789_.[]$-#/".unicodeScalars.contains(scalar)
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
