/// The bytes of one input, kept as they lie on disk: a byte order mark and CRLF stay.
package struct SourceText: Sendable {
  /// The longest input that is read as one document, in bytes.
  package static let byteLimit = 1 << 28

  package let bytes: ContiguousArray<UInt8>

  package init(_ bytes: ContiguousArray<UInt8>) {
    self.bytes = bytes
  }

  package init(_ text: String) {
    self.bytes = ContiguousArray(text.utf8)
  }

  package var count: Int { bytes.count }

  /// The byte at `offset`, or nil past the end.
  package func byte(at offset: Int) -> UInt8? {
    offset >= 0 && offset < bytes.count ? bytes[offset] : nil
  }

  /// The bytes of `range`, cut to what there is; not a copy.
  package func slice(_ range: ByteRange) -> ArraySlice<UInt8> {
    let lower = min(max(0, range.lower), bytes.count)
    let upper = min(max(lower, range.upper), bytes.count)
    return bytes[lower..<upper]
  }

  /// The text of `range`; what is not UTF-8 reads as U+FFFD.
  package func text(_ range: ByteRange) -> String {
    String(decoding: slice(range), as: UTF8.self)
  }

  /// The length of a UTF-8 byte order mark at the start: 3 or 0.
  package var byteOrderMarkLength: Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }
}
