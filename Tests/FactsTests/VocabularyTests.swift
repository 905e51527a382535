import DocumentTree
import Facts
import Foundation
import SourceText
import Testing

/// `rules/vocabulary.schema.json` says what the decoder takes: no more and no less.
@Suite struct VocabularyTests {
  /// One kind of mapping in the files: its name in the schema, and a file that has one.
  struct Kind: Sendable, CustomTestStringConvertible {
    let definition: String
    let path: String
    /// `@` is where the mapping goes.
    let file: String
    /// A member that makes a mapping whole, unless one of the others does.
    var fallback: (member: String, unless: Set<String>)?
    /// Keys that are taken before the others are looked at, so that no message names them.
    var taken: Set<String> = []
    /// Members beside which the decoder looks for more.
    var opening = ""

    var testDescription: String { definition }
  }

  static let kinds = [
    Kind(definition: "provider", path: "providers/p.yaml", file: "@", taken: ["extends"]),
    Kind(definition: "auth", path: "providers/p.yaml", file: "{auth: @}"),
    Kind(definition: "auth_header", path: "providers/p.yaml", file: "{auth: {headers: [@]}}", opening: "name: a"),
    Kind(
      definition: "sdk_argument", path: "providers/p.yaml", file: "{sdk_arguments: [@]}", opening: "name: a, why: b"),
    Kind(definition: "endpoint", path: "providers/p.yaml", file: "{endpoints: {e: @}}"),
    Kind(
      definition: "model_shape", path: "providers/p.yaml", file: "{endpoints: {e: {shapes_by_model: [@]}}}",
      opening: "models: [m], shape: p/e"),
    Kind(
      definition: "shape", path: "shapes/p/e.yaml", file: "@",
      taken: ["extends", "definitions", "conversation", "sent_as", "surest", "reader"],
      opening: "by: x, branches: {}"),
    Kind(definition: "sent_parameters", path: "shapes/p/e.yaml", file: "{sent_as: @}", opening: "endpoint: a"),
    Kind(
      definition: "conversation", path: "shapes/p/e.yaml", file: "{conversation: @}", opening: "turns: a"),
    Kind(definition: "part", path: "shapes/p/e.yaml", file: "{conversation: {turns: a, opaque: [@]}}"),
    Kind(definition: "pairing", path: "shapes/p/e.yaml", file: "{conversation: {turns: a, pairs: {x: @}}}"),
    Kind(
      definition: "refusals", path: "shapes/p/e.yaml", file: "{conversation: {turns: a, pairs: {x: {refuses: @}}}}"),
    Kind(
      definition: "conversation_refusals", path: "shapes/p/e.yaml", file: "{conversation: {turns: a, refuses: @}}"),
    Kind(definition: "word", path: "shapes/p/e.yaml", file: "{conversation: {turns: a, word: @}}"),
    Kind(definition: "thinking", path: "shapes/p/e.yaml", file: "{conversation: {turns: a, thinking: @}}"),
    Kind(definition: "cache", path: "shapes/p/e.yaml", file: "{conversation: {turns: a, cache: @}}"),
    Kind(definition: "companion", path: "shapes/p/e.yaml", file: "{conversation: {turns: a, companions: {x: @}}}"),
    Kind(definition: "identity", path: "shapes/p/e.yaml", file: "{conversation: {turns: a, unique: {x: @}}}"),
    Kind(
      definition: "refusal", path: "shapes/p/e.yaml",
      file: "{conversation: {turns: a, unique: {x: {refusal: @}}}}"),
    Kind(
      definition: "node", path: "shapes/p/e.yaml", file: "{properties: {a: @}}", opening: "by: x, branches: {}"),
    Kind(definition: "deprecation", path: "shapes/p/e.yaml", file: "{properties: {a: {deprecated: @}}}"),
    Kind(
      definition: "requirement", path: "shapes/p/e.yaml", file: "{requires: [@]}", opening: "key: a, needs: b"),
    Kind(
      definition: "comparison", path: "shapes/p/e.yaml", file: "{at_most: [@]}", opening: "key: a, of: b"),
    Kind(definition: "media", path: "shapes/p/e.yaml", file: "{properties: {a: {media: @}}}"),
    Kind(definition: "exclusion", path: "shapes/p/e.yaml", file: "{excludes: [@]}"),
    Kind(definition: "subset", path: "schemas/s.yaml", file: "@", taken: ["extends"]),
    Kind(
      definition: "schema_place", path: "shapes/p/e.yaml", file: "{properties: {a: {schema: @}}}",
      opening: "subset: s"),
    Kind(definition: "families", path: "models/p/families.yaml", file: "@"),
    Kind(
      definition: "family", path: "models/p/families.yaml", file: "{families: [{id: base}, @]}",
      fallback: ("\"match\": [\"m\"]", ["match"]), taken: ["id", "match", "like", "extends"],
      opening: "id: a, match: [m]"),
    Kind(definition: "catalogue", path: "models/p/catalog.yaml", file: "@"),
    Kind(definition: "model", path: "models/p/catalog.yaml", file: "{models: {m: @}}"),
    Kind(
      definition: "parameter", path: "models/p/catalog.yaml", file: "{models: {m: {parameters: {x: @}}}}",
      fallback: (
        "\"accepts\": \"nothing\"", ["accepts", "rejects", "minimum", "maximum", "max_length", "sizes", "max_key"]
      ),
      opening: "accepts: nothing"),
    Kind(definition: "formulas", path: "tokens.yaml", file: "@"),
    Kind(definition: "formula", path: "tokens.yaml", file: "{formulas: [@]}"),
    Kind(definition: "call_cost", path: "tokens.yaml", file: "{formulas: [{call: @}]}"),
    Kind(definition: "listing_cost", path: "tokens.yaml", file: "{formulas: [{listing: @}]}"),
    Kind(definition: "schema_cost", path: "tokens.yaml", file: "{formulas: [{schema: @}]}"),
    Kind(definition: "share", path: "tokens.yaml", file: "{formulas: [{tools: @}]}"),
    Kind(definition: "list", path: "imports/l.yaml", file: "@"),
    Kind(definition: "alias", path: "imports/l.yaml", file: "{providers: {x: @}}", opening: "id: p"),
    Kind(definition: "reading", path: "imports/l.yaml", file: "{facts: [@]}", opening: "fact: a, at: b"),
    Kind(definition: "dialect", path: "dialects/d.yaml", file: "@"),
    Kind(definition: "setting", path: "dialects/d.yaml", file: "{settings: {x: @}}", opening: "at: a"),
    Kind(definition: "listing", path: "dialects/d.yaml", file: "{tools: @}"),
    Kind(definition: "turns", path: "dialects/d.yaml", file: "{turns: @}"),
    Kind(definition: "turn_part", path: "dialects/d.yaml", file: "{parts: [@]}", opening: "kind: a, form: b"),
    Kind(definition: "guide", path: "answers/p.yaml", file: "@"),
    Kind(
      definition: "answer", path: "answers/p.yaml", file: "{answers: [@]}",
      fallback: ("\"status\": 400", ["message", "code", "status"]), opening: "id: a, cause: key, means: b, status: 400"),
  ]

