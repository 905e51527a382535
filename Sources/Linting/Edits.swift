package import DocumentTree
package import SourceText

extension Node.Member {
  /// The edits that take the member out, its comma or its lines with it; nil where an empty YAML block would be left.
  package var removal: [TextEdit]? {
    guard let parent = key.parent else { return nil }
    let (before, after) = (key.preceding, value.following)
    if key.document.format == .yaml, !parent.isFlow {
      guard before != nil || after != nil else { return nil }
      if before == nil, let after { return [.removal(ByteRange(key.range.lower, after.range.lower))] }
      return [.removal(key.document.source.wholeLines(of: range))]
    }
    if let after { return [.removal(ByteRange(key.range.lower, after.range.lower))] }
    return [.removal(ByteRange(before?.range.upper ?? key.range.lower, value.range.upper))]
  }

  /// The edit that gives the member another name, in the quotes that it has.
  package func renaming(to name: String) -> [TextEdit] {
    [TextEdit(key.contentRange, name)]
  }
}

extension SourceText {
  /// The lines that hold `range`, with the end of the last one.
  fileprivate func wholeLines(of range: ByteRange) -> ByteRange {
    func endsLine(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
    var start = range.lower
    while let byte = byte(at: start - 1), !endsLine(byte) { start -= 1 }
    var end = max(range.lower, range.upper - 1)
    while let byte = byte(at: end), !endsLine(byte) { end += 1 }
    if byte(at: end) == UInt8(ascii: "\r"), byte(at: end + 1) == UInt8(ascii: "\n") { end += 1 }
    return ByteRange(start, min(end + 1, count))
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
