import SourceText

/// An encoding other than UTF-8, told by its byte order mark or by the zero bytes of its first ASCII characters.
struct ForeignEncoding {
  let name: String
  /// The length of the byte order mark in bytes, or of the first character where there is none.
  let markLength: Int

  init?(_ source: SourceText) {
    let first = (0..<4).map { source.byte(at: $0) }
    switch (first[0], first[1], first[2], first[3]) {
    case (0, 0, 0xFE, 0xFF): (name, markLength) = ("UTF-32", 4)
    case (0xFF, 0xFE, 0, 0): (name, markLength) = ("UTF-32", 4)
    case (0xFE, 0xFF, _, _), (0xFF, 0xFE, _, _): (name, markLength) = ("UTF-16", 2)
    case (0, 0, 0, .some(1...0x7F)), (.some(1...0x7F), 0, 0, 0): (name, markLength) = ("UTF-32", 4)
    case (0, .some(1...0x7F), 0, .some(1...0x7F)), (.some(1...0x7F), 0, .some(1...0x7F), 0):
      (name, markLength) = ("UTF-16", 2)
    default: return nil
    }
  }
}
