import Facts
import SourceText
import Testing

/// The decoder takes what it knows, and says where the rest stands.
@Suite struct DecodingTests {
  private static let provider = "providers/p.yaml"
  private static let shape = "shapes/p/e.yaml"
  private static let families = "models/p/families.yaml"
  private static let catalogue = "models/p/catalog.yaml"
  private static let overrides = "models/p/overrides.yaml"

  /// All problems of a set of rules that is in order but for `file`.
  private func problems(_ file: String, _ content: String) -> [FactProblem] {
    var files = [
      Self.provider: "endpoints: {e: {paths: [/e], shape: p/e}}\n",
      Self.shape: "type: object\n",
      Self.catalogue: "models: {m: {}}\n",
    ]
    files[file] = content
    let facts = Facts(files)
    facts.readAll()
    return facts.problems
  }

  private func check(_ file: String, _ content: String) {
    let marked = Marked(content)
    let problems = problems(file, marked.text)
    #expect(problems.map(\.place.range) == marked.ranges, "\(problems.map(\.message))")
    #expect(problems.allSatisfy { $0.place.file == file && !$0.message.isEmpty }, "\(problems)")
  }

  @Test(arguments: [
    "name: P\n«hots»: [a]\n",
    "name: «[P]»\n",
    "name: «5»\n",
    "name: «null»\n",
    "hosts: [a, «{b: c}»]\n",
    "errors: «antropic»\n",
    "unknown_keys: «forbidden»\n",
    "models: «true»\n",
    "model_case: «Sensitive»\n",
    "recognise: «yes»\n",
    "tuned_prefix: «[a]»\n",
    "endpoints: «[e]»\n",
    "endpoints: {e: «[a]»}\n",
    "endpoints: {e: {«path»: [/e]}}\n",
    "endpoints: {e: {shape: «5»}}\n",
    "endpoints: {e: {unknown_model: «\"404\"»}}\n",
    "endpoints: {e: {unknown_model: «404.5»}}\n",
    "endpoints: {e: {wrong_model: «-1»}}\n",
    "endpoints: {e: {marks: «{a: 1}»}}\n",
    "endpoints: {e: {not_keys: [«1»]}}\n",
    "endpoints: {e: {needs: «true»}}\n",
    "extends: «nobody»\n",
    "extends: «p»\n",
    "extends: «[a]»\n",
    "«- name: P»\n",
    "«just words»\n",
  ])
  func `a mistake in a provider's file is a problem with its place`(_ content: String) {
    check(Self.provider, content)
  }

  @Test(arguments: [
    "«proprties»: {}\n",
    "type: «text»\n",
    "type: [string, «int»]\n",
    "type: «5»\n",
    "minimum: «low»\n",
    "maximum: «[1]»\n",
    "exclusive_minimum: «true»\n",
    "min_length: «-1»\n",
    "max_length: «1.5»\n",
    "min_items: «many»\n",
    "max_items: «null»\n",
    "max_properties: «\"16\"»\n",
    "pattern: «'[a-z]+'»\n",
    "pattern: «'^\\w+$'»\n",
    "pattern: «5»\n",
    "format: «uri»\n",
    "media: {types: [«1»]}\n",
    "media: {of: image, as: «[fax]»}\n",
    "required: «{a: b}»\n",
    "required: [a, «[b]»]\n",
    "unknown: «closed»\n",
    "needs: «[vision]»\n",
    "limit: «5»\n",
    "role: «user»\n",
    "effect: «none»\n",
    "why: «[a]»\n",
    "deprecated: «soon»\n",
    "deprecated: {«use»: x}\n",
    "deprecated: {instead: «5»}\n",
    "default: «[a]»\n",
    "const: «[a]»\n",
    "enum: [a, «[b]»]\n",
    "enum: [a]\n«const»: a\n",
    "description: «5»\n",
    "status: «bad»\n",
    "items: «string»\n",
    "items: {«typ»: string}\n",
    "additional: «true»\n",
    "property_names: «5»\n",
    "properties: «[a]»\n",
    "properties: {a: «string»}\n",
    "properties: {a: {properties: {b: {«x»: 1}}}}\n",
    "any_of: «{type: string}»\n",
    "any_of: [{type: string}, «5»]\n",
    "any_of: [{type: «str»}]\n",
    "by: «5»\n",
    "by: role\nbranches: «[a]»\n",
    "by: role\nbranches: {a: {«x»: 1}}\n",
    "by: role\nby_default: «b»\nbranches: {a: {}}\n",
    "«branches»: {a: {}}\n",
    "requires: «{key: a, needs: b}»\n",
    "requires: [«{key: a}»]\n",
    "requires: [{key: a, needs: b, «val»: c}]\n",
    "requires: [{key: a, needs: b, value: [«[c]»]}]\n",
    "at_most: [«{key: a}»]\n",
    "by: role\nby_default: {x: «b»}\nbranches: {a: {}}\n",
    "moved: «[a]»\n",
    "excludes: [«a»]\n",
    "excludes: [{«key»: [a]}]\n",
    "excludes: [{keys: [a, b], when: «a»}]\n",
    "excludes: [{keys: [a, b], when: {a: «[1, 2]»}}]\n",
    "one_of_required: [«a», «b»]\n",
    "one_of_required: [[a, «1»]]\n",
    "definitions: «[a]»\n",
    "definitions: {a: {«x»: 1}}\n",
    "properties: {a: {$ref: «\"#/items/x\"»}}\n",
    "properties: {a: {$ref: «p/e»}}\n",
    "properties: {a: «{$ref: \"#/definitions/x\", type: string}»}\ndefinitions: {x: {}}\n",
    "extends: «p/none»\n",
    "extends: «p/e»\n",
    "extends: «{a: b}»\n",
  ])
  func `a mistake in a shape is a problem with its place`(_ content: String) {
    check(Self.shape, content)
  }

