import Diagnosis
import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// Which place of a request an answer is about. « and » stand around what is underlined.
@Suite struct DiagnoserTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let request: String
    let answer: String
    var known: String?
    var missing: String?
    var certainty = Diagnosis.Place.Certainty.exact
    var provider: String? = "openai"

    var testDescription: String { answer }
  }

  private static let hello = #"{"role": "user", "content": "Hi"}"#

  private func diagnose(_ request: String, _ answer: String, provider: String? = "openai") -> (
    diagnosis: Diagnosis, marked: String
  ) {
    let text = request.filter { $0 != "«" && $0 != "»" }
    let document = Document.parse(SourceText(text), as: request.hasPrefix("{") ? .json : .yaml)
    let day = Day(secondsSince1970: 1_700_000_000)
    let linter = Linter(facts: .embedded, settings: LintSettings(provider: provider, today: day))
    let diagnosis = Diagnoser(linter).diagnose(ErrorResponse(SourceText(answer)), document, site: 0)
    guard let range = diagnosis.places.first?.range else { return (diagnosis, text) }
    let source = SourceText(text)
    let parts = [ByteRange(0, range.lower), range, ByteRange(range.upper, source.count)].map { source.text($0) }
    return (diagnosis, parts[0] + "«" + parts[1] + "»" + parts[2])
  }

  private func expect(_ row: Row) {
    let (diagnosis, marked) = diagnose(row.request, row.answer, provider: row.provider)
    #expect(marked == row.request)
    #expect(diagnosis.known?.id == row.known)
    #expect(diagnosis.places.first?.missing == row.missing)
    #expect(diagnosis.places.first?.certainty == row.certainty)
  }

  private static let gemini = "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent"
  private static let bedrock = "https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-lite-v1%3A0/converse"

  @Test(arguments: [
    Row(
      request:
        #"{"url": "\#(gemini)", "body": {"contents": [{"parts": [{"text": "a"}]}], "tools": [{"functionDeclarations": [{"name": "f", "parameters": {"type": "object", «"$schema"»: "x"}}]}]}}"#,
      answer:
        #"{"error": {"code": 400, "message": "Invalid JSON payload received. Unknown name \"$schema\" at 'tools[0].function_declarations[0].parameters': Cannot find field.", "status": "INVALID_ARGUMENT"}}"#,
      known: "unknown-name", provider: nil),
    Row(
      request:
        #"{"url": "\#(gemini)", "body": {"contents": [{"parts": [{"text": "a"}]}, {"role": "model", "parts": [«{»}]}]}}"#,
      answer:
        #"{"error": {"code": 400, "message": "* GenerateContentRequest.contents[1].parts[0].data: required oneof field 'data' must have one initialized field\n", "status": "INVALID_ARGUMENT"}}"#,
      known: "missing-data", provider: nil),
    Row(
      request:
        #"{"url": "\#(gemini)", "body": {"contents": [{"parts": [{"text": "a"}]}], "generationConfig": {"frequencyPenalty": «0.5»}}}"#,
      answer:
        #"{"error": {"code": 400, "message": "Penalty is not enabled for models/gemini-2.5-flash", "status": "INVALID_ARGUMENT"}}"#,
      known: "penalty", provider: nil),
    Row(
      request:
        #"{"url": "\#(bedrock)", "body": {"messages": [{"role": "user", "content": [{"text": «""»}]}]}}"#,
      answer:
        #"{"message": "The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to the text field, and try again."}"#,
      known: "blank-text", provider: nil),
    Row(
      request:
        #"{"url": "\#(bedrock)", "body": {"messages": [], "inferenceConfig": {"temperature": «1.5»}}}"#,
      answer:
        "ValidationException: Value '1.5' at 'inferenceConfig.temperature' failed to satisfy constraint: Member must have value less than or equal to 1",
      known: "constraint", provider: nil),
  ])
  func `Google's and Amazon's answers lead to their places`(_ row: Row) {
    let (diagnosis, marked) = diagnose(row.request, row.answer, provider: row.provider)
    #expect(marked == row.request)
    #expect(diagnosis.known?.id == row.known)
  }

  private static let claude = #""model": "claude-opus-4-5", "max_tokens": 9"#
  private static let use =
    #"{"role": "assistant", "content": [{"type": "tool_use", "id": "@", "name": "f", "input": {}}]}"#

  @Test(arguments: [
    Row(
      request:
        #"{\#(claude), "messages": [\#(hello), \#(use.replacing("\"@\"", with: "«\"toolu_1\"»")), \#(hello)], "tools": []}"#,
      answer:
        "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1. Each `tool_use` block must have a corresponding `tool_result` block in the next message.",
      known: "unanswered-call", provider: "anthropic"),
    Row(
      request: #"{\#(claude), "messages": [\#(hello)], «"effort"»: "low"}"#,
      answer:
        #"{"type": "error", "error": {"type": "invalid_request_error", "message": "effort: Extra inputs are not permitted"}}"#,
      known: "extra-key", provider: "anthropic"),
    Row(
      request: #"{\#(claude), "messages": [\#(hello), {"role": "assistant", "content": «"So "»}]}"#,
      answer: "ValidationException: final assistant content cannot end with trailing whitespace",
      known: "trailing-space", provider: "anthropic"),
    Row(
      request:
        #"{"model": "m", "messages": [\#(hello), {"role": "assistant", "content": "So", «"reasoning_content"»: "a"}]}"#,
      answer:
        #"{"object": "error", "message": {"detail": [{"type": "extra_forbidden", "loc": ["body", "messages", 1, "assistant", "reasoning_content"], "msg": "Extra inputs are not permitted"}]}}"#,
      known: "extra-key", provider: "mistral"),
    Row(
      request: #"{"model": "m", "messages": [\#(hello), {"role": «"assistant"», "content": "So"}]}"#,
      answer:
        #"{"object": "error", "message": "Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant", "code": "3230"}"#,
      known: "last-role", provider: "mistral"),
    Row(
      request: #"{"model": «"nonexistent"», "texts": ["a"], "input_type": "search_query"}"#,
      answer: #"{"message": "model 'nonexistent' not found, make sure the correct model ID was used."}"#,
      known: "model-not-found", provider: "cohere"),
    Row(
      request:
        #"{"model": "m", "thinking": {"type": "enabled"}, "messages": [\#(hello), {"role": «"assistant"», "content": "", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "x"}]}"#,
      answer: "thinking is enabled but reasoning_content is missing in assistant tool call message at index 1",
      known: "reasoning-content", provider: "moonshot"),
    Row(
      request: #"{"model": "grok-4", "messages": [\#(hello)], "reasoning_effort": «"low"»}"#,
      answer:
        #"{"code": "Client specified an invalid argument", "error": "Model grok-4 does not support parameter reasoningEffort."}"#,
      known: "no-parameter", provider: "xai"),
  ])
  func `other providers' answers lead to their places`(_ row: Row) {
    let (diagnosis, marked) = diagnose(row.request, row.answer, provider: row.provider)
    #expect(marked == row.request)
    #expect(diagnosis.known?.id == row.known)
  }

  @Test(arguments: [
    (
      #"{"error": {"message": "Project `p` does not have access to model `m`", "code": "model_not_found"}}"#,
      "openai no-access-to-model"
    ),
    (#"{"error": {"message": "The model `m` does not exist", "code": "model_not_found"}}"#, "openai model-not-found"),
    ("upstream connect error or disconnect/reset before headers. reset reason: timeout", "common upstream-away"),
  ])
  func `an answer is explained by whom it came from`(_ answer: String, _ known: String) {
    let (diagnosis, _) = diagnose(#"{"model": "m", "messages": [\#(Self.hello)]}"#, answer)
    #expect(diagnosis.known.map { "\($0.file) \($0.id)" } == known)
  }

  @Test(arguments: [
    Row(
      request: #"{"model": "m", "messages": [\#(hello), {"role": «"robot"», "content": "x"}]}"#,
      answer: #"{"error": {"message": "No.", "param": "messages[1].role"}}"#),
    Row(
      request: #"{"model": "m", "messages": [\#(hello), {"role": «"robot"», "content": "x"}]}"#,
      answer: #"{"error": {"message": "No.", "param": "messages.[1].role"}}"#),
    Row(
      request:
        #"{"model": "m", "messages": [\#(hello)], "tools": [{"type": "function", "function": {"name": "f", "parameters": «[]»}}]}"#,
      answer: #"{"error": {"message": "No.", "param": "tools[0].function.parameters"}}"#),
    Row(
      request: #"{"model": "m", "messages": [\#(hello)], "max_tokens": «0»}"#,
      answer: "Value '0' at 'inferenceConfig.maxTokens' is no good"),
    Row(
      request:
        #"{"model": "m", "messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "media_type": «"image/bmp"»}}]}]}"#,
      answer: "messages.0.content.0.image.source.base64.media_type is no good"),
    Row(
      request: #"{"model": "m", "messages": [\#(hello)], "temperature": «9»}"#,
      answer: "#/temperature: expected another number, found this one"),
  ])
  func `a path leads to its place however it is spelt`(_ row: Row) {
    expect(row)
  }

  @Test(arguments: [
    Row(
      request: #"{"model": "m", "messages": [\#(hello)], «"frobnicate"»: 1}"#,
      answer: "Unrecognized request argument supplied: frobnicate", known: "unknown-parameter"),
    Row(
      request: #"{"model": "m", "messages": [{"role": «"user"», "name": "A"}, \#(hello)]}"#,
      answer: "Unsupported value: 'messages[0].role' does not support 'user' with this model.",
      known: "unsupported-role"),
    Row(
      request: #"{"model": "m", "input": [{"role": "user", "content": [{"type": «"txt"», "text": "txt"}]}]}"#,
      answer: "Invalid value: 'txt'. Supported values are: 'input_text' and 'input_image'.", known: "invalid-value",
      certainty: .likely),
    Row(
      request: #"{"model": «"no-model"», "messages": [\#(hello)]}"#,
      answer: "The model `no-model` does not exist or you do not have access to it.", known: "model-not-found"),
    Row(
      request: #"{"model": "m", «"messages"»: [\#(hello)], "max_tokens": 5}"#,
      answer: "This model's maximum context length is 10 tokens. However, you requested 20.", known: "context-length"),
    Row(
      request:
        #"{"model": "m", "messages": [\#(hello)], "tools": [{"type": "function", "function": {"name": "a", "parameters": {}}}, {"type": "function", "function": {"name": "b", "parameters": {"type": "object", "properties": {"when": {"type": "string", "format": «"uri"»}}}}}]}"#,
      answer: "Invalid schema for function 'b': In context=('properties', 'when', 'format'), 'uri' is no such thing.",
      known: "function-schema"),
  ])
  func `a known message leads to its place`(_ row: Row) {
    expect(row)
  }

  @Test func `what is absent is missed where it should be`() {
    expect(
      Row(
        request: #"{"model": "m", "messages": [\#(Self.hello)], "tools": [«{»"type": "function"}]}"#,
        answer: "Missing required parameter: 'tools[0].name'.", known: "missing-parameter", missing: "name"))
    expect(
      Row(
        request: #"«{»"model": "m", "messages": [\#(Self.hello)]}"#,
        answer: "Missing required parameter: 'tools[0].name'.",
        known: "missing-parameter", missing: "tools[0].name", certainty: .likely))
  }

  @Test func `an item that is not there stands for the one that has the rest`() {
    expect(
      Row(
        request: #"{"model": "m", "messages": [\#(Self.hello), {"role": "assistant", "tool_calls": «[]»}]}"#,
        answer: "Invalid 'messages[7].tool_calls': empty array.", known: "wrong-length", certainty: .likely))
  }

  @Test func `the rest of a validation error's places follow`() {
    let answer =
      #"{"detail": [{"loc": ["body", "stop"], "msg": "No."}, {"loc": ["body", "messages", 0, "role"], "msg": "No."}]}"#
    let (diagnosis, _) = diagnose(#"{"model": "m", "messages": [\#(Self.hello)], "stop": 1}"#, answer)
    #expect(diagnosis.places.map(\.pointer) == ["/stop", "/messages/0/role"])
    #expect(diagnosis.places.map(\.param) == ["stop", "messages[0].role"])
  }

  @Test func `places in YAML and in strings are those of the file`() {
    expect(
      Row(
        request: "model: m\nmessages: []\ntemperature: «9»\n",
        answer: "Invalid 'temperature': decimal above maximum value.",
        known: "out-of-range"))
    let url = "https://api.openai.com/v1/chat/completions"
    expect(
      Row(
        request:
          #"{"url": "\#(url)", "body": "{\"model\": \"gpt-4o\", «\"frobnicate\"»: 1, \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"}"#,
        answer: "Unknown parameter: 'frobnicate'.", known: "unknown-parameter"))
  }

  @Test func `a finding that predicts the answer brings its fix`() throws {
    let request = #"{"model": "o1", «"max_tokens"»: 5, "messages": [\#(Self.hello)]}"#
    let (diagnosis, marked) = diagnose(request, "Unsupported parameter: 'max_tokens' is not supported with this model.")
    #expect(marked == request)
    let finding = try #require(diagnosis.predicted.first)
    #expect(finding.rule == "unsupported-parameter" && !finding.fixes.isEmpty)
  }

  @Test(arguments: [
    ("the stars are wrong", false), (#"{"error": {"message": "?", "code": "x"}}"#, false), ("Error code: 400", false),
    ("Error code: 401", true), ("Connection refused", true), (#"{"detail": "?"} "#, false),
  ])
  func `an answer that nobody knows is not explained`(_ answer: String, _ isExplained: Bool) {
    let request = #"{"model": "gpt-4o", "messages": [\#(Self.hello)]}"#
    let (diagnosis, _) = diagnose(request, answer)
    #expect(diagnosis.isExplained == isExplained)
    #expect(diagnosis.places.isEmpty)
  }

  // MARK: Every cause has an answer

  /// A cause that the error guides name, and an answer of that kind.
  @Test(arguments: [
    ("openai", #"{"error": {"message": "Incorrect API key provided: x", "code": "invalid_api_key"}}"#, Cause.key),
    ("openai", "Error code: 403", .access), ("openai", "Error code: 429", .rateLimit),
    ("openai", #"{"error": {"message": "-", "code": "insufficient_quota"}}"#, .plan),
    ("openai", "Error code: 500", .server),
    ("openai", "Error code: 503", .unavailable), ("openai", "413 Request Entity Too Large", .size),
    ("openai", "We could not parse the JSON body of your request.", .syntax),
    ("openai", "getaddrinfo ENOTFOUND api.openai.com", .network),
    ("openai", "Missing required parameter: 'messages'.", .parameter),
    ("openai", "The model `x` does not exist", .model), ("openai", "maximum context length is 5 tokens", .context),
    ("telekom", "Error code: 401", .key), ("telekom", "Error code: 403", .plan), ("telekom", "Error code: 404", .model),
    ("telekom", "Error code: 429", .rateLimit), ("telekom", "Error code: 500", .server),
    ("telekom", "Error code: 503", .unavailable), ("telekom", #"{"detail": "Model not found"}"#, .model),
    ("telekom", #"{"detail": "Context length exceeded"}"#, .context), ("telekom", "Connection error.", .network),
    ("ollama", #"{"error": "model 'x' not found"}"#, .model), ("ollama", "Error code: 500", .server),
    ("ollama", "dial tcp: connection refused", .network), ("ollama", #"{"error": "invalid input type"}"#, .parameter),
    ("ollama", "Error code: 402", .plan), ("ollama", "Error code: 408", .network),
    ("ollama", "Error code: 409", .unavailable),
    ("ollama", "Error code: 413", .size), ("ollama", "Error code: 415", .syntax),
    ("ollama", "Error code: 504", .unavailable),
  ])
  func `each cause that the guides name has an answer`(_ provider: String, _ answer: String, _ cause: Cause) {
    let (diagnosis, _) = diagnose(#"{"model": "m", "messages": [\#(Self.hello)]}"#, answer, provider: provider)
    #expect(diagnosis.known?.cause == cause, "\(diagnosis.known?.id ?? "-")")
    #expect(!diagnosis.advice.isEmpty && diagnosis.explanation?.isEmpty == false)
  }

  @Test func `texts of the answer do not show`() {
    let answer = "The model `my secret plan for the whole of next year` does not exist"
    let (diagnosis, _) = diagnose(#"{"model": "m", "messages": []}"#, answer)
    #expect(diagnosis.explanation?.contains("secret") == false)
  }
}
