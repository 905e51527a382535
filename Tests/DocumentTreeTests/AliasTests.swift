import DocumentTree
import SourceText
import Testing

struct AliasTests {
  @Test func `an alias is what its anchor names`() {
    let document = Marked("a: &x {k: 1}\nb: *x\nc: &x 2\nd: *x\n").document(.yaml)
    #expect(document.node("b")?.kind == .alias)
    #expect(document.node("b")?.meant == document.node("a"))
    #expect(document.node("")?["b"]?["k"]?.rawText == "1")
    #expect(document.node("")?.value(of: "b")?.kind == .alias)
    #expect(document.node("d")?.meant?.rawText == "2")
  }

  @Test func `an alias may be a key`() {
    let root = Marked("a: &k name\n*k : 1\n").document(.yaml).node("")
    #expect(root?["name"]?.rawText == "1")
    #expect(root?.members.map(\.name) == ["a", "name"])
  }

  @Test(arguments: ["a: «*nope»\nb: 1\n", "a: &x 1\n---\nb: «*x»\n", "- «*x»\n- &x 1\n"])
  func `an alias without an anchor is a mistake`(_ text: String) {
    let marked = Marked(text)
    let document = marked.document(.yaml)
    #expect(document.kinds == [.undefinedAlias])
    #expect(document.errors.map(\.range) == marked.ranges)
    #expect(document.roots.flatMap(\.subtree).first { $0.kind == .alias }?.meant == nil)
  }

  @Test(
    arguments: [
      ("<<: *a", "1", ["y", "x"]),
      ("x: 0\n  <<: *a", "0", ["x", "y"]),
      ("<<: *a\n  x: 0", "0", ["x", "y"]),
      ("<<: [*a, *b]", "1", ["y", "x", "z"]),
      ("<<: [*b, *a]", "2", ["y", "x", "z"]),
      ("<<: *a\n  <<: *b", "2", ["y", "x", "z"]),
      ("<<: *c", "2", ["x", "z", "w"]),
      ("<<: {x: 5}", "5", ["x"]),
      ("\"<<\": *a", nil, ["<<"]),
    ])
  func `a merge key brings in what is not there`(_ merge: String, _ x: String?, _ names: [String]) {
    let text = "a: &a {y: 1, x: 1}\nb: &b {x: 2, z: 2}\nc: &c\n  <<: *b\n  w: 3\nd:\n  \(merge)\n"
    let node = Marked(text).document(.yaml).node("d")
    #expect(node?["x"]?.rawText == x)
    #expect(node.map { Set($0.meantMembers.map(\.name)) } == Set(names))
  }

  @Test func `a merge key means nothing in JSON`() {
    let root = Marked(#"{"<<": {"x": 1}}"#).document(.json).node("")
    #expect(root?["x"] == nil)
    #expect(root?.meantMembers.map(\.name) == ["<<"])
  }

  @Test(arguments: ["&a {<<: *a, x: 1}", "&a [*a, *a]", "&a {k: *a, <<: [*a, *a]}"])
  func `an alias of its own parent ends`(_ text: String) {
    let root = Marked(text).document(.yaml).node("")
    #expect(root?["nope"] == nil)
    #expect(root.map { $0.meantMembers.count } != nil)
  }

  @Test(.timeLimit(.minutes(30)))
  func `aliases of aliases are not expanded`() {
    var text = "a0: &a0 {x0: 1}\n"
    for level in 1...40 {
      text +=
        "a\(level): &a\(level) {x\(level): 1, <<: [\(repeatElement("*a\(level - 1)", count: 9).joined(separator: ", "))]}\n"
    }
    let root = Marked(text).document(.yaml).node("")
    #expect(root?["a40"]?.meantMembers.count == 41)
    #expect(root?["a40"]?["x0"]?.rawText == "1")
  }

  @Test(.timeLimit(.minutes(30)))
  func `a hundred thousand aliases are read in time`() {
    let document = Marked("x: &a 1\ny:\n" + String(repeating: "- *a\n", count: 100_000)).document(.yaml)
    #expect(document.errors.isEmpty)
    #expect(document.node("y")?.items.allSatisfy { $0.meant?.rawText == "1" } == true)
  }

  @Test(
    arguments: [
      ("a: &a xxxx\nb: [*a, *a]\n", "b", 8 + 2 * 4),
      ("a: &a xxxx\nb: &b [*a, *a]\nc: [*b]\n", "c", 4 + 8 + 2 * 4),
      ("a: &a xxxx\nb: [y]\n", "b", 3),
      ("a: [*nope]\n", "a", 7),
    ])
  func `what aliases stand for counts as often as they do`(_ text: String, _ name: String, _ bytes: Int) throws {
    let document = Marked(text).document(.yaml)
    let node = try #require(document.node(name))
    #expect(AliasSizes(document).bytes(of: node) == bytes)
  }

  @Test func `what holds itself, and what doubles at each step, is very long`() throws {
    let levels = (1...200).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }
    for text in ["b: &b [*b]\n", (["a0: &a0 x\n"] + levels + ["b: [*a200, *a200]\n"]).joined()] {
      let document = Marked(text).document(.yaml)
      #expect(AliasSizes(document).bytes(of: try #require(document.node("b"))) > 1 << 30)
    }
  }
}
