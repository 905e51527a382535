import LanguageServer
import Testing

struct FramingTests {
  private func read(_ text: String, pieces: Int = 1000) -> [String] {
    var reader = FrameReader()
    var found: [String] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      reader.append(bytes[start..<min(start + pieces, bytes.count)])
      while let frame = reader.next() {
        switch frame {
        case .message(let content): found.append(String(decoding: content, as: UTF8.self))
        case .malformed: found.append("malformed")
        }
      }
    }
    return found
  }

  @Test(
    arguments: [
      ("one message", "Content-Length: 2\r\n\r\n{}", ["{}"]),
      ("two messages in a row", "Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\nnull", ["{}", "null"]),
      ("a second header", "Content-Type: x; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", ["{}"]),
      ("another case of letters", "content-length:2\r\n\r\n{}", ["{}"]),
      ("bare line feeds", "Content-Length: 2\n\n{}", ["{}"]),
      ("bytes, not characters", "Content-Length: 4\r\n\r\n\"é\"", ["\"é\""]),
      ("a header without a length", "Foo: 1\r\n\r\nContent-Length: 2\r\n\r\n{}", ["malformed", "{}"]),
      ("a length that is no number", "Content-Length: x\r\n\r\nContent-Length: 2\r\n\r\n{}", ["malformed", "{}"]),
      ("a negative length", "Content-Length: -5\r\n\r\nContent-Length: 2\r\n\r\n{}", ["malformed", "{}"]),
      ("a length of 2 GB", "Content-Length: 2147483648\r\n\r\n{}", ["malformed"]),
      (
        "a length of 2 GB that is a lie", "Content-Length: 2147483648\r\n\r\n{}Content-Length: 4\r\n\r\nnull",
        ["malformed", "null"]
      ),
      (
        "a misspelt header", "Content-Lenght: 2\r\n\r\n{}Content-Length: 4\r\n\r\nnull", ["malformed", "null"]
      ),
      ("a message that is not whole", "Content-Length: 20\r\n\r\n{}", []),
    ])
  func `messages are cut as the base protocol says, in whatever pieces they come`(
    _ name: String, _ text: String, _ wanted: [String]
  ) {
    #expect(read(text) == wanted)
    #expect(read(text, pieces: 1) == wanted)
    #expect(read(text, pieces: 7) == wanted)
  }

  @Test func `an endless header is given up, and the message after it is read`() {
    let garbage = String(repeating: "x", count: 40_000)
    #expect(read(garbage).contains("malformed"))
    #expect(read(garbage + "Content-Length: 2\r\n\r\n{}", pieces: 100_000) == ["malformed", "{}"])
  }
}
