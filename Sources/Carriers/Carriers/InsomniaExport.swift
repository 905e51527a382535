import DocumentTree

/// What Insomnia exports: version 4, a list of `resources`, and version 5, a `collection` with `children`; each request
/// has `url`, `headers` and `body.text`.
enum InsomniaExport: Carrier {
  static func sites(in root: Node, _ bodies: inout BodyReader) -> [RequestSite]? {
    guard root.kind == .object, let list = requests(in: root), list.kind == .array else { return nil }
    let leaves = list.leaves(below: "children")
    // Of its own, or of a folder around it.
    let sharesKey = leaves.contains { $0["url"] == nil && addsKey($0) }
    return leaves.compactMap { request in
      guard let url = request["url"], url.kind == .string, let body = bodies.readTemplate(request["body"]?["text"])
      else { return nil }
      // What Insomnia adds by itself is not among the headers that are written down.
      return RequestSite(
        .envelope, body: body, envelope: request, url: url,
        headers: sharesKey || addsKey(request) ? nil : request["headers"])
    }
  }

  private static func addsKey(_ node: Node) -> Bool {
    node["authentication"]?["type"]?.string.map { $0 != "none" } ?? false
  }

  private static func requests(in root: Node) -> Node? {
    if root["__export_format"] != nil { return root["resources"] }
    return root["type"]?.string?.hasPrefix("collection.insomnia.rest/") ?? false ? root["collection"] : nil
  }
}
