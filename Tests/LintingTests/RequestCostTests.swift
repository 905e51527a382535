import DocumentTree
import Facts
import Linting
import SourceText
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What requests cost in tokens. The numbers are those that the formulas give, which were fitted to the APIs' own counts.
struct RequestCostTests {
  private static let chat = "https://api.openai.com/v1/chat/completions"
  private static let responses = "https://api.openai.com/v1/responses"
  private static let embeddings = "https://api.openai.com/v1/embeddings"

  private static let weather =
    #"[{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"], "additionalProperties": false}}}]"#

  private static let format =
    #"{"type": "json_schema", "json_schema": {"name": "n", "strict": true, "schema": {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": false}}}"#

  @Test(arguments: [
    (chat, #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Say hi."}]}"#, 10),
    // Reasoning models open the reply with one token less.
    (chat, #"{"model": "gpt-5", "messages": [{"role": "user", "content": "Say hi."}]}"#, 9),
    (chat, #"{"model": "gpt-4", "messages": [{"role": "user", "content": "Say hi."}]}"#, 10),
    (
      chat, #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "text", "text": "Say hi."}]}]}"#,
      10
    ),
    (chat, #"{"model": "gpt-4o", "messages": [{"role": "user", "name": "Ann", "content": "Say hi."}]}"#, 12),
    (
      chat, #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hot in Rome?"}], "tools": \#(weather)}"#, 41
    ),
    // A strict schema is shown without `required` and `additionalProperties`, a loose one as it was sent.
    (
      chat, #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "response_format": \#(format)}"#, 30
    ),
    (
      chat,
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": {"type": "object", "required": ["a"]}}}}"#,
      29
    ),
    (responses, #"{"model": "gpt-4.1", "input": "Say hi."}"#, 10),
    (responses, #"{"model": "gpt-4o", "instructions": "", "input": "Say hi."}"#, 10),
    // What a reasoning model said is on a channel; what it thought before the last message of the user is left out.
    (
      responses,
      #"{"model": "gpt-5", "input": [{"role": "user", "content": "Hi"}, {"type": "reasoning", "id": "rs_1", "summary": []}, {"role": "assistant", "content": "Hello"}, {"role": "user", "content": "Bye"}]}"#,
      19
    ),
    (responses, #"{"model": "gpt-4.1", "instructions": "Be kind.", "input": "Say hi."}"#, 17),
    (embeddings, #"{"model": "text-embedding-3-small", "input": ["Say hi.", "Bye."]}"#, 6),
    (embeddings, #"{"model": "text-embedding-3-small", "input": [[9906, 0], [1]]}"#, 3),
  ])
  func `what is known is counted exactly`(_ url: String, _ body: String, _ tokens: Int) throws {
    #expect(try count(url, body) == TokenCount(exactly: tokens))
  }

  @Test(arguments: [
    // A tool whose form is not known.
    (
      chat,
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"x": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}}}]}"#
    ),
    // An image whose size is not known, calls at once, a format whose form is not known.
    (
      chat,
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]}]}"#
    ),
    (
      responses,
      #"{"model": "gpt-4o", "input": [{"role": "user", "content": "Hi"}, {"type": "function_call", "name": "f", "call_id": "a", "arguments": "{}"}, {"type": "function_call", "name": "f", "call_id": "b", "arguments": "{}"}, {"type": "function_call_output", "call_id": "a", "output": "1"}, {"type": "function_call_output", "call_id": "b", "output": "2"}]}"#
    ),
    (
      chat,
      #"{"model": "gpt-5", "messages": [{"role": "user", "content": "Hi"}], "response_format": \#(format)}"#
    ),
  ])
  func `what is partly known has bounds`(_ url: String, _ body: String) throws {
    let count = try #require(try count(url, body))
    #expect(!count.isExact)
    #expect(count.low <= count.likely && count.likely <= count.high)
  }

  @Test(arguments: [
    (
      chat,
      #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "file", "file": {"file_id": "file-1"}}]}]}"#
    ),
    (responses, #"{"model": "gpt-5", "input": "Hi", "previous_response_id": "resp_1"}"#),
    (responses, #"{"model": "gpt-5", "input": "Hi", "tools": [{"type": "web_search"}]}"#),
    (chat, #"{"model": "made-up-model", "messages": [{"role": "user", "content": "Hi"}]}"#),
  ])
  func `what nobody knows is not counted`(_ url: String, _ body: String) throws {
    #expect(try count(url, body) == nil)
  }

  @Test(arguments: [
    ("gpt-4o", 640, 480, "auto", 425), ("gpt-4o", 640, 480, "low", 85), ("gpt-4o", 4096, 2048, "high", 1105),
    ("gpt-4o-mini", 500, 500, "high", 8500),
  ])
  func `an image costs what its size says`(
    _ model: String, _ width: Int, _ height: Int, _ detail: String, _ tokens: Int
  )
    throws
  {
    #expect(try count(Self.chat, image(for: model, width, height, detail)) == TokenCount(exactly: tokens + 7))
  }

  @Test func `an image that costs what no recording shows is not counted exactly`() throws {
    let count = try #require(try count(Self.chat, image(for: "o3", 500, 500, "auto")))
    #expect(!count.isExact && count.low < 231 && count.high > 231)
  }

  private func image(for model: String, _ width: Int, _ height: Int, _ detail: String) -> String {
    // The first bytes of a PNG.
    let header: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
      + [width, height].flatMap { [0, 0, UInt8($0 >> 8), UInt8($0 & 255)] } + [8, 2, 0, 0, 0, 0]
    let url = "data:image/png;base64,\(Data(header).base64EncodedString())"
    return
      #"{"model": "\#(model)", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "\#(url)", "detail": "\#(detail)"}}]}]}"#
  }

  @Test func `aliases within aliases do not make a count endless`() throws {
    let levels = (1...24).map { "l\($0): &l\($0) [*l\($0 - 1), *l\($0 - 1), *l\($0 - 1)]" }
    let body =
      (["model: gpt-4o", "l0: &l0 [x]"] + levels + ["messages: [{role: user, content: *l24}]", "tools: *l24"])
      .joined(separator: "\n")
    #expect(cost(Document.parse(SourceText(body), as: .yaml)) == nil)
  }

  private func count(_ url: String, _ body: String) throws -> TokenCount? {
    let document = Document.parse(SourceText(#"{"method": "POST", "url": "\#(url)", "body": \#(body)}"#), as: .json)
    try #require(document.errors.isEmpty)
    return cost(document)
  }

  private func cost(_ document: Document) -> TokenCount? {
    var settings = LintSettings(
      provider: "openai", endpoint: "chat-completions", today: Day("2026-11-21") ?? Day(secondsSince1970: 0))
    settings.countsTokens = true
    return Linter(facts: .embedded, settings: settings).lint(document).requests.first?.tokens?.input
  }
}
