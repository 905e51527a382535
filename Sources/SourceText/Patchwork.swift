/// A text that is edited again and again, kept as pieces of the original and of what was written since.
///
/// It tells all edits together as edits of the original, in time linear in the number of pieces.
package struct Patchwork: Sendable {
  private enum Piece {
    /// Bytes of the original.
    case kept(ByteRange)
    case written(ArraySlice<UInt8>)

    var count: Int {
      switch self {
      case .kept(let range): range.count
      case .written(let bytes): bytes.count
      }
    }

    /// Cuts off the first `count` bytes.
    mutating func takeFirst(_ count: Int) -> Piece {
      switch self {
      case .kept(let range):
        self = .kept(ByteRange(range.lower + count, range.upper))
        return .kept(ByteRange(range.lower, range.lower + count))
      case .written(let bytes):
        self = .written(bytes.dropFirst(count))
        return .written(bytes.prefix(count))
      }
    }
  }

  private let originalCount: Int
  private var pieces: [Piece]

  /// - Parameter count: the length of the original, in bytes.
  package init(count: Int) {
    originalCount = count
    pieces = [.kept(ByteRange(0, count))]
  }

  /// Edits the text as it is now. The edits must not overlap; one that does, or that lies outside, is left out.
  package mutating func apply(_ edits: [TextEdit]) {
    var result: [Piece] = []
    var rest: [Piece] = pieces.reversed()
    var offset = 0
    let end = pieces.reduce(0) { $0 + $1.count }
    for edit in edits.inOrder {
      guard edit.range.lower >= offset, edit.range.upper <= end else { continue }
      result += Self.take(edit.range.lower - offset, from: &rest)
      result.append(.written(ArraySlice(edit.text.utf8)))
      _ = Self.take(edit.range.count, from: &rest)
      offset = edit.range.upper
    }
    pieces = result + rest.reversed()
  }

  /// Takes the first `count` bytes off pieces that stand in reverse.
  private static func take(_ count: Int, from pieces: inout [Piece]) -> [Piece] {
    var taken: [Piece] = []
    var missing = count
    while missing > 0, var first = pieces.popLast() {
      if first.count <= missing {
        missing -= first.count
        taken.append(first)
      } else {
        taken.append(first.takeFirst(missing))
        missing = 0
        pieces.append(first)
      }
    }
    return taken
  }

  /// All that was done, as edits of the original, in order.
  package var edits: [TextEdit] {
    var edits: [TextEdit] = []
    var text: [UInt8] = []
    var end = 0
    func close(at offset: Int) {
      if !text.isEmpty || offset > end {
        edits.append(TextEdit(ByteRange(end, offset), String(decoding: text, as: UTF8.self)))
      }
      text = []
    }
    for piece in pieces {
      switch piece {
      case .written(let bytes): text += bytes
      case .kept(let range):
        close(at: range.lower)
        end = range.upper
      }
    }
    close(at: originalCount)
    return edits
  }
}
