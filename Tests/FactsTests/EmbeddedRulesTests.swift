import DocumentTree
import Facts
import Foundation
import PackedTree
import SourceText
import Testing

/// The facts that the binary carries are in order.
@Suite struct EmbeddedRulesTests {
  /// The capabilities that a model may have or lack.
  static let capabilities: Set = [
    "audio", "completion", "embedding", "insert", "json_mode", "json_schema", "late_thinking", "thinking",
    "thinking_unasked", "tools", "vision", "web_search",
  ]
  private static let encodings: Set = ["cl100k_base", "o200k_base", "p50k_base", "p50k_edit", "r50k_base"]

  static let rulesFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../rules").standardizedFileURL.path

  private let facts = Facts.embedded

  @Test func `everything is understood`() {
    let facts = Facts(paths: EmbeddedRules.paths) { path in
      let content = FileManager.default.contents(atPath: "\(Self.rulesFolder)/\(path)")
      return content.map { RulesFile(yaml: ContiguousArray($0)) }
    }
    facts.readAll()
    for provider in facts.providers {
      for name in sampleNames(at: provider) { _ = facts.profile(of: name, at: provider) }
    }
    let problems = facts.problems.map { "\($0.place.file):\(line(of: $0.place)): \($0.message)" }
    #expect(problems == [])
    #expect(!facts.providers.isEmpty)
  }

  @Test func `every value says where it comes from and when that was looked up`() {
    for provider in facts.providers {
      expectSource(provider.provenance, provider.id)
      for (name, shape) in shapes(of: provider) { expectSource(shape.provenance, name) }
      for name in sampleNames(at: provider) {
        let profile = facts.profile(of: name, at: provider)
        for fact in profile.parameters { expectSource(fact.provenance, "\(name): \(fact.path)") }
        for (capability, fact) in profile.capabilities { expectSource(fact.provenance, "\(name): \(capability)") }
        for limit in [profile.contextWindow, profile.maxInput, profile.maxOutput] {
          if let limit { expectSource(limit.provenance, name) }
        }
      }
    }
  }

  @Test(arguments: EmbeddedRules.paths)
  func `a file is carried as it is written, with the place of each value`(_ path: String) throws {
    let carried = try #require(EmbeddedRules.folder.file(path)?.root)
    let written = try #require(try document(path).roots.first)
    expectSame([(carried, written)])
  }

  /// Looks at all below as well.
  private func expectSame(_ pairs: [(PackedValue, Node)]) {
    var pending = pairs
    while let (packed, node) = pending.popLast() {
      let isSame = packed.range == node.range && packed.string == node.string && packed.number == node.number
      #expect(isSame && "\(packed.kind)" == "\(node.kind)", "\(node.range)")
      pending += zip(packed.items, node.items)
      let (members, written) = (packed.members, Array(node.members))
      #expect(members.map(\.name) == written.map(\.name) && members.map(\.nameRange) == written.map(\.key.range))
      #expect(packed.items.count == node.items.count { _ in true })
      pending += zip(members, written).map { ($0.value, $1.value) }
    }
  }

  private func expectSource(_ provenance: Provenance, _ what: String) {
    #expect(provenance.source?.isEmpty == false && provenance.checked != nil, "\(what)")
  }

  // MARK: Shapes

