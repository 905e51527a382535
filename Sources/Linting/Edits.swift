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

extension Node.Member {
  /// The edits that put the members of this member's object in its place; nil where one of their names is taken, or where
  /// something stands between that would be lost.
  package var lifting: [TextEdit]? {
    guard let parent = key.parent, value.kind == .object, !value.isBrokenInside else { return nil }
    let members = Array(value.members)
    guard let first = members.first, let last = members.last,
      members.allSatisfy({ !$0.isMerge && parent.value(of: $0.name) == nil })
    else { return nil }
    let source = key.document.source
    // An anchor, a tag or a comment.
    let between = source.text(ByteRange(key.range.upper, value.range.lower))
    guard between.allSatisfy({ $0 == ":" || $0.isWhitespace }) else { return nil }
    let indent = source.indentation(before: key.range.lower)
    var edits: [TextEdit] = [.removal(ByteRange(key.range.lower, first.key.range.lower))]
    if value.isFlow, !parent.isFlow, key.document.format == .yaml {
      guard let indent else { return nil }
      for (left, right) in zip(members, members.dropFirst()) {
        let gap = ByteRange(left.range.upper, right.key.range.lower)
        guard source.text(gap).allSatisfy({ $0 == "," || $0.isWhitespace }) else { return nil }
        edits.append(TextEdit(gap, "\n" + indent))
      }
    } else if let inner = source.indentation(before: first.key.range.lower) {
      let surplus = inner.utf8.count - (indent?.utf8.count ?? 0)
      edits += source.outdents(of: ByteRange(first.key.range.lower, last.range.upper), by: surplus)
    }
    if value.isFlow { edits.append(.removal(ByteRange(last.range.upper, value.range.upper))) }
    return edits
  }
}

extension SourceText {
  /// The edits that take up to `count` blanks from the start of each line that begins in `range`.
  fileprivate func outdents(of range: ByteRange, by count: Int) -> [TextEdit] {
    guard count > 0 else { return [] }
    let bytes = slice(range)
    return bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.compactMap { end in
      let blanks = bytes[(end + 1)...].prefix(count).prefix { $0 == UInt8(ascii: " ") }
      let start = range.lower + (blanks.startIndex - bytes.startIndex)
      return blanks.isEmpty ? nil : .removal(ByteRange(start, start + blanks.count))
    }
  }
}

extension SourceText {
  /// The lines that hold `range`, with the end of the last one.
  package func wholeLines(of range: ByteRange) -> ByteRange {
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
  package var isFlow: Bool {
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

extension Node {
  /// Where something that is missing from this object is shown: its opening bracket, or the first key of a YAML block.
  package var opening: ByteRange {
    let first = members.first { _ in true }?.key.range.upper
    return ByteRange(range.lower, isFlow ? range.lower + 1 : first ?? range.lower)
  }

  /// The edits that give this object one more member.
  ///
  /// - Parameter value: as it stands in JSON, on one line.
  package func adding(_ name: String, _ value: String) -> [TextEdit]? {
    guard kind == .object, !isBrokenInside else { return nil }
    let member = "\"\(name.escapedForJSON)\": \(value)"
    let written = Array(members)
    guard let first = written.first else { return isFlow ? [insertion(member, after: range.lower + 1)] : nil }
    guard isFlow else {
      // The second line of a block stands below the first key, and a key cannot share a line with what is before it.
      let next = written.count > 1 && !first.value.isContainer ? written[1].key : first.key
      guard let indent = document.source.indentation(before: next.range.lower) else { return nil }
      let plain = CoreSchema.isPlain(name) ? "\(name): \(value)" : member
      return [insertion(plain + document.source.lineEnd(before: next.range.lower) + indent, after: next.range.lower)]
    }
    guard let last = written.last else { return nil }
    return [insertion("," + document.source.gap(before: last.key.range.lower) + member, after: last.range.upper)]
  }

  /// The edits that put strings at the end of this array; at its start in a YAML block, whose end is not certain.
  package func appending(_ strings: [String]) -> [TextEdit]? {
    guard kind == .array, !isBrokenInside else { return nil }
    let texts = strings.map { "\"\($0.escapedForJSON)\"" }
    guard let last = items.reversed().first else {
      return isFlow ? [insertion(texts.joined(separator: ", "), after: range.lower + 1)] : nil
    }
    if isFlow {
      let gap = document.source.gap(before: last.range.lower)
      return [insertion(texts.map { "," + gap + $0 }.joined(), after: last.range.upper)]
    }
    guard let first = items.first(where: { _ in true }),
      let indent = document.source.indentation(before: first.range.lower - 2)
    else { return nil }
    let end = document.source.lineEnd(before: first.range.lower) + indent
    return [insertion(texts.map { $0 + end + "- " }.joined(), after: first.range.lower)]
  }

  private var isContainer: Bool { kind == .array || kind == .object }

  private func insertion(_ text: String, after offset: Int) -> TextEdit {
    TextEdit(ByteRange(offset, offset), text)
  }
}

extension SourceText {
  /// As many blanks as stand before `offset` on its line, with `-` counted as one; nil where something else stands there.
  fileprivate func indentation(before offset: Int) -> String? {
    var start = offset
    while let byte = byte(at: start - 1), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") else { return nil }
      start -= 1
    }
    return offset >= start ? String(repeating: " ", count: offset - start) : nil
  }

  /// What stands between a comma and what begins at `offset`: the end of a line with the blanks after it, or one blank.
  fileprivate func gap(before offset: Int) -> String {
    var start = offset
    while let byte = byte(at: start - 1), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { start -= 1 }
    guard let byte = byte(at: start - 1), byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { return " " }
    return lineEnd(before: start) + text(ByteRange(start, offset))
  }

  /// How the line before the one of `offset` ends.
  fileprivate func lineEnd(before offset: Int) -> String {
    var start = offset
    while let byte = byte(at: start - 1), byte != UInt8(ascii: "\n") { start -= 1 }
    return byte(at: start - 2) == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }
}

extension Node {
  /// The edits that take this item out of its array, its comma or its line with it; nil where an empty YAML block would
  /// be left.
  package var itemRemoval: [TextEdit]? {
    guard let parent, parent.kind == .array else { return nil }
    let (before, after) = (preceding, following)
    if let after { return [.removal(ByteRange(range.lower, after.range.lower))] }
    if parent.isFlow { return [.removal(ByteRange(before?.range.upper ?? range.lower, range.upper))] }
    guard before != nil else { return nil }
    return [.removal(document.source.wholeLines(of: range))]
  }
}