  @Test func `the schema is JSON`() throws {
    let document = try Vocabulary().document
    #expect(document.errors.isEmpty)
    for node in document.roots.flatMap(\.subtree) where node.kind == .object {
      let names = node.members.map(\.name)
      #expect(Set(names).count == names.count, "\(node.pointer)")
    }
  }

  @Test func `every reference in the schema leads to a node`() throws {
    let vocabulary = try Vocabulary()
    for node in vocabulary.document.roots.flatMap(\.subtree) where node.kind == .object {
      if let reference = node["$ref"]?.string { #expect(vocabulary.node(at: reference) != nil, "\(reference)") }
    }
  }

  @Test(arguments: kinds)
  func `the decoder takes every key of the schema`(_ kind: Kind) throws {
    let vocabulary = try Vocabulary()
    let definition = try #require(vocabulary.definition(kind.definition))
    for property in try #require(definition["properties"]).members {
      var members = vocabulary.minimum(of: definition, with: property.name)
      if let fallback = kind.fallback, !fallback.unless.contains(property.name) { members.append(fallback.member) }
      let content = kind.file.replacingOccurrences(of: "@", with: "{\(members.joined(separator: ", "))}")
      #expect(problems(kind, content).map(\.message) == [], "\(property.name): \(content)")
    }
  }

  @Test(arguments: kinds)
  func `the schema has every key that the decoder takes`(_ kind: Kind) throws {
    let vocabulary = try Vocabulary()
    let definition = try #require(vocabulary.definition(kind.definition))
    let members = kind.opening.isEmpty ? "«zz»: 1" : kind.opening + ", «zz»: 1"
    let marked = Marked(kind.file.replacingOccurrences(of: "@", with: "{\(members)}"))
    let problem = try #require(problems(kind, marked.text).first { $0.place.range == marked.ranges.first })
    let known = Set(problem.knownKeys).union(kind.taken).union(["source", "checked", "confidence"])
    #expect(known == Set(try #require(definition["properties"]).members.map(\.name)))
    #expect(definition["additionalProperties"]?.boolean == false)
  }

