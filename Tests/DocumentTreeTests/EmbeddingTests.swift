import DocumentTree
import SourceText
import Testing

struct EmbeddingTests {
  @Test(
    arguments: [
      (#"{"k": "{\"a\": «\"x\"»}"}"#, Document.Format.json),
      (#"{"k": "{\"a\":\n «[1, \"\\u00e9\"]»}"}"#, .json),
      (#"{"k": "{\"\ud83d\ude00\": 0, \"a\": «true»}"}"#, .json),
      (#"{"k": "\u007b\"a\": «\u0031\u0032»\u007d"}"#, .json),
      ("k: '{\"a\": «\"it''s\"»}'\n", .yaml),
      ("k: \"{\\\"a\\\":\\\n    «1»}\"\n", .yaml),
      ("é: 1\nk: |\n  {\n    \"é\": 0,\n    \"a\": «[\n      1]»\n  }\n", .yaml),
      ("k: |\r\n  {\r\n    \"a\": «{}»\r\n  }\r\n", .yaml),
      ("k: >-\n  {\"b\": 1,\n  \"a\": «\"x\n  y\"»}\n", .yaml),
      ("k: {\"a\": 1}\nl: &x |\n   {\"a\": «2»}\n", .yaml),
    ])
  func `a value in a string has a place in the file`(_ text: String, _ format: Document.Format) throws {
    let marked = Marked(text)
    let root = try #require(marked.document(format).node(""))
    let host = try #require(root["k"]?.kind == .string ? root["k"] : root["l"])
    let embedded = try #require(Document.embedded(in: host))
    let node = try #require(embedded.node("a"))
    #expect(embedded.errors.isEmpty)
    #expect([embedded.outermostRange(node.range)] == marked.ranges)
    #expect(embedded.outermost === host.document)
    #expect(node.pointer == host.pointer + "/a")
  }

  @Test func `strings in strings lead back as well`() throws {
    let marked = Marked(#"{"a/b": ["{\"k~\": \"{\\\"x\\\": «\\\"y\\\"»}\"}"]}"#)
    let outer = try #require(marked.document(.json).node("")?["a/b"]?.items.first { _ in true })
    let middle = try #require(Document.embedded(in: outer))
    let inner = try #require(middle.node("k~").flatMap(Document.embedded))
    let node = try #require(inner.node("x"))
    #expect(node.string == "y")
    #expect([inner.outermostRange(node.range)] == marked.ranges)
    #expect(node.pointer == "/a~1b/0/k~0/x")
    #expect(inner.outermost === outer.document)
  }

  @Test(arguments: ["{\"k\": 5}", "{\"k\": null}", "{\"k\": [1]}", "{\"k\": {}}", "{\"k\":}"])
  func `only a string holds a document`(_ text: String) {
    #expect(Marked(text).document(.json).node("k").flatMap(Document.embedded) == nil)
  }

  @Test(arguments: [#"{"k": "«»"}"#, #"{"k": "  «»"}"#])
  func `a mistake in a string has a place in the file`(_ text: String) throws {
    let marked = Marked(text)
    let embedded = try #require(marked.document(.json).node("k").flatMap(Document.embedded))
    #expect(embedded.kinds == [.empty])
    #expect(embedded.errors.map { embedded.outermostRange($0.range) } == marked.ranges)
  }

  /// A text with the value of `a` in it, and the whole text after that value became `new`.
  @Test(
    arguments: [
      (#"{"k": "{\"a\": 1}"}"#, Document.Format.json, "\"é\\\n\"", #"{"k": "{\"a\": \"é\\\n\"}"}"#),
      ("k: \"{\\\"a\\\": 1}\"\n", .yaml, "\"x\"", "k: \"{\\\"a\\\": \\\"x\\\"}\"\n"),
      ("k: '{\"a\": 1}'\n", .yaml, "\"it's\"", "k: '{\"a\": \"it''s\"}'\n"),
      ("k: '{\"a\": 1}'\n", .yaml, "''\u{301}", "k: '{\"a\": ''''\u{301}}'\n"),
      ("k: '{\"a\": 1}'\n", .yaml, "[\n]", nil),
      ("k: '{\"a\": 1}'\n", .yaml, "[\r\n]", nil),
      ("k: |\n  {\"a\": 1,\n   \"b\": 2}\n", .yaml, "\"x\\y\"", "k: |\n  {\"a\": \"x\\y\",\n   \"b\": 2}\n"),
      ("k: |\n  {\"a\": 1}\n", .yaml, "[\n]", nil),
    ] as [(String, Document.Format, String, String?)])
  func `an edit is written as the string around it wants`(_ row: (String, Document.Format, String, String?)) throws {
    let (text, format, new, result) = row
    let document = Marked(text).document(format)
    let embedded = try #require(document.node("k").flatMap(Document.embedded))
    let range = try #require(embedded.node("a")?.range)
    let edited = embedded.outermostEdit(TextEdit(range, new)).map { document.source.applying([$0]) }
    #expect(edited.map { $0.text(ByteRange(0, $0.count)) } == result)
  }

  @Test func `taking a member out of a block scalar takes its whole line`() throws {
    let document = Marked("k: |\n  {\n    \"a\": 1,\n    \"b\": 2\n  }\n").document(.yaml)
    let embedded = try #require(document.node("k").flatMap(Document.embedded))
    let (first, second) = (try #require(embedded.node("a")), try #require(embedded.node("b")))
    let edit = try #require(embedded.outermostEdit(.removal(ByteRange(first.range.upper, second.range.upper))))
    let after = document.source.applying([edit])
    #expect(after.text(ByteRange(0, after.count)) == "k: |\n  {\n    \"a\": 1\n  }\n")
  }

  @Test(arguments: [
    ("\u{7}\"\\\n\r\t\u{8}\u{C}", "\\u0007\\\"\\\\\\n\\r\\t\\b\\f"), ("\u{7F}é/", "\\u007fé/"), ("\r\n", "\\r\\n"),
  ])
  func `text is escaped for JSON`(_ text: String, _ escaped: String) {
    #expect(text.escapedForJSON == escaped)
  }
}

struct PointerTests {
  @Test(
    arguments: [
      ("", ""), ("a", "/a"), ("a/1", "/a/1"), ("a/1/b c", "/a/1/b c"),
    ])
  func `a pointer names the way from the root`(_ path: String, _ pointer: String) {
    let document = Marked(#"{"a": [0, {"b c": 1}]}"#).document(.json)
    #expect(document.node(path)?.pointer == pointer)
  }

  @Test(arguments: [("a/b", "/a~1b"), ("~1", "/~01"), ("~\u{301}/\u{301}", "/~0\u{301}~1\u{301}"), ("", "/")])
  func `a pointer escapes names`(_ name: String, _ pointer: String) throws {
    let member = try #require(Marked("{\"\(name)\": 1}").document(.json).node("")?.members.first { _ in true })
    #expect(Array(member.value.pointer.utf8) == Array(pointer.utf8))
    #expect(member.key.pointer == member.value.pointer)
  }

  @Test func `a pointer starts at the root of its document`() {
    let document = Marked("a: 1\n---\n? [x]\n: b\nc: [1]\n").document(.yaml)
    #expect(document.roots.last?["c"]?.items.map(\.pointer) == ["/c/0"])
    #expect(document.roots.last?.members.map(\.value.pointer) == ["/", "/c"])
    #expect(document.roots.last?.members.map(\.value.member?.key.kind) == [.array, .string])
  }
}
