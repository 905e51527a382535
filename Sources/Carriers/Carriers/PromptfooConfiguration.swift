import DocumentTree

/// The configuration of promptfoo: `providers` or `targets`, each `api:kind:model` alone, as the `id` beside a `config`
/// with parameters, or as the one name whose value holds the `config`.
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
    guard let (node, options) = provider(item), let text = node.string, !node.holdsPlaceholder else { return nil }
    let parts = text.split(separator: ":", maxSplits: 2).map(String.init)
    guard parts.count > 1 else { return nil }
    let kind = parts.count == 3 ? parts[1] : nil
    guard kind.map(kinds.contains) ?? true else { return nil }
    let config = options["config"].flatMap { $0.kind == .object ? $0 : nil }
    let server = servers.lazy.compactMap { config?[$0] }.first
    let model = NamedModel(
      node, program: "promptfoo", api: parts[0], endpoint: kind, name: parts[parts.count - 1], server: server)
    return RequestSite(.settings, body: config ?? options, model: model)
  }

  /// What names a provider, and the node with the options beside that.
  private static func provider(_ item: Node) -> (name: Node, options: Node)? {
    guard item.kind == .object else { return (item, item) }
    if let id = item["id"] { return (id, item) }
    let members = item.meantMembers
    guard members.count == 1, let name = members[0].key.meant, let options = members[0].value.meant,
      options.kind == .object
    else { return nil }
    return (name, options)
  }

  /// The kinds of calls whose parameters are those of the API.
  private static let kinds: Set = ["chat", "responses", "messages", "completion", "embedding", "embeddings"]

  /// What names another server in a `config`.
  private static let servers = ["apiHost", "apiBaseUrl", "basePath"]
}
