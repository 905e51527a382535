import DocumentTree
import SourceText
import Testing

@testable import LanguageServer

/// Random edits: the server has the text that the client has, and says of it what is true now.
struct EditTests {
  private static let encodings = [PositionEncoding.utf8, .utf16, .utf32]
  private static let pieces = [
    "a", "é", "😀", "\r\n", "\n", "\r", "{", "}", "\"", ": ", "日本", "", "", "  ", "\"model\": 1,", "\t", "👩‍👩‍👧",
    "e\u{301}", "\n\n", "😀\r\n😀", "\u{2028}",
  ]

  @Test(arguments: encodings, 1...4)
  func `after each of many edits the text is the client's`(_ encoding: PositionEncoding, _ seed: UInt64) {
    var generator = Generator(state: seed &* 977)
    let uri = "file:///storm.\(seed % 2 == 0 ? "json" : "yaml")"
    var client = Self.client(#""textDocument": {"diagnostic": {}}"#, encoding)
    var text = Array("{\"model\": \"gpt-4o\",\r\n \"user\": \"😀\",\r \"messages\": []}\n".unicodeScalars)
    _ = client.open(uri, Self.string(text))
    for version in 2...120 {
      // One notification may bring several changes, each counted in the text that the one before it left.
      let changes = (1...Int.random(in: 1...3, using: &generator)).map { _ in
        Self.change(&text, encoding, &generator)
      }
      _ = client.notify(
        "textDocument/didChange",
        #"{"textDocument": {"uri": "\#(uri)", "version": \#(version)}, "contentChanges": [\#(changes.joined(separator: ", "))]}"#
      )
      let kept = client.session.documents[uri]?.text.bytes ?? []
      guard kept.elementsEqual(Self.string(text).utf8) else {
        Issue.record("version \(version): \(String(decoding: kept, as: UTF8.self)) is not \(Self.string(text))")
        return
      }
    }
    var fresh = Self.client(#""textDocument": {"diagnostic": {}}"#, encoding)
    _ = fresh.open(uri, Self.string(text))
    #expect(client.diagnostics(of: uri).map(\.rawText) == fresh.diagnostics(of: uri).map(\.rawText))
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `whatever is pushed is about the text as it is, and nothing is pushed to who pulls`(_ seed: UInt64) {
    var generator = Generator(state: seed &* 6151)
    let pulls = seed % 3 == 0
    let texts = [
      "file:///work/a.json": [
        #"{"model": "gpt-4o", "temperture": 1, "messages": []}"#, #"{"model": "gpt-4o", "messages": []}"#, "{}",
      ],
      "file:///work/b.yaml": ["model: gpt-4o\nmessages: []\ntop_pp: 1\n", "model: gpt-4\nmessages: []\n", "a: 1\n"],
      "file:///work/.reqlint.yaml": [
        "rules: {unknown-parameter: off}\n", "rules: {x: 1}\n", "", "exclude: [a.json]\n",
      ],
    ]
    var client = Self.client(pulls ? #""textDocument": {"diagnostic": {}}"# : "", .utf16)
    var open: [String: (version: Int, text: String)] = [:]
    var shown: [String: String] = [:]
    var known: [[String]: String] = [:]
    /// What a new server says of a text, beside the configuration that is open.
    func items(of text: String, _ uri: String) -> String {
      let configuration = "file:///work/.reqlint.yaml"
      let key = [uri, text, open[configuration]?.text ?? "-"]
      if let items = known[key] { return items }
      var client = Self.client("", .utf16)
      if uri != configuration, let document = open[configuration] { _ = client.open(configuration, document.text) }
      known[key] = client.open(uri, text).compactMap(\.published).last?["diagnostics"]?.rawText ?? ""
      return known[key] ?? ""
    }
    func take(_ messages: [Node]) {
      for message in messages.compactMap(\.published) {
        let uri = message["uri"]?.string ?? ""
        #expect(!pulls || open[uri] == nil, "pushed to a client that pulls")
        if let document = open[uri] { #expect(message["version"]?.number == Double(document.version)) }
        shown[uri] = message["diagnostics"]?.rawText
        if let document = open[uri] { #expect(shown[uri] == items(of: document.text, uri)) }
      }
    }
    for _ in 0..<200 {
      let uri = texts.keys.sorted().randomElement(using: &generator) ?? ""
      let text = texts[uri]?.randomElement(using: &generator) ?? ""
      var messages: [Node] = []
      switch Int.random(in: 0..<10, using: &generator) {
      case 0...3:
        if let document = open[uri] {
          // Now and then a change comes that was overtaken.
          let version = document.version + Int.random(in: -1...2, using: &generator)
          if version >= document.version { open[uri] = (version, text) }
          messages = client.change(uri, version: version, nil, text)
        } else {
          open[uri] = (1, text)
          messages = client.open(uri, text)
        }
      case 4:
        open[uri] = nil
        messages = client.notify("textDocument/didClose", #"{"textDocument": {"uri": "\#(uri)"}}"#)
      case 5: messages = client.work()
      case 6: _ = client.diagnostics(of: uri)
      default: messages = client.flush()
      }
      take(messages)
    }
    take(client.flush() + client.work())
    guard !pulls else { return }
    for uri in shown.keys {
      #expect(shown[uri] == (open[uri].map { items(of: $0.text, uri) } ?? "[]"), "\(uri) in the end")
    }
  }

  // MARK: A client of its own kind

  private static func client(_ capabilities: String, _ encoding: PositionEncoding) -> TestClient {
    var client = TestClient()
    let general = #""general": {"positionEncodings": ["\#(encoding.name)"]}"#
    let all = capabilities.isEmpty ? general : "\(general), \(capabilities)"
    _ = client.request("initialize", #"{"capabilities": {\#(all)}}"#)
    _ = client.notify("initialized")
    return client
  }

  private static func string(_ text: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(text))
  }

  /// Changes the text at a random place, and says so in the protocol's words.
  private static func change(
    _ text: inout [Unicode.Scalar], _ encoding: PositionEncoding, _ generator: inout Generator
  ) -> String {
    let piece = pieces.randomElement(using: &generator) ?? ""
    var start = Int.random(in: 0...text.count, using: &generator)
    var end = min(text.count, start + Int.random(in: 0...8, using: &generator))
    // No position lies between the two halves of a line's end.
    func isInside(_ place: Int) -> Bool {
      place > 0 && place < text.count && text[place - 1] == "\r" && text[place] == "\n"
    }
    if isInside(start) { start -= 1 }
    if isInside(end) { end += 1 }
    let range = #"{"start": \#(place(start, in: text, encoding)), "end": \#(place(end, in: text, encoding))}"#
    text.replaceSubrange(start..<end, with: Array(piece.unicodeScalars))
    return #"{"range": \#(range), "text": "\#(piece.escapedForJSON)"}"#
  }

  /// A position, counted in the plainest way.
  private static func place(_ index: Int, in text: [Unicode.Scalar], _ encoding: PositionEncoding) -> String {
    var (line, column) = (0, 0)
    for (place, scalar) in text[..<index].enumerated() {
      if scalar == "\n" || scalar == "\r" && !(place + 1 < text.count && text[place + 1] == "\n") {
        (line, column) = (line + 1, 0)
      } else {
        switch encoding {
        case .utf8: column += String(scalar).utf8.count
        case .utf16: column += String(scalar).utf16.count
        case .utf32: column += 1
        }
      }
    }
    return #"{"line": \#(line), "character": \#(column)}"#
  }
}

/// Numbers that are the same on every run.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 33)
  }
}
