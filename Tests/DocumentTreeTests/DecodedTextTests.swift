import SourceText
import Testing

@testable import DocumentTree

struct DecodedTextTests {
  @Test(
    arguments: [
      // Plain.
      ("k: one\n  two\n\n\n  three \n", "one two\n\nthree"),
      ("k: one \t\r\n  two\r\n\r\n  three\r\n", "one two\nthree"),
      ("k: a\\n'b'\"c\"#d\n", "a\\n'b'\"c\"#d"),
      // Single quotes.
      ("k: ''\n", ""),
      ("k: 'it''s \\n'''\n", "it's \\n'"),
      ("k: ' a \n\n  b\n   c '\n", " a\nb c "),
      // Double quotes.
      ("k: \"\"\n", ""),
      (
        "k: \"a\\n\\t\\\"\\\\\\/\\x41\\u00e9\\U0001F600\\0\\a\\b\\e\\f\\v\\r\\ \"\n",
        "a\n\t\"\\/Aé😀\0\u{7}\u{8}\u{1B}\u{C}\u{B}\r "
      ),
      ("k: \"\\N\\_\\L\\P\"\n", "\u{85}\u{A0}\u{2028}\u{2029}"),
      ("k: \" a \n\n  b\t\n  \tc \"\n", " a\nb c "),
      ("k: \"a \\\n   b\\\n\n  \\  c\"\n", "a b\n  c"),
      ("k: \"a\\\r\n   b\"\r\n", "ab"),
      // Literal.
      ("k: |\n  one\n    two\n\n  three\n\n", "one\n  two\n\nthree\n"),
      ("k: |-\n  one\n\n", "one"),
      ("k: |+\n  one\n\n\n# c\n", "one\n\n\n"),
      ("k: |\r\n  one\r\n\r\n  two\r\n", "one\n\ntwo\n"),
      ("k: |2\n   one\n  two", " one\ntwo"),
      ("k: |+1 # note\n  one \n", " one \n"),
      ("k: |\n\n  \n  one\n", "\n\none\n"),
      ("k: |\n  é: \"\\n\"\n", "é: \"\\n\"\n"),
      ("k: |\n", ""),
      ("k: |+\n\n\n", "\n\n"),
      ("k: |#+\n  one\n\n", "one\n"),
      ("k: |\n  x\n   \n\n", "x\n \n"),
      ("- - |\n   one\n", "one\n"),
      // Folded.
      ("k: >\n  one\n  two\n\n  three\n", "one two\nthree\n"),
      ("k: >-\n  one\n    two\n  three\n\n\n  four\n", "one\n  two\nthree\n\nfour"),
      ("k: >\n\n  one\n\n   two\n\n  three\n", "\none\n\n two\n\nthree\n"),
      ("k: >+\r\n  one\r\n  two\r\n\r\n", "one two\n\n"),
      ("k: >\n  one \n  two\n", "one  two\n"),
    ])
  func `YAML text is decoded`(_ text: String, _ content: String) throws {
    let document = Marked(text).document(.yaml)
    let node = try #require(document.roots.first?.subtree.map { $0 }.last)
    #expect(document.errors.isEmpty)
    #expect(node.kind == .string)
    #expect(node.string.map { Array($0.utf8) } == Array(content.utf8))
    #expect(node.decodedText.map { Array($0.bytes) } == Array(content.utf8))
  }

  @Test(
    arguments: [
      ("", "", [" ", "\n ", "\t", "a", "é", "'", "\\"]), ("'", "'", [" ", "\n", "\t", "a", "é", "''", "\\"]),
      ("\"", "\"", [" ", "\n", "\r\n", "\t", "a", "é", "\\n", "\\\n", "\\ ", "'"]),
    ] as [(String, String, [String])])
  func `content is what libyaml reads, whatever follows what`(_ open: String, _ close: String, _ parts: [String]) {
    let pairs = parts.flatMap { first in parts.map { first + $0 } }
    let contents = pairs + pairs.flatMap { first in pairs.map { first + $0 } }
    var compared = 0
    for content in contents {
      let source = SourceText("k: !!str \(open)\(content)\(close)\n")
      let document = Document.parse(source, as: .yaml)
      guard document.errors.isEmpty, let read = Self.tagged(source) else { continue }
      compared += 1
      #expect(document.node("k")?.decodedText?.bytes == read, "\(source.bytes.debugDescription)")
    }
    #expect(compared > contents.count / 2)
  }

