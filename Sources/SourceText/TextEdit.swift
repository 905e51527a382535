/// A replacement of some bytes; every byte outside `range` stays as it is.
package struct TextEdit: Sendable, Hashable {
  package let range: ByteRange
  package let text: String

  package init(_ range: ByteRange, _ text: String) {
    self.range = range
    self.text = text
  }

  package static func insertion(_ text: String, at offset: Int) -> TextEdit {
    TextEdit(ByteRange(offset, offset), text)
  }

  package static func removal(_ range: ByteRange) -> TextEdit {
    TextEdit(range, "")
  }
}

extension [TextEdit] {
  /// The edits in the order of their places.
  package var inOrder: [TextEdit] {
    sorted { ($0.range.lower, $0.range.upper) < ($1.range.lower, $1.range.upper) }
  }
}

extension SourceText {
  /// The text after `edits`. They must not overlap; one that does, or that lies outside, is left out.
  package func applying(_ edits: [TextEdit]) -> SourceText {
    var result = ContiguousArray<UInt8>()
    var offset = 0
    for edit in edits.inOrder {
      guard edit.range.lower >= offset, edit.range.upper <= count else { continue }
      result.append(contentsOf: bytes[offset..<edit.range.lower])
      result.append(contentsOf: edit.text.utf8)
      offset = edit.range.upper
    }
    result.append(contentsOf: bytes[offset...])
    return SourceText(result)
  }
}
