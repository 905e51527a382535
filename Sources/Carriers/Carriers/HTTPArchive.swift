import DocumentTree

/// HAR 1.2, as browsers, proxies and Polly.js write it: `log.entries[]` with `request.postData.text` and
/// `response.content.text`.
enum HTTPArchive: Carrier {
  static func sites(in root: Node, _ bodies: inout BodyReader) -> [RequestSite]? {
    guard root.kind == .object, let entries = root["log"]?["entries"], entries.kind == .array else { return nil }
    return entries.items.compactMap { entry in
      guard let entry = entry.meant, let request = entry["request"], let url = request["url"], url.kind == .string,
        let body = body(of: request["postData"], &bodies)
      else { return nil }
      return RequestSite(
        .recording, body: body, envelope: request, url: url, headers: request["headers"],
        answer: entry["response"].flatMap { answer($0, &bodies) })
    }
  }

  private static func body(of data: Node?, _ bodies: inout BodyReader) -> Node? {
    guard let data, data.kind == .object, let text = data["text"], text.kind == .string else { return nil }
    return data["encoding"]?.string == "base64" ? bodies.readBase64(text) : bodies.read(text)
  }

  private static func answer(_ response: Node, _ bodies: inout BodyReader) -> RecordedAnswer? {
    guard let status = response["status"]?.number.flatMap({ Int(exactly: $0) }) else { return nil }
    let content = response["content"]
    return bodies.answer(status, content?["text"], isBase64: content?["encoding"]?.string == "base64")
  }
}
