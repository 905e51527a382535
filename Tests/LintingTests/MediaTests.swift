import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// Images, sounds and files in requests: how they are carried, of what kind they are, how large and how many.
struct MediaTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let api: String
    /// What stands in the place of the file.
    let text: String
    /// The rule and the severity; nil where nothing is said.
    let finding: String?
    /// The member that says the type, where there is one.
    var label = ""

    var testDescription: String { "\(api): \(text.prefix(60)) \(label)" }
  }

  private static func row(_ api: String, _ text: String, _ finding: String?, label: String = "") -> Row {
    Row(api: api, text: text, finding: finding, label: label)
  }

  /// A body of each API, with `@` for the file and `%` for what says its type.
  private static let bodies = [
    "openai/chat-completions":
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "@"}}]}]}"#,
    "openai/responses":
      #"{"model": "gpt-4o", "input": [{"role": "user", "content": [{"type": "input_file", "file_url": "@"}]}]}"#,
    "mistral/chat-completions":
      #"{"model": "pixtral-12b", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "@"}]}]}"#,
    "anthropic/messages":
      #"{"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "media_type": "%", "data": "@"}}]}]}"#,
    "ollama/api-generate": #"{"model": "m", "prompt": "p", "images": ["@"]}"#,
    "ollama/chat-completions":
      #"{"model": "m", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "@"}]}]}"#,
  ]

  private static let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
  private static let jpeg = "/9j/4AAQSkZJRgABAQAAAQABAAD/2w=="

  static let rows: [Row] = [
    row("openai/chat-completions", "https://example.com/a", nil),
    row("openai/chat-completions", "http://example.com/a.png", nil),
    row("openai/chat-completions", "data:image/png;base64,\(png)", nil),
    row("openai/chat-completions", "data:image/png;charset=utf-8;base64,\(png)", nil),
    row("openai/chat-completions", "data:IMAGE/PNG;BASE64,\(png)", nil),
    row("openai/chat-completions", "data:image/jpg;base64,\(jpeg)", nil),
    row("openai/chat-completions", "data:image/png;base64,{image}", nil),
    row("openai/chat-completions", "https://example.com/{{name}}.bmp", nil),
    row("openai/chat-completions", "", "invalid-media-url error"),
    row("openai/chat-completions", "cat.png", "invalid-media-url error"),
    row("openai/chat-completions", #"C:\\pictures\\cat.png"#, "invalid-media-url error"),
    row("openai/chat-completions", "file:///home/me/cat.png", "invalid-media-url error"),
    row("openai/chat-completions", "s3://bucket/cat.png", "invalid-media-url error"),
    row("openai/chat-completions", "file-abc123", "invalid-media-url error"),
    row("openai/chat-completions", "https:///cat.png", "invalid-media-url error"),
    row("openai/chat-completions", "http://localhost:8080/cat.png", "invalid-media-url warning"),
    row("openai/chat-completions", "http://172.20.0.3/cat.png", "invalid-media-url warning"),
    row("openai/chat-completions", "http://172.200.0.3/cat.png", nil),
    row("openai/chat-completions", png, "invalid-media-url error"),
    row("openai/chat-completions", "data:image/png;base64", "invalid-media-url error"),
    row("openai/chat-completions", "data:image/png,\(png)", "invalid-media-url error"),
    row("openai/chat-completions", "data:image/png;base64,", "invalid-base64 error"),
    row("openai/chat-completions", "data:image/png;base64,iVBORw0KGgo…", "invalid-base64 error"),
    row("openai/chat-completions", "data:image/png;base64,\(png) AAAA", "invalid-base64 warning"),
    row("openai/chat-completions", #"data:image/png;base64,\#(png)\nAAAA"#, "invalid-base64 hint"),
    row("openai/chat-completions", #"data:image/png;base64,\#(png)\n"#, nil),
    row("openai/chat-completions", "data:image/png;base64,\(jpeg)", "wrong-media-type warning"),
    row("openai/chat-completions", "data:image/tiff;base64,SUkqAA==", "wrong-media-type error"),
    row("openai/chat-completions", "data:image/png;base64,Qk0eAAAAAAAAABoAAAA=", "wrong-media-type error"),
    row("openai/chat-completions", "https://example.com/logo.svg?size=2", "wrong-media-type warning"),

    row("openai/responses", "https://example.com/report.pdf", nil),
    row("openai/responses", "https://example.com/download?file=a.mp3", nil),
    row("openai/responses", "https://example.com/a.MP3?download=1", "wrong-media-type error"),
    row("openai/responses", "data:application/pdf;base64,JVBERi0xLjQ=", "invalid-media-url error"),

    row("mistral/chat-completions", "data:image/png;base64,\(png)", nil),
    row("mistral/chat-completions", "./cat.png", "invalid-media-url error"),

    row("anthropic/messages", png, nil, label: "image/png"),
    row("anthropic/messages", png, "wrong-media-type error", label: "image/jpeg"),
    row("anthropic/messages", png, nil, label: "{{type}}"),
    row("anthropic/messages", "data:image/png;base64,\(png)", "invalid-media-url error", label: "image/png"),
    row("anthropic/messages", "https://example.com/a.png", "invalid-media-url error", label: "image/png"),

    row("ollama/api-generate", png, nil),
    row("ollama/api-generate", #"\#(png)\nAAAA"#, nil),
    row("ollama/api-generate", "\(png) AAAA", "invalid-base64 error"),
    row("ollama/api-generate", "/home/me/cat.png", "invalid-base64 error"),
    row("ollama/api-generate", "data:image/png;base64,\(png)", "invalid-media-url error"),
    row("ollama/api-generate", "file:///cat.png", "invalid-media-url error"),
    row("ollama/chat-completions", "data:image/png;base64,\(png)", nil),
    row("ollama/chat-completions", "data:;base64,\(png)", nil),
    row("ollama/chat-completions", "data:image/gif;base64,R0lGODlhAQABAIAA", "wrong-media-type error"),
    row("ollama/chat-completions", "data:image/png;base64,iVBORw0KGgoAAA-_", "invalid-base64 error"),
    row("ollama/chat-completions", png, "invalid-media-url error"),
  ]

  @Test(arguments: rows)
  func `a file is judged by how it is carried and what it is`(_ row: Row) throws {
    let found = lint(try Self.body(row.api, row.text, row.label), row.api).map { "\($0.rule) \($0.severity)" }
    #expect(found == [row.finding].compactMap(\.self))
  }

  @Test(arguments: [
    // A PNG, a GIF, a JPEG with another segment first, and the three kinds of WebP: 9,000 pixels wide, 7 high.
    "iVBORw0KGgoAAAANSUhEUgAAIygAAAAHCAYAAA==", "R0lGODlhKCMHAIAAAA==",
    "/9j/4AAEAAD/wAARCAAHIygDASIAAhEBAxEB", "UklGRhIAAABXRUJQVlA4IAYAAAAAAACdASooIwcA",
    "UklGRhIAAABXRUJQVlA4TAYAAAAvJ6MBAAAAAAAA", "UklGRhIAAABXRUJQVlA4WAoAAAAAAAAAJyMABgAA",
  ])
  func `the size of an image is read from its header`(_ data: String) throws {
    let start = data.prefix(5)
    let type = start == "iVBOR" ? "png" : start == "R0lGO" ? "gif" : start == "/9j/4" ? "jpeg" : "webp"
    let found = lint(try Self.body("anthropic/messages", data, "image/\(type)"), "anthropic/messages")
    #expect(found.map { $0.rule } == ["media-limit"])
    #expect(found.first?.message.contains("9,000 by 7 pixels") ?? false)
  }

  @Test func `one image too many is reported once, at the first that is over`() {
    let part = #"{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}"#
    let parts = Array(repeating: part, count: 53).joined(separator: ", ")
    let found = lint(
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [\#(parts)]}]}"#, "azure-openai/chat-completions")
    #expect(found.map { "\($0.rule) \($0.pointer)" } == ["media-limit /messages/0/content/50/image_url/url"])
  }

  @Test func `an answer names the code and the parameter as the API does`() throws {
    let body = try Self.body("openai/responses", "https://example.com/a.mp3", "")
    let answer = lint(body, "openai/responses").first?.answer
    #expect(answer?.code == "unsupported_file")
    #expect(answer?.param == "input")
  }

  private static func body(_ api: String, _ text: String, _ label: String) throws -> String {
    try #require(bodies[api]).replacing("@", with: text).replacing("%", with: label)
  }

  private func lint(_ body: String, _ api: String) -> [Diagnostic] {
    let parts = api.split(separator: "/").map(String.init)
    let settings = LintSettings(provider: parts[0], endpoint: parts[1], today: Day(secondsSince1970: 1_780_272_000))
    return Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(body), as: .json)).diagnostics
  }
}
