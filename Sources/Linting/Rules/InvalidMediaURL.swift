import DocumentTree
import Facts
import SourceText

/// An image or another file that is not carried in a way the API takes.
package enum InvalidMediaURL: Rule {
  package static let card = RuleCard(
    id: "invalid-media-url", since: "0.1.0", severity: .error,
    summary: "An image or file is not carried in a way that the API takes.",
    why: """
      Where an API fetches, it fetches http and https URLs, some of them https alone; most read data URLs, some only \
      bare base64. No API opens a path, a `file:` URL or a name on your own machine. Ollama fetches nothing.
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": «"photos/cat.png"»}}]}]}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": «"iVBORw0KGgoAAAANSUhEUg=="»}}]}]}"#,
        fixed:
          #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="}}]}]}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "input": [{"role": "user", "content": [{"type": "input_file", "file_url": «"file:///home/me/report.pdf"»}]}]}"#,
        api: "openai/responses"),
      .bad(
        #"{"model": "llava", "messages": [{"role": "user", "content": "Hi", "images": [«"https://example.com/a.png"»]}]}"#,
        api: "ollama/api-chat"),
      .bad(
        #"{"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": «"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="»}}]}]}"#,
        fixed:
          #"{"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgoAAAANSUhEUg=="}}]}]}"#,
        api: "anthropic/messages"),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for site in request.media where !site.media.carriages.isEmpty {
      if let finding = finding(site, request) { report.add(site.finished(finding)) }
    }
  }

  private static func finding(_ site: MediaSite, _ request: Request) -> Finding? {
    let media = site.media
    let noun = media.noun
    switch site.form {
    case .dataURL(let url):
      if media.carriages.contains(.dataURL) { return malformed(url, site.node) }
      guard media.carriages.contains(.base64) else {
        return Finding(at: site.node, "\(request.provider.name) takes no data URL here, but \(media.wanted)")
      }
      return withPrefix(site.node, url, request.provider.name)
    case .web(let host, let isSecure):
      guard media.isFetched else { return notFetched(site, request) }
      return web(host, isSecure, site, request)
    case .otherURL(let scheme):
      var finding = Finding(
        at: site.node, "the \(noun) cannot be fetched: `\(scheme.excerpt):` URLs are not read, \(media.wanted) is")
      finding.help = help(media)
      return finding
    case .base64(let type):
      guard !media.carriages.contains(.base64), media.carriages.contains(.dataURL) else { return nil }
      return bareBase64(site.node, type, noun)
    case .other:
      guard !media.carriages.contains(.base64) else { return nil }
      var finding = Finding(
        at: site.node, "the \(noun) cannot be fetched: this is no URL, and \(media.wanted) is wanted")
      finding.help = help(media)
      return finding
    }
  }

  private static func malformed(_ url: DataURL, _ node: Node) -> Finding? {
    guard url.data != nil else {
      return Finding(at: node, "the data URL has no comma between its type and its data")
    }
    return url.isBase64 ? nil : Finding(at: node, "the data URL does not say `;base64` before its comma")
  }

  private static func notFetched(_ site: MediaSite, _ request: Request) -> Finding {
    var finding = Finding(
      at: site.node, "\(request.provider.name) fetches nothing here: it takes \(site.media.wanted)")
    finding.help = help(site.media)
    return finding
  }

  private static func web(_ host: String?, _ isSecure: Bool, _ site: MediaSite, _ request: Request) -> Finding? {
    let noun = site.media.noun
    guard let host, !host.isEmpty else { return Finding(at: site.node, "the \(noun)'s URL names no host") }
    if host.unicodeScalars.contains(where: { $0 == " " || $0.value < 0x20 }) {
      return Finding(at: site.node, "the \(noun)'s URL has white space in its host")
    }
    if host.isOnOwnNetwork, !(request.url?.host?.isOnOwnNetwork ?? false) {
      var finding = Finding(
        at: site.node,
        "\(request.provider.name) cannot reach `\(host.excerpt)`, which is a name for your own machine or network")
      finding.severity = .warning
      finding.help = "send the \(noun) itself"
      return finding
    }
    guard !isSecure, !site.media.carriages.contains(.web) else { return nil }
    return Finding(at: site.node, "\(request.provider.name) fetches https URLs only")
  }

  private static func bareBase64(_ node: Node, _ type: String, _ noun: String) -> Finding {
    var finding = Finding(at: node, "this is bare base64, and a data URL is wanted")
    let prefix = "data:\(type);base64,"
    finding.fixes = [
      Fix(title: "write `\(prefix)` before it", safety: .safe, edits: [.insertion(prefix, at: node.contentRange.lower)])
    ]
    return finding
  }

  private static func withPrefix(_ node: Node, _ url: DataURL, _ provider: String) -> Finding {
    var finding = Finding(at: node, "\(provider) takes bare base64, without `data:` before it")
    let content = node.contentRange
    // Only where the string is written as it is meant do its bytes count the same in the file.
    if let data = url.data, node.contentBytes.count == content.count {
      let length = content.count - data.count
      finding.fixes = [
        Fix(
          title: "remove the prefix", safety: .safe,
          edits: [.removal(ByteRange(content.lower, content.lower + length))])
      ]
    }
    return finding
  }

  private static func help(_ media: Shape.Media) -> String {
    let type = media.types.first { !$0.hasSuffix("*") } ?? "application/pdf"
    if media.carriages.contains(.base64) { return "send the \(media.noun)'s bytes in base64" }
    guard media.carriages.contains(.dataURL) else { return "upload the \(media.noun) and give its URL" }
    guard media.isFetched else { return "write the \(media.noun) as `data:\(type);base64,…`" }
    return "upload the \(media.noun) and give its URL, or write it as `data:\(type);base64,…`"
  }
}

extension String {
  /// Whether a host's name leads nowhere for an API on the internet.
  fileprivate var isOnOwnNetwork: Bool {
    if self == "localhost" || self == "0.0.0.0" || self == "[::1]" { return true }
    if hasSuffix(".localhost") || hasSuffix(".local") || hasSuffix(".internal") { return true }
    let numbers = split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard numbers.count == 4, !numbers.contains(nil) else { return false }
    switch (numbers[0], numbers[1]) {
    case (127, _), (10, _), (192, 168): return true
    case (172, let second?): return (16...31).contains(second)
    default: return false
    }
  }
}
