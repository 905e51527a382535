import DocumentTree
import SourceText
import Testing

struct YAMLTreeTests {
  @Test(
    arguments: [
      ("a", .number, "a: «1»\n"),
      ("a", .string, "a: «one\n  two\n\n  three»   # c\nb: 1\n"),
      ("b", .string, "é: 日本\nb: «\"😀x\"» # ü\n"),
      ("b", .string, "\u{FEFF}a: 😀\r\nb: «'x'»\r\n"),
      ("k", .string, "k: «|\n  line1\n\n  line2»\n\n\n# c\nnext: 1\n"),
      ("k", .string, "k: «>-\n  x»"),
      ("k", .string, "k: «|+\n  x  »\n  \n# c\n"),
      ("k", .string, "k: «|»\n\n"),
      ("a", .null, "a:«»\nb: 1\n"),
      ("b", .null, "a: 1\nb:«»\n"),
      ("x", .null, "? x«»\ny: 1\n"),
      ("a", .array, "a: «[1, [2,] ]» # c\n"),
      ("a", .object, "a: «{x: 1, 'y': [ ]}»\n"),
      ("a", .array, "a:\n  «- 1\n  - b: 2»\n\n# c\nb: 3\n"),
      ("a", .array, "a:\n«- 1\n- 2»\nb: 3\n"),
      ("a", .object, "a:\n  «b:\n    - 1\n    - 2»\n\n  # comment\nc: 3\n"),
      ("", .object, "# first\n«a: 1\nb: 2»\n\n# last\n"),
      ("", .object, "---\n«? [x]\n: 1\nb: 2»\n...\n"),
      ("e", .string, "e: &s !t «val»\n"),
      ("e", .string, "e: !!str &s «\"val\"»\n"),
      ("e", .string, "e: !!str # c\n  «12»\n"),
      ("e", .string, "e: &a«?val»\n"),
      ("e", .null, "e: &a«»\nf: 1\n"),
      ("e/0", .null, "e: [&a«», 1]\n"),
      ("e", .string, "e: &a «|\n  text»\n\n"),
      ("a", .object, "a: &m\n  «x: 1»\nb: 2\n"),
      ("a", .object, "a: &m # c\n\n  «&k x: 1»\nb: 2\n"),
      ("a", .array, "a: &m !t\n  «- 1»\nb: 2\n"),
      ("a", .array, "a: &m «[1]»\n"),
      ("a", .object, "a: !t &m «{x: 1}»\n"),
      ("a/0", .object, "a: [«x: 1»  # }\n ]\n"),
      ("a/0", .object, "a: [«{x: 1}: 2» , 3]\n"),
      ("b", .alias, "a: &a 1\nb: «*a» # c\n"),
      ("", .string, "--- «text»\n"),
      ("a/b", .string, "a:\n    b: «c\n\n     d»\n  \n  "),
    ] as [(String, Node.Kind, String)])
  func `a node covers its own bytes`(_ path: String, _ kind: Node.Kind, _ text: String) throws {
    let marked = Marked(text)
    let document = marked.document(.yaml)
    let node = try #require(document.node(path))
    #expect([node.range] == marked.ranges)
    #expect(node.kind == kind)
    #expect(document.errors.isEmpty)
  }

  @Test(arguments: ["a: é\nb: «😀»\n", "a: é\r\nb: «😀»\r\n", "\u{FEFF}a: é\nb: «😀»", "a: é\rb: «😀»\r"])
  func `places are bytes after any scalars and line ends`(_ text: String) {
    let marked = Marked(text)
    #expect(marked.document(.yaml).node("b").map { [$0.range] } == marked.ranges)
  }

  @Test func `places stay right a long way into a text`() {
    let filler = String(repeating: "- é日😀x\n", count: 500)
    let marked = Marked(filler + "- «\"last\"»\n")
    #expect(marked.document(.yaml).node("500").map { [$0.range] } == marked.ranges)
  }