  @Test(arguments: [
    "«famlies»: []\n",
    "families: «{m: {}}»\n",
    "families: [«m»]\n",
    "families: [«{match: [m]}»]\n",
    "families: [{id: a}, {id: «a», match: [m]}]\n",
    "families: [{id: a, match: «{m: 1}»}, {id: b, match: [m]}]\n",
    "families: [{id: a, match: [m], like: «[b]»}]\n",
    "families: [{id: a, match: [m], extends: «5»}]\n",
    "families: [{id: a, extends: «b», match: [m]}, {id: b}]\n",
    "families: [{id: a, match: [m], «context»: 5}]\n",
    "families: [{id: a, match: [m], context_window: «128k»}]\n",
    "families: [{id: a, match: [m], max_input: «-1»}]\n",
    "families: [{id: a, match: [m], max_output: «1.5»}]\n",
    "families: [{id: a, match: [m], dimensions: «[3]»}]\n",
    "families: [{id: a, match: [m], encoding: «5»}]\n",
    "families: [{id: a, match: [m], endpoints: [a, «5»]}]\n",
    "families: [{id: a, match: [m], retires: «2026-02-30»}]\n",
    "families: [{id: a, match: [m], retires: «soon»}]\n",
    "families: [{id: a, match: [m], successor: «[b]»}]\n",
    "families: [{id: a, match: [m], unknown_keys: «maybe»}]\n",
    "families: [{id: a, match: [m], capabilities: «[vision]»}]\n",
    "families: [{id: a, match: [m], capabilities: {vision: «1»}}]\n",
    "families: [{id: a, match: [m], context_window: {value: «x», source: s}}]\n",
    "families: [{id: a, match: [m], context_window: «{value: 5}»}]\n",
    "families: [{id: a, match: [m], parameters: «[x]»}]\n",
    "families: [{id: a, match: [m], parameters: {x: «{}»}}]\n",
    "families: [{id: a, match: [m], parameters: {x: {accepts: [«[1]»]}}}]\n",
    "families: [{id: a, match: [m], parameters: {x: {accepts: nothing, «insted»: y}}}]\n",
    "families: [{id: a, match: [m], parameters: {x: {accepts: nothing, null_counts: «1»}}}]\n",
    "families: [{id: a, match: [m], parameters: {x: {accepts: nothing, when: «[y]»}}}]\n",
    "families: [{id: a, match: [m], parameters: {x: {accepts: nothing, unless: {y: «{z: 1}»}}}}]\n",
    "families: [{id: a, match: [m], parameters: {x: {minimum: «low», maximum: 1}}}]\n",
    "families: [{id: a, match: [m], parameters: {x: «{accepts: [1], maximum: 2}»}}]\n",
    "families: [{id: a, match: [m], parameters: {x: «{accepts: [1], rejects: [2]}»}}]\n",
  ])
  func `a mistake in a family is a problem with its place`(_ content: String) {
    check(Self.families, content)
  }

  @Test(arguments: [
    "«model»: {m: {}}\n",
    "models: «[m]»\n",
    "models: {m: «5»}\n",
    "models: {m: {«match»: [m]}}\n",
    "models: {m: {max_output: «lots»}}\n",
  ])
  func `a mistake in a row is a problem with its place`(_ content: String) {
    check(Self.catalogue, content)
    check(Self.overrides, content)
  }

  @Test(arguments: [
    "source: «5»\n",
    "source: «[a]»\n",
    "checked: «yesterday»\n",
    "checked: «2026-13-01»\n",
    "confidence: «sure»\n",
    "confidence: «1»\n",
  ])
  func `a mistake in a provenance is a problem with its place, on whatever it stands`(_ content: String) {
    for file in [Self.provider, Self.shape, Self.families, Self.catalogue] { check(file, content) }
    let nested = content.dropLast()
    check(Self.provider, "endpoints: {e: {\(nested)}}\n")
    check(Self.shape, "properties: {a: {type: string, \(nested)}}\n")
    check(Self.families, "families: [{id: a, match: [m], max_output: {value: 5, \(nested)}}]\n")
    check(Self.catalogue, "models: {m: {\(nested)}}\n")
  }

