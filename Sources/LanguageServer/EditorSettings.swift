import DocumentTree
import Facts
import Linting

/// What the user set in the editor. What is unknown or of the wrong type is as if it were not set.
struct EditorSettings: Hashable {
  private var provider: String?
  private var endpoint: String?
  private var asOf: Day?
  private(set) var showsLenses = true
  /// Whether each message says how many tokens it is.
  private(set) var showsTokens = false
  /// Whether the client may ask for the diagnostics of files that are not open; counts in `initialize`.
  private(set) var checksWorkspace = false

  init() {}

  init(_ section: Node, _ facts: Facts) {
    let known = section["provider"]?.string.flatMap { facts.provider($0) }
    provider = known?.id
    endpoint = section["endpoint"]?.string.flatMap { known?.endpoint($0)?.id }
    asOf = section["asOf"]?.string.flatMap { Day($0) }
    showsLenses = section["codeLens"]?.boolean ?? true
    showsTokens = section["inlayHints"]?.boolean ?? false
    checksWorkspace = section["workspaceDiagnostics"]?.boolean ?? false
  }

  func lint(today: Day) -> LintSettings {
    LintSettings(provider: provider, endpoint: endpoint, today: asOf ?? today)
  }
}
