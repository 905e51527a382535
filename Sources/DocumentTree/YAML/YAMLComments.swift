package import SourceText

extension Document {
  /// The comments of a YAML stream, each from its `#` to the end of its line; none for JSON.
  ///
  /// libyaml drops comments, so they are looked for between the scalars.
  package var comments: [ByteRange] {
    guard format == .yaml, source.bytes.contains(UInt8(ascii: "#")) else { return [] }
    var comments: [ByteRange] = []
    var gapStart = source.byteOrderMarkLength
    for record in records where record.kind != .array && record.kind != .object {
      addComments(from: gapStart, to: Int(record.start), &comments)
      gapStart = max(gapStart, Int(record.end))
    }
    addComments(from: gapStart, to: source.count, &comments)
    return comments
  }

  private func addComments(from start: Int, to end: Int, _ comments: inout [ByteRange]) {
    var offset = start
    while offset < end {
      let isComment =
        source.bytes[offset] == UInt8(ascii: "#")
        && (offset == source.byteOrderMarkLength || source.bytes[offset - 1] <= UInt8(ascii: " "))
      guard isComment else {
        offset += 1
        continue
      }
      let commentStart = offset
      while offset < source.count, source.bytes[offset] != UInt8(ascii: "\n"),
        source.bytes[offset] != UInt8(ascii: "\r")
      { offset += 1 }
      comments.append(ByteRange(commentStart, offset))
    }
  }
}
