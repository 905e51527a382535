import DocumentTree
import SourceText
import Testing

struct JSONTreeTests {
  @Test(
    arguments: [
      ("", .object, "«{}»"),
      ("", .array, " «[ ]»\n"),
      ("a", .null, #"{"a": «null»}"#),
      ("a", .true, #"{"a":«true»}"#),
      ("a", .false, #"{"a":«false» }"#),
      ("a", .number, #"{"a": «-1.5e+10»,"b":2}"#),
      ("a", .string, #"{"a": «"x\"é\\"» }"#),
      ("b", .string, "{\"é😀\": 1,\r\n\"b\": «\"日本\"»}"),
      ("a/1/0", .array, #"{"a": [0, [«[]»]]}"#),
      ("a", .array, #"{"a": «[1, [2], {}]», "b": 1}"#),
      ("0/x", .object, "[{\"x\": «{\n  \"y\": 1\n}»}]"),
      ("", .string, "\u{FEFF}«\"x\"»"),
      ("a", .missing, #"{"a":«»}"#),
      ("a", .missing, #"{"a"«»}"#),
      ("a", .missing, #"{"a": «nope»}"#),
    ] as [(String, Node.Kind, String)])
  func `a node covers its own bytes`(_ path: String, _ kind: Node.Kind, _ text: String) throws {
    let marked = Marked(text)
    let node = try #require(marked.document(.json).node(path))
    #expect([node.range] == marked.ranges)
    #expect(node.kind == kind)
  }

  @Test func `a key covers its quotes and knows its value`() throws {
    let marked = Marked(#"{ «"a\n"» : 1 }"#)
    let member = try #require(marked.document(.json).node("")?.members.first { _ in true })
    #expect([member.key.range] == marked.ranges)
    #expect(member.key.isKey && !member.value.isKey)
    #expect(member.name == "a\n")
    #expect(member.value.member?.key == member.key)
    #expect(member.key.member?.value == member.value)
    #expect(member.range == ByteRange(2, 11))
  }

  @Test func `duplicates stay, and the last one is meant`() {
    let root = Marked(#"{"a": 1, "b": 2, "\u0061": 3}"#).document(.json).node("")
    #expect(root?.members.map(\.name) == ["a", "b", "a"])
    #expect(root?["a"]?.rawText == "3")
    #expect(root?.meantMembers.map(\.value.rawText) == ["3", "2"])
    #expect(root?["c"] == nil)
  }

  @Test func `names are compared by their scalars`() {
    let root = Marked("{\"e\u{301}\": 1, \"é\": 2}").document(.json).node("")
    #expect(root?["é"]?.rawText == "2")
    #expect(root?.meantMembers.count == 2)
  }

  @Test func `a node knows its parent and its place`() {
    let root = Marked(#"[1, {"a": 1, "b": [true]}, 3]"#).document(.json).node("")
    #expect(root?.items.map(\.ordinal) == [0, 1, 2])
    #expect(root?.descendant("1")?.members.map(\.value.ordinal) == [0, 1])
    #expect(root?.descendant("1/b/0")?.parent == root?.descendant("1/b"))
    #expect(root?.parent == nil)
    #expect(root?.subtree.map(\.rawText).last == "3")
    #expect(root?.descendant("0")?.items.map(\.rawText) == [])
  }

  @Test(
    arguments: [
      ("1", 1), ("-0", 0), ("1.50", 1.5), ("1e3", 1000), ("1E-2", 0.01), ("1e400", .infinity), ("-1e400", -.infinity),
      ("123456789012345678901234567890", 1.2345678901234568e29),
    ])
  func `a number keeps its text and has a value`(_ text: String, _ value: Double) {
    let node = Marked(text).document(.json).node("")
    #expect(node?.number == value)
    #expect(node?.scalarText == text)
  }

  @Test(arguments: [
    ("1", true), ("1.0", true), ("1e2", true), ("-3", true), ("0.5", false), ("1e-1", false), ("1e999", true),
    (#""1""#, false),
  ])
  func `an integer has no fraction`(_ text: String, _ isInteger: Bool) {
    #expect(Marked(text).document(.json).node("")?.isInteger == isInteger)
  }

  @Test(
    arguments: [
      (#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{C}\n\r\t"),
      (#""\u0041\u00e9\u65E5""#, "Aé日"),
      (#""\ud83d\ude00!""#, "😀!"),
      (#""\ud83d""#, "\u{FFFD}"),
      (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
      (#""\ud83d\u0041""#, "\u{FFFD}A"),
      (#""a\qb""#, "a\\qb"),
      (#""""#, ""),
      ("\"a\nb\"", "a\nb"),
      ("'it''", "it"),
    ])
  func `a string is decoded`(_ text: String, _ content: String) {
    #expect(Marked(text).document(.json).node("")?.string == content)
  }

  @Test func `half of a surrogate pair is no error but is known`() {
    let marked = Marked(#"{"«\udc00»": ["«\ud83d»\ud83d\ude00", "«\uDBFF»\n"]}"#)
    let document = marked.document(.json)
    #expect(document.errors.isEmpty)
    #expect(document.loneSurrogates == marked.ranges)
  }

  @Test(arguments: [
    "[1, // one\n 2 # two\n]", "/* a */ [1,2] // b", "[1/* x */,2//y\n]", "[1,2,]", "{\"a\": 1,}\n", "[true//\n]",
  ])
  func `comments and trailing commas belong to jsonc`(_ text: String) {
    #expect(Marked(text).document(.jsonWithComments).errors.isEmpty)
    #expect(!Marked(text).document(.json).errors.isEmpty)
  }

  @Test(arguments: ["{} «/*» one", "[«/*»/ 1]", "«/*»"])
  func `a comment without an end is a mistake in jsonc too`(_ text: String) {
    let marked = Marked(text)
    #expect(
      marked.document(.jsonWithComments).errors.contains {
        $0.kind == .unexpectedCharacter && [$0.range] == marked.ranges
      })
  }

  @Test(
    arguments: [
      ("UTF-16", [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], 2), ("UTF-16", [0xFE, 0xFF, 0, 0x7B, 0, 0x7D], 2),
      ("UTF-16", [0x7B, 0, 0x7D, 0], 2),
      ("UTF-16", [0, 0x7B, 0, 0x7D], 2), ("UTF-32", [0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0], 4),
      ("UTF-32", [0x7B, 0, 0, 0, 0x7D, 0, 0, 0], 4),
      ("UTF-32", [0, 0, 0xFE, 0xFF], 4), ("UTF-32", [0, 0, 0, 0x7B], 4),
    ] as [(String, ContiguousArray<UInt8>, Int)], [.json, .yaml] as [Document.Format])
  func `another encoding is named and not read`(_ row: (String, ContiguousArray<UInt8>, Int), _ format: Document.Format)
  {
    let (name, bytes, length) = row
    let document = Document.parse(SourceText(bytes), as: format)
    #expect(document.kinds == [.notUTF8(name)])
    #expect(document.errors.map(\.range) == [ByteRange(0, length)])
    #expect(document.roots.isEmpty)
  }

  @Test func `a text that is too long is not read`() {
    let document = Document.parse(
      SourceText(ContiguousArray(repeating: 0x20, count: SourceText.byteLimit + 1)), as: .json)
    #expect(document.kinds == [.tooLong(limit: SourceText.byteLimit)])
  }
}
