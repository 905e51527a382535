import SourceText

/// A text that can be read again: the last good one, with the line at a place as it is now.
struct MendedText {
  let text: SourceText
  /// The place in `text`.
  let offset: Int

  /// nil where the good text has nothing that the broken one has not.
  init?(_ broken: SourceText, at offset: Int, from good: SourceText) {
    guard good.bytes != broken.bytes else { return nil }
    let (new, old) = (LineIndex(broken), LineIndex(good))
    let shorter = min(new.lineCount, old.lineCount)
    func isSame(_ line: Int, _ other: Int) -> Bool {
      broken.slice(new.content(ofLine: line)) == good.slice(old.content(ofLine: other))
    }
    var before = 0
    while before < shorter, isSame(before, before) { before += 1 }
    var after = 0
    while after < shorter - before, isSame(new.lineCount - 1 - after, old.lineCount - 1 - after) { after += 1 }

    let line = new.line(of: offset)
    let column = offset - new.content(ofLine: line).lower
    if line < before {
      text = good
      self.offset = old.content(ofLine: line).lower + column
    } else if line >= new.lineCount - after {
      text = good
      self.offset = old.content(ofLine: line - new.lineCount + old.lineCount).lower + column
    } else {
      // Of the lines that changed only the one at the place is kept.
      let start = old.content(ofLine: before).lower
      let end = before + after < old.lineCount ? old.content(ofLine: old.lineCount - after - 1).upper : start
      let current = broken.text(new.content(ofLine: line))
      let isInserted = before + after == old.lineCount
      text = good.applying([TextEdit(ByteRange(start, max(start, end)), current + (isInserted ? "\n" : ""))])
      self.offset = start + column
    }
  }
}
