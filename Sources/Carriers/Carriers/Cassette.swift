import DocumentTree

/// What recorders for tests write: VCR (Ruby), vcrpy and those built on it, betamax, and go-vcr from version 1 to 4, as
/// YAML or JSON.
///
/// `interactions` or `http_interactions` is a list of `{request: {method, uri | url, headers, body | parsed_body},
/// response: {status | code, body | parsed_body}}`.
enum Cassette: Carrier {
  static func sites(in root: Node, _ bodies: inout BodyReader) -> [RequestSite]? {
    guard root.kind == .object,
      let list = root["interactions"] ?? root["http_interactions"], list.kind == .array
    else { return nil }
    let interactions = list.items.compactMap(\.meant).filter { url(of: $0["request"]) != nil }
    guard !interactions.isEmpty else { return nil }
    return interactions.compactMap { interaction in
      guard let request = interaction["request"], let url = url(of: request), let body = body(of: request, &bodies)
      else { return nil }
      return RequestSite(
        .recording, body: body, envelope: request, url: url, headers: request["headers"],
        answer: interaction["response"].flatMap { answer($0, &bodies) })
    }
  }

  private static func url(of request: Node?) -> Node? {
    guard let request, request.kind == .object, let url = request["uri"] ?? request["url"], url.kind == .string else {
      return nil
    }
    return url
  }

  private static func body(of request: Node, _ bodies: inout BodyReader) -> Node? {
    if let parsed = request["parsed_body"], parsed.kind == .object { return parsed }
    guard let body = request["body"] else { return nil }
    // VCR and betamax keep the text with its encoding, whichever it is; what is no text they keep as base64.
    guard body.kind == .object else { return bodies.read(body) }
    if let base64 = body["base64_string"] { return bodies.readBase64(base64) }
    if let text = body["string"], text.kind == .string { return bodies.read(text) }
    return body
  }

  private static func answer(_ response: Node, _ bodies: inout BodyReader) -> RecordedAnswer? {
    guard response.kind == .object else { return nil }
    // go-vcr writes `status: 200 OK` beside the number.
    let numbers = [response["code"], response["status"]?["code"], response["status"]]
    guard let status = numbers.lazy.compactMap({ $0.flatMap { status($0) } }).first else { return nil }
    let body = response["parsed_body"] ?? response["body"]
    let base64 = body?["base64_string"]
    return bodies.answer(status, base64 ?? body?["string"] ?? body, isBase64: base64 != nil)
  }

  private static func status(_ node: Node) -> Int? {
    node.kind == .number || node.kind == .string ? node.scalarText.flatMap { Int($0.prefix { $0 != " " }) } : nil
  }
}
