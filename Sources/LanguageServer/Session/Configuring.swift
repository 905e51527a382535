import Configuration
import Diagnosis
import DocumentTree
import Facts
import Linting
import SourceText

/// A folder that the user has open, and what is set for it.
struct WorkspaceFolder {
  let uri: String
  /// nil where it is not on this machine.
  let path: String?
  /// nil: as everywhere.
  var settings: EditorSettings?

  init?(_ node: Node?) {
    guard let uri = node?.string else { return nil }
    self.uri = uri
    path = DocumentURI.filePath(uri).map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  /// The folders that `initialize` names: several, or one in an older way.
  static func all(in params: Node) -> [WorkspaceFolder] {
    if let folders = params["workspaceFolders"], folders.kind == .array {
      return folders.items.compactMap { WorkspaceFolder($0["uri"]) }
    }
    return WorkspaceFolder(params["rootUri"]).map { [$0] } ?? []
  }
}

/// What the user set, where it holds, and how the server hears of changes.
extension Session {
  /// The configurations; to some clients `*` is no name that starts with a dot.
  private static let configurationFiles = "**/\(Configuration.fileName)"

  /// How a file, or a document by its name, is linted.
  func linter(for path: String, at location: String?) -> Linter {
    let settings = lintSettings(for: path)
    let linter =
      location.map { configurations.linter(forFile: $0, settings) } ?? Linter(facts: facts, settings: settings)
    return linter.explaining(Diagnoser.explanation)
  }

  /// What is set in the editor.
  func lintSettings(for path: String) -> LintSettings {
    settings(for: path).lint(today: clock())
  }

  /// Where a document lies; one that was never saved is as if it lay in the first folder.
  func location(of uri: String) -> String? {
    if let path = DocumentURI.filePath(uri) { return files.location(path) }
    guard let folder = folders.first?.path, let name = DocumentURI.path(uri).split(separator: "/").last else {
      return nil
    }
    return files.location("\(folder)/\(name)")
  }

  /// What is set for the innermost folder around a path, or outside of all folders.
  func settings(for path: String) -> EditorSettings {
    let around = folders.filter { folder in folder.path.map { DocumentURI.isPath(path, in: $0) } ?? false }
    return around.max { ($0.path ?? "").utf8.count < ($1.path ?? "").utf8.count }?.settings ?? settings
  }

  /// Asks the client to say when files and settings change, where it does so only when it is asked.
  mutating func watch() -> [Outgoing] {
    var registrations: [JSONValue] = []
    if client.watchesFiles {
      let requestFiles = "**/*.{\(files.endings.joined(separator: ","))}"
      registrations.append([
        "id": "reqlint-files", "method": "workspace/didChangeWatchedFiles",
        "registerOptions": [
          "watchers": [
            ["globPattern": .string(requestFiles)], ["globPattern": .string(Self.configurationFiles)],
          ]
        ],
      ])
    }
    if client.watchesSettings {
      registrations.append([
        "id": "reqlint-settings", "method": "workspace/didChangeConfiguration",
        "registerOptions": ["section": "reqlint"],
      ])
    }
    guard !registrations.isEmpty else { return [] }
    return [ask("client/registerCapability", ["registrations": .array(registrations)])]
  }

  mutating func askForConfiguration() -> [Outgoing] {
    guard client.answersConfiguration else { return [] }
    let folders = folders.map(\.uri)
    let items: [JSONValue] =
      [["section": "reqlint"]] + folders.map { ["scopeUri": .string($0), "section": "reqlint"] }
    return [ask("workspace/configuration", ["items": .array(items)], .configuration(folders: folders))]
  }

  /// Takes the sections of an answer: the one that holds everywhere, then one for each folder.
  ///
  /// Some clients answer with null, or with one null for each section: then all stays as it is.
  mutating func configure(_ sections: [Node?], for uris: [String]) -> [Outgoing] {
    let old = (settings, folders.map(\.settings))
    for (place, section) in sections.enumerated() {
      guard let section, section.kind == .object else { continue }
      let new = EditorSettings(section, facts)
      if place == 0 {
        settings = new
      } else if place <= uris.count, let folder = folders.firstIndex(where: { $0.uri == uris[place - 1] }) {
        folders[folder].settings = new
      }
    }
    if old != (settings, folders.map(\.settings)) { settingsChanged() }
    return []
  }

