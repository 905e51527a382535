import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// What the Gemini API and Vertex AI say to a request: the model stands in the URL, and the body is protobuf's JSON.
@Suite struct GoogleTests {
  /// One request and what is found, each as `severity rule pointer`.
  private func findings(_ url: String, _ body: String) -> [String] {
    let settings = LintSettings(today: Day(secondsSince1970: 1_795_219_200))
    let text = #"{"url": "https://\#(url)", "body": \#(body)}"#
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(text), as: .json))
    return verdict.diagnostics.map { "\($0.severity) \($0.rule) \($0.pointer)" }
  }

  private func findings(model: String, _ members: String) -> [String] {
    let contents = #""contents": [{"role": "user", "parts": [{"text": "Hi"}]}]"#
    return findings(
      "generativelanguage.googleapis.com/v1beta/models/\(model):generateContent", "{\(contents), \(members)}")
  }

  private let gemini = "generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent"

  @Test(arguments: [
    (#"{"contents": [{"role": "assistant", "parts": [{"text": "Hi"}]}]}"#, "unknown-value /body/contents/0/role"),
    (#"{"contents": [{"role": "User", "parts": [{"text": "Hi"}]}]}"#, "unknown-value /body/contents/0/role"),
    (#"{"contents": []}"#, "wrong-length /body/contents"),
    (#"{"contents": "Hi"}"#, "wrong-type /body/contents"),
    (#"{"contents": [{"parts": []}]}"#, "wrong-length /body/contents/0/parts"),
    (#"{"contents": [{"parts": [{}]}]}"#, "missing-parameter /body/contents/0/parts/0"),
    (#"{"contents": [{"parts": ["Hi"]}]}"#, "wrong-type /body/contents/0/parts/0"),
    (#"{"contents": [{"parts": [{"text": 5}]}]}"#, "wrong-type /body/contents/0/parts/0/text"),
    (
      #"{"contents": [{"parts": [{"text": "a", "inline_data": {"data": "aGk="}}]}]}"#,
      "conflicting-parameters /body/contents/0/parts/0/inline_data"
    ),
    (
      #"{"contents": [{"parts": [{"inlineData": {"mimeType": "image/png", "data": "data:image/png;base64,aGk="}}]}]}"#,
      "invalid-media-url /body/contents/0/parts/0/inlineData/data"
    ),
    (#"{"contents": {"parts": {"text": "Hi"}}, "temperature": 1}"#, "unknown-parameter /body/temperature"),
    (#"{"messages": [{"role": "user", "content": "Hi"}]}"#, "missing-parameter /body"),
    (
      #"{"contents": {"parts": {"text": "Hi"}}, "generation_config": {"max_tokens": 5}}"#,
      "unknown-parameter /body/generation_config/max_tokens"
    ),
  ])
  func `what protobuf or the API cannot read is refused`(_ body: String, _ expected: String) {
    #expect(findings(gemini, body).contains("error " + expected), "\(findings(gemini, body))")
  }

  @Test(arguments: [
    (#""generation_config": {"temperature": 2.5}"#, "out-of-range /body/generation_config/temperature"),
    (#""generationConfig": {"temperature": "hot"}"#, "wrong-type /body/generationConfig/temperature"),
    (#""generationConfig": {"maxOutputTokens": 10.5}"#, "wrong-type /body/generationConfig/maxOutputTokens"),
    (#""generationConfig": {"candidateCount": 9}"#, "out-of-range /body/generationConfig/candidateCount"),
    (
      #""generationConfig": {"stopSequences": ["a", "b", "c", "d", "e", "f"]}"#,
      "wrong-length /body/generationConfig/stopSequences"
    ),
    (
      #""generationConfig": {"responseSchema": {"type": "STRING"}}"#,
      "missing-companion /body/generationConfig/responseSchema"
    ),
    (
      #""generationConfig": {"thinkingConfig": {"thinkingBudget": 99999}}"#,
      "unsupported-value /body/generationConfig/thinkingConfig/thinkingBudget"
    ),
    (
      #""generation_config": {"thinking_config": {"thinking_level": "LOW"}}"#,
      "unsupported-parameter /body/generation_config/thinking_config/thinking_level"
    ),
    (
      #""generationConfig": {"frequencyPenalty": 0.5}"#,
      "unsupported-value /body/generationConfig/frequencyPenalty"
    ),
    (
      #""tools": [{"google_search": {}}, {"function_declarations": [{"name": "f"}]}]"#,
      "unsupported-parameter /body/tools/0/google_search"
    ),
    (
      #""tools": {"functionDeclarations": {"name": "f"}}, "generationConfig": {"responseMimeType": "application/json"}"#,
      "unsupported-value /body/generationConfig/responseMimeType"
    ),
    (
      #""tools": [{"functionDeclarations": [{"name": "1st"}]}]"#,
      "invalid-name /body/tools/0/functionDeclarations/0/name"
    ),
    (
      #""tools": [{"functionDeclarations": [{"name": "f", "parameters": {"type": ["string", "null"]}}]}]"#,
      "wrong-type /body/tools/0/functionDeclarations/0/parameters/type"
    ),
    (
      #""tools": [{"functionDeclarations": [{"name": "f", "parameters": {"type": "OBJECT", "properties": {"a": {"type": "STRING", "const": "x"}}}}]}]"#,
      "unknown-parameter /body/tools/0/functionDeclarations/0/parameters/properties/a/const"
    ),
    (
      #""tools": [{"functionDeclarations": [{"name": "f", "parameters": {"type": "OBJECT", "properties": {"a": {"type": "INTEGER", "enum": ["1"]}}}}]}]"#,
      "missing-companion /body/tools/0/functionDeclarations/0/parameters/properties/a/enum"
    ),
    (
      #""cachedContent": "cachedContents/x", "tools": [{"googleSearch": {"x": 1}}]"#,
      "conflicting-parameters /body/tools"
    ),
    (
      #""safetySettings": [{"category": "HARASSMENT", "threshold": "BLOCK_NONE"}]"#,
      "unknown-value /body/safetySettings/0/category"
    ),
  ])
  func `what Gemini 2_5 does not take is refused`(_ members: String, _ expected: String) {
    let found = findings(model: "gemini-2.5-flash", members)
    #expect(found.contains("error " + expected), "\(found)")
  }

  @Test(arguments: [
    ("gemini-2.5-flash", #""generationConfig": {"thinkingConfig": {"thinkingBudget": 0}}"#),
    ("gemini-2.5-pro", #""generationConfig": {"thinkingConfig": {"thinkingBudget": -1}}"#),
    ("gemini-3-flash-preview", #""generationConfig": {"thinkingConfig": {"thinkingLevel": "minimal"}}"#),
    ("gemini-3-flash-preview", #""tools": [{"googleSearch": {}}, {"functionDeclarations": [{"name": "a.b:c-d"}]}]"#),
    ("gemini-2.0-flash", #""generationConfig": {"frequencyPenalty": 0.5}"#),
    ("gemma-3-27b-it", #""generationConfig": {"temperature": 0.5}"#),
    ("{{model}}", #""generationConfig": {"thinkingConfig": {"thinkingLevel": "LOW"}}"#),
  ])
  func `what a model takes is let be`(_ model: String, _ members: String) {
    #expect(findings(model: model, members) == [])
  }

  @Test(arguments: [
    ("gemini-2.5-pro", #""generationConfig": {"thinkingConfig": {"thinkingBudget": 0}}"#, "unsupported-value"),
    ("gemma-3-27b-it", #""systemInstruction": {"parts": [{"text": "a"}]}"#, "unsupported-parameter"),
    ("gemini-2.5-flash", #""generationConfig": {"responseModalities": ["IMAGE"]}"#, "unsupported-value"),
  ])
  func `what a model does not take is refused`(_ model: String, _ members: String, _ rule: String) {
    let found = findings(model: model, members)
    #expect(found.count == 1 && found[0].hasPrefix("error \(rule)"), "\(found)")
  }

  private static let asked = #"{"role": "user", "parts": [{"text": "Hi"}]}"#
  private static let call = #"{"functionCall": {"name": "f", "args": {}}}"#
  private static let result = #"{"functionResponse": {"name": "f", "response": {}}}"#

  private static func turn(_ role: String, _ parts: String...) -> String {
    #"{"role": "\#(role)", "parts": [\#(parts.joined(separator: ", "))]}"#
  }

  @Test(arguments: [
    ([asked, turn("model", call, call), turn("user", result, result)], []),
    ([asked, turn("model", call), turn("function", result), turn("model", call), turn("user", result)], []),
    ([asked, turn("model", call, call), turn("user", result), turn("user", result)], []),
    (
      [asked, turn("model", call, call), turn("user", result)],
      ["error unanswered-tool-call /body/contents/1/parts/1/functionCall/name"]
    ),
    (
      [asked, turn("model", call), turn("user", result, result)],
      ["error orphan-tool-result /body/contents/2/parts/1/functionResponse/name"]
    ),
    (
      [asked, asked, turn("user", result)], ["error orphan-tool-result /body/contents/2/parts/0/functionResponse/name"]
    ),
    (
      [turn("model", call), turn("user", result)],
      ["error turn-order /body/contents/0/parts/0/functionCall/name"]
    ),
    ([asked, turn("model", call, call), turn("user", #""{{results}}""#)], []),
    ([#""{{history}}""#, turn("user", result)], []),
    ([asked, turn("model", call)], []),
  ])
  func `results are as many as their calls`(_ turns: [String], _ expected: [String]) {
    #expect(findings(gemini, #"{"contents": [\#(turns.joined(separator: ", "))]}"#) == expected)
  }

  @Test func `what is cached may begin the conversation`() {
    let turns = [Self.turn("model", Self.call), Self.turn("user", Self.result)].joined(separator: ", ")
    #expect(findings(gemini, #"{"cachedContent": "cachedContents/a", "contents": [\#(turns)]}"#) == [])
  }

  @Test func `a model that no fact knows is a warning at the URL`() {
    #expect(findings(model: "gemini-9-pro", #""labels": null"#).contains("warning unknown-model /url"))
  }

  @Test func `Vertex AI takes what the Gemini API does not know`() {
    let members = #"{"contents": [{"parts": [{"text": "a"}]}], "modelArmorConfig": {}}"#
    let vertex = "europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/google/models/"
    #expect(findings(vertex + "gemini-3-flash-preview:streamGenerateContent?alt=sse", members) == [])
    #expect(findings(gemini, members) == ["error unknown-parameter /body/modelArmorConfig"])
  }

  @Test func `Claude behind Vertex AI names its version and no model`() {
    let url =
      "us-east5-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/anthropic/models/claude-sonnet-4:rawPredict"
    let body = #"{"model": "claude-sonnet-4", "max_tokens": 5, "messages": [{"role": "user", "content": "Hi"}]}"#
    #expect(findings(url, body) == ["error missing-parameter /body", "error unknown-parameter /body/model"])
  }

  @Test func `a place is named as Google names it`() throws {
    let text =
      #"{"url": "https://\#(gemini)", "body": {"contents": [{"parts": [{"text": "a"}]}], "generationConfig": {"topP": 2}}}"#
    let verdict = Linter(facts: .embedded, settings: LintSettings(today: Day(secondsSince1970: 0)))
      .lint(Document.parse(SourceText(text), as: .json))
    #expect(verdict.diagnostics.map { $0.answer?.param } == ["generation_config.top_p"])
  }

  @Test(arguments: [
    (#"{"contents": [{"parts": [{"text": "Hi"}]}]}"#, "google"),
    (#"{"contents": [{"parts": [{"text": "Hi"}]}], "modelArmorConfig": {}}"#, "vertex"),
    (#"{"contents": [{"parts": [{"text": "Hi"}]}], "candidates": []}"#, nil),
    (#"{"contents": ["Hi"]}"#, nil),
  ])
  func `a body alone is known by its parts`(_ text: String, _ provider: String?) {
    let settings = LintSettings(today: Day(secondsSince1970: 0))
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(text), as: .json))
    #expect(verdict.requests.first?.provider == provider)
  }
}
