package import Facts

/// The configuration that a repository starts with: what was found there, and a comment on all else that can be said.
package struct StarterConfiguration {
  /// A file that was looked at, from the folder of the configuration on.
  package struct File {
    package let path: String
    /// The APIs of its requests, one for each.
    package let apis: [API]

    package init(path: String, apis: [API]) {
      self.path = path
      self.apis = apis
    }
  }

  package struct API: Hashable {
    package let provider: String
    package let endpoint: String
    /// Whether the request itself leaves it open, so that its form decided.
    package let isGuessed: Bool

    package init(provider: String, endpoint: String, isGuessed: Bool) {
      self.provider = provider
      self.endpoint = endpoint
      self.isGuessed = isGuessed
    }

    fileprivate var name: String { "\(provider) \(endpoint)" }
  }

  private let files: [File]
  private let version: String
  private let today: Day

  package init(_ files: [File], version: String, today: Day) {
    self.files = files
    self.version = version
    self.today = today
  }

  package var text: String {
    """
    # What reqlint goes by in this folder and below: https://github.com/reqlint/reqlint#configuration
    # yaml-language-server: $schema=https://raw.githubusercontent.com/reqlint/reqlint/v\(version)/rules/configuration.schema.json
    #
    # `reqlint init` found here on \(today):
    \(found.map { "#   \($0)" }.joined(separator: "\n"))

    # The version of reqlint that this is for, or a later one.
    required-version: \(version)

    # Which API bodies are for, where nothing in them says so. Patterns are those of .gitignore; the first that says it
    # counts. Files that are named here are always read.
    \(entries.isEmpty ? "# files:" : "files:")
    \((entries.map { "  \($0)" } + [#"#  "*.prompt": {provider: openai, endpoint: chat-completions}"#]).joined(separator: "\n"))

    # How loud rules are: error, warning, info, hint or off. `reqlint rule` lists the rules.
    # rules:
    #   deprecated-parameter: off

    # Facts of your own about models.
    # models:
    #   my-model: {provider: openai, context_window: 128000, max_output: 8192}

    # What is passed over.
    # exclude: [fixtures/broken/]

    """
  }

  /// How many requests there are for each API.
  private var found: [String] {
    var requests: [String: Int] = [:]
    var homes: [String: Int] = [:]
    for file in files {
      for api in file.apis { requests[api.name, default: 0] += 1 }
      for name in Set(file.apis.map(\.name)) { homes[name, default: 0] += 1 }
    }
    if requests.isEmpty { return ["no requests in \(files.count) files; say below what they are for"] }
    return requests.keys.sorted().map { name in
      let (count, files) = (requests[name] ?? 0, homes[name] ?? 0)
      return "\(name): \(count) request\(count == 1 ? "" : "s") in \(files) file\(files == 1 ? "" : "s")"
    }
  }

  /// The files of one ending in one folder.
  private struct Group: Hashable {
    let folder: Substring
    let ending: Substring

    /// nil where there is no ending, or where a pattern would need more than its letters.
    init?(_ path: String) {
      guard let dot = path.lastIndex(of: "."), path.allSatisfy({ $0.isLetter || $0.isNumber || " ._-/@+".contains($0) })
      else { return nil }
      let slash = path.lastIndex(of: "/")
      guard slash.map({ $0 < dot }) ?? true else { return nil }
      folder = slash.map { path[..<$0] } ?? ""
      ending = path[dot...]
    }

    var pattern: String { folder.isEmpty ? "/*\(ending)" : "/\(folder)/*\(ending)" }
  }

  /// An entry of `files` for each folder all of whose files of one ending hold requests for one API that only their
  /// forms tell.
  private var entries: [String] {
    var apis: [Group: Set<API>] = [:]
    var others: Set<Group> = []
    for file in files {
      guard let group = Group(file.path) else { continue }
      if file.apis.isEmpty { others.insert(group) } else { apis[group, default: []].formUnion(file.apis) }
    }
    let entries = apis.compactMap { group, apis -> (pattern: String, api: API)? in
      guard let api = apis.first, apis.count == 1, api.isGuessed, !others.contains(group) else { return nil }
      return (group.pattern, api)
    }
    return entries.sorted { $0.pattern < $1.pattern }.map { pattern, api in
      "\"\(pattern)\": {provider: \(api.provider), endpoint: \(api.endpoint)}"
    }
  }
}
