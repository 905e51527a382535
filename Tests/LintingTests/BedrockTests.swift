import DocumentTree
import Facts
import Foundation
import Linting
import SourceText
import Testing

/// What Amazon Bedrock says to a request: the model stands in the URL, and says what an invocation looks like.
@Suite struct BedrockTests {
  /// One request and what is found, each as `severity rule pointer`.
  private func findings(_ path: String, _ body: String) -> [String] {
    let settings = LintSettings(today: Day(secondsSince1970: 1_795_219_200))
    let text = #"{"url": "https://bedrock-runtime.us-east-1.amazonaws.com/model/\#(path)", "body": \#(body)}"#
    let verdict = Linter(facts: .embedded, settings: settings).lint(Document.parse(SourceText(text), as: .json))
    return verdict.diagnostics.map { "\($0.severity) \($0.rule) \($0.pointer)" }
  }

  @Test(arguments: [
    (#"{"messages": "Hi"}"#, "wrong-type /body/messages"),
    (#"{"messages": [{"role": "user", "content": "Hi"}]}"#, "wrong-type /body/messages/0/content"),
    (
      #"{"messages": [{"role": "user", "content": [{"type": "text"}]}]}"#,
      "missing-parameter /body/messages/0/content/0"
    ),
    (#"{"messages": [{"role": "tool", "content": [{"text": "Hi"}]}]}"#, "unknown-value /body/messages/0/role"),
    (#"{"messages": [], "system": "Be brief"}"#, "wrong-type /body/system"),
    (#"{"messages": [], "inferenceConfig": {"temperature": 1.5}}"#, "out-of-range /body/inferenceConfig/temperature"),
    (#"{"messages": [], "inferenceConfig": {"maxTokens": "5"}}"#, "wrong-type /body/inferenceConfig/maxTokens"),
    (#"{"messages": [], "toolConfig": {"tools": []}}"#, "wrong-length /body/toolConfig/tools"),
    (
      #"{"messages": [], "toolConfig": {"tools": [{"toolSpec": {"name": "get weather", "inputSchema": {"json": {}}}}]}}"#,
      "invalid-name /body/toolConfig/tools/0/toolSpec/name"
    ),
    (
      #"{"messages": [], "toolConfig": {"tools": [{"toolSpec": {"name": "f", "inputSchema": {"type": "object"}}}]}}"#,
      "missing-parameter /body/toolConfig/tools/0/toolSpec/inputSchema"
    ),
  ])
  func `what Converse cannot read is refused`(_ body: String, _ expected: String) {
    let found = findings("amazon.nova-pro-v1:0/converse", body)
    #expect(found.contains("error " + expected), "\(found)")
  }

  private static let hello = #""messages": [{"role": "user", "content": [{"text": "Hi"}]}]"#

  @Test(arguments: [
    (
      "eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0", #""inferenceConfig": {"temperature": 0.2, "topP": 0.9}"#,
      "error unsupported-parameter /body/inferenceConfig/topP"
    ),
    (
      "anthropic.claude-3-7-sonnet-20250219-v1:0", #""inferenceConfig": {"temperature": 0.2, "topP": 0.9}"#, nil
    ),
    ("amazon.titan-text-express-v1", #""system": [{"text": "Be brief."}]"#, "error unsupported-parameter /body/system"),
    ("amazon.titan-text-express-v1", #""system": []"#, nil),
    (
      "meta.llama3-8b-instruct-v1:0",
      #""toolConfig": {"tools": [{"toolSpec": {"name": "f", "inputSchema": {"json": {}}}}]}"#,
      "error unsupported-parameter /body/toolConfig"
    ),
    (
      "amazon.titan-text-premier-v1:0", #""inferenceConfig": {"maxTokens": 4096}"#,
      "error output-limit /body/inferenceConfig/maxTokens"
    ),
    ("does-not-exist", #""system": []"#, "warning unknown-model /url"),
    ("us.amazon.nova-micro-v1%3AO", #""system": []"#, "warning unknown-model /url"),
    ("arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabc", #""system": null"#, nil),
    ("${MODEL}", #""system": null"#, nil),
  ])
  func `what a model takes depends on the model`(_ model: String, _ members: String, _ expected: String?) {
    let found = findings(model + "/converse", "{\(Self.hello), \(members)}").filter { !$0.contains("retiring-model") }
    #expect(found == [expected].compactMap(\.self))
  }

  @Test func `an image needs a model that sees`() {
    let body =
      #"{"messages": [{"role": "user", "content": [{"image": {"format": "png", "source": {"bytes": "aGk="}}}]}]}"#
    #expect(
      findings("amazon.nova-micro-v1:0/converse", body) == ["error missing-capability /body/messages/0/content/0/image"]
    )
    #expect(findings("amazon.nova-lite-v1:0/converse", body) == [])
  }

  @Test(arguments: [
    (
      "anthropic.claude-3-haiku-20240307-v1:0", #"{"max_tokens": 5, "messages": [{"role": "user", "content": "Hi"}]}"#,
      "error missing-parameter /body"
    ),
    (
      "anthropic.claude-3-haiku-20240307-v1:0",
      #"{"anthropic_version": "bedrock-2023-05-31", "stream": false, "max_tokens": 5, "messages": [{"role": "user", "content": "Hi"}]}"#,
      "error unknown-parameter /body/stream"
    ),
    ("anthropic.claude-v2", #"{"prompt": "Hi"}"#, "error missing-companion /body/prompt"),
    (
      "amazon.titan-text-lite-v1", #"{"inputText": "Hi", "temperature": 1}"#,
      "error unknown-parameter /body/temperature"
    ),
    (
      "amazon.titan-embed-text-v1", #"{"inputText": "Hi", "dimensions": 256}"#,
      "error unsupported-parameter /body/dimensions"
    ),
    (
      "amazon.titan-embed-text-v2:0", #"{"inputText": "Hi", "dimensions": 300}"#, "error unknown-value /body/dimensions"
    ),
    ("meta.llama3-1-8b-instruct-v1:0", #"{"messages": []}"#, "error missing-parameter /body"),
    ("cohere.embed-english-v3", #"{"texts": ["a"]}"#, "error missing-parameter /body"),
  ])
  func `an invocation is read as its model does`(_ model: String, _ body: String, _ expected: String) {
    let found = findings(model + "/invoke", body)
    #expect(found.contains(expected), "\(found)")
  }

  @Test(arguments: [
    (
      #"{"anthropic_version": "bedrock-2023-05-31", "max_tokens": 5, "messages": [{"role": "user", "content": "Hi"}]}"#,
      nil
    ),
    (
      #"{"anthropic_version": "bedrock-2023-05-31", "max_tokens": 5, "messages": [{"role": "user", "content": "Hi"}], "tools": [{"type": "web_search_20250305", "name": "web_search"}]}"#,
      "error unknown-value /body/input/invokeModel/body/tools/0/type"
    ),
    (
      #"{"anthropic_version": "bedrock-2023-05-31", "max_tokens": 5, "messages": [{"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a"}]}]}"#,
      "error orphan-tool-result /body/input/invokeModel/body/messages/0/content/0/tool_use_id"
    ),
    (#"{"max_tokens": 5"#, nil), ("[1]", nil),
  ])
  func `a body in base64 is read as well`(_ body: String, _ expected: String?) {
    let base64 = Data(body.utf8).base64EncodedString()
    let found = findings(
      "anthropic.claude-sonnet-4-20250514-v1:0/count-tokens",
      #"{"input": {"invokeModel": {"body": "\#(base64)"}}}"#)
    #expect(found.filter { !$0.contains("-model ") } == [expected].compactMap(\.self))
  }

  @Test func `what is found in base64 is shown at its key, and nobody edits there`() throws {
    let base64 = Data(#"{"anthropic_version": "x", "max_tokens": 5, "messages": []}"#.utf8).base64EncodedString()
    let text =
      #"{"url": "https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-3-haiku-20240307-v1:0/count-tokens", "body": {"input": {"invokeModel": {"body": "\#(base64)"}}}}"#
    let verdict = Linter(facts: .embedded, settings: LintSettings(today: Day(secondsSince1970: 0)))
      .lint(Document.parse(SourceText(text), as: .json))
    #expect(!verdict.diagnostics.isEmpty)
    for diagnostic in verdict.diagnostics {
      #expect(SourceText(text).text(diagnostic.range) == #""body""#)
      #expect(diagnostic.fixes.isEmpty)
    }
  }

  @Test func `a place is named as Amazon names it`() {
    let text =
      #"{"url": "https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-lite-v1:0/converse", "body": {"messages": [{"role": "user", "content": "Hi"}]}}"#
    let verdict = Linter(facts: .embedded, settings: LintSettings(today: Day(secondsSince1970: 0)))
      .lint(Document.parse(SourceText(text), as: .json))
    #expect(verdict.diagnostics.map { $0.answer?.param } == ["messages.0.content"])
  }
}
