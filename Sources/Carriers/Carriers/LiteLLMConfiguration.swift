import DocumentTree

/// The configuration of LiteLLM's proxy: `model_list[].litellm_params`, with the model and the parameters of its requests.
enum LiteLLMConfiguration: Carrier {
  static func sites(in root: Node, _ bodies: inout BodyReader) -> [RequestSite]? {
    guard root.kind == .object, let list = root["model_list"], list.kind == .array else { return nil }
    let all = list.items.compactMap(\.meant).filter { $0["litellm_params"]?.kind == .object }
    return all.isEmpty ? nil : all.compactMap(site)
  }

  private static func site(_ item: Node) -> RequestSite? {
    guard let settings = item["litellm_params"], let node = settings["model"], let text = node.string,
      !node.holdsPlaceholder
    else { return nil }
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    guard let name = parts.last else { return nil }
    // For its prices a region may stand before the model's name: `azure/eu/…`.
    let deployed = (item["model_info"]?["base_model"] ?? settings["base_model"])?.string?.split(separator: "/").last
    let model = NamedModel(
      node, program: "litellm", api: parts.count > 1 ? parts[0] : nil, name: name, deployed: deployed.map(String.init),
      server: settings["api_base"] ?? settings["base_url"])
    return RequestSite(.settings, body: settings, model: model)
  }
}
