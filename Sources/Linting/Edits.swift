package import DocumentTree
package import SourceText

extension Node.Member {
  /// The edits that take the member out, its comma or its lines with it; nil where an empty YAML block would be left.
  package var removal: [TextEdit]? {
    guard let parent = key.parent else { return nil }
    let siblings = Array(parent.members)
    guard let place = siblings.firstIndex(where: { $0.key == key }) else { return nil }
    if key.document.format == .yaml, !parent.isFlow {
      guard siblings.count > 1 else { return nil }
      if place == 0 { return [.removal(ByteRange(key.range.lower, siblings[1].key.range.lower))] }
      let lines = LineIndex(key.document.source)
      let first = lines.line(of: key.range.lower)
      let last = lines.line(of: max(key.range.lower, value.range.upper - 1))
      let start = lines.offset(of: Position(line: first, column: 0), in: .utf8)
      let end = lines.offset(of: Position(line: last + 1, column: 0), in: .utf8)
      return [.removal(ByteRange(start, end))]
    }
    if place + 1 < siblings.count { return [.removal(ByteRange(key.range.lower, siblings[place + 1].key.range.lower))] }
    let start = place > 0 ? siblings[place - 1].value.range.upper : key.range.lower
    return [.removal(ByteRange(start, value.range.upper))]
  }

  /// The edit that gives the member another name, in the quotes that it has.
  package func renaming(to name: String) -> [TextEdit] {
    [TextEdit(key.contentRange, name)]
  }
}

extension Node {
  /// Whether brackets are written around this container.
  fileprivate var isFlow: Bool {
    let first = document.source.byte(at: range.lower)
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// The edit that puts a string in place of this value, in the quotes that it has.
  package func replacing(with text: String) -> [TextEdit] {
    if kind == .string, contentRange != range { return [TextEdit(contentRange, text.escapedForJSON)] }
    if document.format == .yaml, kind == .string, CoreSchema.isPlain(text) { return [TextEdit(range, text)] }
    return [TextEdit(range, "\"\(text.escapedForJSON)\"")]
  }
}
