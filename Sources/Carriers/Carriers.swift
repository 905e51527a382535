package import DocumentTree

/// Finds the places where requests may stand. Whether they are requests is not decided here.
package enum Carriers {
  /// The sites of all roots of `document`, in order: each root, or each item of a root that is an array.
  package static func sites(in document: Document) -> [RequestSite] {
    document.roots.flatMap { root in
      let root = root.meant ?? root
      return root.kind == .array ? root.items.compactMap { $0.meant.flatMap(site) } : site(root).map { [$0] } ?? []
    }
  }

  private static func site(_ node: Node) -> RequestSite? {
    guard node.kind == .object else { return nil }
    guard let url = node["url"], url.kind == .string, let body = node["body"] else {
      return RequestSite(carrier: .bareBody, body: node)
    }
    guard let content = content(of: body) else { return nil }
    let carrier: RequestSite.Carrier = node.value(of: "custom_id") == nil ? .envelope : .batchLine
    return RequestSite(carrier: carrier, body: content, envelope: node, url: url, headers: node["headers"])
  }

  /// A body that is an object, or a string that holds one as JSON.
  private static func content(of body: Node) -> Node? {
    if body.kind == .object { return body }
    guard body.kind == .string, let inner = Document.embedded(in: body)?.roots.first, inner.kind == .object else {
      return nil
    }
    return inner
  }
}
