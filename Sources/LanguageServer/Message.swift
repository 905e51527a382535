import DocumentTree
import SourceText

/// The id of a request: the client's own number or text.
enum RequestID: Sendable, Hashable {
  case number(Int)
  case text(String)

  init?(_ node: Node) {
    if let text = node.string {
      self = .text(text)
    } else if node.isInteger, let number = node.number.flatMap({ Int(exactly: $0) }) {
      self = .number(number)
    } else {
      return nil
    }
  }

  var json: JSONValue {
    switch self {
    case .number(let number): .integer(number)
    case .text(let text): .string(text)
    }
  }
}

/// What a request is answered with when it cannot be served.
struct ResponseError: Error, Sendable, Hashable {
  let code: Int
  let message: String

  static func parseError(_ message: String) -> Self { .init(code: -32700, message: message) }
  static func invalidRequest(_ message: String) -> Self { .init(code: -32600, message: message) }
  static func methodNotFound(_ method: String) -> Self { .init(code: -32601, message: "there is no method \(method)") }
  static func invalidParams(_ message: String) -> Self { .init(code: -32602, message: message) }
  static let serverNotInitialized = ResponseError(code: -32002, message: "`initialize` comes first")
  static let requestCancelled = ResponseError(code: -32800, message: "the request was cancelled")
}

/// One message from the client (JSON-RPC 2.0).
enum Message: Sendable {
  case request(RequestID, method: String, params: Node?)
  case notification(method: String, params: Node?)
  case response(RequestID, result: Node?)

  init(_ bytes: ContiguousArray<UInt8>) throws(ResponseError) {
    let document = Document.parse(SourceText(bytes), as: .json)
    guard document.errors.isEmpty, let root = document.roots.first else { throw .parseError("the message is not JSON") }
    guard root.kind == .object else { throw .invalidRequest("the message is not an object") }
    let id = root["id"].flatMap { RequestID($0) }
    if let method = root["method"] {
      guard let name = method.string else { throw .invalidRequest("`method` is not a string") }
      let params = root["params"].flatMap { $0.kind == .null ? nil : $0 }
      self = id.map { .request($0, method: name, params: params) } ?? .notification(method: name, params: params)
    } else if let id, root.value(of: "result") != nil || root.value(of: "error") != nil {
      self = .response(id, result: root["result"])
    } else {
      throw .invalidRequest("the message has neither a method nor a result")
    }
  }
}

/// A message to the client.
enum Outgoing: Sendable, Hashable {
  case result(RequestID, JSONValue)
  case error(RequestID?, ResponseError)
  case notification(String, JSONValue)
  case request(RequestID, String, JSONValue)

  var bytes: ContiguousArray<UInt8> {
    let json: JSONValue =
      switch self {
      case .result(let id, let result): ["jsonrpc": "2.0", "id": id.json, "result": result]
      case .error(let id, let error):
        [
          "jsonrpc": "2.0", "id": id?.json ?? .null,
          "error": ["code": .integer(error.code), "message": .string(error.message)],
        ]
      case .notification(let method, let params): ["jsonrpc": "2.0", "method": .string(method), "params": params]
      case .request(let id, let method, let params):
        ["jsonrpc": "2.0", "id": id.json, "method": .string(method), "params": params]
      }
    return FrameReader.frame(json.bytes)
  }
}
