import DocumentTree
import Facts

/// Data that should be base64 and is not.
package enum InvalidBase64: Rule {
  package static let card = RuleCard(
    id: "invalid-base64", since: "0.1.0", severity: .error,
    summary: "Data that should be base64 is not.",
    why: """
      The server cannot decode it and answers 400, as Ollama does with "illegal base64 data at input byte N". Ollama's \
      decoder takes the standard alphabet with its padding, where others also take `-` and `_` for `+` and `/`.
      """,
    examples: [
      .bad(#"{"model": "llava", "prompt": "Hi", "images": [«"cat.png"»]}"#, api: "ollama/api-generate"),
      .bad(
        #"{"model": "llava", "prompt": "Hi", "images": [«"_9j_4AAQSkZJRgABAQAAAQ=="»]}"#, api: "ollama/api-generate"),
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": «"data:image/png;base64,iVBORw0KGgo..."»}}]}]}"#
      ),
      .good(#"{"model": "llava", "prompt": "Hi", "images": ["iVBORw0KGgoAAAANSUhEUg=="]}"#, api: "ollama/api-generate"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for site in request.media {
      if let finding = finding(site) { report.add(site.finished(finding)) }
    }
  }

  private static func finding(_ site: MediaSite) -> Finding? {
    let carriages = site.media.carriages
    switch site.form {
    case .dataURL(let url):
      guard carriages.contains(.dataURL), url.isBase64 else { return nil }
    case .web, .otherURL: return nil
    case .base64, .other:
      guard carriages.contains(.base64) else { return nil }
    }
    guard let data = site.data else { return nil }
    guard !data.isEmpty else { return empty(site) }
    let base64 = Base64(data, site.media.alphabet)
    switch base64.flaw {
    case .character(let scalar): return Finding(at: site.node, "the data is not base64: it has \(scalar.named) in it")
    case .cutShort: return Finding(at: site.node, "the data is cut short: it ends with dots")
    case .length: return Finding(at: site.node, "the data is not base64: its end is missing")
    case nil: return base64.hasBlanks ? loose(site, "blanks") : base64.isWrapped ? wrapped(site) : nil
    }
  }

  private static func empty(_ site: MediaSite) -> Finding {
    var finding = Finding(at: site.node, "there is no data")
    // What a server makes of a file without bytes is not known.
    if site.media.carriages.contains(.base64) { finding.severity = .warning }
    return finding
  }

  private static func loose(_ site: MediaSite, _ what: String) -> Finding {
    var finding = Finding(at: site.node, "the data has \(what) in it, which not every decoder passes over")
    finding.severity = .warning
    return finding
  }

  private static func wrapped(_ site: MediaSite) -> Finding? {
    guard site.media.alphabet == .any else { return nil }
    var finding = loose(site, "line ends")
    finding.severity = .hint
    return finding
  }
}

extension Unicode.Scalar {
  /// As a message shows it.
  fileprivate var named: String {
    switch self {
    case " ": "a blank"
    case "\t": "a tab"
    case _ where properties.generalCategory == .control: "a control character"
    default: "`\(self)`"
    }
  }
}
