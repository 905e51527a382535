import DocumentTree
import Facts
import SourceText

/// An image or another file that is too large, or one too many.
package enum MediaLimit: Rule {
  package static let card = RuleCard(
    id: "media-limit", since: "0.1.0", severity: .error,
    summary: "An image or file is larger than the API takes, or a request has more of them.",
    why: """
      The number of bytes follows from the length of the base64, the number of pixels from the image's header. What is \
      fetched from a URL is not looked at, only counted.
      """,
    examples: [
      .bad(
        #"{"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "media_type": "image/gif", "data": «"R0lGODlhECcBAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"»}}]}]}"#,
        api: "anthropic/messages"),
      .good(
        #"{"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "media_type": "image/gif", "data": "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"}}]}]}"#,
        api: "anthropic/messages"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    let sites = request.media
    var counts: [Shape.Media.Kind: Int] = [:]
    for site in sites {
      let count = counts[site.media.kind, default: 0] + 1
      counts[site.media.kind] = count
      if let limit = site.media.maxCount, count == limit.value + 1 { report.add(tooMany(site, limit, request)) }
    }
    for site in sites {
      let isCrowded = site.media.manyAbove.map { counts[site.media.kind, default: 0] > $0 } ?? false
      if let finding = tooLarge(site, isCrowded: isCrowded, request) { report.add(finding) }
    }
  }

  private static func tooMany(_ site: MediaSite, _ limit: Fact<Int>, _ request: Request) -> Finding {
    let what = Wording.count(limit.value, site.media.noun + "s")
    var finding = Finding(at: site.node, "\(request.provider.name) takes up to \(what) in one request")
    finding.note = limit.provenance.note(nil)
    return site.finished(finding, provenance: limit.provenance)
  }

  private static func tooLarge(_ site: MediaSite, isCrowded: Bool, _ request: Request) -> Finding? {
    guard let data = site.data else { return nil }
    if let limit = site.media.maxBytes, Base64.size(of: data) > limit.value {
      let size = Wording.grouped(Base64.size(of: data))
      var finding = Finding(
        at: site.node,
        "the \(site.media.noun) has \(size) bytes, and \(request.provider.name) takes up to \(Wording.grouped(limit.value))"
      )
      finding.note = limit.provenance.note(nil)
      return site.finished(finding, provenance: limit.provenance)
    }
    let crowded = isCrowded ? site.media.maxSideOfMany : nil
    guard let limit = crowded ?? site.media.maxSide,
      let size = ImageSize(header: Base64Text.bytes(of: data, limit: ImageSize.headerLength)),
      size.longerSide > limit.value
    else { return nil }
    let bound = Wording.grouped(limit.value)
    let many = crowded == nil ? "" : " in a request with more than \(site.media.manyAbove ?? 0) images"
    var finding = Finding(
      at: site.node,
      "the image is \(Wording.grouped(size.width)) by \(Wording.grouped(size.height)) pixels, and \(request.provider.name) takes sides up to \(bound)\(many)"
    )
    finding.note = limit.provenance.note(nil)
    return site.finished(finding, provenance: limit.provenance)
  }
}
