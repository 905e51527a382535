import DocumentTree
import EditorFeatures
import SourceText

/// Writes the outline as LSP document symbols.
enum OutlineWriter {
  static func json(_ item: OutlineItem, _ document: OpenDocument, _ encoding: PositionEncoding) -> JSONValue {
    [
      "name": .string(item.name.isEmpty ? "(unnamed)" : item.name),
      "detail": .string(item.detail),
      "kind": .integer(kind(item.kind)),
      "range": document.json(item.range, in: encoding),
      "selectionRange": document.json(item.selection, in: encoding),
      "children": .array(item.children.map { json($0, document, encoding) }),
    ]
  }

  private static func kind(_ kind: OutlineItem.Kind) -> Int {
    switch kind {
    case .request: 2
    case .messages: 18
    case .message: 15
    case .tool: 12
    case .property: 7
    }
  }
}
