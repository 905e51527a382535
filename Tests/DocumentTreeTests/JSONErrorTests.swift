import DocumentTree
import SourceText
import Testing

struct JSONErrorTests {
  /// A text with its mistakes marked, what they are in order, and what is read all the same.
  struct Row: Sendable {
    let text: String
    let kinds: [SyntaxError.Kind]
    let outline: String

    init(_ text: String, _ kinds: SyntaxError.Kind..., reads outline: String) {
      (self.text, self.kinds, self.outline) = (text, kinds, outline)
    }
  }

  static let structure = [
    Row("«»", .empty, reads: ""),
    Row(" \n«»", .empty, reads: ""),
    Row("[1«» 2]", .missingComma, reads: "[1, 2]"),
    Row("{\"a\": 1«»\n \"b\": 2}", .missingComma, reads: "{'a': 1, 'b': 2}"),
    Row("[1,«,» 2]", .extraComma, reads: "[1, 2]"),
    Row("[«,»1]", .extraComma, reads: "[1]"),
    Row("{«,»\"a\": 1}", .extraComma, reads: "{'a': 1}"),
    Row("{\"a\": 1,«,»\"b\": 2}", .extraComma, reads: "{'a': 1, 'b': 2}"),
    Row("[1«,»]", .trailingComma, reads: "[1]"),
    Row("{\"a\": 1«,»\n}", .trailingComma, reads: "{'a': 1}"),
    Row("[[1], 2«,»]", .trailingComma, reads: "[[1], 2]"),
    Row("{\"a\"«» 1, \"b\": 2}", .missingColon, reads: "{'a': 1, 'b': 2}"),
    Row("{\"a\"«», \"b\": 2}", .missingColon, reads: "{'a': ?, 'b': 2}"),
    Row("{\"a\"«»}", .missingColon, reads: "{'a': ?}"),
    Row("{\"a\" «=» 1}", .unexpectedCharacter, reads: "{'a': 1}"),
    Row("{\"a\":«», \"b\": 2}", .missingValue, reads: "{'a': ?, 'b': 2}"),
    Row("{\"a\":«»\n}", .missingValue, reads: "{'a': ?}"),
    Row("{«:» 1, \"b\": 2}", .missingKey, reads: "{?: 1, 'b': 2}"),
    Row("{«{»\"a\": 1}, \"b\": 2}", .missingKey, reads: "{?: {'a': 1}, 'b': 2}"),
    Row("{«key»: 1, \"b\": 2}", .unquotedKey, reads: "{'key': 1, 'b': 2}"),
    Row("{«'a'»: «'b'»}", .singleQuotes, .singleQuotes, reads: "{'a': 'b'}"),
    Row("«[»1, 2", .unclosedBracket, reads: "[1, 2]"),
    Row("{\"a\": «[»1, \"b\"«:» 2", .unclosedBracket, .unexpectedCharacter, reads: "{'a': [1, 'b', 2]}"),
    Row("{\"a\": «[»1}", .unclosedBracket, reads: "{'a': [1]}"),
    Row("[«{»\"a\": 1]", .unclosedBracket, reads: "[{'a': 1}]"),
    Row("[1«}», 2]", .unmatchedBracket, reads: "[1, 2]"),
    Row("{\"a\": 1«]», \"b\": 2}", .unmatchedBracket, reads: "{'a': 1, 'b': 2}"),
    Row("[1]«]»", .extraContent, reads: "[1]"),
    Row("{} «{\"a\": 1}»\n{}", .extraContent, reads: "{}"),
    Row("«}»", .unexpectedCharacter, reads: ""),
    Row("[1«;» 2]", .unexpectedCharacter, reads: "[1, 2]"),
    Row("{\"a\": \"x\"«;» \"b\": 2«;»}", .unexpectedCharacter, .unexpectedCharacter, reads: "{'a': 'x', 'b': 2}"),
    Row("[\"a\"«:» 1]", .unexpectedCharacter, reads: "['a', 1]"),
    Row("[«// one»\n1, «/* two */»2]", .comment, .comment, reads: "[1, 2]"),
    Row("«# one»\n{}", .comment, reads: "{}"),
    Row("[1«//one»\n]", .comment, reads: "[1]"),
    Row("«[»true«/* one, 2]»", .unclosedBracket, .comment, reads: "[true]"),
  ]

  static let words = [
    Row("[«True», 1]", .foreignLiteral(meant: "true"), reads: "[True, 1]"),
    Row("[«False», 1]", .foreignLiteral(meant: "false"), reads: "[False, 1]"),
    Row("[«None», 1]", .foreignLiteral(meant: "null"), reads: "[None, 1]"),
    Row("[«undefined»]", .foreignLiteral(meant: "null"), reads: "[undefined]"),
    Row("[«NULL»]", .foreignLiteral(meant: "null"), reads: "[NULL]"),
    Row("[«NaN», «-Infinity»]", .foreignLiteral(meant: nil), .foreignLiteral(meant: nil), reads: "[?, ?]"),
    Row("[«tru», 1]", .unexpectedCharacter, reads: "[?, 1]"),
    Row("[«é», 1]", .unexpectedCharacter, reads: "[?, 1]"),
    Row("[«01», 1]", .malformedNumber, reads: "[01, 1]"),
    Row(
      "[«+1», «.5», «1.», «-.5»]", .malformedNumber, .malformedNumber, .malformedNumber, .malformedNumber,
      reads: "[+1, .5, 1., -.5]"),
    Row(
      "[«-», «1e», «1e+», «1_000», «--1», «1.2.3»]", .malformedNumber, .malformedNumber, .malformedNumber,
      .malformedNumber, .malformedNumber,
      .malformedNumber, reads: "[?, ?, ?, ?, ?, ?]"),
    Row("[«0x1F»]", .malformedNumber, reads: "[0x1F]"),
    Row("[«...»]", .malformedNumber, reads: "[?]"),
  ]

