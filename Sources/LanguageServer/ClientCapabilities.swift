import DocumentTree
import SourceText

/// What the client said it can do, as far as the server minds.
struct ClientCapabilities: Sendable {
  var encoding = PositionEncoding.utf16
  /// Whether the client asks for diagnostics; they are pushed to it otherwise, never both.
  var pullsDiagnostics = false
  var takesRelatedInformation = false
  var takesMarkdown = false
  var takesSnippets = false
  /// Whether an edit may create a file.
  var createsFiles = false
  /// Whether it does at once all that can be done about a finding, as Kate 22.12 does without asking which.
  var takesSingleAction = false
  var answersConfiguration = false
  var refreshesDiagnostics = false
  var refreshesLenses = false
  var refreshesHints = false
  var showsProgress = false
  /// Whether it watches files, and settings, once it is asked to.
  var watchesFiles = false
  var watchesSettings = false

  init() {}

  init(_ params: Node) {
    let capabilities = params["capabilities"]
    let document = capabilities?["textDocument"]
    let workspace = capabilities?["workspace"]
    func isSet(_ node: Node?) -> Bool { node?.boolean ?? false }
    // What a client does not say of itself its definition of the server says in the options.
    let options = params["initializationOptions"]
    let offered = capabilities?["general"]?["positionEncodings"]?.items.compactMap(\.string)
    encoding = Self.encoding(
      offered ?? [options?["positionEncoding"]?.string].compactMap(\.self))
    pullsDiagnostics = document?["diagnostic"].map { $0.kind == .object } ?? false
    takesRelatedInformation =
      isSet(document?["publishDiagnostics"]?["relatedInformation"])
      || isSet(document?["diagnostic"]?["relatedInformation"])
    takesMarkdown = document?["hover"]?["contentFormat"].map { $0.items.contains { $0.string == "markdown" } } ?? false
    takesSnippets = isSet(document?["completion"]?["completionItem"]?["snippetSupport"])
    let edits = workspace?["workspaceEdit"]
    createsFiles =
      isSet(edits?["documentChanges"])
      && edits?["resourceOperations"]?.items.contains { $0.string == "create" } ?? false
    takesSingleAction = isSet(options?["singleAction"])
    answersConfiguration = isSet(workspace?["configuration"])
    refreshesDiagnostics = isSet(workspace?["diagnostics"]?["refreshSupport"])
    refreshesLenses = isSet(workspace?["codeLens"]?["refreshSupport"])
    refreshesHints = isSet(workspace?["inlayHint"]?["refreshSupport"])
    showsProgress = isSet(capabilities?["window"]?["workDoneProgress"])
    watchesFiles = isSet(workspace?["didChangeWatchedFiles"]?["dynamicRegistration"])
    watchesSettings = isSet(workspace?["didChangeConfiguration"]?["dynamicRegistration"])
  }

  /// The first that both know, in the client's order; UTF-16 where the client names none.
  private static func encoding(_ offered: [String]) -> PositionEncoding {
    for name in offered {
      switch name {
      case "utf-8": return .utf8
      case "utf-16": return .utf16
      case "utf-32": return .utf32
      default: continue
      }
    }
    return .utf16
  }
}

extension PositionEncoding {
  /// The name that LSP has for it.
  var name: String {
    switch self {
    case .utf8: "utf-8"
    case .utf16: "utf-16"
    case .utf32: "utf-32"
    }
  }
}
