import DocumentTree
import Facts
import Linting
import SourceText

extension Completion {
  /// Where there is nothing yet: for each endpoint whose shape is known the least request that it takes.
  func wholeRequests(at offset: Int) -> [CompletionItem] {
    guard let place = emptyPlace(at: offset) else { return [] }
    return linter.facts.providers.flatMap { provider in
      // What has no URL, such as a schema alone, is no request.
      provider.endpoints.lazy.filter { !$0.paths.isEmpty }.compactMap { item(for: $0, of: provider, at: place) }
    }
  }

  private struct EmptyPlace {
    let style: SkeletonWriter.Style
    /// What is typed of a word, or nothing.
    let range: ByteRange
    /// Whether braces stand around it.
    let isInBraces: Bool
  }

  /// The empty text, line, YAML document or object at a place, at most a word being typed in it.
  private func emptyPlace(at offset: Int) -> EmptyPlace? {
    let lines = LineIndex(text)
    let line = lines.content(ofLine: lines.line(of: offset))
    let isLineWise = form == .lines
    if case .document(let format) = form, format.isText { return nil }
    let isYAML = form == .document(.yaml)
    let around = isLineWise ? line : isYAML ? yamlDocument(at: offset, lines) : ByteRange(0, text.count)
    func isWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || Self.wordBytes.contains(byte)
    }
    var (lower, upper) = (offset, offset)
    while lower > around.lower, let byte = text.byte(at: lower - 1), isWord(byte) { lower -= 1 }
    while upper < around.upper, let byte = text.byte(at: upper), isWord(byte) { upper += 1 }
    let word = ByteRange(lower, upper)
    var (before, after) = (lower, upper)
    while before > around.lower, let byte = text.byte(at: before - 1), byte <= UInt8(ascii: " ") { before -= 1 }
    while after < around.upper, let byte = text.byte(at: after), byte <= UInt8(ascii: " ") { after += 1 }
    let style: SkeletonWriter.Style = isYAML ? .yaml : isLineWise ? .jsonLine : .json
    if isBlank(ByteRange(around.lower, lower), isYAML), isBlank(ByteRange(upper, around.upper), isYAML) {
      return EmptyPlace(style: style, range: word, isInBraces: false)
    }
    guard text.byte(at: before - 1) == UInt8(ascii: "{"), text.byte(at: after) == UInt8(ascii: "}"),
      isBlank(ByteRange(around.lower, before - 1), isYAML), isBlank(ByteRange(after + 1, around.upper), isYAML)
    else { return nil }
    return EmptyPlace(style: isYAML ? .jsonLine : style, range: word, isInBraces: true)
  }

  private static let wordBytes = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./".utf8)

  /// The lines around a place up to the next `---` on each side.
  private func yamlDocument(at offset: Int, _ lines: LineIndex) -> ByteRange {
    func isMarker(_ line: Int) -> Bool { text.slice(lines.content(ofLine: line)).starts(with: "---".utf8) }
    var first = lines.line(of: offset)
    var last = first
    while first > 0, !isMarker(first - 1) { first -= 1 }
    while last + 1 < lines.lineCount, !isMarker(last + 1) { last += 1 }
    return ByteRange(lines.content(ofLine: first).lower, lines.content(ofLine: last).upper)
  }

  /// Whether there is nothing but white space, and in YAML comments.
  private func isBlank(_ range: ByteRange, _ withComments: Bool) -> Bool {
    var isComment = false
    for byte in text.slice(range) {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { isComment = false }
      if withComments, byte == UInt8(ascii: "#") { isComment = true }
      if !isComment, byte > UInt8(ascii: " ") { return false }
    }
    return true
  }

  // MARK: One endpoint

  private func item(for endpoint: Provider.Endpoint, of provider: Provider, at place: EmptyPlace) -> CompletionItem? {
    let facts = linter.facts
    let models = facts.models(servedBy: endpoint, of: provider, on: linter.settings.today).map(\.name)
    guard let body = Skeleton(of: endpoint, models: models, facts) else { return nil }
    let forms = [
      Form(head: "", skeleton: body), comment(provider, endpoint, body, place),
      envelope(provider, endpoint, body, model: models.first),
    ]
    // The shortest form in which the request is recognised by itself, by the settings, or by what stands around it.
    guard let form = forms.lazy.compactMap(\.self).first(where: { isRecognised($0, as: endpoint, of: provider, place) })
    else { return nil }
    return CompletionItem(
      label: "\(provider.id)/\(endpoint.id)", detail: "\(provider.name): a whole request", documentation: "",
      kind: .request, text: form.text(at: place, isSnippet: false), snippet: form.text(at: place, isSnippet: true),
      range: place.range, isDeprecated: false, rank: 0)
  }

  private struct Form {
    let head: String
    let skeleton: Skeleton

    func text(at place: EmptyPlace, isSnippet: Bool) -> String {
      var writer = SkeletonWriter(place.style, isSnippet: isSnippet)
      return head + (place.isInBraces ? writer.members(skeleton) : writer.text(skeleton))
    }
  }

  private func comment(_ provider: Provider, _ endpoint: Provider.Endpoint, _ body: Skeleton, _ place: EmptyPlace)
    -> Form?
  {
    guard place.style == .yaml else { return nil }
    return Form(head: "# reqlint: api=\(provider.id)/\(endpoint.id)\n", skeleton: body)
  }

  private func envelope(
    _ provider: Provider, _ endpoint: Provider.Endpoint, _ body: Skeleton, model: String?
  ) -> Form? {
    guard let path = endpoint.paths.first else { return nil }
    // Where people make names up, a made-up one is less of a lie than that of some model.
    let model = provider.models == .closed ? model : nil
    let url = path.filled(with: "name", model: model ?? "name", version: provider.apiVersions.max())
    let host = provider.hosts.first(where: \.isLiteral).map { "https://\($0.description)" } ?? ""
    return Form(
      head: "",
      skeleton: .object([
        ("method", .hole(.string("POST"), choices: [])),
        ("url", .hole(.string(host + url), choices: [])),
        ("body", body),
      ]))
  }

  private func isRecognised(
    _ written: Form, as endpoint: Provider.Endpoint, of provider: Provider, _ place: EmptyPlace
  ) -> Bool {
    let written = written.text(at: place, isSnippet: false)
    let (start, end) = (place.range.lower, place.range.lower + written.utf8.count)
    let whole = text.applying([TextEdit(place.range, written)])
    let form = TextForm(path: path, whole)
    guard let part = form.documents(of: whole).last(where: { $0.offset <= start }) else { return false }
    return linter.decisions(in: part.document).contains { body, api in
      let body = body.range.shifted(by: part.offset)
      return body.lower <= end && start <= body.upper && api.provider.id == provider.id
        && api.endpoint.id == endpoint.id
    }
  }
}
