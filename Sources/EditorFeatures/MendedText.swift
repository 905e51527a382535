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
      // Of the lines that changed only the one at the place is taken over: a new one, or one in place of an old one.
      let current = broken.text(new.content(ofLine: line))
      let added = new.lineCount - old.lineCount
      let same = line - added
      if added > 0 {
        let next = min(max(before, same + 1), old.lineCount - after)
        let start = old.content(ofLine: next).lower
        let isLast = next == old.lineCount
        text = good.applying([TextEdit(ByteRange(start, start), isLast ? "\n" + current : current + "\n")])
        self.offset = start + (isLast ? 1 : 0) + column
      } else {
        let replaced = old.content(ofLine: min(max(before, same), old.lineCount - after - 1))
        text = good.applying([TextEdit(replaced, current)])
        self.offset = replaced.lower + column
      }
    }
  }
}
