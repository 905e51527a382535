import Facts
import Testing

/// What is laid over what, and where a fact comes from afterwards.
@Suite struct MergeTests {
  // MARK: Shapes

  private func shape(base: String, over: String) throws -> Shape {
    let facts = Facts(["shapes/d/base.yaml": base, "shapes/d/over.yaml": "extends: d/base\n" + over])
    let shape = try #require(facts.shape("d/over"))
    #expect(facts.problems == [])
    return shape.root
  }

  @Test func `maps merge, lists and scalars replace, null deletes`() throws {
    let root = try shape(
      base: """
        required: [a, b]
        properties:
          a: {type: string, max_length: 5, description: old}
          b: {type: integer, minimum: 1, maximum: 9}
          c: {enum: [x, y]}
        """,
      over: """
        required: [a]
        properties:
          a: {description: new}
          b: {minimum: null}
          c: null
          d: {type: boolean}
          e: null
        """)
    #expect(root.required == ["a"])
    #expect(root.propertyNames == ["a", "b", "d"])
    let a = try #require(root.properties["a"])
    #expect((a.types, a.length.maximum, a.summary) == (.string, 5, "new"))
    let b = try #require(root.properties["b"])
    #expect((b.types, b.range.minimum, b.range.maximum) == (.integer, nil, 9))
    #expect(root.properties["d"]?.types == .boolean)
  }

  @Test func `a mapping replaces what is none, and what is none a mapping`() throws {
    let root = try shape(
      base: "properties: {a: {deprecated: true}, b: {deprecated: {instead: c, why: d}}}\n",
      over: "properties: {a: {deprecated: {instead: z}}, b: {deprecated: true}}\n")
    #expect(try #require(root.properties["a"]?.deprecation).instead == "z")
    #expect(try #require(root.properties["b"]?.deprecation).instead == nil)
  }

  @Test func `null inside something new deletes nothing and stays away`() throws {
    let root = try shape(base: "{}\n", over: "properties: {a: {type: string, minimum: null, properties: {b: null}}}\n")
    #expect(root.properties["a"]?.types == .string)
    #expect(root.properties["a"]?.properties.isEmpty == true)
  }

  @Test func `nothing that is inherited is surer than the file that inherits it`() throws {
    let facts = Facts([
      "shapes/d/base.yaml": "properties: {a: {type: string}, b: {type: string, confidence: low}, c: {type: string}}\n",
      "shapes/d/over.yaml":
        "extends: d/base\nconfidence: medium\nproperties: {c: {type: integer, confidence: high}, d: {type: string}}\n",
    ])
    let root = try #require(facts.shape("d/over")).root
    let confidences = root.propertyNames.map { root.properties[$0]?.provenance.confidence }
    #expect(confidences == [.medium, .low, .high, .medium])
    #expect(facts.problems == [])
  }

  @Test func `a chain of files is laid over from its end`() throws {
    let facts = Facts([
      "shapes/d/a.yaml": "required: [a]\ndescription: a\nstatus: 400\n",
      "shapes/d/b.yaml": "extends: d/a\ndescription: b\nstatus: 500\n",
      "shapes/d/c.yaml": "extends: d/b\ndescription: c\n",
    ])
    let root = try #require(facts.shape("d/c")).root
    #expect((root.required, root.summary, root.status) == (["a"], "c", 500))
    #expect(facts.problems == [])
  }

  @Test func `a circle of files is one problem and no hang`() {
    let facts = Facts([
      "shapes/d/a.yaml": "extends: d/b\ndescription: a\n", "shapes/d/b.yaml": "extends: d/a\nstatus: 500\n",
    ])
    #expect(facts.shape("d/a")?.root.status == 500)
    #expect(facts.problems.count == 1)
  }

