import Diagnosis
import DocumentTree
import SourceText
import Testing

/// What is read from the forms in which people have an error answer.
@Suite struct ErrorResponseTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    var status: Int?
    var code: String?
    var type: String?
    var param: String?
    /// The first message.
    var says: String?
    var locations = 0

    var testDescription: String { text }
  }

  @Test func `an answer that holds itself under many names is read to an end`() throws {
    let names = ["error", "errors", "detail", "details", "fault", "metadata", "response", "body", "content", "msg"]
    let text = "&a {\(names.map { "\($0): *a" }.joined(separator: ", ")), code: no_thing}"
    let body = try #require(Document.parse(SourceText(text), as: .yaml).roots.first)
    #expect(ErrorResponse(body, status: 400).code == "no_thing")
  }

  @Test(arguments: [
    Row(
      text:
        #"{"error": {"message": "No such thing.", "type": "bad_request", "param": "messages[0].role", "code": "no_thing"}}"#,
      code: "no_thing", type: "bad_request", param: "messages[0].role", says: "No such thing."),
    Row(text: #"{"detail": "No such key"}"#, says: "No such key"),
    Row(
      text:
        #"{"detail": [{"loc": ["body", "input"], "msg": "Field required", "type": "missing"}, {"loc": ["body", 1], "msg": "x"}]}"#,
      type: "missing", says: "Field required", locations: 2),
    Row(text: #"{"error": "model 'x' not found"}"#, says: "model 'x' not found"),
    Row(
      text: #"{"status": 404, "headers": {"a": "b"}, "body": {"error": "model 'x' not found"}}"#, status: 404,
      says: "model 'x' not found"),
    Row(
      text: #"{"status": {"code": 400, "message": "Bad Request"}, "body": {"string": "{\"detail\": \"too long\"}"}}"#,
      status: 400, says: "too long"),
    Row(
      text:
        #"{"custom_id": "a", "response": {"status_code": 400, "body": {"error": {"message": "No.", "code": "c"}}}, "error": null}"#,
      status: 400, code: "c", says: "No."),
    Row(
      text: "HTTP/1.1 413 Payload Too Large\r\nServer: x\r\n\r\n<html><title>413 Too Large</title></html>", status: 413,
      says: "413 Too Large"),
    Row(
      text:
        #"openai.BadRequestError: Error code: 400 - {'error': {'message': "It's no 'list'.", 'param': None, 'code': 'c'}}"#,
      status: 400, code: "c", says: "It's no 'list'."),
    Row(
      text:
        #"{"error": {"message": "litellm.BadRequestError: AzureException - {\"error\": {\"message\": \"Inner.\", \"code\": \"inner\", \"param\": \"n\"}}", "type": null, "param": "None", "code": "400"}}"#,
      status: 400, code: "inner", param: "n", says: "Inner."),
    Row(
      text: #"{"error": {"message": "Filtered.", "code": "content_filter", "innererror": {"code": "Policy"}}}"#,
      code: "content_filter", says: "Filtered."),
    Row(
      text: "[{'type': 'missing', 'loc': ('body', 'messages'), 'msg': 'Field required', 'input': ...}]",
      type: "missing",
      says: "Field required", locations: 1),
    Row(
      text: #""type": "extra_forbidden", "loc": ["body", "n"], "msg": "Extra inputs are not permitted""#,
      type: "extra_forbidden", says: "Extra inputs are not permitted", locations: 1),
    Row(
      text: "data: {\"error\": {\"message\": \"Overloaded\", \"type\": \"busy\"}}\n\n", type: "busy", says: "Overloaded"
    ),
    Row(
      text: "429 Client Error: Too Many Requests for url: https://x", status: 429,
      says: "429 Client Error: Too Many Requests for url: https://x"),
    Row(text: "it took 500 tries\nand broke", says: "it took 500 tries and broke"),
  ])
  func `an answer is read in every form`(_ row: Row) {
    let response = ErrorResponse(SourceText(row.text))
    #expect(response.status == row.status)
    #expect(response.code == row.code)
    #expect(response.type == row.type)
    #expect(response.param == row.param)
    #expect(response.messages.first == row.says)
    #expect(response.locations.count == row.locations)
  }

  @Test func `a status from elsewhere counts more than the one in the text`() {
    #expect(ErrorResponse(SourceText("HTTP 400"), status: 422).status == 422)
  }

  @Test func `headers and ids around the body are kept`() {
    let text = "HTTP/2 429\r\nRetry-After: 20\r\n\r\n{}"
    #expect(ErrorResponse(SourceText(text)).retryAfter == "20")
    #expect(ErrorResponse(SourceText(#"{"headers": {"retry-after": ["7"]}, "status": 429}"#)).retryAfter == "7")
    #expect(ErrorResponse(SourceText("HTTP/2 429\r\nRetry-After: soon\r\n\r\n")).retryAfter == nil)
    #expect(ErrorResponse(SourceText(#"{"custom_id": "a", "error": {"message": "x"}}"#)).customID == "a")
  }

  @Test(arguments: ["", " \n", "\u{FEFF}", "HTTP/1.1\r\n\r\n"])
  func `nothing is nothing`(_ text: String) {
    #expect(ErrorResponse(SourceText(text)).isEmpty)
  }

  @Test(arguments: [
    String(repeating: "{\"error\":", count: 5000), String(repeating: "[{", count: 20000),
    String(repeating: "{'a': '", count: 20000), String(repeating: "<", count: 100_000),
    "HTTP/1.1" + String(repeating: " 4", count: 1000), "{\"error\": \"" + String(repeating: "x", count: 200_000),
  ])
  func `no text is too odd`(_ text: String) {
    let response = ErrorResponse(SourceText(text))
    #expect(response.messages.allSatisfy { $0.utf8.count <= 1 << 15 })
  }
}
