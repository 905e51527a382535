import DocumentTree
import Facts

/// A data URL that is not what it says, or not what the API takes.
package enum DataURLMismatch: Rule {
  package static let card = RuleCard(
    id: "data-url-mismatch", since: "0.1.0", severity: .error,
    summary: "A data URL is not what it says it is, or holds a kind of file that the API does not take.",
    why:
      "APIs look at the bytes: HTML saved as `image/jpeg`, a BMP, or a text that lost its tail is answered with \"unsupported image\".",
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": «"data:image/bmp;base64,Qk0="»}}]}]}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": «"data:image/png;base64,PGh0bWw+PGJvZHk+"»}}]}]}"#
      ),
      .good(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="}}]}]}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .formatted(let format, let mediaTypes) = mismatch.kind, let text = mismatch.node.string else {
        continue
      }
      guard format == .imageURL || format == .imageDataURL || format == .fileDataURL else { continue }
      guard let url = DataURL(text) else {
        if format == .fileDataURL {
          report.add(finished(Finding(at: mismatch.node, "this is no data URL"), mismatch, request))
        }
        continue
      }
      if let finding = finding(mismatch.node, url, format, mediaTypes, request) {
        report.add(finished(finding, mismatch, request))
      }
    }
  }

  private static func finished(_ finding: Finding, _ mismatch: Mismatch, _ request: Request) -> Finding {
    var finding = finding
    if finding.severity == nil { finding.severity = Severity(mismatch.provenance.confidence) }
    finding.answer = request.answer(mismatch.node, status: mismatch.status)
    return finding
  }

  private static func finding(
    _ node: Node, _ url: DataURL, _ format: Shape.Format, _ mediaTypes: [String], _ request: Request
  ) -> Finding? {
    guard let data = url.data else {
      return Finding(at: node, "the data URL has no comma between its type and its data")
    }
    guard url.isBase64 else { return Finding(at: node, "the data URL does not say `;base64` before its comma") }
    let written = url.mediaType
    if !written.isEmpty, !mediaTypes.isEmpty, !mediaTypes.contains(where: { $0.covers(written) }) {
      var finding = Finding(at: node, "\(request.provider.name) takes no `\(written.excerpt)` here")
      finding.help = "it takes \(Wording.list(mediaTypes))"
      return finding
    }
    guard !data.isOpen else { return nil }
    switch Base64.flaw(in: data) {
    case .character(let scalar): return Finding(at: node, "the data is not base64: it has `\(scalar)` in it")
    case .length: return Finding(at: node, "the data is not base64: its end is missing")
    case nil: break
    }
    guard format != .fileDataURL else { return nil }
    return bytes(of: data, written, mediaTypes, node)
  }

  private static func bytes(of data: Substring, _ written: String, _ mediaTypes: [String], _ node: Node) -> Finding? {
    guard !data.isEmpty else { return Finding(at: node, "the data URL holds no data") }
    let actual = MediaSignature.mediaType(of: Base64.firstBytes(of: data, count: MediaSignature.length))
    guard !mediaTypes.isEmpty, written != actual else { return nil }
    guard let actual else {
      return Finding(
        at: node,
        "the data is not \(written.isEmpty ? "an image" : "`\(written)`"): its first bytes are those of no image")
    }
    if !mediaTypes.contains(actual) { return Finding(at: node, "the data is `\(actual)`, which is not taken here") }
    guard !written.isEmpty, !(written == "image/jpg" && actual == "image/jpeg") else { return nil }
    var finding = Finding(at: node, "the data URL says `\(written)`, and its data is `\(actual)`")
    finding.severity = .warning
    return finding
  }
}

extension String {
  /// Whether a media type is this one, or of the kind that this one names with `/*`.
  fileprivate func covers(_ mediaType: String) -> Bool {
    hasSuffix("/*") ? mediaType.hasPrefix(dropLast()) : self == mediaType
  }
}

extension Substring {
  /// Whether somebody fills in the data later: `{base64_image}`, `<base64>`.
  fileprivate var isOpen: Bool {
    utf8.count < 200 && (hasPrefix("{") && hasSuffix("}") || hasPrefix("<") && hasSuffix(">") || hasPrefix("$"))
  }
}
