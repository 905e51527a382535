import Testing

@testable import Tokens

struct TokenCounterTests {
  /// A text and its tokens in r50k, p50k, cl100k and o200k, as tiktoken 0.14 counts them.
  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    let counts: [Int]

    init(_ text: String, _ counts: Int...) {
      self.text = text
      self.counts = counts
    }

    var testDescription: String { "\(text.prefix(24).debugDescription), \(text.utf8.count) bytes" }
  }

  static let encodings: [Encoding] = [.r50kBase, .p50kBase, .cl100kBase, .o200kBase]

  @Test(arguments: [
    Row("", 0, 0, 0, 0),
    Row("a", 1, 1, 1, 1),
    Row("hello world", 2, 2, 2, 2),
    Row("Hello, world! 🌍", 7, 7, 7, 6),
    Row("I'll say it's what they've DONE: DON'T, I'M", 18, 18, 15, 11),
    Row("It'ſ", 4, 4, 4, 3),
    Row("x = [1234567890, 0.5]\n    return x\n\n\n", 20, 18, 17, 17),
    Row("  two spaces and\ta tab \u{a0}\u{3000}end  ", 13, 12, 10, 10),
    Row("\r\n\r\n \n x", 7, 7, 3, 3),
    Row("Grüße aus Köln", 9, 9, 6, 5),
    Row("日本語のテキスト、東京。", 16, 16, 13, 9),
    Row("안녕하세요 세계", 20, 20, 9, 3),
    Row("שלום עולם", 11, 11, 10, 2),
    Row("हिन्दी में लिखा", 25, 25, 14, 5),
    Row("e\u{301}a\u{300} \u{301}x", 10, 10, 7, 7),
    // Characters that are tokens, but part of which merges with what stands beside them.
    Row("1 £ и →こ是 ●", 8, 8, 7, 7),
    Row("カナ、システム、北京、问题、開発", 24, 24, 15, 13),
    Row("冠ც", 5, 5, 4, 3),
    Row("が 가를！ 우 空 浮ｲ 银蒂", 29, 29, 19, 10),
    Row("îажеЧ إœ, प ", 15, 15, 9, 9),
    Row("CamelCaseHTTPServer XMLHttpRequest iPhone", 10, 10, 7, 8),
    Row("ǅungla ʰAB ªBc", 12, 12, 12, 11),
    Row("ⅣⅣ ①②③④ ½", 19, 19, 15, 11),
    Row("<|endoftext|><|im_start|>", 13, 13, 12, 12),
    Row("https://example.com/a/b?c=d#e//\n/", 18, 18, 13, 13),
    Row("\u{0}\u{1}\u{7f}\u{85}\u{2028}", 7, 7, 7, 6),
    Row("\u{feff}BOM", 5, 5, 3, 3),
    Row("👨\u{200d}👩\u{200d}👧\u{200d}👦❤\u{fe0f}🇩🇪", 23, 23, 27, 16),
    Row(String(repeating: "a", count: 20000), 5000, 5000, 2500, 2500),
    Row(String(repeating: " ", count: 20000), 20000, 1250, 157, 157),
    Row(String(repeating: "\n", count: 20000), 10000, 10000, 625, 1250),
    Row(String(repeating: "語日本", count: 3000), 18000, 18000, 12000, 6000),
    Row(String(repeating: "0123456789", count: 3000), 15000, 15000, 10000, 10000),
    Row(String(repeating: "=", count: 5000), 79, 79, 79, 78),
    Row(String(repeating: "A", count: 5000), 625, 625, 625, 625),
    Row(String(repeating: "ab c", count: 4000), 4001, 4001, 4001, 4001),
  ])
  func `text is as many tokens as tiktoken makes of it`(_ row: Row) {
    #expect(Self.encodings.map { Self.count(row.text.utf8, $0) } == row.counts)
  }

  @Test(arguments: encodings)
  func `every byte is a token, and any bytes are counted`(_ encoding: Encoding) {
    for byte in UInt8.min...UInt8.max { #expect(Self.count([byte], encoding) == 1) }
    // Not UTF-8: cut short, overlong, a surrogate, past the last character.
    let malformed: [[UInt8]] = [
      [0xE6, 0x97], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xFF, 0xFE],
    ]
    for bytes in malformed {
      let count = Self.count(bytes, encoding)
      #expect((1...bytes.count).contains(count))
      #expect(Self.count(Array("a ".utf8) + bytes + Array(" b".utf8), encoding) >= 3)
    }
  }

  @Test(arguments: encodings)
  func `a character beside bytes that are not UTF-8 merges as its bytes do`(_ encoding: Encoding) {
    let beside: [[UInt8]] = [[], [0x80], [0x82, 0x97], [0xE3], [0xE4, 0xB8], [0xF0, 0x9F], [0xFF], Array(" ".utf8)]
    for character in ["の", "中", "京", "し", "é", "я", "。", "★", "£", "\u{301}"] {
      for before in beside {
        for after in beside {
          let bytes = before + Array(character.utf8) + after
          #expect(Self.count(bytes, encoding) == Self.slowCount(bytes, encoding), "\(bytes)")
        }
      }
    }
  }

  @Test func `the two encodings of 200,000 tokens cut text alike`() {
    for text in ["<|start|>user<|message|>hi", "Grüße, 世界!\n\n"] {
      #expect(Self.count(text.utf8, .o200kHarmony) == Self.count(text.utf8, .o200kBase))
    }
  }

  @Test(arguments: encodings)
  func `a counter that has met other text counts the same`(_ encoding: Encoding) {
    var counter = TokenCounter(encoding)
    let words = (0..<5000).map { "w\($0 * 7919 % 5000) " }
    let first = words.map { counter.count(Array($0.utf8)[...]) }
    let second = words.map { counter.count(Array($0.utf8)[...]) }
    #expect(first == second)
    #expect(first == words.map { Self.count($0.utf8, encoding) })
  }

  /// Long runs are merged in windows; the pieces here are cut at places where that could show.
  @Test(arguments: encodings, [32, 33, 256, 257, 1025])
  func `a piece is merged in windows as it is in one`(_ encoding: Encoding, _ length: Int) {
    for unit in ["a", "=", "語日本", "\n"] {
      let bytes = Array(String(repeating: unit, count: length / unit.utf8.count).utf8)
      #expect(Self.count(bytes, encoding) == Self.slowCount(bytes, encoding), "\(unit)")
    }
  }

  private static func count(_ bytes: some Sequence<UInt8>, _ encoding: Encoding) -> Int {
    var counter = TokenCounter(encoding)
    return counter.count(Array(bytes)[...])
  }

  /// Merges as the definition has it: always the lowest of all neighbours, the leftmost first.
  private static func slowCount(_ bytes: [UInt8], _ encoding: Encoding) -> Int {
    let vocabulary = encoding.vocabulary
    return pieces(of: bytes, encoding.pattern).reduce(0) { total, piece in
      var tokens = piece.map { vocabulary[$0] }
      while true {
        let merges = zip(tokens, tokens.dropFirst()).map { vocabulary.merge($0, $1) }
        guard let lowest = merges.min(), lowest != Vocabulary.none, let place = merges.firstIndex(of: lowest) else {
          return total + tokens.count
        }
        tokens.replaceSubrange(place...(place + 1), with: [lowest])
      }
    }
  }
}

/// The pieces that a pattern cuts a text into.
func pieces(of bytes: [UInt8], _ pattern: PiecePattern) -> [ArraySlice<UInt8>] {
  // Safe: the span does not outlive the closure.
  unsafe bytes.withUnsafeBufferPointer { buffer in
    let text = unsafe Span(_unsafeElements: buffer)
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    while start < text.count {
      let end = pattern.end(ofPieceAt: start, in: text)
      pieces.append(bytes[start..<end])
      start = end
    }
    return pieces
  }
}
