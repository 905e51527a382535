/// A pattern for names of models and hosts: `*` stands for any characters, `{date}` for `2024-08-06`, `20240806`
/// or `0613`.
package struct NamePattern: Sendable, Hashable, CustomStringConvertible {
  private enum Piece {
    case byte(UInt8)
    case any
    case date
  }

  /// No name is longer, in bytes; what is costs no time.
  private static let longestName = 1024

  package let description: String
  /// How many bytes there are before the first piece that stands for others.
  private let plainCount: Int
  /// How many bytes there are after the last one.
  private let plainEndCount: Int

  package init(_ text: String) {
    description = text
    let special = text.utf8.indices.first { place in
      text.utf8[place] == UInt8(ascii: "*") || text.utf8[place...].starts(with: Self.date)
    }
    plainCount = text.utf8.distance(from: text.utf8.startIndex, to: special ?? text.utf8.endIndex)
    plainEndCount = text.utf8.reversed().prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "}") }.count
  }

  /// Whether the pattern is one name and no more.
  package var isLiteral: Bool { plainCount == description.utf8.count }

  /// Whether `*` occurs: such a pattern knows a kind of name, not the names.
  package var isOpen: Bool { description.utf8.contains(UInt8(ascii: "*")) }

  /// Whether the whole of `name` fits. Takes time in proportion to name times pattern at worst.
  package func matches(_ name: String) -> Bool {
    guard name.utf8.count <= Self.longestName else { return false }
    guard name.utf8.starts(with: description.utf8.prefix(plainCount)) else { return false }
    if isLiteral { return name.utf8.count == plainCount }
    guard name.utf8.suffix(plainEndCount).elementsEqual(description.utf8.suffix(plainEndCount)) else { return false }
    let name = Array(name.utf8.dropFirst(plainCount))
    // The places in `name` that the pieces so far can have reached.
    var reached: Set<Int> = [0]
    for piece in pieces {
      switch piece {
      case .byte(let byte): reached = Set(reached.compactMap { $0 < name.count && name[$0] == byte ? $0 + 1 : nil })
      case .any: reached = reached.min().map { Set($0...name.count) } ?? []
      case .date: reached = Set(reached.flatMap { start in Self.dateLengths(name, from: start).map { start + $0 } })
      }
      if reached.isEmpty { return false }
    }
    return reached.contains(name.count)
  }

  /// From the first one that stands for others.
  private var pieces: [Piece] {
    var pieces: [Piece] = []
    var rest = description.utf8.dropFirst(plainCount)
    while let first = rest.first {
      if rest.starts(with: Self.date) {
        pieces.append(.date)
        rest = rest.dropFirst(Self.date.count)
      } else {
        pieces.append(first == UInt8(ascii: "*") ? .any : .byte(first))
        rest = rest.dropFirst()
      }
    }
    return pieces
  }

  private static let date = "{date}".utf8

  private static func dateLengths(_ name: [UInt8], from start: Int) -> [Int] {
    func fits(_ form: String) -> Bool {
      let form = Array(form.utf8)
      guard start + form.count <= name.count else { return false }
      return zip(form, name[start...]).allSatisfy { wanted, byte in
        wanted == UInt8(ascii: "-") ? byte == wanted : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
    }
    return ["0000-00-00", "00000000", "0000"].filter(fits).map(\.utf8.count)
  }
}
