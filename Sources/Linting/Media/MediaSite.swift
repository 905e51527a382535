import DocumentTree
import Facts
import SourceText

/// A string of a request that carries an image, a sound or another file, told by its first bytes.
struct MediaSite {
  /// What the string is, whatever it should be.
  enum Form {
    case dataURL(DataURL)
    /// With the host in lower case; nil where the URL is none.
    case web(host: String?, isSecure: Bool)
    /// A URL with another scheme, such as `file` or `gs`.
    case otherURL(scheme: String)
    /// Base64 alone, with the media type that its first bytes show.
    case base64(String)
    case other
  }

  let node: Node
  let media: Shape.Media
  private let mismatch: Mismatch
  private let request: Request

  fileprivate init?(_ mismatch: Mismatch, _ request: Request) {
    guard case .media(let media) = mismatch.kind else { return nil }
    self.media = media
    self.mismatch = mismatch
    self.request = request
    node = mismatch.node
  }

  var form: Form {
    let text = node.contentBytes
    if let url = DataURL(text) { return .dataURL(url) }
    // A host and a scheme are short, and a path is not looked at here.
    let start = String(decoding: text.prefix(300), as: UTF8.self)
    if let scheme = start.firstIndex(of: ":").map({ start[..<$0].lowercased() }),
      start.dropFirst(scheme.count).hasPrefix("://")
    {
      guard scheme == "http" || scheme == "https" else { return .otherURL(scheme: scheme) }
      return .web(host: RequestURL(start).host, isSecure: scheme == "https")
    }
    if let type = MediaSignature.mediaType(of: Base64Text.bytes(of: text.prefix(64), limit: MediaSignature.length)),
      type != "image/bmp", text.count >= 16, Base64(text, .any).flaw == nil
    {
      return .base64(type)
    }
    return .other
  }

  /// The base64 that the string carries, where it carries some; nil where somebody fills it in later.
  var data: ArraySlice<UInt8>? {
    if let url = DataURL(node.contentBytes) { return url.data.flatMap { Self.isOpen($0) ? nil : $0 } }
    return media.carriages.contains(.base64) ? node.contentBytes : nil
  }

  /// The member beside the string that says its type, and that type.
  var label: (node: Node, type: String)? {
    guard let name = media.label, let label = node.parent?[name], !label.holdsPlaceholder, let text = label.string
    else {
      return nil
    }
    let type = text.contains("/") ? text.lowercased() : MediaType.named(text)
    return type.map { (label, $0) }
  }

  /// Finishes a finding about this string: as sure as its facts are, with the answer that the API gives.
  func finished(_ finding: Finding, provenance: Provenance? = nil, code: String? = nil, param: String? = nil) -> Finding
  {
    var finding = finding
    let provenance = (provenance ?? mismatch.provenance).atMost(mismatch.provenance.confidence)
    if finding.severity == nil { finding.severity = Severity(provenance.confidence) }
    if finding.severity == .error {
      let answer = request.answer(finding.node ?? node, status: mismatch.status, code: code)
      finding.answer = Answer(status: answer.status, code: answer.code, param: param ?? answer.param)
    }
    return finding
  }

  /// Whether somebody fills in the data later: `{base64_image}`, `<base64>`.
  private static func isOpen(_ data: ArraySlice<UInt8>) -> Bool {
    guard data.count < 200, let first = data.first, let last = data.last else { return false }
    return first == UInt8(ascii: "{") && last == UInt8(ascii: "}") || first == UInt8(ascii: "$")
      || first == UInt8(ascii: "<") && last == UInt8(ascii: ">")
  }
}

extension Request {
  /// The strings of the body that carry images, sounds or other files, in order.
  var media: [MediaSite] { mismatches.compactMap { MediaSite($0, self) } }
}

extension Shape.Media {
  /// `the image`, `the sound`, `the file`.
  var noun: String {
    switch kind {
    case .image: "image"
    case .audio: "sound"
    case .file: "file"
    }
  }

  /// How it may be written, in words.
  var wanted: String {
    Wording.list(
      Carriage.allCases.filter(carriages.contains).map { carriage in
        switch carriage {
        case .web: "an http(s) URL"
        case .https: "an https URL"
        case .dataURL: "a data URL"
        case .base64: "bare base64"
        }
      })
  }

  var isFetched: Bool { carriages.contains(.web) || carriages.contains(.https) }

  /// Whether a media type is refused by name.
  func isException(_ type: String) -> Bool { exceptions.contains { MediaType.areSame($0, type) } }

  /// Whether a media type is one of those that are taken.
  func takes(_ type: String) -> Bool {
    guard !isException(type) else { return false }
    return types.isEmpty
      || types.contains { $0.hasSuffix("/*") ? type.hasPrefix($0.dropLast()) : MediaType.areSame($0, type) }
  }
}