  @Test func `lists of words in the schema are those of the decoder`() throws {
    let vocabulary = try Vocabulary()
    func words(_ pointer: String) -> [String] {
      vocabulary.node(at: "#/$defs/" + pointer)?["enum"]?.items.compactMap(\.string) ?? []
    }
    #expect(words("confidence") == Confidence.allCases.map(\.rawValue))
    #expect(words("unknown_keys") == Provider.UnknownKeys.allCases.map(\.rawValue))
    #expect(words("provider/properties/errors") == Provider.ErrorBody.allCases.map(\.rawValue))
    #expect(words("provider/properties/models") == Provider.Models.allCases.map(\.rawValue))
    #expect(words("provider/properties/model_case") == Provider.NameCase.allCases.map(\.rawValue))
    #expect(words("shape/properties/reader") == Shape.Reader.allCases.map(\.rawValue))
    #expect(words("node/properties/format") == Shape.Format.allCases.map(\.rawValue))
    #expect(words("node/properties/blank") == Shape.Blank.allCases.map(\.rawValue))
    #expect(words("media/properties/of") == Shape.Media.Kind.allCases.map(\.rawValue))
    #expect(words("media/properties/as/items") == Shape.Media.Carriage.allCases.map(\.rawValue))
    #expect(words("media/properties/base64") == Shape.Media.Alphabet.allCases.map(\.rawValue))
    #expect(words("media/properties/mislabelled") == Shape.Media.Mislabelling.allCases.map(\.rawValue))
    #expect(words("node/properties/role") == Shape.Role.allCases.map(\.rawValue))
    #expect(words("node/properties/effect") == Shape.Effect.allCases.map(\.rawValue))
    #expect(words("pairing/properties/order") == ConversationForm.Pairing.Order.allCases.map(\.rawValue))
    #expect(words("answer/properties/cause") == Cause.allCases.map(\.rawValue))
    #expect(words("node/properties/type/anyOf/0") == Shape.Types.named.map(\.0))
    #expect(words("formula/properties/form") == TokenFormula.Form.allCases.map(\.rawValue))
    #expect(words("capability") == EmbeddedRulesTests.capabilities.sorted())
  }

  @Test(arguments: EmbeddedRules.paths)
  func `every file of facts names the schema in its first line`(_ path: String) throws {
    let text = try #require(FileManager.default.contents(atPath: "\(EmbeddedRulesTests.rulesFolder)/\(path)"))
    let line = text.prefix { $0 != UInt8(ascii: "\n") }
    let up = String(repeating: "../", count: path.split(separator: "/").count - 1)
    #expect(String(decoding: line, as: UTF8.self) == "# yaml-language-server: $schema=\(up)vocabulary.schema.json")
  }

  /// What the decoder says about a set of files in which this is one.
  private func problems(_ kind: Kind, _ content: String) -> [FactProblem] {
    var files = [
      "providers/p.yaml": "endpoints: {e: {paths: [/e], shape: p/e}}\n", "providers/base.yaml": "name: Base\n",
      "shapes/base/base.yaml": "type: object\n", "schemas/base.yaml": "title: a schema\n",
      "models/p/families.yaml": "families: [{id: a, match: [m]}]\n",
    ]
    files[kind.path] = content
    let facts = Facts(files)
    _ = facts.shape("p/e")
    facts.readAll()
    return facts.problems
  }
}

/// The schema, and the smallest values that it allows.
private struct Vocabulary {
  let document: Document

  init() throws {
    let path = EmbeddedRulesTests.rulesFolder + "/vocabulary.schema.json"
    let bytes = try #require(FileManager.default.contents(atPath: path))
    document = Document.parse(SourceText(ContiguousArray(bytes)), as: .json)
  }

  func definition(_ name: String) -> Node? {
    node(at: "#/$defs/\(name)")
  }

  func node(at reference: String) -> Node? {
    reference.split(separator: "/").dropFirst().reduce(document.roots.first) { node, token in
      Int(token).map { place in node?.items.first { $0.ordinal == place } } ?? node?[String(token)]
    }
  }

  /// The members of a mapping that has `key` and what it must have beside it, in JSON.
  func minimum(of definition: Node, with key: String) -> [String] {
    let required = definition["required"]?.items.compactMap(\.string) ?? []
    let companions = definition["dependentRequired"]?[key]?.items.compactMap(\.string) ?? []
    let names = [key] + (required + companions).filter { $0 != key }
    return names.map { name in
      "\"\(name)\": " + (definition["properties"]?[name].map(value) ?? "null")
    }
  }

  private func value(_ schema: Node) -> String {
    if let example = schema["examples"]?.items.first(where: { _ in true }) { return example.rawText }
    if let reference = schema["$ref"]?.string.flatMap(node) { return value(reference) }
    if let accepted = schema["enum"]?.items.first(where: { _ in true }) { return accepted.rawText }
    if let branch = schema["anyOf"]?.items.first(where: { _ in true }) { return value(branch) }
    let type = schema["type"].flatMap { $0.kind == .array ? $0.items.first { _ in true } : $0 }?.string
    switch type {
    case "object":
      let required = schema["required"]?.items.compactMap(\.string) ?? []
      return "{" + (required.first.map { minimum(of: schema, with: $0).joined(separator: ", ") } ?? "") + "}"
    case "array": return "[" + (schema["items"].map(value) ?? "") + "]"
    case "integer", "number": return schema["minimum"]?.rawText ?? "1"
    case "boolean": return "true"
    default: return "\"x\""
    }
  }
}
