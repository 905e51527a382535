import DocumentTree
import Linting
import SourceText

/// Writes findings as LSP diagnostics.
struct DiagnosticWriter {
  let document: OpenDocument
  let client: ClientCapabilities

  func json(_ diagnostic: Diagnostic) -> JSONValue {
    let value: JSONValue = [
      "range": document.json(diagnostic.range, in: client.encoding),
      "severity": .integer(Self.severity(diagnostic.severity)),
      "code": .string(diagnostic.rule),
      "codeDescription": ["href": .string(diagnostic.url)],
      "source": "reqlint",
      "message": .string(diagnostic.message + (diagnostic.help.map { " (\($0))" } ?? "")),
      "tags": tags(diagnostic),
      "relatedInformation": related(diagnostic),
      "data": ["rule": .string(diagnostic.rule), "pointer": .string(diagnostic.pointer)],
    ]
    return value.compact
  }

  /// Unnecessary: what the API ignores. Deprecated: what it wants to be rid of.
  private func tags(_ diagnostic: Diagnostic) -> JSONValue {
    switch diagnostic.rule {
    case IgnoredParameter.card.id: [1]
    case DeprecatedParameter.card.id, RetiredModel.card.id: [2]
    default: nil
    }
  }

  private func related(_ diagnostic: Diagnostic) -> JSONValue {
    guard client.takesRelatedInformation, !diagnostic.related.isEmpty else { return nil }
    return .array(
      diagnostic.related.map { related in
        [
          "location": ["uri": .string(document.uri), "range": document.json(related.range, in: client.encoding)],
          "message": .string(related.message),
        ]
      })
  }

  private static func severity(_ severity: Severity) -> Int {
    switch severity {
    case .error: 1
    case .warning: 2
    case .info: 3
    case .hint: 4
    }
  }
}
