package import DocumentTree
import SourceText

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
    LiteLLMConfiguration.self,
    PromptfooConfiguration.self,
    Envelopes.self,
  ]

  /// The sites of all roots of `document`, in order; behind those of a root come the requests of batches that its bodies
  /// make.
  ///
  /// Without those that stand there by aliases, or have such in them, once these have added too much.
  package static func sites(in document: Document) -> [RequestSite] {
    let sites = allSites(in: document)
    guard document.hasAliases else { return sites }
    let sizes = AliasSizes(document)
    var bytesLeft = aliasedLimit
    var seen: Set<Node> = []
    return sites.filter { site in
      let body = site.body
      let isNew = seen.insert(body).inserted
      let bytes = body.document === document ? sizes.bytes(of: body) : body.range.count
      bytesLeft -= bytes - (isNew ? body.range.count : 0)
      return isNew && bytes == body.range.count || bytesLeft >= 0
    }
  }

  /// How many bytes aliases may add to the bodies of a document.
  private static let aliasedLimit = 1 << 22

  private static func allSites(in document: Document) -> [RequestSite] {
    var bodies = BodyReader()
    // Many aliases may lead to one.
    var batches: Set<Node> = []
    return document.roots.flatMap { root in
      let root = root.meant ?? root
      for carrier in list {
        guard let sites = carrier.sites(in: root, &bodies) else { continue }
        return sites
          + sites.flatMap { site in
            let batch = Envelopes.batch(in: site.body)
            return batch.isEmpty || batches.insert(site.body).inserted ? batch : []
          }
      }
      return []
    }
  }
}
