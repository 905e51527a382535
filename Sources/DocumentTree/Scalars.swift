package import SourceText

extension Node {
  /// The decoded content of a string; nil for any other kind.
  package var string: String? {
    guard kind == .string else { return nil }
    return scalarText
  }

  /// The decoded text of any scalar: of a string its content, of a number its digits; nil for containers and aliases.
  package var scalarText: String? {
    seeContent()
    if let undecodedText { return String(decoding: undecodedText, as: UTF8.self) }
    return decodedText.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  package var boolean: Bool? {
    kind == .true ? true : kind == .false ? false : nil
  }

  /// The value of a number; nil for other kinds. A number too large for a `Double` is infinite.
  package var number: Double? {
    guard kind == .number else { return nil }
    seeContent()
    return undecodedText.flatMap(NumberText.plainValue) ?? scalarText.flatMap(NumberText.value)
  }

  /// Whether a number has no fraction: `1`, `1.0` and `1e2` do, `0.5` does not.
  package var isInteger: Bool { kind == .number && ask(.isInteger) }

  /// Whether this is a number that lies between two bounds or on one of them. What is no number at all (`.nan`) lies
  /// beyond none.
  package func isNumber(from least: Double, to most: Double) -> Bool {
    kind == .number && ask(.isNumber(from: least, to: most))
  }

  /// Whether somebody fills in this value later: `{{x}}`, `${X}`, `<your-key>`, a YAML tag of the user's own.
  ///
  /// It stands for anything, so no finding holds for it.
  package var isPlaceholder: Bool {
    if kind == .missing || hasCustomTag { return true }
    if kind == .object, document.format == .yaml, let first = members.first(where: { _ in true }) {
      // `{{x}}` without quotes reads as a mapping whose key is a mapping.
      return first.key.kind == .object
    }
    return kind == .string && ask(.isPlaceholder)
  }

  /// Whether a string holds a placeholder anywhere, so that its final form is open.
  package var holdsPlaceholder: Bool {
    kind == .string ? ask(.holdsPlaceholder) : isPlaceholder
  }

  /// Whether a string, as it is written, has what every placeholder has.
  private var mayHoldPlaceholder: Bool {
    document.text.slice(contentPlace).contains {
      $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "\\")
    }
  }

  /// Whether a string has nothing in it.
  package var isEmptyString: Bool { kind == .string && ask(.isEmpty) }

  /// Whether a string is nothing but white space, and has some.
  package var isBlank: Bool { kind == .string && ask(.isBlank) }

  /// Whether readers of YAML 1.1 and of YAML 1.2 take this for the same type, as they do all but some plain scalars. Long
  /// texts are no words that they differ about.
  package var isReadAlike: Bool {
    document.format != .yaml || kind == .array || kind == .object || ask(.isReadAlike)
  }

  /// Whether the content of a scalar has at least and at most so many characters (Unicode scalars).
  package func hasCharacters(atLeast least: Int, atMost most: Int) -> Bool {
    ask(.hasCharacters(atLeast: least, atMost: most))
  }

  /// Whether the node is written in at most so many bytes, quotes and all.
  package func isWritten(inAtMost bytes: Int) -> Bool { ask(.isWritten(inAtMost: bytes)) }

  /// Whether the content of a scalar has a word in it that is given in small letters of ASCII, in any case.
  package func says(_ word: String) -> Bool { ask(.says(word: word)) }

  /// Whether something is found in the bytes that the node is written with.
  package func holds(_ search: any ByteSearch) -> Bool { ask(.holds(.init(search: search))) }

  private func ask(_ question: Question) -> Bool {
    document.observer?.answer(question, about: index) ?? answer(question)
  }

