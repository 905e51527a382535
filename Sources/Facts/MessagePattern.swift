/// A pattern for the messages of error answers: it may stand anywhere in a message, upper and lower case are one.
///
/// `*` stands for any characters, `{param}` for a word that is kept under that name. Between quotes a word may hold
/// blanks, but no such quote; at either end of a pattern it goes as far as there is no blank.
package struct MessagePattern: Sendable, Hashable, CustomStringConvertible {
  private enum Piece: Sendable, Hashable {
    /// In lower case.
    case text([UInt8])
    case anything
    case word(String)
  }

  package let description: String
  private let pieces: [Piece]

  /// The longest word that is kept, in bytes.
  private static let wordLimit = 512
  /// How many places of a message are tried: more are made to cost time.
  private static let attemptLimit = 64

  /// nil where there is no text, where two open pieces meet, or a word is kept twice under one name.
  package init?(_ text: String) {
    description = text
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var rest = Array(text.utf8)[...]
    func isOpen(_ piece: Piece?) -> Bool { if case .text? = piece { false } else { piece != nil } }
    func add(_ piece: Piece) -> Bool {
      if !literal.isEmpty { pieces.append(.text(literal)) }
      let meets = literal.isEmpty && isOpen(pieces.last)
      literal = []
      pieces.append(piece)
      return !meets
    }
    while let first = rest.first {
      if first == UInt8(ascii: "*") {
        guard add(.anything) else { return nil }
        rest = rest.dropFirst()
      } else if first == UInt8(ascii: "{"), let close = rest.firstIndex(of: UInt8(ascii: "}")) {
        let name = String(decoding: rest[(rest.startIndex + 1)..<close], as: UTF8.self)
        guard add(.word(name)) else { return nil }
        rest = rest[(close + 1)...]
      } else {
        literal.append(first.lowercased)
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty { pieces.append(.text(literal)) }
    self.pieces = pieces
    let names = words
    guard Set(names).count == names.count, pieces.contains(where: { !isOpen($0) }) else { return nil }
  }

  /// The names of the words that are kept, in order.
  package var words: [String] {
    pieces.compactMap { if case .word(let name) = $0 { name } else { nil } }
  }

  /// The words of the first place in `message` that fits; nil where none does.
  package func match(_ message: String) -> [String: String]? {
    let bytes = Array(message.utf8)
    let lowered = bytes.map(\.lowercased)
    guard case .text(let first)? = pieces.first(where: { if case .text = $0 { true } else { false } }) else {
      return nil
    }
    var start = 0
    for _ in 0..<Self.attemptLimit {
      guard let found = Self.find(first, in: lowered, from: start, limit: lowered.count) else { return nil }
      if let words = match(from: found, bytes, lowered) { return words }
      start = found + 1
    }
    return nil
  }

  /// Matches with the first text at `anchor`.
  private func match(from anchor: Int, _ bytes: [UInt8], _ lowered: [UInt8]) -> [String: String]? {
    var words: [String: String] = [:]
    var offset = anchor
    var rest = pieces[...]
    if case .word(let name)? = rest.first {
      // The word right before the first text.
      let start = (bytes[..<anchor].lastIndex { $0 <= UInt8(ascii: " ") } ?? -1) + 1
      guard start < anchor, anchor - start <= Self.wordLimit else { return nil }
      words[name] = String(decoding: bytes[start..<anchor], as: UTF8.self)
      rest = rest.dropFirst()
    } else if case .anything? = rest.first {
      rest = rest.dropFirst()
    }
    while let piece = rest.popFirst() {
      switch piece {
      case .text(let text):
        guard lowered[offset...].starts(with: text) else { return nil }
        offset += text.count
      case .anything:
        guard case .text(let next)? = rest.first else { return words }
        guard let found = Self.find(next, in: lowered, from: offset, limit: lowered.count) else { return nil }
        offset = found
      case .word(let name):
        guard let end = endOfWord(from: offset, before: rest.first, bytes, lowered) else { return nil }
        words[name] = String(decoding: bytes[offset..<end], as: UTF8.self)
        offset = end
      }
    }
    return words
  }

  private func endOfWord(from start: Int, before next: Piece?, _ bytes: [UInt8], _ lowered: [UInt8]) -> Int? {
    guard case .text(let next)? = next else {
      // The last word of the pattern ends at a blank, and what closes a sentence is no part of it.
      var end = bytes[start...].firstIndex { $0 <= UInt8(ascii: " ") } ?? bytes.count
      while end > start, ".,;:!?'\"`)".utf8.contains(bytes[end - 1]) { end -= 1 }
      return end > start && end - start <= Self.wordLimit ? end : nil
    }
    let limit = min(lowered.count, start + Self.wordLimit + next.count)
    guard let end = Self.find(next, in: lowered, from: start, limit: limit), end > start else { return nil }
    let quote = start > 0 ? bytes[start - 1] : 0
    let isQuoted = "'\"`".utf8.contains(quote)
    return isQuoted && bytes[start..<end].contains(quote) ? nil : end
  }

  private static func find(_ text: [UInt8], in bytes: [UInt8], from start: Int, limit: Int) -> Int? {
    guard let first = text.first, limit - text.count >= start else { return nil }
    for place in start...(limit - text.count) where bytes[place] == first {
      if bytes[place..<(place + text.count)].elementsEqual(text) { return place }
    }
    return nil
  }
}

extension UInt8 {
  /// The letter in lower case, if it is one of ASCII's.
  fileprivate var lowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}
