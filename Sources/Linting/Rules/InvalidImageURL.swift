import DocumentTree
import Facts
import SourceText

/// An image that cannot be fetched as it is written.
package enum InvalidImageURL: Rule {
  package static let card = RuleCard(
    id: "invalid-image-url", since: "0.1.0", severity: .error,
    summary: "An image's URL is none that the API can fetch.",
    why: """
      The API fetches http and https URLs, and reads data URLs. A path, a `file:` URL or bare base64 is answered with \
      "Failed to download image due to an invalid URL". Ollama fetches nothing.
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
        #"{"model": "llava", "messages": [{"role": "user", "content": "Hi", "images": [«"https://example.com/a.png"»]}]}"#,
        api: "ollama/api-chat"),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .formatted(let format, _) = mismatch.kind, let text = mismatch.node.string else { continue }
      guard var finding = finding(mismatch.node, text, format, request) else { continue }
      if finding.severity == nil { finding.severity = Severity(mismatch.provenance.confidence) }
      finding.answer = request.answer(mismatch.node, status: mismatch.status)
      report.add(finding)
    }
  }

  private static func finding(_ node: Node, _ text: String, _ format: Shape.Format, _ request: Request) -> Finding? {
    let provider = request.provider.name
    let kind = Kind(text)
    switch format {
    case .imageURL:
      switch kind {
      case .data: return nil
      case .web(let host):
        guard let host, Kind.isLocal(host) else { return kind.flaw.map { Finding(at: node, "the image's URL \($0)") } }
        var finding = Finding(
          at: node, "\(provider) cannot reach `\(host.excerpt)`, which is a name for your own machine or network")
        finding.severity = .warning
        finding.help = "send the image as a data URL"
        return finding
      case .base64(let mediaType): return bareBase64(node, mediaType)
      case .other: return other(node, text, "an http(s) URL or a data URL")
      }
    case .imageDataURL:
      switch kind {
      case .data: return nil
      case .web:
        var finding = Finding(at: node, "\(provider) fetches no images here; it takes data URLs only")
        finding.help = "send the image as a data URL"
        return finding
      case .base64(let mediaType): return bareBase64(node, mediaType)
      case .other: return other(node, text, "a data URL")
      }
    case .base64Image:
      switch kind {
      case .data: return withPrefix(node, text, provider)
      case .web:
        var finding = Finding(at: node, "\(provider) fetches no images; it takes the image itself in base64")
        finding.help = "send the image's bytes in base64"
        return finding
      case .base64, .other: return nil
      }
    case .fileDataURL, .base64, .goDuration, .regex: return nil
    }
  }

  private static func other(_ node: Node, _ text: String, _ wanted: String) -> Finding {
    let colon = text.firstIndex(of: ":")
    let scheme = colon.flatMap { text[$0...].hasPrefix("://") ? String(text[..<$0]) : nil }
    let what = scheme.map { "`\($0.excerpt):` URLs are not fetched" } ?? "this is no URL"
    var finding = Finding(at: node, "the image cannot be fetched: \(what), and \(wanted) is wanted")
    finding.help = "upload the image and give its http(s) URL, or write it as `data:image/png;base64,…`"
    return finding
  }

  private static func bareBase64(_ node: Node, _ mediaType: String) -> Finding {
    var finding = Finding(at: node, "this is bare base64, and a data URL is wanted")
    let prefix = "data:\(mediaType);base64,"
    finding.fixes = [
      Fix(title: "write `\(prefix)` before it", safety: .safe, edits: [.insertion(prefix, at: node.contentRange.lower)])
    ]
    return finding
  }

  private static func withPrefix(_ node: Node, _ text: String, _ provider: String) -> Finding {
    var finding = Finding(at: node, "\(provider) takes bare base64, without `data:` before it")
    if let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")),
      node.decodedText.map({ $0.bytes.count == node.contentRange.count }) ?? false
    {
      let length = text.utf8.distance(from: text.startIndex, to: comma) + 1
      let start = node.contentRange.lower
      finding.fixes = [Fix(title: "remove the prefix", safety: .safe, edits: [.removal(.init(start, start + length))])]
    }
    return finding
  }

  /// What a text in place of an image is.
  private enum Kind {
    case data
    /// With the host, in lower case.
    case web(String?)
    /// With the media type that its first bytes show.
    case base64(String)
    case other

    init(_ text: String) {
      let start = text.prefix(8).lowercased()
      if start.hasPrefix("data:") {
        self = .data
      } else if start.hasPrefix("http://") || start.hasPrefix("https://") {
        self = .web(RequestURL(text).host)
      } else if let mediaType = MediaSignature.mediaType(
        of: Base64.firstBytes(of: text.prefix(64), count: MediaSignature.length)),
        Base64.flaw(in: text) == nil, mediaType.hasPrefix("image/"), mediaType != "image/bmp"
      {
        self = .base64(mediaType)
      } else {
        self = .other
      }
    }

    /// What is wrong with a web URL.
    var flaw: String? {
      guard case .web(let host) = self else { return nil }
      guard let host, !host.isEmpty else { return "names no host" }
      return host.unicodeScalars.contains { $0 == " " || $0.value < 0x20 } ? "has white space in its host" : nil
    }

    static func isLocal(_ host: String) -> Bool {
      host == "localhost" || host.hasSuffix(".localhost") || host == "0.0.0.0" || host == "[::1]"
        || host.hasPrefix("127.")
        || host.hasPrefix("192.168.")
        || host.hasPrefix("10.") && host.split(separator: ".").count == 4
          && host.allSatisfy { $0.isNumber || $0 == "." }
        || host.hasSuffix(".local") || host.hasSuffix(".internal")
    }
  }
}
