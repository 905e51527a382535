import Configuration
import DocumentTree
import Facts
package import Linting
package import SourceText

/// What is said about a place when the mouse rests on it.
package struct Hover: Sendable, Hashable {
  /// In Markdown.
  package let text: String
  /// What it is about, in bytes of the text.
  package let range: ByteRange

  /// The same for clients that show no Markdown: without bold and italics, and of a link its words.
  package var plainText: String {
    let paragraphs = text.replacing("**", with: "").replacing("_(", with: "(").replacing(")_", with: ")")
      .split(separator: "\n\n").map { paragraph in
        if paragraph.hasPrefix("_"), paragraph.hasSuffix("_") { return paragraph.dropFirst().dropLast() }
        guard paragraph.hasPrefix("["), let middle = paragraph.firstRange(of: "]("),
          let end = paragraph[middle.upperBound...].firstIndex(of: ")")
        else { return paragraph }
        return paragraph[..<middle.lowerBound].dropFirst() + paragraph[end...].dropFirst()
      }
    return paragraphs.joined(separator: "\n\n")
  }
}

extension Analysis {
  package func hover(at offset: Int, _ meter: inout TokenMeter) -> Hover? {
    if let hover = hoverInComment(at: offset) { return hover }
    guard let (part, place) = innermostPart(at: offset), let node = part.node(at: place), node.kind != .object,
      node.kind != .array
    else { return nil }
    var paragraphs: [String] = []
    if let configuration, let hover = Hover(on: node, inConfigurationWith: configuration.facts) {
      paragraphs.append(hover.text)
    }
    if let request = part.request(at: place) {
      if let profile = request.profile, request.modelNode == node {
        paragraphs.append(Self.card(of: profile, request))
        if share(of: request, &meter) != nil, let cost = request.cost(&meter) {
          paragraphs.append("the input is \(cost.composition)")
        }
      } else if let shape = ShapeNavigator(request).shape(of: node) {
        paragraphs.append(Self.parameter(node, shape, request))
      }
    }
    let rules = Set(diagnostics.filter { $0.range.lower <= offset && offset <= $0.range.upper }.map(\.rule))
    paragraphs += AllRules.cards.filter { rules.contains($0.id) }.map(Self.words(about:))
    let text = paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n---\n\n")
    return text.isEmpty
      ? nil : Hover(text: text, range: node.document.outermostRange(node.range).shifted(by: part.offset))
  }

  // MARK: A rule

  private static func words(about card: RuleCard) -> String {
    "**[\(card.id)](\(RuleCard.url(of: card.id)))**: \(card.summary) \(card.why)"
  }

  /// What a rule is that a comment silences.
  private func hoverInComment(at offset: Int) -> Hover? {
    guard let part = part(at: offset), let rule = part.document.silencedRule(at: offset - part.offset),
      let card = AllRules.cards.first(where: { $0.id == rule.id })
    else { return nil }
    return Hover(text: Self.words(about: card), range: rule.range.shifted(by: part.offset))
  }

  // MARK: A parameter

  private static func parameter(_ node: Node, _ shape: Shape, _ request: Request) -> String {
    let name = node.member?.name ?? "[\(node.ordinal)]"
    var lines = ["**`\(name)`** · \(description(of: shape, request.facts))"]
    if let summary = shape.summary { lines.append(summary) }
    if let model = request.modelName {
      lines += facts(about: request.path(of: node), request).map { "\(model) \($0)" }
      if let capability = shape.needs?.value, let fact = request.profile?.capabilities[capability] {
        lines.append("\(model) \(fact.value ? "can do this" : "cannot do this") (`\(capability)`)")
      }
      if let name = shape.limit, let limit = request.profile?.limit(name) {
        lines.append("\(model) gives at most \(Wording.grouped(limit.value)) tokens")
      }
    }
    if let deprecation = shape.deprecation {
      lines.append("deprecated" + (deprecation.instead.map { "; use `\($0)`" } ?? ""))
    }
    if let note = shape.provenance.note(nil) { lines.append("_\(note)_") }
    return lines.joined(separator: "\n\n")
  }

  private static func description(of shape: Shape, _ facts: Facts) -> String {
    var parts: [String] = []
    let branches = shape.anyOf.isEmpty ? [shape] : shape.anyOf.map { facts.resolved($0) }
    let types = branches.reduce(into: Shape.Types()) { $0.formUnion($1.types) }
    if !types.isEmpty { parts.append(Wording.types(types)) }
    for branch in branches {
      if let values = branch.values { parts.append(Wording.values(values.filter { $0 != .null })) }
      if let union = branch.union { parts.append("by `\(union.discriminator)`") }
      parts += Wording.bounds(branch.range, "").map { [$0] } ?? []
      parts += Wording.bounds(branch.length, " characters").map { [$0] } ?? []
      parts += Wording.bounds(branch.itemCount, " items").map { [$0] } ?? []
    }
    if let fallback = shape.fallback { parts.append("default `\(fallback)`") }
    return parts.joined(separator: " · ")
  }

  /// What the facts about the model say of one parameter.
  private static func facts(about path: [String], _ request: Request) -> [String] {
    (request.profile?.parameters ?? []).filter { $0.path == path }.map { fact in
      Wording.verdict(of: fact) + (fact.provenance.note(fact.why).map { " _(\($0))_" } ?? "")
    }
  }

  // MARK: A model

  private static func card(of profile: ModelProfile, _ request: Request) -> String {
    guard profile.isKnown else { return "**\(profile.name)** · no fact knows this model at \(request.provider.name)" }
    var lines = ["**\(profile.name)** at \(request.provider.name)"]
    let numbers: [(String, Fact<Int>?, String)] = [
      ("context window", profile.contextWindow, "tokens"), ("input at most", profile.maxInput, "tokens"),
      ("output at most", profile.maxOutput, "tokens"), ("embedding", profile.dimensions, "numbers"),
    ]
    lines += numbers.compactMap { name, fact, unit in fact.map { "\(name): \(Wording.grouped($0.value)) \(unit)" } }
    if let endpoints = profile.endpoints { lines.append("endpoints: " + endpoints.value.joined(separator: ", ")) }
    let abilities = profile.capabilities.sorted { $0.key < $1.key }
    let can = abilities.filter(\.value.value).map(\.key)
    let cannot = abilities.filter { !$0.value.value }.map(\.key)
    if !can.isEmpty { lines.append("can: " + can.joined(separator: ", ")) }
    if !cannot.isEmpty { lines.append("cannot: " + cannot.joined(separator: ", ")) }
    let refused = profile.parameters.filter { $0.verdict == .nothing && $0.when.isEmpty && $0.unless.isEmpty }
    if !refused.isEmpty {
      lines.append("does not take: " + refused.map { "`\($0.path.joined(separator: "/"))`" }.joined(separator: ", "))
    }
    if let retires = profile.retires {
      lines.append("retires on \(retires.value)" + (profile.successor.map { "; then `\($0.value)`" } ?? ""))
    }
    if let source = profile.provenance?.note(nil) { lines.append("_\(source)_") }
    return lines.joined(separator: "\n\n")
  }
}
