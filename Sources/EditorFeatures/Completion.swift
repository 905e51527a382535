import Configuration
import DocumentTree
import Facts
package import Linting
package import SourceText

/// One thing that may be written at a place.
package struct CompletionItem: Sendable, Hashable {
  package enum Kind: Sendable {
    case key, value, model, request
  }

  package let label: String
  package let detail: String
  /// In Markdown.
  package let documentation: String
  package let kind: Kind
  /// What replaces `range`.
  package let text: String
  /// The same with LSP's placeholders, where there is something to fill in.
  package var snippet: String?
  /// In bytes of the text.
  package let range: ByteRange
  package let isDeprecated: Bool
  /// Items are listed by this, then by label.
  package let rank: Int
}

/// Finds what may be written at a place of a text, broken as it is while somebody types.
package struct Completion {
  let text: SourceText
  let path: String
  let linter: Linter

  package init(_ text: SourceText, path: String, _ linter: Linter) {
    self.text = text
    self.path = path
    self.linter = linter
  }

  /// - Parameter lastGood: an earlier text of the document that was whole and had a request: where nothing can be said
  ///   about the text as it is, it says what the line stands in.
  package func items(at offset: Int, lastGood: SourceText? = nil) -> [CompletionItem] {
    var items = itemsOfText(at: offset)
    if items.isEmpty, let lastGood, let mended = MendedText(text, at: offset, from: lastGood) {
      let completion = Completion(mended.text, path: path, linter)
      items = completion.itemsOfText(at: mended.offset).map { $0.shifted(by: offset - mended.offset) }
    }
    return items.sorted { ($0.rank, $0.label) < ($1.rank, $1.label) }
  }

  private func itemsOfText(at offset: Int) -> [CompletionItem] {
    if Configuration.isConfiguration(path) { return configurationItems(at: offset) }
    let whole = wholeRequests(at: offset)
    if !whole.isEmpty { return whole }
    let analysis = Analysis(text, path: path, linter, Sieve())
    guard let (part, place) = analysis.innermostPart(at: offset) else { return [] }
    let isWhole = part.document.outermost === part.document
    return isWhole && form == .document(.yaml) ? yaml(at: offset, analysis) : json(part, at: place)
  }

  var form: TextForm { TextForm(path: path, text) }

  // MARK: JSON

  /// - Parameter place: in the part's document.
  private func json(_ part: Analysis.Part, at place: Int) -> [CompletionItem] {
    guard let request = part.request(at: place) else { return [] }
    /// As the text takes it; nil where the string around it cannot.
    func placed(_ word: String, _ range: ByteRange) -> (String, ByteRange)? {
      part.document.outermostEdit(TextEdit(range, word)).map { ($0.text, $0.range.shifted(by: part.offset)) }
    }
    let navigator = ShapeNavigator(request)
    let source = part.document.source
    if let node = part.document.scalars(in: ByteRange(max(0, place - 1), place + 1)).last(where: {
      $0.range.lower < place && (place < $0.range.upper || place == $0.range.upper && !$0.isClosedString)
    }) {
      guard let parent = node.parent else { return [] }
      // Between the quotes, which may be there already: clients match what is typed against the bare word.
      func bare(_ word: String) -> (String, ByteRange)? {
        placed(word.escapedForJSON + (node.isClosedString ? "" : "\""), node.contentRange)
      }
      if node.isKey { return keys(of: parent, except: node, navigator, request, bare) }
      guard node.kind == .string else {
        return values(at: node, navigator, request) { placed($0.json, node.range) }
      }
      return values(at: node, navigator, request) { bare($0.description) }
    }
    guard let container = part.container(at: place) else { return [] }
    let here = ByteRange(place, place)
    var before = place - 1
    while before >= 0, let byte = source.byte(at: before), byte <= UInt8(ascii: " ") { before -= 1 }
    switch source.byte(at: before) {
    case UInt8(ascii: ":"):
      guard let member = Array(container.members).last(where: { $0.key.range.upper <= before }) else { return [] }
      return values(at: member.value, navigator, request) { placed($0.json, here) }
    case UInt8(ascii: "{"), UInt8(ascii: ","):
      if container.kind == .object {
        return keys(of: container, except: nil, navigator, request) { placed("\"\($0)\": ", here) }
      }
      guard let items = navigator.shape(of: container)?.items else { return [] }
      return navigator.values(of: items).compactMap { value in placed(value.json, here).map { item(value, "", $0) } }
    default: return []
    }
  }

  // MARK: YAML

  private func yaml(at offset: Int, _ analysis: Analysis) -> [CompletionItem] {
    let spot = YAMLSpot(text, at: offset)
    // The name of a model may be all that says what the request is for, so the word is first taken as it is.
    let asWritten = spot.typed.isEmpty ? [] : yaml(analysis, spot)
    guard asWritten.isEmpty else { return asWritten }
    return yaml(Analysis(spot.replacingWord(with: YAMLSpot.standIn), path: path, linter, Sieve()), spot)
  }

  private func yaml(_ analysis: Analysis, _ spot: YAMLSpot) -> [CompletionItem] {
    let start = spot.range.lower
    guard let part = analysis.part(at: start), let request = part.request(at: start),
      let node = part.document.scalars(in: ByteRange(start, start + 1)).first, node.range.lower == start,
      let parent = node.parent
    else { return [] }
    let navigator = ShapeNavigator(request)
    if node.isKey {
      return keys(of: parent, except: node, navigator, request) { name in (name + spot.colon, spot.range) }
    }
    return values(at: node, navigator, request) { value in (value.yaml, spot.range) }
  }

  // MARK: Items

  private func keys(
    of object: Node, except typed: Node?, _ navigator: ShapeNavigator, _ request: Request,
    _ place: (String) -> (String, ByteRange)?
  ) -> [CompletionItem] {
    let present = Set(object.members.filter { $0.key != typed }.map(\.name))
    let refused = Set(
      (request.profile?.parameters ?? []).filter { $0.verdict == .nothing && $0.when.isEmpty && $0.unless.isEmpty }
        .map(\.path))
    let path = request.path(of: object)
    return navigator.properties(of: object).filter { property in
      !present.contains(property.name) && !refused.contains(path + [property.name])
        && property.shape.effect != .ignored
    }.compactMap { property in
      guard let (text, range) = place(property.name) else { return nil }
      let types = Wording.types(property.shape.types)
      return CompletionItem(
        label: property.name, detail: property.isRequired ? "required · \(types)" : types,
        documentation: property.shape.summary ?? "", kind: .key, text: text, range: range,
        isDeprecated: property.shape.deprecation != nil,
        rank: property.isRequired ? 0 : property.shape.deprecation == nil ? 1 : 2)
    }
  }

  private func values(
    at node: Node, _ navigator: ShapeNavigator, _ request: Request, _ place: (FactValue) -> (String, ByteRange)?
  ) -> [CompletionItem] {
    guard let shape = navigator.shape(of: node) else { return [] }
    if shape.role == .model { return models(request, place) }
    let path = request.path(of: node)
    let facts = (request.profile?.parameters ?? []).filter { $0.path == path && $0.when.isEmpty && $0.unless.isEmpty }
    return navigator.values(of: shape).filter { value in
      value != .null && facts.allSatisfy { $0.takes(value) }
    }.compactMap { value in place(value).map { item(value, shape.summary ?? "", $0) } }
  }

  private func item(_ value: FactValue, _ documentation: String, _ place: (String, ByteRange)) -> CompletionItem {
    CompletionItem(
      label: value.description, detail: "", documentation: documentation, kind: .value, text: place.0, range: place.1,
      isDeprecated: false, rank: 0)
  }

  private func models(_ request: Request, _ place: (FactValue) -> (String, ByteRange)?) -> [CompletionItem] {
    request.facts.models(servedBy: request.endpoint, of: request.provider, on: request.settings.today).compactMap {
      profile in
      guard let (text, range) = place(.string(profile.name)) else { return nil }
      let window = profile.contextWindow.map { "\(Wording.grouped($0.value)) tokens" } ?? ""
      return CompletionItem(
        label: profile.name, detail: window, documentation: "", kind: .model, text: text, range: range,
        isDeprecated: false, rank: 0)
    }
  }
}