  /// The answer that is right for a node of the kind that the question is about.
  func answer(_ question: Question) -> Bool {
    switch question {
    case .isPlaceholder:
      if let undecodedText { return Placeholder.isWhole(undecodedText) }
      let first = document.text.byte(at: contentPlace.lower)
      return first.map { "{$<\\".utf8.contains($0) } ?? false && Placeholder.isWhole(contentBytes)
    case .holdsPlaceholder:
      guard mayHoldPlaceholder else { return false }
      let bytes = contentBytes
      return Placeholder.isIn(bytes) || Placeholder.isWhole(bytes)
    case .isInteger: return number.map { $0.isInfinite || $0 == $0.rounded(.towardZero) } ?? false
    case .isNumber(let least, let most): return number.map { !($0 < least || $0 > most) } ?? true
    case .isEmpty: return contentPlace.isEmpty
    case .isBlank: return string.map { !$0.isEmpty && $0.allSatisfy(\.isWhitespace) } ?? false
    case .isReadAlike:
      let text = document.text.slice(place)
      return !isPlainScalar || text.count > 64 || CoreSchema.reading(of: text) == YAML11Schema.reading(of: text)
    case .hasCharacters(let least, let most):
      // No content has more characters than bytes that it is written with.
      let count = least > 0 || characterLimit > most ? characterCount : characterLimit
      return count >= least && count <= most
    case .isWritten(let most): return place.count <= most
    case .says(let word):
      let word = Array(word.utf8)
      return isWritten(with: word) || record.traits.contains(.rewritten) && contentBytes.says(word)
    case .holds(let search): return search.search.isFound(in: document.text.slice(place))
    }
  }

  /// Whether a word stands in a scalar as it is written, and nothing before it can be an escape that its first letters
  /// belong to.
  private func isWritten(with word: [UInt8]) -> Bool {
    guard !document.format.isText else { return contentBytes.says(word) }
    let written = document.text.slice(contentPlace)
    return written.says(word) { !written[..<$0].suffix(Self.longestEscape).contains(UInt8(ascii: "\\")) }
  }

  /// In bytes: `\U0001F600` of YAML.
  private static let longestEscape = 10

  /// Tells the observer that this node's content is looked at. Names are compared in any case.
  func seeContent() {
    if let observer = document.observer, !isKey { observer.seeContent(of: index) }
  }

  /// The content of a scalar as UTF-8; empty for containers and aliases.
  package var contentBytes: ArraySlice<UInt8> {
    seeContent()
    return undecodedText ?? decodedText.map { ArraySlice($0.bytes) } ?? []
  }

  /// How many characters (Unicode scalars) the content of a scalar has.
  package var characterCount: Int {
    contentBytes.reduce(0) { count, byte in byte & 0xC0 == 0x80 ? count : count + 1 }
  }

  /// No content of this node has more characters; known without reading it.
  private var characterLimit: Int {
    let end = record.traits.contains(.block) ? document.blockLayouts[index]?.end : nil
    return (end ?? place.upper) - place.lower
  }

  /// The bytes between the quotes, where they are the content as they stand.
  var undecodedText: ArraySlice<UInt8>? {
    switch kind {
    case .array, .object, .alias: return nil
    default: break
    }
    return record.traits.contains(.rewritten) ? nil : document.text.slice(contentPlace)
  }

  /// The range between the quotes, or of the whole node where there are none.
  package var contentRange: ByteRange {
    document.observer?.seePlaces()
    return contentPlace
  }

  private var contentPlace: ByteRange {
    let range = place
    if document.format.isText { return range }
    if document.format == .yaml {
      guard !record.traits.isDisjoint(with: [.single, .double]), range.count >= 2 else { return range }
      return ByteRange(range.lower + 1, range.upper - 1)
    }
    guard let first = document.text.byte(at: range.lower), range.count > 0 else { return range }
    guard first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") else { return range }
    let isClosed = range.count >= 2 && document.text.byte(at: range.upper - 1) == first && !isEscaped(range.upper - 1)
    return ByteRange(range.lower + 1, isClosed ? range.upper - 1 : range.upper)
  }

  /// Whether an odd number of backslashes stands before `offset`: the last quote of an unterminated string may be one of
  /// its characters.
  private func isEscaped(_ offset: Int) -> Bool {
    var start = offset
    while start > place.lower, document.text.byte(at: start - 1) == UInt8(ascii: "\\") { start -= 1 }
    return (offset - start) % 2 == 1
  }

