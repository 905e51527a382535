import DocumentTree

/// A collection of Postman, version 2.0 or 2.1: `item[]`, in folders or not, with `request.body.raw`, and the answers that
/// were saved, each with its `originalRequest`.
enum PostmanCollection: Carrier {
  static func sites(in root: Node, _ bodies: inout BodyReader) -> [RequestSite]? {
    guard root.kind == .object, let schema = root["info"]?["schema"]?.string,
      schema.contains("/json/collection/v2"), let items = root["item"], items.kind == .array
    else { return nil }
    let leaves = items.leaves(below: "item")
    // Whoever has none of their own take the key of their folder or of the collection.
    let shares = ([root] + leaves).contains { addsKey($0) ?? false }
    return leaves.flatMap { item in
      [site(.envelope, item["request"], sharesKey: shares, &bodies)].compactMap(\.self)
        + (item["response"]?.items.compactMap { saved in
          saved.meant.flatMap {
            site(.recording, $0["originalRequest"], sharesKey: shares, answer: answer($0), &bodies)
          }
        } ?? [])
    }
  }

  private static func site(
    _ kind: RequestSite.Kind, _ request: Node?, sharesKey: Bool, answer: RecordedAnswer? = nil,
    _ bodies: inout BodyReader
  ) -> RequestSite? {
    guard let request, request.kind == .object, let url = url(of: request),
      request["body"]?["mode"]?.string == "raw", let body = bodies.readTemplate(request["body"]?["raw"])
    else { return nil }
    // What Postman adds by itself is not among the headers that are written down.
    return RequestSite(
      kind, body: body, envelope: request, url: url,
      headers: addsKey(request) ?? sharesKey ? nil : request["header"], answer: answer)
  }

  /// nil where it is not said here.
  private static func addsKey(_ node: Node) -> Bool? {
    node["auth"]?["type"]?.string.map { $0 != "noauth" }
  }

  private static func answer(_ saved: Node) -> RecordedAnswer? {
    let status = saved["code"]?.number.flatMap { Int(exactly: $0) }
    return status.map { RecordedAnswer(status: $0, body: saved["body"]) }
  }

  private static func url(of request: Node) -> Node? {
    let url = request["url"]
    let text = url?.kind == .object ? url?["raw"] : url
    return text.flatMap { $0.kind == .string ? $0 : nil }
  }
}

extension Node {
  /// The objects of this list and of the lists that they hold under `name`, in order.
  func leaves(below name: String) -> [Node] {
    var found: [Node] = []
    var pending: [Node] = Array(items).reversed()
    // What is merged in may come again and again.
    var seen: Set<Node> = []
    while let node = pending.popLast() {
      guard node.kind == .object, seen.insert(node).inserted else { continue }
      found.append(node)
      if let inner = node.value(of: name), inner.kind == .array { pending += Array(inner.items).reversed() }
    }
    return found
  }
}