  @Test(arguments: [provider, shape, families, catalogue])
  func `what is wrong with the YAML is a problem with its place`(_ file: String) {
    check(file, "source: a\n«source»: b\n")
    check(file, "{}\n--- «{}»\n")
  }

  @Test(arguments: [
    (catalogue, "models: «*nowhere»\n"),
    (catalogue, "models: {m: {max_output: &n 5, max_input: «*n»}}\n"),
    (shape, "properties:\n  a: &a\n    items: «*a»\n"),
    (shape, "properties:\n  a: &a {type: string}\n  b: {«<<»: «*a»}\n"),
    (shape, "properties: &p\n  a: {properties: {«<<»: «*p»}}\n"),
  ])
  func `an alias is a problem, so that no file means more than it says`(_ file: String, _ content: String) {
    let marked = Marked(content)
    // What the alias leaves behind may be a problem of its own.
    #expect(problems(file, marked.text).contains { $0.place.range == marked.ranges.last })
  }

  @Test func `an unknown key comes with the keys that are known there`() throws {
    let facts = Facts([Self.provider: "endpoints: {e: {path: [/e]}}\n"])
    let problem = try #require(facts.problems.first)
    #expect(problem.knownKeys.contains("paths"))
    #expect(problem.knownKeys == problem.knownKeys.sorted())
  }

  @Test func `a mistake in a family is told once, however many models it has`() {
    let facts = Facts(families: "families: [{id: a, match: [m, n, o], context: 5}]\n")
    facts.readAll()
    #expect(facts.problems.count == 1)
  }

  @Test func `a mistake does not hide what stands beside it`() throws {
    let facts = Facts(families: "families: [{id: a, match: [m], max_input: x, max_output: 5}]\n")
    #expect(facts.profile("m")?.maxOutput?.value == 5)
    #expect(facts.problems.count == 1)
  }

  @Test func `a file that is missing is no problem`() throws {
    let facts = Facts([Self.provider: "name: P\n"])
    facts.readAll()
    #expect(facts.problems == [])
    #expect(try #require(facts.profile("m")).isKnown == false)
    #expect(facts.shape("p/e") == nil)
  }

  @Test func `files are read when they are first needed`() throws {
    let files = [
      "providers/p.yaml": "endpoints: {e: {paths: [/e], shape: p/e}}\n",
      "providers/q.yaml": "name: Q\n",
    ]
    let facts = Facts(paths: files.keys.sorted() + ["models/q/families.yaml", "shapes/p/e.yaml"]) { path in
      if path.contains("/q/") { Issue.record("\(path) was read for another provider") }
      return files[path].map { RulesFile(yaml: ContiguousArray($0.utf8)) }
    }
    _ = facts.profile("m")
    _ = facts.shape("p/e")
    #expect(facts.providers.map(\.id) == ["p", "q"])
  }

  // MARK: Rows

  /// One model a line, and all in one mapping.
  private static let rows = [
    "confidence: medium\nmodels:\n  a: {max_output: 1}\n  \"b:0\": {max_output: 2, confidence: low}\n",
    "confidence: medium\nmodels: {a: {max_output: 1}, \"b:0\": {max_output: 2, confidence: low}}\n",
    "confidence: medium\nmodels:\n  # why\n  a:\n    max_output: 1\n  \"b:0\": {max_output: 2, confidence: low}\n",
  ]

  @Test(arguments: rows)
  func `a row says the same however the file is written`(_ text: String) {
    let facts = Facts(catalogue: text)
    #expect(facts.profile("a")?.maxOutput?.value == 1)
    #expect(facts.profile("a")?.maxOutput?.provenance.confidence == .medium)
    #expect(facts.profile("b:0")?.maxOutput?.provenance.confidence == .low)
    #expect(facts.profile("c")?.isKnown == false)
    #expect(facts.provider("p").map { facts.modelNames(at: $0) } == ["a", "b:0"])
    #expect(facts.problems == [])
  }

  @Test func `a mistake in a row is told with its place, and so is a name that stands twice`() {
    let row = Marked("models:\n  a: {max_output: 1}\n  b: {«max_outputs»: 2}\n")
    let facts = Facts(catalogue: row.text)
    _ = facts.profile("b")
    #expect(facts.problems.map(\.place.range) == row.ranges)
    let twice = Marked("models:\n  a: {max_output: 1}\n  «a»: {max_output: 2}\n")
    let other = Facts(catalogue: twice.text)
    _ = other.profile("a")
    #expect(other.problems.map(\.place.range) == twice.ranges)
  }
}
