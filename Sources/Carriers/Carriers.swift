package import DocumentTree

/// A form in which files hold requests.
protocol Carrier: Sendable {
  /// The places of requests in one root of a document, in order; nil where the root is not of this form.
  static func sites(in root: Node, _ bodies: inout BodyReader) -> [RequestSite]?
}

/// Finds the places where requests may stand. Whether they are requests is not decided here.
package enum Carriers {
  /// The first that knows a root reads it. A new one is a file in `Carriers/` and one line here.
  private static let list: [any Carrier.Type] = [
    Cassette.self,
    HTTPArchive.self,
    PostmanCollection.self,
    InsomniaExport.self,
    Envelopes.self,
  ]

  /// The sites of all roots of `document`, in order.
  package static func sites(in document: Document) -> [RequestSite] {
    var bodies = BodyReader()
    return document.roots.flatMap { root in
      let root = root.meant ?? root
      for carrier in list {
        if let sites = carrier.sites(in: root, &bodies) { return sites }
      }
      return []
    }
  }
}
