import DocumentTree
import SourceText
import Testing

/// Random edits: the text that the server keeps equals the one that the client has.
struct EditTests {
  /// A generator of numbers that are the same on every run.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 33)
    }
  }

  private static let pieces = [
    "a", "é", "😀", "\r\n", "\n", "{", "}", "\"", ": ", "日本", "", "  ", "\"model\": 1,", "\t",
  ]

  @Test(arguments: [("utf-8", PositionEncoding.utf8), ("utf-16", .utf16), ("utf-32", .utf32)], 1...6)
  func `after a storm of edits the findings are those of the text`(
    _ encoding: (name: String, value: PositionEncoding), _ seed: Int
  ) {
    var generator = Generator(state: UInt64(seed) * 977)
    let uri = "file:///storm.json"
    var client = TestClient()
    _ = client.request(
      "initialize",
      #"{"capabilities": {"general": {"positionEncodings": ["\#(encoding.name)"]}, "textDocument": {"diagnostic": {}}}}"#
    )
    _ = client.notify("initialized")
    var text = SourceText("{\"model\": \"gpt-4o\",\r\n \"user\": \"😀\",\n \"messages\": []}")
    _ = client.open(uri, String(decoding: text.bytes, as: UTF8.self))
    for version in 2...60 {
      let lines = LineIndex(text)
      let line = Int.random(in: 0..<lines.lineCount, using: &generator)
      let content = lines.content(ofLine: line)
      let start = Int.random(in: content.lower...content.upper, using: &generator)
      let end = min(text.count, start + Int.random(in: 0...12, using: &generator))
      let (first, last) = (lines.position(of: start, in: encoding.value), lines.position(of: end, in: encoding.value))
      let range = ByteRange(lines.offset(of: first, in: encoding.value), lines.offset(of: last, in: encoding.value))
      let piece = Self.pieces.randomElement(using: &generator) ?? ""
      text = text.applying([TextEdit(range, piece)])
      _ = client.change(uri, version: version, [first.line, first.column, last.line, last.column], piece)
    }
    var fresh = TestClient()
    _ = fresh.request(
      "initialize",
      #"{"capabilities": {"general": {"positionEncodings": ["\#(encoding.name)"]}, "textDocument": {"diagnostic": {}}}}"#
    )
    _ = fresh.notify("initialized")
    _ = fresh.open(uri, String(decoding: text.bytes, as: UTF8.self))
    #expect(client.diagnostics(of: uri).map(\.rawText) == fresh.diagnostics(of: uri).map(\.rawText))
  }
}