  /// The content of the first scalar with a tag, as libyaml reads it.
  private static func tagged(_ source: SourceText) -> ContiguousArray<UInt8>? {
    LibYAML.withParser(over: source.bytes, from: 0) { parser in
      while let event = parser.next() {
        if case .streamEnd = event.kind { break }
        if case .scalar = event.kind, event.tag != nil { return event.value }
      }
      return nil
    } ?? nil
  }

  /// A text with one place marked, and the content that is written there.
  @Test(
    arguments: [
      ("k: one\n  «two»\n", "two"),
      ("k: one«\n  »two\n", " "),
      ("k: «one\n  two»\n", "one two"),
      ("k: 'it«''»s'\n", "'"),
      ("k: 'é«😀»'\n", "😀"),
      ("k: \"a«\\n»b\"\n", "\n"),
      ("k: \"\\\\«\\ud83d\\ude00»b\"\n", "😀"),
      ("k: \"a\\\n   «b»\"\n", "b"),
      ("k: |\n  one\n  «two»\n", "two"),
      ("k: |\n  one«\n  »two\n", "\nt"),
      ("k: |\n  a\n  «  »two\n", "  t"),
      ("k: |\n  {\n    «\"a\"»: 1\n  }\n", "\"a\""),
      ("k: |\r\n  one\r\n\r\n  «two»\r\n", "two"),
      ("k: >\n  one\n\n  «two»\n", "two"),
      ("k: >\n  one«\n  »two\n", " "),
      ("k: |\n  é«\u{1}»日\n", "\u{1}"),
      ("k: |\n  \\ud83d\\ude00 «x»\n", "x"),
    ])
  func `content leads back to its bytes`(_ text: String, _ content: String) throws {
    let marked = Marked(text)
    let decoded = try #require(marked.document(.yaml).node("k")?.decodedText)
    let isLineBreak = content == "\nt" || content == "  t"
    let needle = Array((isLineBreak ? String(content.dropLast()) : content).utf8)
    let place = try #require(decoded.bytes.indices.first { decoded.bytes[$0...].starts(with: content.utf8) })
    #expect([decoded.sourceRange(ByteRange(place, place + needle.count))] == marked.ranges)
  }

  @Test(
    arguments: [
      (#""a«\u00e9»b""#, "é"), (#""«\ud83d\ude00»""#, "😀"), (#""\\«n»""#, "n"), (#""é«\n»""#, "\n"),
      ("\"x«\n»y\"", "\n"), (#""\q«b»""#, "b"),
      (#""«\ud83d»x""#, "\u{FFFD}"),
    ])
  func `the content of a JSON string leads back to its bytes`(_ text: String, _ content: String) throws {
    let marked = Marked(text)
    let decoded = try #require(marked.document(.json).node("")?.decodedText)
    let place = try #require(decoded.bytes.indices.first { decoded.bytes[$0...].starts(with: content.utf8) })
    #expect([decoded.sourceRange(ByteRange(place, place + content.utf8.count))] == marked.ranges)
  }

  @Test(arguments: [(0, 0, 1, 1), (4, 4, 9, 9), (0, 4, 1, 9), (2, 3, 2, 8), (1, 2, 2, 8), (3, 3, 8, 8), (9, 12, 9, 9)])
  func `an empty range and one past the end lead back too`(_ row: (Int, Int, Int, Int)) {
    let (lower, upper, sourceLower, sourceUpper) = row
    let decoded = Marked(#""a\u00e9b""#).document(.json).node("")?.decodedText
    #expect(decoded?.sourceRange(ByteRange(lower, upper)) == ByteRange(sourceLower, sourceUpper))
  }

  @Test(arguments: [(#"{"k": "«»"}"#, Document.Format.json), ("k: '«»'\n", .yaml), ("k: «|»\n", .yaml)])
  func `the content of an empty string is between its quotes`(_ text: String, _ format: Document.Format) {
    let marked = Marked(text)
    let decoded = marked.document(format).node("k")?.decodedText
    #expect(decoded?.sourceRange(ByteRange(0, 0)).lower == marked.ranges.first?.lower)
  }
}
