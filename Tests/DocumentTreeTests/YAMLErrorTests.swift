import DocumentTree
import SourceText
import Testing

struct YAMLErrorTests {
  /// A text with its mistake marked, what it is, and what is read all the same.
  struct Row: Sendable {
    let text: String
    let kind: SyntaxError.Kind
    let outline: String

    init(_ text: String, _ kind: SyntaxError.Kind, reads outline: String) {
      (self.text, self.kind, self.outline) = (text, kind, outline)
    }
  }

  static let problems = [
    Row("a:\n«\t»b: 1\n", .yaml(.tabIndentation), reads: "{'a': ?}"),
    Row("a: |\n«\t»b\n", .yaml(.tabIndentation), reads: "{'a': ?}"),
    Row("a: «@»x\n", .yaml(.reservedIndicator), reads: "{'a': ?}"),
    Row("a: «`»x`\n", .yaml(.reservedIndicator), reads: "{'a': ?}"),
    Row("a: «%»x\n", .yaml(.reservedIndicator), reads: "{'a': ?}"),
    Row("a: b«:» c\n", .yaml(.unexpectedColon), reads: "{'a': 'b'}"),
    Row("a: 1\nb\n«c»: 2\n", .yaml(.missingColon), reads: "{'a': 1}"),
    Row("a: 1\n  b«:» 2\n", .yaml(.unexpectedColon), reads: "{'a': '1 b'}"),
    Row("a:\n    b: 1\n  «c»: 2\n", .yaml(.badIndentation), reads: "{'a': {'b': 1}}"),
    Row("- a\n«b»: 1\n", .yaml(.badIndentation), reads: "['a']"),
    Row("a: 1\n«-» b\n", .yaml(.badIndentation), reads: "{'a': 1}"),
    Row("a: «\"»x\nb: 3\n", .yaml(.unterminatedQuote), reads: "{'a': ?}"),
    Row("a: 1\nb: «'»x\n", .yaml(.unterminatedQuote), reads: "{'a': 1, 'b': ?}"),
    Row("a: «[»1, 2\nb: 3\n", .yaml(.unclosedFlow), reads: "{'a': [1, '2 b']}"),
    Row("a: «{»x: 1\nb: 3\n", .yaml(.unclosedFlow), reads: "{'a': {'x': '1 b'}}"),
    Row("a: \"x«\\»q\"\n", .yaml(.malformedEscape), reads: "{'a': ?}"),
    Row("a: \"\\u«1»2\"\n", .yaml(.malformedEscape), reads: "{'a': ?}"),
    Row("a: \"\\ud83d\"\n", .yaml(.malformedEscape), reads: "{'a': ?}"),
    Row("a: «!»e!x 1\n", .yaml(.undefinedTagPrefix), reads: "{'a': ?}"),
    Row("a: |«x»\n  b\n", .yaml(.malformedBlockHeader), reads: "{'a': ?}"),
    Row("a: |«0»\n  b\n", .yaml(.malformedBlockHeader), reads: "{'a': ?}"),
    Row("a: «*nope»\nb: 1\n", .undefinedAlias, reads: "{'a': *nope, 'b': 1}"),
    Row("a: x«\u{1}»y\nb: 1\n", .controlCharacter, reads: "{'a': 'x\u{1}y', 'b': 1}"),
    Row("a: \"«\u{0}»\"\nb: 1\n", .controlCharacter, reads: "{'a': '\u{0}', 'b': 1}"),
    Row("a: «\u{80}»\n", .controlCharacter, reads: "{'a': '\u{80}'}"),
    Row("a: |\n  x«\u{FFFE}»y\n", .controlCharacter, reads: "{'a': 'x\u{FFFE}y\n'}"),
    Row("«»", .empty, reads: ""),
    Row("«»# only a comment\n", .empty, reads: ""),
    Row("\u{FEFF}«»\n", .empty, reads: ""),
  ]

  @Test(arguments: problems)
  func `a mistake has its place, and what stands before is read`(_ row: Row) {
    let marked = Marked(row.text)
    let document = marked.document(.yaml)
    #expect(document.kinds == [row.kind])
    #expect(marked.ranges.isEmpty || document.errors.map(\.range) == marked.ranges)
    #expect(document.roots.map(\.outline).joined() == row.outline)
  }

