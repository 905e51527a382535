import DocumentTree
import EditorFeatures

/// Writes completion items for LSP.
struct CompletionWriter {
  let document: OpenDocument
  let client: ClientCapabilities

  func json(_ item: CompletionItem, place: Int) -> JSONValue {
    let order = String(place)
    let snippet = client.takesSnippets ? item.snippet : nil
    let value: JSONValue = [
      "label": .string(item.label),
      "kind": .integer(Self.kind(item.kind)),
      "detail": item.detail.isEmpty ? nil : .string(item.detail),
      "documentation": item.documentation.isEmpty ? nil : .string(item.documentation),
      "sortText": .string(String(repeating: "0", count: max(0, 5 - order.count)) + order),
      "tags": item.isDeprecated ? [1] : nil,
      "insertTextFormat": snippet == nil ? nil : 2,
      "textEdit": [
        "range": document.json(item.range, in: client.encoding), "newText": .string(snippet ?? item.text),
      ],
    ]
    return value.compact
  }

  private static func kind(_ kind: CompletionItem.Kind) -> Int {
    switch kind {
    case .key: 10
    case .value: 12
    case .model: 7
    case .request: 15
    }
  }
}
