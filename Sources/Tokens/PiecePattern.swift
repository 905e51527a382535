/// How an encoding cuts text into the pieces that its tokens do not cross.
///
/// Each is a regular expression in tiktoken; here it is one walk, in time linear in the piece and what is looked at
/// behind it. The comments name the branches of those expressions, in their order.
enum PiecePattern: Sendable {
  /// `'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s`
  case r50k
  /// `'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s`
  case cl100k
  /// `[^\r\n\p{L}\p{N}]?U*W+S?|[^\r\n\p{L}\p{N}]?U+W*S?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  /// where U is `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`, W is `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`, S is `(?i:'s|'t|'re|'ve|'m|'ll|'d)`
  case o200k

  /// Where the piece that starts at `start` ends; it has at least one byte.
  @inline(__always)
  func end(ofPieceAt start: Int, in text: Span<UInt8>) -> Int {
    let scan = PieceScan()
    return switch self {
    case .r50k: scan.r50k(text, start)
    case .cl100k: scan.cl100k(text, start)
    case .o200k: scan.o200k(text, start)
    }
  }
}

private struct PieceScan {
  private let classes = CharacterClasses.all

  func r50k(_ text: Span<UInt8>, _ start: Int) -> Int {
    let contraction = contraction(text, start, ignoringCase: false)
    if contraction > 0 { return start + contraction }
    let first = classes.character(in: text, at: start)
    var place = start
    var next = first
    if text[start] == UInt8(ascii: " "), start + 1 < text.count {
      place = start + 1
      next = classes.character(in: text, at: place)
    }
    if next.kind.isLetter { return run(text, place) { $0.isLetter } }
    if next.kind == .number { return run(text, place) { $0 == .number } }
    if next.kind.isSymbol { return run(text, place) { $0.isSymbol } }
    return spaces(text, start, breaksAtLineEnd: false)
  }

  func cl100k(_ text: Span<UInt8>, _ start: Int) -> Int {
    let contraction = contraction(text, start, ignoringCase: true)
    if contraction > 0 { return start + contraction }
    let first = classes.character(in: text, at: start)
    let second = start + first.width
    if first.kind.isLetter { return run(text, second) { $0.isLetter } }
    if first.kind == .number { return digits(text, second) }
    if first.kind != .lineEnd, second < text.count, classes.character(in: text, at: second).kind.isLetter {
      return run(text, second) { $0.isLetter }
    }
    if let end = symbols(text, start, first, alsoSlashes: false) { return end }
    let end = run(text, start) { $0.isSpace }
    return end == text.count ? end : spaces(text, start, breaksAtLineEnd: true)
  }

  func o200k(_ text: Span<UInt8>, _ start: Int) -> Int {
    let first = classes.character(in: text, at: start)
    let second = start + first.width
    if first.kind == .number { return digits(text, second) }
    if first.kind.isLetter {
      if let end = wordEndingLow(text, start) ?? wordStartingHigh(text, start) { return end }
    } else if first.kind != .lineEnd {
      // The first character may be the one before the word, or a mark that belongs to it.
      if second < text.count, let end = wordEndingLow(text, second) { return end }
      if first.kind == .mark, let end = wordEndingLow(text, start) { return end }
      if second < text.count, let end = wordStartingHigh(text, second) { return end }
      if first.kind == .mark, let end = wordStartingHigh(text, start) { return end }
    }
    return symbols(text, start, first, alsoSlashes: true) ?? spaces(text, start, breaksAtLineEnd: true)
  }

  // MARK: Branches

  /// `U*W+S?`. Where U took all and a W has to follow, the last character that is both is given back.
  private func wordEndingLow(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var place = start
    var lastOfBoth: Int?
    while place < text.count {
      let character = classes.character(in: text, at: place)
      if character.kind == .lower { return contracted(text, run(text, place) { $0.mayEndWord }) }
      guard character.kind.mayStartWord else { break }
      place += character.width
      if character.kind != .upper { lastOfBoth = place }
    }
    return lastOfBoth.map { contracted(text, $0) }
  }

  /// `U+W*S?`, where ``wordEndingLow(_:_:)`` found nothing: no W follows.
  private func wordStartingHigh(_ text: Span<UInt8>, _ start: Int) -> Int? {
    let end = run(text, start) { $0.mayStartWord }
    return end > start ? contracted(text, end) : nil
  }

  private func contracted(_ text: Span<UInt8>, _ end: Int) -> Int {
    end + contraction(text, end, ignoringCase: true)
  }

  /// `\p{N}{1,3}`, after its first digit.
  private func digits(_ text: Span<UInt8>, _ second: Int) -> Int {
    var place = second
    for _ in 0..<2 where place < text.count {
      let character = classes.character(in: text, at: place)
      guard character.kind == .number else { break }
      place += character.width
    }
    return place
  }

  /// ` ?[^\s\p{L}\p{N}]+[\r\n]*`, or with `[\r\n/]*` at its end.
  private func symbols(_ text: Span<UInt8>, _ start: Int, _ first: Character, alsoSlashes: Bool) -> Int? {
    var place = start
    var kind = first.kind
    if text[start] == UInt8(ascii: " "), start + 1 < text.count {
      place = start + 1
      kind = classes.character(in: text, at: place).kind
    }
    guard kind.isSymbol else { return nil }
    place = run(text, place) { $0.isSymbol }
    while place < text.count {
      let byte = text[place]
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || alsoSlashes && byte == UInt8(ascii: "/") else {
        break
      }
      place += 1
    }
    return place
  }

  /// `\s*[\r\n]` to the last line end of the run, else `\s+(?!\S)`: all of it, but a last space before something else.
  private func spaces(_ text: Span<UInt8>, _ start: Int, breaksAtLineEnd: Bool) -> Int {
    var place = start
    var last = start
    var afterLineEnd: Int?
    while place < text.count {
      let character = classes.character(in: text, at: place)
      guard character.kind.isSpace else { break }
      last = place
      place += character.width
      if character.kind == .lineEnd { afterLineEnd = place }
    }
    if breaksAtLineEnd, let afterLineEnd { return afterLineEnd }
    return place < text.count && last > start ? last : place
  }

  /// How many bytes the contraction at `place` has (`'s`, `'ll`); 0 where there is none. Ignoring case, U+017F is an s.
  private func contraction(_ text: Span<UInt8>, _ place: Int, ignoringCase: Bool) -> Int {
    guard place + 1 < text.count, text[place] == UInt8(ascii: "'") else { return 0 }
    let fold: UInt8 = ignoringCase ? 0x20 : 0
    let second = place + 2 < text.count ? text[place + 2] : 0
    switch (text[place + 1] | fold, second | fold) {
    case (UInt8(ascii: "s"), _), (UInt8(ascii: "d"), _), (UInt8(ascii: "m"), _), (UInt8(ascii: "t"), _): return 2
    case (UInt8(ascii: "l"), UInt8(ascii: "l")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
      (UInt8(ascii: "r"), UInt8(ascii: "e")):
      return 3
    default: return ignoringCase && text[place + 1] == 0xC5 && second == 0xBF ? 3 : 0
    }
  }

  @inline(__always)
  private func run(_ text: Span<UInt8>, _ start: Int, of belongs: (CharacterClass) -> Bool) -> Int {
    var place = start
    while place < text.count {
      let character = classes.character(in: text, at: place)
      guard belongs(character.kind) else { break }
      place += character.width
    }
    return place
  }
}