  @Test(
    arguments: [
      ("a: 1\n---\nb: 2\n", ["{'a': 1}", "{'b': 2}"]),
      ("--- a\n--- b\n...\n---\nc\n", ["'a'", "'b'", "'c'"]),
      ("---\n---\n1\n", ["", "1"]),
      ("a: é\n---\n\u{FEFF}b: 日\n", ["{'a': 'é'}", "{'b': '日'}"]),
      ("%YAML 1.1\n---\na: 1\n", ["{'a': 1}"]),
    ])
  func `a stream holds documents`(_ text: String, _ outlines: [String]) {
    let document = Marked(text).document(.yaml)
    #expect(document.roots.map(\.outline) == outlines)
    #expect(document.roots.map(\.documentOrdinal) == Array(outlines.indices))
    #expect(document.roots.last.flatMap { Array($0.subtree).last }?.documentOrdinal == outlines.count - 1)
    #expect(document.errors.isEmpty)
  }

  @Test(arguments: [
    ("k: {{x}}\n", true), ("k: {{ x }}\n", true), ("k: {x: 1}\n", false), ("k: !secret key\n", true),
    ("k: !env\n  a: 1\n", true),
    ("k: ! [1]\n", false), ("k: !!str x\n", false), ("k: ${X}\n", true), ("k: <your-key>\n", true),
    ("k: \"{{x}}\"\n", true), ("k: <b>x</b>\n", false),
  ])
  func `a template or a tag of one's own stands for anything`(_ text: String, _ isPlaceholder: Bool) {
    #expect(Marked(text).document(.yaml).node("k")?.isPlaceholder == isPlaceholder)
  }

  @Test(
    arguments: [
      ("1", .number), ("\"1\"", .string), ("!!str 1", .string), ("! 1", .string), ("!!int \"12\"", .number),
      ("!!bool yes", .true),
      ("!!bool \"true\"", .true), ("!!bool No", .false), ("!!null x", .null), ("!own 1", .string), ("no", .string),
      ("|\n  1", .string),
      ("'true'", .string), ("true", .true), ("~", .null), ("a b\n  c", .string),
    ] as [(String, Node.Kind)])
  func `tags and quotes decide the kind`(_ text: String, _ kind: Node.Kind) {
    #expect(Marked("k: \(text)\n").document(.yaml).node("k")?.kind == kind)
  }

  @Test(
    arguments: [
      ("12", 12), ("+12", 12), ("0x1F", 31), ("0o17", 15), (".5", 0.5), ("1.", 1), ("-.inf", -.infinity), ("1e3", 1000),
      ("!!int \"12\"", 12),
    ] as [(String, Double)])
  func `a number has a value`(_ text: String, _ value: Double) {
    #expect(Marked("k: \(text)\n").document(.yaml).node("k")?.number == value)
  }

  @Test func `not a number is a number`() {
    #expect(Marked("k: .nan\n").document(.yaml).node("k")?.number?.isNaN == true)
  }

  @Test(.timeLimit(.minutes(30)), arguments: ["[", "{a: ", "- ", "? ", "[{", "- ? "])
  func `a text 100000 levels deep is read in time`(_ unit: String) {
    let document = Marked(String(repeating: unit, count: 100_000)).document(.yaml)
    #expect(document.kinds == [.tooDeep(limit: 256)])
    #expect(document.node("")?.isBrokenInside == true)
  }

  @Test(
    .timeLimit(.minutes(30)),
    arguments: [
      "}", "&a ", "!t ", "--- a\n", "---\n[\n", "\n", "'\n", "\"\\\n", "- &a [*a]\n", "\u{1}", "|\n\n", "#\n",
      "%TAG ! !\n", "a: ",
    ])
  func `a hostile text is read in time`(_ unit: String) {
    for start in ["", "'", "a: |\n  x", "\""] {
      _ = Marked(start + String(repeating: unit, count: 200_000 / unit.utf8.count)).document(.yaml)
    }
  }
}