extension CompletionItem {
  /// The same item for a text in which its line starts elsewhere.
  fileprivate func shifted(by bytes: Int) -> CompletionItem {
    CompletionItem(
      label: label, detail: detail, documentation: documentation, kind: kind, text: text, snippet: snippet,
      range: range.shifted(by: bytes), isDeprecated: isDeprecated, rank: rank)
  }
}

extension Facts {
  /// The provider's models that the endpoint serves and that still answer, by name.
  func models(servedBy endpoint: Provider.Endpoint, of provider: Provider, on day: Day) -> [ModelProfile] {
    modelNames(at: provider).map { profile(of: $0, at: provider) }.filter { profile in
      if let endpoints = profile.endpoints, !endpoints.value.contains(endpoint.id) { return false }
      if let needs = endpoint.needs, profile.capabilities[needs]?.value == false { return false }
      return profile.retires.map { day < $0.value } ?? true
    }
  }
}

extension ParameterFact {
  /// Whether the model takes the value, as far as this fact says.
  fileprivate func takes(_ value: FactValue) -> Bool {
    switch verdict {
    case .nothing: false
    case .only(let values): values.contains(value)
    case .allBut(let values): !values.contains(value)
    case .within, .noLongerThan, .keysUpTo: true
    case .sizes(let grid): if case .string(let text) = value { grid.admits(text) } else { true }
    }
  }
}

extension Node {
  /// Whether this is a string with both quotes.
  fileprivate var isClosedString: Bool {
    kind == .string && range.count >= 2 && contentRange.upper < range.upper
  }
}
