import DocumentTree

/// A body by itself, an envelope `{"method", "url", "headers", "body"}` around one, a line of a batch file, or an array
/// of these; the pieces of a text come as such an array.
enum Envelopes: Carrier {
  static func sites(in root: Node, _ bodies: inout BodyReader) -> [RequestSite]? {
    guard root.kind == .array else { return site(root, &bodies).map { [$0] } }
    return root.items.compactMap { $0.meant.flatMap { site($0, &bodies) } }
  }

  private static func site(_ node: Node, _ bodies: inout BodyReader) -> RequestSite? {
    if node.document.format.isText, node.kind == .string {
      return bodies.readTemplate(node).flatMap { site($0, &bodies) }
    }
    guard node.kind == .object else { return nil }
    guard let url = node["url"], url.kind == .string, let body = node["body"] else {
      return batched(in: node).map { RequestSite(.batchItem, body: $0, envelope: node) }
        ?? RequestSite(.bareBody, body: node)
    }
    guard let content = bodies.read(body) else { return nil }
    let kind: RequestSite.Kind = node.value(of: "custom_id") == nil ? .envelope : .batchLine
    return RequestSite(kind, body: content, envelope: node, url: url, headers: node["headers"])
  }

  /// The members that name a request of a batch and hold it, in the forms of four providers.
  private static let batchForms: [(name: String, body: String)] = [
    ("custom_id", "params"), ("custom_id", "body"), ("key", "request"), ("recordId", "modelInput"),
  ]

  /// The requests in a body that makes a batch of them.
  static func batch(in body: Node) -> [RequestSite] {
    guard let list = body["requests"], list.kind == .array else { return [] }
    return list.items.compactMap { item in
      guard let item = item.meant, item.kind == .object else { return nil }
      return batched(in: item).map { RequestSite(.batchItem, body: $0, envelope: item) }
    }
  }

  private static func batched(in node: Node) -> Node? {
    for form in batchForms {
      guard let name = node[form.name], name.kind == .string, let body = node[form.body], body.kind == .object else {
        continue
      }
      return body
    }
    return nil
  }
}