  @Test(arguments: [
    "a: b: c\n", "a: \"x\n", "a: [1, 2\n", "- a\nb\n", "[\n", "{\n", "a: 'x' c\n",
    String(repeating: "[", count: 300) + "\n",
  ])
  func `a mistake does not hide the next document`(_ broken: String) {
    let document = Marked("é: 1\n---\n" + broken + "---\nlast: «😀»\n---\n[]\n").document(.yaml)
    #expect(document.errors.count == 1)
    #expect(document.roots.first?.outline == "{'é': 1}")
    #expect(document.roots.suffix(2).map(\.outline) == ["{'last': '😀'}", "[]"])
    #expect(document.roots.suffix(2).first.map { document.source.text($0.range) } == "last: 😀")
    #expect(document.roots.first?.isBrokenInside == false)
  }

  @Test func `containers left open are broken inside`() {
    let root = Marked("a: {b: 1}\nc:\n  d: [1\n").document(.yaml).node("")
    #expect(root?.isBrokenInside == true)
    #expect(root?["a"]?.isBrokenInside == false)
    #expect(root?["c"]?["d"]?.isBrokenInside == true)
  }

  @Test func `an empty bracket left open covers itself`() {
    let document = Marked("a: «[»\n---\nb: 1\n").document(.yaml)
    #expect(document.node("a")?.range == ByteRange(3, 4))
  }

  @Test(
    arguments: [
      (
        [0x61, 0x3A, 0x20, 0xFF, 0xFE, 0x0A, 0x62, 0x3A, 0x20, 0xC3, 0x0A], [ByteRange(3, 5), ByteRange(9, 10)],
        ["a", "b"]
      ),
      (
        [0x61, 0x3A, 0x20, 0x7C, 0x0A, 0x20, 0x78, 0xFF, 0x79, 0x0A, 0x62, 0x3A, 0x20, 0x31], [ByteRange(7, 8)],
        ["a", "b"]
      ),
    ] as [(ContiguousArray<UInt8>, [ByteRange], [String])])
  func `bytes that are not UTF-8 hide nothing`(
    _ bytes: ContiguousArray<UInt8>, _ ranges: [ByteRange], _ names: [String]
  ) {
    let document = Document.parse(SourceText(bytes), as: .yaml)
    #expect(document.kinds.allSatisfy { $0 == .malformedUTF8 })
    #expect(document.errors.map(\.range) == ranges)
    #expect(document.node("")?.members.map(\.name) == names)
    #expect(document.node("a")?.string?.contains("\u{FFFD}") == true)
  }

  @Test func `errors end after 32, and what stands before is read`() {
    let bad = ContiguousArray("k: 1\n".utf8) + ContiguousArray(repeatElement([0x23, 0xFF, 0x0A], count: 50).joined())
    let document = Document.parse(SourceText(bad), as: .yaml)
    #expect(document.errors.count == Document.errorLimit)
    #expect(document.node("k")?.rawText == "1")
  }

  @Test func `surrogate pairs are read and remembered`() {
    let marked = Marked(
      #"{"a": "«\ud83d\ude00»", b: '\ud83d\ude00', c: \ud83d\ude00, "«\uD83D\uDE00»": "\\ud83d\u0041"}"#)
    let document = marked.document(.yaml)
    #expect(document.errors.isEmpty)
    #expect(document.yamlSurrogatePairs == marked.ranges)
    #expect(document.node("a")?.string == "😀")
    #expect(document.node("b")?.string == #"\ud83d\ude00"#)
    #expect(document.node("c")?.string == #"\ud83d\ude00"#)
    #expect(document.node("😀")?.string == #"\ud83dA"#)
  }

  @Test func `many surrogate pairs are read in one pass`() {
    let document = Marked(String(repeating: "- \"\\ud83d\\ude00\"\n- |\n  \\ud83d\\ude00\n", count: 1000)).document(
      .yaml)
    #expect(document.errors.isEmpty)
    #expect(document.yamlSurrogatePairs.count == 1000)
    #expect(document.node("0")?.string == "😀")
    #expect(document.node("1999")?.string == "\\ud83d\\ude00\n")
  }
}
