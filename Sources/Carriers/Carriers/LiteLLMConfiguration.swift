import DocumentTree

/// The configuration of LiteLLM's proxy: `model_list[].litellm_params`, with the model and the parameters of its requests.
enum LiteLLMConfiguration: Carrier {
  static func sites(in root: Node, _ bodies: inout BodyReader) -> [RequestSite]? {
    guard root.kind == .object, let list = root["model_list"], list.kind == .array else { return nil }
    let all = list.items.compactMap { $0.meant?["litellm_params"] }.filter { $0.kind == .object }
    guard !all.isEmpty else { return nil }
    return all.compactMap { settings in
      // A base of its own may be anybody's server.
      guard settings["api_base"] == nil, settings["base_url"] == nil, let node = settings["model"],
        let text = node.string
      else { return nil }
      let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
      guard let name = parts.last, !node.holdsPlaceholder else { return nil }
      let model = NamedModel(node: node, program: "litellm", api: parts.count > 1 ? parts[0] : nil, name: name)
      return RequestSite(.settings, body: settings, model: model)
    }
  }
}
