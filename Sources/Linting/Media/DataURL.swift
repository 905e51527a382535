/// A data URL (RFC 2397) with base64, taken apart without being decoded.
struct DataURL {
  /// In lower case, without parameters; empty where none is written.
  let mediaType: String
  let isBase64: Bool
  /// nil where the comma is missing.
  let data: ArraySlice<UInt8>?

  /// nil where the text does not start with `data:`.
  init?(_ text: ArraySlice<UInt8>) {
    guard String(decoding: text.prefix(5), as: UTF8.self).lowercased() == "data:" else { return nil }
    let rest = text.dropFirst(5)
    let comma = rest.firstIndex(of: UInt8(ascii: ","))
    // A header is short; without a comma the first characters are enough.
    let header = String(decoding: comma.map { rest[..<$0] } ?? rest.prefix(100), as: UTF8.self).lowercased()
    let parts = header.split(separator: ";", omittingEmptySubsequences: false)
    mediaType = parts.first.map(String.init) ?? ""
    isBase64 = parts.dropFirst().contains("base64")
    data = comma.map { rest[($0 + 1)...] }
  }
}
