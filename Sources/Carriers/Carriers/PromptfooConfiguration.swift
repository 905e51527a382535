import DocumentTree

/// The configuration of promptfoo: `providers` or `targets`, each `api:kind:model` alone or as the `id` beside a `config`
/// with parameters.
enum PromptfooConfiguration: Carrier {
  static func sites(in root: Node, _ bodies: inout BodyReader) -> [RequestSite]? {
    guard root.kind == .object, root["prompts"] != nil || root["tests"] != nil,
      let list = root["providers"] ?? root["targets"]
    else { return nil }
    let items = list.kind == .array ? list.items.compactMap(\.meant) : [list]
    let sites = items.compactMap(site)
    return sites.isEmpty ? nil : sites
  }

  private static func site(_ item: Node) -> RequestSite? {
    guard let node = item.kind == .object ? item["id"] : item, let text = node.string, !node.holdsPlaceholder else {
      return nil
    }
    var parts = text.split(separator: ":", maxSplits: 2).map(String.init)
    guard parts.count > 1, !isElsewhere(item["config"]) else { return nil }
    if parts.count == 3 {
      guard kinds.contains(parts[1]) else { return nil }
      parts.remove(at: 1)
    }
    let model = NamedModel(node: node, program: "promptfoo", api: parts[0], name: parts[1])
    return RequestSite(.settings, body: item["config"].flatMap { $0.kind == .object ? $0 : nil } ?? item, model: model)
  }

  /// The kinds of calls whose parameters are those of the API.
  private static let kinds: Set = ["chat", "responses", "messages", "completion", "embedding", "embeddings"]

  /// Whether the requests go to another server than the one that the name says.
  private static func isElsewhere(_ config: Node?) -> Bool {
    ["apiHost", "apiBaseUrl", "basePath"].contains { config?[$0] != nil }
  }
}
