import DocumentTree

/// A collection of Postman, version 2.0 or 2.1: `item[]`, in folders or not, with `request.body.raw`.
enum PostmanCollection: Carrier {
  static func sites(in root: Node, _ bodies: inout BodyReader) -> [RequestSite]? {
    guard root.kind == .object, let schema = root["info"]?["schema"]?.string,
      schema.contains("/json/collection/v2"), let items = root["item"], items.kind == .array
    else { return nil }
    return items.leaves(below: "item").compactMap { item in
      guard let request = item["request"], request.kind == .object, let url = url(of: request),
        request["body"]?["mode"]?.string == "raw", let body = bodies.readTemplate(request["body"]?["raw"])
      else { return nil }
      return RequestSite(.envelope, body: body, envelope: request, url: url, headers: request["header"])
    }
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
    // What aliases stand for may come again and again.
    while let node = pending.popLast() {
      guard node.kind == .object else { continue }
      found.append(node)
      if let inner = node.value(of: name), inner.kind == .array { pending += Array(inner.items).reversed() }
    }
    return found
  }
}