  /// The content of a scalar with the way back to its bytes; nil for containers and aliases.
  package var decodedText: DecodedText? {
    switch kind {
    case .array, .object, .alias, .missing: return nil
    default: break
    }
    seeContent()
    if document.format.isText { return document.pieces[index]?.text ?? Piece(verbatim: document.text, place).text }
    let content = contentPlace
    guard document.format == .yaml else { return JSONStringDecoder.decode(document.text, content) }
    if let layout = document.blockLayouts[index] {
      return BlockScalarDecoder.decode(document.text, at: content.lower, layout)
    }
    let traits = record.traits
    let quotes: FlowScalarDecoder.Quotes =
      traits.contains(.double) ? .double : traits.contains(.single) ? .single : .none
    return FlowScalarDecoder.decode(document.text, content, quotes)
  }

  /// `text` as it has to stand inside this string, or nil where this kind of string cannot hold it.
  func escaped(_ text: String) -> String? {
    if document.format.isText {
      guard let piece = document.pieces[index] else { return text }
      return piece.quoting?.escaped(text)
    }
    let traits = record.traits
    if document.format != .yaml || traits.contains(.double) { return text.escapedForJSON }
    guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else { return nil }
    if traits.contains(.single) { return text.escapedForSingleQuotes }
    return traits.contains(.block) ? text : nil
  }
}

extension String {
  /// The text as it stands between the single quotes of a YAML scalar.
  fileprivate var escapedForSingleQuotes: String { escaping { $0 == "'" ? "''" : nil } }
}

extension ArraySlice<UInt8> {
  /// Whether a word in small letters of ASCII stands in a text, in any case, at a place that counts.
  fileprivate func says(_ word: [UInt8], where counts: (Index) -> Bool = { _ in true }) -> Bool {
    guard let first = word.first, count >= word.count else { return false }
    for start in indices.dropLast(word.count - 1) where self[start] | 0x20 == first {
      if zip(self[start...], word).allSatisfy({ $0 | 0x20 == $1 }), counts(start) { return true }
    }
    return false
  }
}

/// Values that templates and people leave open.
private enum Placeholder {
  /// Whether a text is a placeholder and nothing else.
  static func isWhole(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "$") || first == UInt8(ascii: "<")
    else { return false }
    func isWrapped(_ open: String, _ close: String) -> Bool {
      text.count > open.utf8.count + close.utf8.count && text.starts(with: open.utf8)
        && text.suffix(close.utf8.count).elementsEqual(close.utf8)
    }
    if isWrapped("{{", "}}") || isWrapped("${", "}") || isWrapped("{%", "%}") { return true }
    guard isWrapped("<", ">") else { return false }
    return !text.dropFirst().dropLast().contains { "<>\n/".utf8.contains($0) }
  }

  /// Whether a placeholder opens anywhere in a text.
  static func isIn(_ text: ArraySlice<UInt8>) -> Bool {
    var last: UInt8 = 0
    for byte in text {
      if byte == UInt8(ascii: "{"), last == UInt8(ascii: "{") || last == UInt8(ascii: "$") { return true }
      last = byte
    }
    return false
  }
}

/// Reads the digits of a JSON or YAML number.
enum NumberText {
  /// The value of digits with at most one point in them: exact, as both whole numbers are, and rounded once where one is
  /// divided by the other ("How to Read Floating Point Numbers Accurately", Clinger 1990). nil for anything else.
  static func plainValue(of number: ArraySlice<UInt8>) -> Double? {
    guard number.count <= 16, let last = number.last, isDigit(last), number.first != UInt8(ascii: ".") else {
      return nil
    }
    var (digits, scale, isFraction) = (0, 1, false)
    for byte in number {
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if isDigit(byte) {
        digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
        if isFraction { scale *= 10 }
      } else {
        return nil
      }
    }
    guard digits < 1 << 53 else { return nil }
    return Double(digits) / Double(scale)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  static func value(of number: String) -> Double? {
    var text = number
    if text.hasPrefix("+") { text.removeFirst() }
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? String(text.dropFirst()) : text
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where digits.hasPrefix(prefix) {
      return UInt64(digits.dropFirst(2), radix: radix).map { isNegative ? -Double($0) : Double($0) }
    }
    switch digits.lowercased() {
    case ".inf": return isNegative ? -Double.infinity : .infinity
    case ".nan": return .nan
    default: break
    }
    if digits.hasPrefix(".") { text = (isNegative ? "-0" : "0") + digits }
    if text.hasSuffix(".") { text.removeLast() }
    return Double(text)
  }
}
