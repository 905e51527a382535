import SourceText

/// The word at a place of a YAML text, broken as the text is while somebody types.
struct YAMLSpot {
  /// A word that stands for what is being typed.
  static let standIn = "reqlintcursor"

  private let text: SourceText
  /// The word, in bytes of the text; empty where there is none.
  let range: ByteRange
  /// What is typed of it so far.
  let typed: String
  /// Whether it is to be a key.
  private let isKey: Bool
  private let hasColon: Bool

  init(_ text: SourceText, at offset: Int) {
    self.text = text
    let lines = LineIndex(text)
    let line = lines.content(ofLine: lines.line(of: offset))
    let before = text.text(ByteRange(line.lower, offset))
    let after = text.text(ByteRange(offset, line.upper))
    let typed = String(before.reversed().prefix { Self.isWord($0) || "\"'".contains($0) }.reversed())
    // A dash alone starts an item.
    self.typed = typed == "-" ? "" : typed
    let end = after.prefix(while: Self.isWord)
    range = ByteRange(offset - self.typed.utf8.count, offset + end.utf8.count)
    hasColon = after.dropFirst(end.count).hasPrefix(":")
    let rest = before.dropLast(self.typed.count).drop { $0 == " " || $0 == "-" }
    isKey = rest.isEmpty || Self.isBeforeKey(rest)
  }

  /// Whether the next word after the start of a line is a key in braces.
  private static func isBeforeKey(_ start: Substring) -> Bool {
    guard let last = start.last(where: { $0 != " " }), last == "{" || last == "," else { return false }
    var open: [Character] = []
    for character in start {
      switch character {
      case "{", "[": open.append(character)
      case "}", "]": _ = open.popLast()
      default: continue
      }
    }
    return open.last != "["
  }

  /// What follows a key that is put in.
  var colon: String { hasColon ? "" : ": " }

  /// The text with another word in place of this one: a key, or a value, so that the text reads as YAML.
  func replacingWord(with word: String) -> SourceText {
    text.applying([TextEdit(range, word + (isKey && !hasColon ? ": x" : ""))])
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_-./".contains(character)
  }
}