  @Test func `every shape that an endpoint names is there, and every reference leads to one`() {
    for provider in facts.providers {
      for endpoint in provider.endpoints {
        for name in endpoint.shapes {
          #expect(facts.shape(name) != nil, "\(provider.id)/\(endpoint.id): \(name)")
        }
      }
      for (name, shape) in shapes(of: provider) {
        guard let reference = shape.reference else { continue }
        #expect(
          facts.resolved(shape).reference == nil, "\(name): \(reference.file)#/\(reference.place)/\(reference.name)")
      }
    }
  }

  @Test func `shapes name known capabilities and limits`() {
    let someModel = Facts(catalogue: "models: {m: {context_window: 1, max_input: 1, max_output: 1, dimensions: 1}}")
      .profile("m")
    for provider in facts.providers {
      for needs in provider.endpoints.compactMap(\.needs) { #expect(Self.capabilities.contains(needs)) }
      for (name, shape) in shapes(of: provider) {
        if let needs = shape.needs?.value { #expect(Self.capabilities.contains(needs), "\(name)") }
        if let limit = shape.limit { #expect(someModel?.limit(limit) != nil, "\(name)") }
      }
    }
  }

  @Test func `the keys that a node speaks of are keys that it has`() {
    for provider in facts.providers {
      for (name, shape) in shapes(of: provider) where !shape.properties.isEmpty {
        let spoken =
          shape.required + shape.oneOfRequired.joined() + shape.requirements.flatMap { [$0.key, $0.needs] }
          + shape.exclusions.flatMap { $0.keys + $0.when.keys } + shape.comparisons.flatMap { [$0.key, $0.other] }
        for key in spoken { #expect(shape.properties[key] != nil, "\(name): \(key)") }
      }
    }
  }

  @Test func `a union by type has one branch a type`() {
    for provider in facts.providers {
      for (name, shape) in shapes(of: provider) where !shape.anyOf.isEmpty {
        let types = shape.anyOf.map { facts.resolved($0).types }
        for (place, type) in types.enumerated() {
          #expect(types[..<place].allSatisfy { $0.isDisjoint(with: type) }, "\(name)")
        }
      }
    }
  }

  @Test func `every endpoint whose body has a model reads its name`() {
    for provider in facts.providers {
      for endpoint in provider.endpoints {
        guard let root = endpoint.shape.flatMap({ facts.shape($0) })?.root else { continue }
        let isModel = { (shape: Shape) in self.facts.resolved(shape).role == .model }
        #expect(
          root.properties["model"] == nil || root.properties.values.contains(where: isModel),
          "\(provider.id)/\(endpoint.id)")
      }
    }
  }

  // MARK: Models

  @Test func `models name known endpoints, capabilities and encodings`() {
    let endpoints = Set(facts.providers.flatMap { $0.endpoints.map(\.id) })
    for provider in facts.providers {
      for name in sampleNames(at: provider) {
        let profile = facts.profile(of: name, at: provider)
        let named = (profile.endpoints?.value ?? []) + profile.parameters.flatMap { $0.endpoints ?? [] }
        #expect(endpoints.isSuperset(of: named), "\(provider.id): \(name)")
        #expect(Self.capabilities.isSuperset(of: profile.capabilities.keys), "\(provider.id): \(name)")
        if let encoding = profile.encoding?.value { #expect(Self.encodings.contains(encoding), "\(name)") }
      }
    }
  }

  @Test func `a parameter that a model does not take is one that its endpoint has`() {
    for provider in facts.providers {
      for name in sampleNames(at: provider) {
        for fact in facts.profile(of: name, at: provider).parameters {
          let ids = fact.endpoints ?? []
          let shapes = ids.compactMap { provider.endpoint($0)?.shape.flatMap { facts.shape($0) }?.root }
          guard shapes.count == ids.count, !shapes.isEmpty, let key = fact.path.first else { continue }
          #expect(shapes.contains { $0.properties[key] != nil }, "\(provider.id): \(name): \(key)")
        }
      }
    }
  }

  @Test func `every family fits some name before another one does`() throws {
    for provider in facts.providers {
      for family in try families(of: provider) where !family.match.isEmpty {
        #expect(
          family.match.contains { facts.profile(of: sample(of: $0), at: provider).family == family.id },
          "\(provider.id): \(family.id)")
      }
    }
  }

  @Test func `a family is like that of a provider there is`() throws {
    for provider in facts.providers {
      for like in try families(of: provider).compactMap(\.like) {
        let parts = like.split(separator: "/", maxSplits: 1).map(String.init)
        let other = try #require(facts.provider(parts[0]), "\(like)")
        if parts.count > 1 { #expect(facts.profile(of: parts[1], at: other).isKnown, "\(like)") }
      }
    }
  }

  @Test func `a model's successor is a model, and a limit lies within the window`() {
    for provider in facts.providers {
      for name in sampleNames(at: provider) {
        let profile = facts.profile(of: name, at: provider)
        if let successor = profile.successor {
          #expect(facts.profile(of: successor.value, at: provider).isKnown, "\(name): \(successor.value)")
          #expect(successor.value != name)
        }
        guard let window = profile.contextWindow?.value else { continue }
        for limit in [profile.maxInput, profile.maxOutput] { #expect(limit?.value ?? 0 <= window, "\(name)") }
      }
    }
  }

  @Test(arguments: EmbeddedRules.paths.filter { $0.hasSuffix("/catalog.yaml") })
  func `a catalogue is sorted and has one model a line`(_ path: String) throws {
    let document = try document(path)
    let lines = LineIndex(document.source)
    let models = try #require(document.roots.first?["models"])
    let names = models.members.map(\.name)
    #expect(names == names.sorted())
    var last = lines.line(of: models.range.lower) - 1
    for member in models.members {
      let line = lines.line(of: member.key.range.lower)
      #expect(line == last + 1, "\(member.name)")
      #expect(line == lines.line(of: member.value.range.upper - 1), "\(member.name)")
      last = line
    }
  }

  // MARK: Lists and dialects

  @Test(arguments: Facts.embedded.mappingIDs)
  func `a list names providers that there are, and facts that a catalogue takes`(_ id: String) throws {
    let mapping = try #require(facts.mapping(id))
    expectSource(mapping.provenance, id)
    #expect(!mapping.rows.isEmpty && !mapping.sign.isEmpty)
    let providers = mapping.providers.values.map(\.id) + [mapping.provider].compactMap(\.self)
    for provider in providers { #expect(facts.provider(provider) != nil, "\(provider)") }
    #expect(!providers.isEmpty)
    let row = Set(mapping.facts.map(\.fact)).map { fact in
      let parts = fact.split(separator: "/").map(String.init)
      let value = parts.count > 1 ? "{\(parts[1]): true}" : parts[0] == "retires" ? "2026-11-21" : "1"
      return "\(parts[0]): \(value)"
    }
    for member in row {
      let sample = Facts(catalogue: "models: {m: {\(member)}}")
      _ = sample.profile("m")
      #expect(sample.problems == [], "\(member)")
    }
    for reading in mapping.facts where reading.fact.hasPrefix("capabilities/") {
      #expect(Self.capabilities.contains(String(reading.fact.dropFirst("capabilities/".count))), "\(reading.fact)")
    }
  }

  @Test func `a dialect is one of endpoints that there are, and its settings are those of others`() {
    let endpoints = Set(facts.providers.flatMap { $0.endpoints.map(\.id) })
    for dialect in facts.dialects {
      expectSource(dialect.provenance, dialect.id)
      #expect(endpoints.isSuperset(of: dialect.endpoints) && !dialect.endpoints.isEmpty, "\(dialect.id)")
      for setting in dialect.settings {
        let speakers = facts.dialects.count { $0.settings.contains { $0.name == setting.name } }
        #expect(speakers > 1, "\(dialect.id): \(setting.name)")
      }
    }
  }

  // MARK: What there is

  /// All nodes of the shapes of a provider, each with the name of a file that it is in.
  private func shapes(of provider: Provider) -> [(String, Shape)] {
    var pending: [(String, Shape)] = []
    for name in Set(provider.endpoints.compactMap(\.shape)) {
      guard let file = facts.shape(name) else { continue }
      pending += (Array(file.definitions.values) + [file.root]).map { (name, $0) }
    }
    var found: [(String, Shape)] = []
    var seen: Set<ObjectIdentifier> = []
    while let (name, shape) = pending.popLast() {
      guard seen.insert(ObjectIdentifier(shape)).inserted else { continue }
      found.append((name, shape))
      let below = [shape.items, shape.additional, shape.names].compactMap(\.self) + shape.anyOf
      let members = Array(shape.properties.values) + (shape.union?.branches.map(\.shape) ?? [])
      pending += (below + members).map { (name, $0) }
      let target = facts.resolved(shape)
      if target !== shape { pending.append((shape.reference?.file ?? name, target)) }
    }
    return found
  }

  private struct Family {
    let id: String
    let match: [String]
    let like: String?
  }

  private func families(of provider: Provider) throws -> [Family] {
    let path = "models/\(provider.id)/families.yaml"
    guard EmbeddedRules.paths.contains(path) else { return [] }
    let list = try #require(try document(path).roots.first?["families"])
    return try list.items.map { node in
      let match = node["match"].map { $0.kind == .array ? $0.items.compactMap(\.scalarText) : [$0.scalarText ?? ""] }
      return Family(id: try #require(node["id"]?.string), match: match ?? [], like: node["like"]?.string)
    }
  }

  /// The listed names, and one for each pattern that is not a name itself.
  private func sampleNames(at provider: Provider) -> [String] {
    let patterns = (try? families(of: provider).flatMap(\.match)) ?? []
    return facts.modelNames(at: provider) + patterns.map { sample(of: $0) }
  }

  private func sample(of pattern: String) -> String {
    pattern.replacingOccurrences(of: "{date}", with: "2024-08-06").replacingOccurrences(of: "*", with: "x")
  }

  private func document(_ path: String) throws -> Document {
    Document.parse(SourceText(try bytes(path)), as: .yaml)
  }

  private func line(of place: FactPlace) -> Int {
    guard let bytes = try? bytes(place.file) else { return 0 }
    return LineIndex(SourceText(bytes)).line(of: place.range.lower) + 1
  }

  private func bytes(_ path: String) throws -> ContiguousArray<UInt8> {
    ContiguousArray(try #require(FileManager.default.contents(atPath: "\(Self.rulesFolder)/\(path)")))
  }
}
