import SourceText

extension DecodedText {
  /// The same text with a string in the place of each `{{x}}` and `${X}` that stands in JSON outside of strings; nil
  /// where there is none.
  func quotingPlaceholders() -> DecodedText? {
    var quoted = DecodedText(at: sourceRange(ByteRange(0, 0)).lower)
    var copied = 0
    var offset = 0
    var isString = false
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\\") where isString: offset += 1
      case UInt8(ascii: "\""): isString.toggle()
      case UInt8(ascii: "{"), UInt8(ascii: "$"):
        guard !isString, let end = endOfPlaceholder(at: offset) else { break }
        quoted.append(self, ByteRange(copied, offset))
        quoted.append("\"{{value}}\"".utf8, writtenAs: sourceRange(ByteRange(offset, end)))
        copied = end
        offset = end - 1
      default: break
      }
      offset += 1
    }
    guard copied > 0 else { return nil }
    quoted.append(self, ByteRange(copied, bytes.count))
    return quoted
  }

  /// The longest placeholder, in bytes.
  private static let longestPlaceholder = 256

  /// The end of the placeholder that starts at `offset`, on the same line.
  private func endOfPlaceholder(at offset: Int) -> Int? {
    let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
    guard next == UInt8(ascii: "{") else { return nil }
    let closing = bytes[offset] == UInt8(ascii: "$") ? 1 : 2
    var run = 0
    for place in (offset + 2)..<min(bytes.count, offset + Self.longestPlaceholder) {
      if bytes[place] == UInt8(ascii: "\n") { return nil }
      run = bytes[place] == UInt8(ascii: "}") ? run + 1 : 0
      if run == closing { return place + 1 }
    }
    return nil
  }
}
