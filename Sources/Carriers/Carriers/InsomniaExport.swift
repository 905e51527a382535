import DocumentTree

/// What Insomnia exports: version 4, a list of `resources`, and version 5, a `collection` with `children`; each request
/// has `url`, `headers` and `body.text`.
enum InsomniaExport: Carrier {
  static func sites(in root: Node, _ bodies: inout BodyReader) -> [RequestSite]? {
    guard root.kind == .object, let list = requests(in: root), list.kind == .array else { return nil }
    return list.leaves(below: "children").compactMap { request in
      guard let url = request["url"], url.kind == .string, let body = bodies.readTemplate(request["body"]?["text"])
      else { return nil }
      return RequestSite(.envelope, body: body, envelope: request, url: url, headers: request["headers"])
    }
  }

  private static func requests(in root: Node) -> Node? {
    if root["__export_format"] != nil { return root["resources"] }
    return root["type"]?.string?.hasPrefix("collection.insomnia.rest/") ?? false ? root["collection"] : nil
  }
}