  static let strings = [
    Row("{\"a\": «\"x»,\n \"b\": 2}", .unterminatedString, reads: "{'a': 'x', 'b': 2}"),
    Row("{\"a\": «\"x»\r\n}", .unterminatedString, reads: "{'a': 'x'}"),
    Row("[«\"x»\n]", .unterminatedString, reads: "['x']"),
    Row("«\"x»", .unterminatedString, reads: "'x'"),
    Row("«\"»", .unterminatedString, reads: "''"),
    Row("«\"x\\\"»\n", .unterminatedString, reads: "'x\"'"),
    Row("{\"a\": \"x«\n»y\nz\", \"b\": 2}", .controlCharacter, reads: "{'a': 'x\ny\nz', 'b': 2}"),
    Row("{\"a\": \"he said«\n»\", \"b\": 2}", .controlCharacter, reads: "{'a': 'he said\n', 'b': 2}"),
    Row("[\"x«\t»y«\u{1}»\"]", .controlCharacter, .controlCharacter, reads: "['x\ty\u{1}']"),
    Row("[\"\u{7F}\u{80}\u{2028}\"]", reads: "['\u{7F}\u{80}\u{2028}']"),
    Row(
      "[\"«\\x»41«\\u12»g«\\»é«\\'»\"]", .malformedEscape, .malformedEscape, .malformedEscape, .malformedEscape,
      reads: "['\\x41\\u12g\\é\\'']"),

  ]

  @Test(arguments: structure + words + strings)
  func `a mistake has its place, and the rest is read`(_ row: Row) {
    let marked = Marked(row.text)
    let document = marked.document(.json)
    #expect(document.kinds == row.kinds)
    #expect(document.errors.map(\.range) == marked.ranges)
    #expect(document.roots.map(\.outline).joined() == row.outline)
  }

  @Test(
    arguments: [
      ([0x22, 0xFF, 0xFE, 0x61, 0xC3, 0x22], [ByteRange(1, 3), ByteRange(4, 5)]),
      ([0x22, 0xED, 0xA0, 0x80, 0x22], [ByteRange(1, 4)]),
      ([0x5B, 0xFF, 0x5D], [ByteRange(1, 2)]),
      ([0x7B, 0x61, 0xFF, 0x3A, 0x31, 0x7D], [ByteRange(2, 3)]),
    ] as [(ContiguousArray<UInt8>, [ByteRange])])
  func `bytes that are not UTF-8 are said to be that`(_ bytes: ContiguousArray<UInt8>, _ ranges: [ByteRange]) {
    let document = Document.parse(SourceText(bytes), as: .json)
    #expect(document.errors.map(\.range) == ranges)
    #expect(document.kinds.allSatisfy { $0 == .malformedUTF8 })
  }

  @Test func `a container knows that it is broken inside`() {
    let root = Marked(#"{"a": {"b": nope}, "c": {"d": 1}}"#).document(.json).node("")
    #expect(root?.isBrokenInside == true)
    #expect(root?["a"]?.isBrokenInside == true)
    #expect(root?["c"]?.isBrokenInside == false)
  }

  @Test(arguments: [("[", 1, "]"), ("{\"a\":", 5, "1}"), ("[{\"a\":", 3, "1}]")])
  func `brackets may be 512 deep`(_ open: String, _ width: Int, _ rest: String) {
    let levels = open == "[{\"a\":" ? 256 : 512
    func kinds(_ count: Int) -> [SyntaxError.Kind] {
      let closing = String(repeating: rest.filter { "]}".contains($0) }, count: count)
      return Marked(String(repeating: open, count: count) + (open == "[" ? "" : "1") + closing).document(.json).kinds
    }
    #expect(kinds(levels) == [])
    #expect(kinds(levels + 1) == [.tooDeep(limit: 512)])
  }

  @Test func `errors end after 32, and what was read stays`() {
    let document = Marked("[" + String(repeating: "nope, ", count: 100) + "1]").document(.json)
    #expect(document.errors.count == Document.errorLimit)
    #expect(document.node("")?.items.map(\.kind).count == 32)
  }

  @Test(
    .timeLimit(.minutes(30)),
    arguments: ["[", "}", "{\"a\":", "\n\"", "'", "\r\"", "//\n", "/*", "\\", "\"\n", "1 ", "{,", "\"\\ud83d", "[1,"])
  func `a hostile text is read in time`(_ unit: String) {
    let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
    for start in ["", "\"", "[", "{\"a\": \""] {
      let document = Marked(start + text).document(.json)
      #expect(!document.errors.isEmpty)
    }
  }
}
