/// A data URL (RFC 2397) with base64, taken apart without being decoded.
struct DataURL {
  /// In lower case; empty where none is written.
  let mediaType: String
  let isBase64: Bool
  /// nil where the comma is missing.
  let data: Substring?

  /// nil where the text does not start with `data:`.
  init?(_ text: String) {
    guard text.prefix(5).lowercased() == "data:" else { return nil }
    let rest = text.dropFirst(5)
    let comma = rest.firstIndex(of: ",")
    // A header is short; without a comma the first characters are enough.
    let header = rest[..<(comma ?? rest.index(rest.startIndex, offsetBy: 100, limitedBy: rest.endIndex) ?? rest.endIndex)]
    let parts = header.lowercased().split(separator: ";", omittingEmptySubsequences: false)
    mediaType = parts.first.map(String.init) ?? ""
    isBase64 = parts.dropFirst().contains("base64")
    data = comma.map { rest[rest.index(after: $0)...] }
  }
}
