import DocumentTree
import Facts
import SourceText

/// An image or another file that is not what it says, or not what the API takes.
package enum WrongMediaType: Rule {
  package static let card = RuleCard(
    id: "wrong-media-type", since: "0.1.0", severity: .error,
    summary: "An image or file is not of the kind it says it is, or of a kind that the API does not take.",
    why: """
      APIs look at the first bytes: HTML saved as `image/jpeg`, a BMP, or a sound in place of a document is answered \
      with "unsupported image" or "unsupported file". Anthropic also refuses a PNG that says it is a JPEG.
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": «"data:image/bmp;base64,Qk0="»}}]}]}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": «"data:image/png;base64,PGh0bWw+PGJvZHk+"»}}]}]}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "input": [{"role": "user", "content": [{"type": "input_file", "file_url": «"https://example.com/song.mp3"»}]}]}"#,
        api: "openai/responses"),
      .bad(
        #"{"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "media_type": «"image/jpeg"», "data": "iVBORw0KGgoAAAANSUhEUg=="}}]}]}"#,
        fixed:
          #"{"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgoAAAANSUhEUg=="}}]}]}"#,
        api: "anthropic/messages"),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="}}]}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for site in request.media {
      if let finding = finding(site, request) {
        report.add(site.finished(finding, code: site.media.code, param: site.media.param))
      }
    }
  }

  private static func finding(_ site: MediaSite, _ request: Request) -> Finding? {
    switch site.form {
    case .dataURL(let url):
      if !url.mediaType.isEmpty, !site.media.takes(url.mediaType) {
        return notTaken("`\(url.mediaType.excerpt)`", url.mediaType, site, request)
      }
      return bytes(site, declared: url.mediaType.isEmpty ? site.label?.type : url.mediaType, request)
    case .web: return fetched(site, request)
    case .base64: return bytes(site, declared: site.label?.type, request)
    case .otherURL, .other:
      return site.media.carriages.contains(.base64) ? bytes(site, declared: site.label?.type, request) : nil
    }
  }

  private static func notTaken(_ what: String, _ type: String, _ site: MediaSite, _ request: Request) -> Finding {
    var finding = Finding(at: site.node, "\(request.provider.name) takes no \(what) here")
    if !site.media.isException(type) { finding.help = "it takes \(Wording.list(site.media.types))" }
    return finding
  }

  /// What the end of a URL's path says about the file behind it.
  private static func fetched(_ site: MediaSite, _ request: Request) -> Finding? {
    guard site.media.isFetched, let text = site.node.string,
      let name = RequestURL(text).path.split(separator: "/").last, let dot = name.lastIndex(of: "."),
      let type = MediaType.named(String(name[name.index(after: dot)...])), !site.media.takes(type)
    else { return nil }
    var finding = notTaken("`\(type)`, which the URL's end stands for,", type, site, request)
    if !site.media.isJudgedByName { finding.severity = .warning }
    return finding
  }

  /// What the first bytes show.
  private static func bytes(_ site: MediaSite, declared: String?, _ request: Request) -> Finding? {
    guard let data = site.data, !data.isEmpty else { return nil }
    let first = Base64Text.bytes(of: data.prefix(64), limit: MediaSignature.length)
    guard let actual = MediaSignature.mediaType(of: first) else {
      return unknownBytes(data, first, declared, site)
    }
    if site.media.kind != .file, !site.media.takes(actual), declared.map({ !MediaType.canBe($0, actual) }) ?? true {
      return notTaken("`\(actual)`, as which the data starts,", actual, site, request)
    }
    guard let declared, !MediaType.canBe(declared, actual) else { return nil }
    return mislabelled(declared, actual, site)
  }

  /// Only of images is it known that each one can be told by its first bytes.
  private static func unknownBytes(_ data: ArraySlice<UInt8>, _ first: [UInt8], _ declared: String?, _ site: MediaSite)
    -> Finding?
  {
    guard site.media.kind == .image, !site.media.types.isEmpty, !first.isEmpty, Base64(data, .any).flaw == nil else {
      return nil
    }
    let what = declared.map { "`\($0.excerpt)`" } ?? "an image"
    return Finding(at: site.node, "the data is not \(what): its first bytes are those of no image")
  }

  private static func mislabelled(_ declared: String, _ actual: String, _ site: MediaSite) -> Finding {
    guard let label = site.label else {
      var finding = Finding(at: site.node, "the data URL says `\(declared.excerpt)`, and its data is `\(actual)`")
      finding.severity = site.media.mislabelling == .rejected ? nil : .warning
      return finding
    }
    var finding = Finding(
      at: label.node,
      "`\(site.media.label ?? "")` says `\(label.node.string?.excerpt ?? "")`, and the data is `\(actual)`")
    finding.related = [(site.node.range, "the data")]
    finding.severity = site.media.mislabelling == .rejected ? nil : .warning
    let isWhole = label.node.string?.contains("/") ?? false
    let name = isWhole ? actual : actual.split(separator: "/").last.map(String.init) ?? actual
    if site.media.takes(actual), isWhole {
      finding.fixes = [Fix(title: "write `\(name)`", safety: .safe, edits: label.node.replacing(with: name))]
    }
    return finding
  }
}