  @Test func `a reference means the definition of the file that is laid over, also from below`() throws {
    let facts = Facts([
      "shapes/d/base.yaml": """
      properties: {a: {$ref: "#/definitions/x"}, b: {$ref: "d/base#/definitions/x"}}
      definitions: {x: {type: string}}
      """,
      "shapes/d/over.yaml": "extends: d/base\ndefinitions: {x: {type: integer}}\n",
    ])
    let root = try #require(facts.shape("d/over")).root
    #expect(facts.resolved(try #require(root.properties["a"])).types == .integer)
    #expect(facts.resolved(try #require(root.properties["b"])).types == .string)
    #expect(facts.resolved(try #require(facts.shape("d/base")?.root.properties["a"])).types == .string)
  }

  @Test func `a reference that leads nowhere or round in a circle stays as it is`() throws {
    let facts = Facts([
      "shapes/d/e.yaml": """
      properties: {a: {$ref: "#/definitions/none"}, b: {$ref: "#/definitions/x"}, c: {$ref: "d/none#/definitions/x"}}
      definitions: {x: {$ref: "#/definitions/y"}, y: {$ref: "#/definitions/x"}}
      """
    ])
    let root = try #require(facts.shape("d/e")).root
    for shape in root.properties.values { #expect(facts.resolved(shape).reference != nil) }
  }

  @Test func `a provider is laid over the one it extends`() throws {
    let facts = Facts([
      "providers/a.yaml": "name: A\nmodels: closed\nendpoints: {x: {paths: [/x]}, y: {paths: [/y], marks: [m]}}\n",
      "providers/b.yaml": "extends: a\nname: B\nendpoints: {x: null, y: {paths: [/z]}, w: {paths: [/w]}}\n",
    ])
    let provider = try #require(facts.provider("b"))
    #expect((provider.name, provider.models) == ("B", .closed))
    #expect(provider.endpoints.map(\.id) == ["y", "w"])
    #expect(provider.endpoint("y")?.marks == ["m"])
    #expect(provider.endpoint("y")?.paths.contains { $0.matches("/y") } == false)
    #expect(facts.problems == [])
  }

  // MARK: Provenance

  @Test(arguments: [
    ("max_output: 5", "file", "2026-01-01", Confidence.medium),
    ("max_output: {value: 5, confidence: low}", "file", "2026-01-01", .low),
    ("max_output: {value: 5, source: own}", "own", "2026-01-01", .medium),
    ("source: family\nmax_output: 5", "family", "2026-01-01", .medium),
    ("source: family\nchecked: 2026-02-02\nmax_output: 5", "family", "2026-02-02", .medium),
    ("source: family\nconfidence: high\nmax_output: {value: 5, source: own}", "own", "2026-01-01", .high),
    (
      "source: family\nmax_output: {value: 5, source: own, checked: 2026-03-03, confidence: low}", "own", "2026-03-03",
      .low
    ),
  ])
  func `a fact has the nearest provenance: its own, its family's, its file's`(
    _ family: String, _ source: String, _ checked: String, _ confidence: Confidence
  ) throws {
    let lines = family.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    let head = "source: file\nchecked: 2026-01-01\nconfidence: medium\n"
    let facts = Facts(families: head + "families:\n  - id: a\n    match: [m]\n" + lines)
    let fact = try #require(facts.profile("m")?.maxOutput)
    #expect(fact.value == 5)
    #expect(fact.provenance == Provenance(source: source, checked: Day(checked), confidence: confidence))
    #expect(facts.problems == [])
  }

  @Test func `a fact without a word about it is certain and comes from nowhere`() throws {
    let facts = Facts(catalogue: "models: {m: {max_output: 5}}")
    #expect(try #require(facts.profile("m")?.maxOutput).provenance == Provenance())
  }

  @Test func `each fact of a merged profile keeps the provenance of its own file`() throws {
    let facts = Facts(
      families: """
        source: family
        families:
          - {id: a, match: [m], max_input: 1, max_output: 1, capabilities: {vision: true, tools: true},
             parameters: {x: {accepts: nothing}, y: {accepts: nothing, why: z}}}
        """,
      catalogue: "source: row\nmodels: {m: {max_output: 2, capabilities: {tools: false}, parameters: {y: {code: c}}}}")
    let profile = try #require(facts.profile("m"))
    #expect(profile.maxInput?.provenance.source == "family")
    #expect(profile.maxOutput?.provenance.source == "row")
    #expect(profile.capabilities["vision"]?.provenance.source == "family")
    #expect(profile.capabilities["tools"]?.provenance.source == "row")
    #expect(profile.parameters.map(\.provenance.source) == ["family", "row"])
    #expect(profile.parameters.map(\.code) == [nil, "c"])
    #expect(profile.parameters.map(\.verdict) == [.nothing, .nothing])
  }

  @Test func `a node of a shape has the nearest provenance, and so have its requirements`() throws {
    let facts = Facts([
      "shapes/d/e.yaml": """
      source: file
      requires: [{key: a, needs: b}, {key: c, needs: d, source: own}]
      excludes: [{keys: [a, b], confidence: low}]
      properties:
        a: {type: string}
        b: {source: own, confidence: medium, properties: {c: {type: string}}}
      """
    ])
    let root = try #require(facts.shape("d/e")).root
    #expect(root.properties["a"]?.provenance == Provenance(source: "file"))
    #expect(root.properties["b"]?.provenance == Provenance(source: "own", confidence: .medium))
    #expect(root.properties["b"]?.properties["c"]?.provenance == Provenance(source: "own", confidence: .medium))
    #expect(root.requirements.map(\.provenance.source) == ["file", "own"])
    #expect(root.exclusions.map(\.provenance.confidence) == [.low])
  }

  @Test func `a payload may have keys that are called like a provenance`() throws {
    let facts = Facts([
      "shapes/d/e.yaml": """
      source: file
      properties: {source: {type: string, source: own}, confidence: {type: number}, checked: {type: boolean}}
      """,
      "shapes/d/f.yaml": "extends: d/e\nproperties: {source: null}\n",
    ])
    let root = try #require(facts.shape("d/e")).root
    #expect(root.propertyNames == ["source", "confidence", "checked"])
    #expect(root.properties["source"]?.provenance.source == "own")
    #expect(root.properties["confidence"]?.provenance.source == "file")
    #expect(try #require(facts.shape("d/f")).root.propertyNames == ["confidence", "checked"])
    #expect(facts.problems == [])
  }

  // MARK: Models

  @Test func `family, catalogue and overrides are laid over each other in this order`() throws {
    let facts = Facts(
      families: "families: [{id: a, match: ['m*'], max_input: 1, max_output: 1, context_window: 1, dimensions: 1}]",
      catalogue: "models: {m: {max_output: 2, context_window: 2, dimensions: null}}",
      overrides: "models: {m: {context_window: 3}, mo: {max_input: 3}}")
    let m = try #require(facts.profile("m"))
    #expect((m.maxInput?.value, m.maxOutput?.value, m.contextWindow?.value) == (1, 2, 3))
    #expect(m.dimensions == nil)
    #expect(m.family == "a")
    let mo = try #require(facts.profile("mo"))
    #expect((mo.maxInput?.value, mo.maxOutput?.value) == (3, 1))
    #expect(facts.problems == [])
  }

  @Test func `the first family that fits counts`() throws {
    let facts = Facts(families: "families: [{id: a, match: [m-x]}, {id: b, match: ['m-*']}, {id: c, match: ['*']}]")
    #expect(["m-x", "m-y", "n"].map { facts.profile($0)?.family } == ["a", "b", "c"])
  }

  @Test func `a family that only others extend fits nothing`() throws {
    let facts = Facts(
      families: "families: [{id: base, max_input: 1, max_output: 1}, {id: a, extends: base, match: [m], max_output: 2}]"
    )
    let profile = try #require(facts.profile("m"))
    #expect((profile.family, profile.maxInput?.value, profile.maxOutput?.value) == ("a", 1, 2))
    #expect(try #require(facts.profile("base")).isKnown == false)
  }

  @Test func `a family extends others through several steps, and null takes away`() throws {
    let facts = Facts(
      families: """
        families:
          - {id: a, max_input: 1, capabilities: {tools: true, vision: true}, parameters: {x: {accepts: [1]}}}
          - {id: b, extends: a, max_output: 2, capabilities: {vision: null}}
          - {id: c, extends: b, match: [m], parameters: {x: {accepts: null, maximum: 1}}}
        """)
    let profile = try #require(facts.profile("m"))
    #expect((profile.maxInput?.value, profile.maxOutput?.value) == (1, 2))
    #expect(profile.capabilities.mapValues(\.value) == ["tools": true])
    var bounds = Shape.Bounds()
    bounds.maximum = 1
    #expect(profile.parameters.map(\.verdict) == [.within(bounds)])
    #expect(facts.problems == [])
  }

  @Test func `a model of another provider comes below a family that is like it`() throws {
    let facts = Facts([
      "providers/p.yaml": "name: P\n",
      "models/p/families.yaml": """
      families:
        - {id: base, max_input: 10, max_output: 10, retires: null}
        - {id: a, like: o, extends: base, match: ["m*"], max_output: 20}
      """,
      "models/p/catalog.yaml": "models: {m: {dimensions: 30}}\n",
      "models/o/families.yaml":
        "families: [{id: x, match: [m], max_input: 1, max_output: 1, dimensions: 1, encoding: e}]\n",
      "models/o/catalog.yaml": "models: {m: {retires: 2026-01-01, successor: n}}\n",
    ])
    let profile = try #require(facts.profile("m"))
    #expect(profile.family == "a")
    #expect((profile.maxInput?.value, profile.maxOutput?.value, profile.dimensions?.value) == (10, 20, 30))
    #expect((profile.encoding?.value, profile.successor?.value, profile.retires) == ("e", "n", nil))
    // A name that the other provider does not have still fits the family.
    let other = try #require(facts.profile("m2"))
    #expect((other.isKnown, other.maxOutput?.value, other.encoding) == (true, 20, nil))
    #expect(facts.problems == [])
  }

  @Test func `providers that are like each other end somewhere`() throws {
    let families = { (like: String) in "families: [{id: a, like: \(like), match: [m], max_output: 1}]\n" }
    let facts = Facts([
      "providers/p.yaml": "name: P\n", "models/p/families.yaml": families("o"), "models/o/families.yaml": families("p"),
    ])
    #expect(facts.profile("m")?.maxOutput?.value == 1)
  }

  @Test(arguments: [
    ("ft:m:org:name:id", 5), ("ft:m", 5), ("ft:m:", 5), ("ft:", nil), ("ft:n:org", nil), ("FT:m", nil), ("xft:m", nil),
  ])
  func `a tuned model has the profile of its base`(_ name: String, _ maxOutput: Int?) throws {
    let facts = Facts([
      "providers/p.yaml": "tuned_prefix: 'ft:'\n", "models/p/catalog.yaml": "models: {m: {max_output: 5}}\n",
    ])
    let profile = try #require(facts.profile(name))
    #expect(profile.name == name)
    #expect(profile.maxOutput?.value == maxOutput)
    #expect(profile.isKnown == (maxOutput != nil))
  }

  @Test func `names are those of the catalogue, the overrides and the families that are one name`() throws {
    let facts = Facts(
      families: "families: [{id: a, match: [b, 'c*', 'd-{date}']}, {id: e}]", catalogue: "models: {f: {}, b: {}}",
      overrides: "models: {a: {}}")
    #expect(facts.modelNames(at: try #require(facts.provider("p"))) == ["a", "b", "f"])
  }

  @Test func `served endpoints are those that a family or a row names`() throws {
    let facts = Facts(
      families: "families: [{id: a, match: [b], endpoints: [x, y]}, {id: c, endpoints: {value: [z], source: s}}]",
      catalogue: "models: {f: {endpoints: [w]}}")
    #expect(facts.servedEndpoints(at: try #require(facts.provider("p"))) == ["w", "x", "y", "z"])
  }

  @Test func `the date of the facts is the newest of the providers'`() {
    #expect(
      Facts(["providers/a.yaml": "checked: 2026-01-02\n", "providers/b.yaml": "checked: 2025-12-31\n"]).date
        == Day("2026-01-02"))
    #expect(Facts([:]).date == nil)
  }
}
