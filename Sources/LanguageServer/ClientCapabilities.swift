import DocumentTree
import SourceText

/// What the client said it can do, as far as the server minds.
struct ClientCapabilities: Sendable {
  var encoding = PositionEncoding.utf16
  /// Whether the client asks for diagnostics; they are pushed to it otherwise, never both.
  var pullsDiagnostics = false
  var takesRelatedInformation = false
  var takesMarkdown = false
  var answersConfiguration = false
  var refreshesDiagnostics = false

  init() {}

  init(_ params: Node) {
    let capabilities = params["capabilities"]
    let document = capabilities?["textDocument"]
    let workspace = capabilities?["workspace"]
    // ALE counts bytes without negotiating; its definition of the server says so in the options.
    let offered = capabilities?["general"]?["positionEncodings"]?.items.compactMap(\.string)
    encoding = Self.encoding(
      offered ?? [params["initializationOptions"]?["positionEncoding"]?.string].compactMap(\.self))
    pullsDiagnostics = document?["diagnostic"].map { $0.kind == .object } ?? false
    takesRelatedInformation =
      document?["publishDiagnostics"]?["relatedInformation"]?.boolean ?? false
      || document?["diagnostic"]?["relatedInformation"]?.boolean ?? false
    takesMarkdown = document?["hover"]?["contentFormat"].map { $0.items.contains { $0.string == "markdown" } } ?? false
    answersConfiguration = workspace?["configuration"]?.boolean ?? false
    refreshesDiagnostics = workspace?["diagnostics"]?["refreshSupport"]?.boolean ?? false
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
