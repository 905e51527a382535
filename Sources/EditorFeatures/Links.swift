import DocumentTree
import Facts
import Linting
package import SourceText

/// A place that leads somewhere else.
package struct Link: Sendable, Hashable {
  /// In bytes of the text.
  package let range: ByteRange
  /// A URL, or a path relative to the document.
  package let target: String
  /// What is found there.
  package let title: String
}

extension Analysis {
  /// How many links a text has at the most.
  private static let linkLimit = 2000
  /// The longest text that is taken for a URL, in bytes.
  private static let urlLimit = 4096

  /// From a request's URL and its model to the pages that the facts about them rest on, from `$schema` to the schema,
  /// and from every other text that is a URL to that URL.
  package var links: [Link] {
    var links: [Link] = []
    for part in parts {
      var taken: Set<ByteRange> = []
      let facts = part.requests.flatMap { request in
        [Self.page(of: request.provider, request), Self.page(of: request.profile, request)].compactMap(\.self)
      }
      let schemas = part.document.roots.compactMap(Self.schema)
      let urls = part.document.roots.lazy.flatMap(\.subtree).compactMap(Self.url)
      for link in facts + schemas + urls.prefix(Self.linkLimit) where taken.insert(link.range).inserted {
        guard links.count < Self.linkLimit else { return links }
        links.append(Link(range: link.range.shifted(by: part.offset), target: link.target, title: link.title))
      }
    }
    return links.sorted { $0.range.lower < $1.range.lower }
  }

  private static func page(of provider: Provider, _ request: Request) -> Link? {
    guard let url = request.urlNode else { return nil }
    return link(
      url, to: request.shape?.root.provenance ?? provider.provenance, about: "\(provider.name) · \(request.endpoint.id)"
    )
  }

  private static func page(of profile: ModelProfile?, _ request: Request) -> Link? {
    guard let profile, let node = request.modelNode, let provenance = profile.provenance else { return nil }
    return link(node, to: provenance, about: profile.name)
  }

  private static func link(_ node: Node, to provenance: Provenance, about subject: String) -> Link? {
    guard let source = provenance.source, isURL(source.utf8) else { return nil }
    let day = provenance.checked.map { ", \($0)" } ?? ""
    return Link(
      range: node.document.outermostRange(node.contentRange), target: source,
      title: "what is known about \(subject)\(day)")
  }

  private static func schema(_ root: Node) -> Link? {
    guard let node = root["$schema"], let target = node.string, !target.isEmpty, target.utf8.count <= urlLimit,
      !target.hasPrefix("#")
    else { return nil }
    return Link(range: node.contentRange, target: target, title: "the schema")
  }

  private static func url(_ node: Node) -> Link? {
    guard node.kind == .string, node.range.count <= urlLimit, !node.isKey, isURL(node.contentBytes) else { return nil }
    return Link(range: node.contentRange, target: node.string ?? "", title: "")
  }

  /// Whether a text is an http(s) URL and nothing else.
  private static func isURL(_ bytes: some Collection<UInt8>) -> Bool {
    (bytes.starts(with: "https://".utf8) || bytes.starts(with: "http://".utf8))
      && bytes.allSatisfy { $0 > UInt8(ascii: " ") && $0 < 0x7F && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "<") }
  }
}

extension ModelProfile {
  /// Where most of what is known about the model comes from; nil where nothing is.
  var provenance: Provenance? {
    contextWindow?.provenance ?? endpoints?.provenance ?? dimensions?.provenance ?? maxOutput?.provenance
      ?? parameters.first?.provenance
  }
}
