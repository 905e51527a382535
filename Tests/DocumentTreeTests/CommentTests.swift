import DocumentTree
import SourceText
import Testing

struct CommentTests {
  @Test(arguments: [
    "«# first»\na: 1 «# é»\n\nb: 2\n«# last»",
    "\u{FEFF}«# first»\r\na: 'x # no' «# yes»\r\n",
    "a: x#no\nb: \"# no\"\nc: |\n  # no\n«# yes»\n",
    "a: | # in the header\n  # no\n«#»\n",
    "a: one\n  two «# yes»\nb: [1, «# yes»\n  2]\n",
    "a: &x «# yes»\n  b: !t#no «# yes»\n    *x «# yes»\n---\nc: 1 «# yes»\n",
    "a:\t«# after a tab»\n",
    "a: 1\n",
    "«# only»\n",
  ])
  func `comments of YAML are found between the scalars`(_ text: String) {
    let marked = Marked(text)
    #expect(marked.document(.yaml).comments == marked.ranges)
  }

  @Test func `JSON has none`() {
    #expect(Marked("[1] # x").document(.jsonWithComments).comments == [])
  }
}

struct ScalarSearchTests {
  @Test(
    arguments: [
      (0, 1, []), (0, 100, ["\"a\"", "12", "\"b\"", "true"]), (2, 3, ["\"a\""]), (8, 9, ["12"]), (9, 10, ["12"]),
      (10, 11, []),
      (13, 22, ["\"b\"", "true"]), (3, 3, ["\"a\""]), (99, 120, []),
    ] as [(Int, Int, [String])])
  func `scalars are found by their bytes`(_ lower: Int, _ upper: Int, _ texts: [String]) {
    let document = Marked(#"{"a": [[12]], "b": true}"#).document(.json)
    #expect(document.scalars(in: ByteRange(lower, upper)).map(\.rawText) == texts.map { $0 == "12" ? "12" : $0 })
  }

  @Test(arguments: ["", "[]", "{}", "[[[]]]"])
  func `where there are no scalars none is found`(_ text: String) {
    #expect(Marked(text).document(.json).scalars(in: ByteRange(0, 99)).isEmpty)
  }
}

struct PlainTextTests {
  @Test(
    arguments: [
      ("gpt-4o", true), ("a/b.c_d", true), ("x", true), ("4o", true), ("", false), ("-a", false), (".a", false),
      ("a b", false),
      ("a:b", false), ("é", false), ("null", false), ("no", false), ("1.5", false), ("1e3", false), ("014", false),
      ("0b1", false),
      ("2001-12-14", false), ("a#b", false),
    ])
  func `a text needs no quotes where every reader takes it for a string`(_ text: String, _ isPlain: Bool) {
    #expect(CoreSchema.isPlain(text) == isPlain)
  }
}
