/// Tells a file's kind by its first bytes.
enum MediaSignature {
  /// How many bytes are looked at.
  static let length = 16

  /// The media type that the bytes show, or nil where they show none of these.
  static func mediaType(of bytes: [UInt8]) -> String? {
    func starts(_ signature: [UInt8], at offset: Int = 0) -> Bool {
      bytes.count >= offset + signature.count && bytes[offset...].starts(with: signature)
    }
    if starts([0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
    if starts([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if starts(Array("GIF8".utf8)) { return "image/gif" }
    if starts(Array("RIFF".utf8)), starts(Array("WEBP".utf8), at: 8) { return "image/webp" }
    if starts(Array("RIFF".utf8)), starts(Array("WAVE".utf8), at: 8) { return "audio/wav" }
    if starts(Array("BM".utf8)) { return "image/bmp" }
    if starts([0x49, 0x49, 0x2A, 0]) || starts([0x4D, 0x4D, 0, 0x2A]) { return "image/tiff" }
    if starts(Array("ftypheic".utf8), at: 4) || starts(Array("ftypmif1".utf8), at: 4) { return "image/heic" }
    if starts(Array("ftypavif".utf8), at: 4) { return "image/avif" }
    if starts(Array("<svg".utf8)) { return "image/svg+xml" }
    if starts(Array("%PDF".utf8)) { return "application/pdf" }
    if starts(Array("ID3".utf8)) { return "audio/mpeg" }
    return nil
  }
}