  /// All that was found is out of date. What it is now is said when the client asks, or is quiet.
  private mutating func settingsChanged() {
    settingsGeneration += 1
    analyses = [:]
    toldConfigurations = []
    if !client.pullsDiagnostics { unpublished = Set(documents.keys) }
    isOutOfDate = true
  }

  /// Lets the client know that all may be different now.
  mutating func refresh() -> [Outgoing] {
    guard isOutOfDate else { return [] }
    isOutOfDate = false
    checkAgain(shown)
    if hasCheckedWorkspace { checkWorkspaceAgain() }
    var messages: [Outgoing] = []
    if client.pullsDiagnostics, client.refreshesDiagnostics {
      messages.append(ask("workspace/diagnostic/refresh", nil))
    }
    if client.refreshesHints { messages.append(ask("workspace/inlayHint/refresh", nil)) }
    if client.refreshesLenses { messages.append(ask("workspace/codeLens/refresh", nil)) }
    return messages
  }

  /// From now on this text counts as the configuration at a path; nil: what lies there.
  mutating func replaceConfiguration(_ path: String, with text: SourceText?) {
    let old = configurations.configuration(forFile: path)
    configurations.replace(path, with: text?.bytes)
    let new = configurations.configuration(forFile: path)
    let isSame = old?.path == new?.path && old?.document.source.bytes == new?.document.source.bytes
    if !isSame || old?.failure != new?.failure { settingsChanged() }
  }

  /// Shows once what is wrong with a configuration that counts for an open document.
  mutating func tell(_ configuration: Configuration?) {
    guard let configuration, toldConfigurations.insert(configuration.path).inserted else { return }
    if !configuration.diagnostics.isEmpty { checkAgain([configuration.path]) }
    if let failure = configuration.failure { warn("\(configuration.path) cannot be read (\(failure))") }
    if case .failure(let problem)? = configurations.baseline(of: configuration) { warn(problem.sentence(problem.path)) }
  }

  private mutating func warn(_ sentence: String) {
    asides.append(.notification("window/showMessage", ["type": 2, "message": .string("reqlint: \(sentence)")]))
  }

  mutating func foldersChanged(_ params: Node?) -> [Outgoing] {
    let removed = Set(params?["event"]?["removed"]?.items.compactMap { $0["uri"]?.string } ?? [])
    let added = params?["event"]?["added"]?.items.compactMap { WorkspaceFolder($0["uri"]) } ?? []
    let gone = folders.filter { removed.contains($0.uri) }.compactMap(\.path)
    folders.removeAll { removed.contains($0.uri) }
    folders += added.filter { new in !folders.contains { $0.uri == new.uri } }
    let outside = shown.filter { path in gone.contains { DocumentURI.isPath(path, in: $0) } }
    return hide(outside) + (added.isEmpty ? [] : askForConfiguration())
  }

  /// Whether a check of the workspace looks at a file.
  func shows(_ path: String) -> Bool {
    isInFolder(path) && !files.ignores(path)
  }

  /// Whether a path lies in one of the open folders.
  func isInFolder(_ path: String) -> Bool {
    folders.contains { $0.path.map { DocumentURI.isPath(path, in: $0) } ?? false }
  }

  mutating func filesChanged(_ params: Node?) -> [Outgoing] {
    let uris = params?["changes"]?.items.compactMap { $0["uri"]?.string } ?? []
    let paths = uris.compactMap { DocumentURI.filePath($0) }.filter { TextForm(path: $0) != nil }
    guard !paths.isEmpty else { return [] }
    let open = Set(documents.values.compactMap(\.configurationPath))
    let concernsAll = paths.contains { path in
      let location = files.location(path)
      return Configuration.isConfiguration(path) && !open.contains(location) || configurations.knowsBaseline(location)
    }
    if concernsAll {
      configurations.forget()
      settingsChanged()
    }
    renewConfigurations(of: paths.map(files.location))
    checkAgain(paths.filter { shown.contains($0) || hasCheckedWorkspace && shows($0) })
    guard client.pullsDiagnostics, settings.checksWorkspace, client.refreshesDiagnostics else { return [] }
    return [ask("workspace/diagnostic/refresh", nil)]
  }
}
