/// Tells a file's kind by its first bytes.
enum MediaSignature {
  /// How many bytes are looked at.
  static let length = 16

  /// The media type that the bytes show, or nil where they show none of these.
  static func mediaType(of bytes: [UInt8]) -> String? {
    func starts(_ signature: [UInt8], at offset: Int = 0) -> Bool {
      bytes.count >= offset + signature.count && bytes[offset...].starts(with: signature)
    }
    func starts(_ signature: String, at offset: Int = 0) -> Bool { starts(Array(signature.utf8), at: offset) }
    if starts([0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
    if starts([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if starts("GIF8") { return "image/gif" }
    if starts("RIFF"), starts("WEBP", at: 8) { return "image/webp" }
    if starts("RIFF"), starts("WAVE", at: 8) { return "audio/wav" }
    if starts("BM") { return "image/bmp" }
    if starts([0x49, 0x49, 0x2A, 0]) || starts([0x4D, 0x4D, 0, 0x2A]) { return "image/tiff" }
    if starts("ftyp", at: 4) { return isoMedia(brand: bytes.dropFirst(8).prefix(4)) }
    if starts("<svg") { return "image/svg+xml" }
    if starts("%PDF") { return "application/pdf" }
    if starts("PK\u{3}\u{4}") { return "application/zip" }
    if starts("OggS") { return "audio/ogg" }
    if starts("fLaC") { return "audio/flac" }
    if starts([0x1A, 0x45, 0xDF, 0xA3]) { return "video/webm" }
    if starts("ID3") { return "audio/mpeg" }
    return bytes.count > 2 && bytes[0] == 0xFF ? mpegAudio(bytes[1]) : nil
  }

  /// What a file of the ISO base media format holds, by its brand.
  private static func isoMedia(brand: ArraySlice<UInt8>) -> String {
    switch String(decoding: brand, as: UTF8.self) {
    case "heic", "heix", "mif1", "msf1": "image/heic"
    case "avif", "avis": "image/avif"
    case "M4A ", "M4B ": "audio/mp4"
    case "qt  ": "video/quicktime"
    default: "video/mp4"
    }
  }

  /// A frame of MPEG audio or of AAC, by the byte after the first eight bits of its mark.
  private static func mpegAudio(_ byte: UInt8) -> String? {
    guard byte & 0xE0 == 0xE0 else { return nil }
    switch byte & 0x06 {
    case 0x02: return "audio/mpeg"
    case 0x00: return byte & 0xF0 == 0xF0 ? "audio/aac" : nil
    default: return nil
    }
  }
}

/// The names of media types.
enum MediaType {
  /// The type that the ending of a file's name stands for, or a name such as `mp3`; nil where it tells nothing.
  static func named(_ ending: String) -> String? { byEnding[ending.lowercased()] }

  /// Whether two names mean the same type.
  static func areSame(_ left: String, _ right: String) -> Bool { plain(left) == plain(right) }

  /// Whether a file that starts as `actual` does can be a `declared`: office files are zip files.
  static func canBe(_ declared: String, _ actual: String) -> Bool {
    areSame(declared, actual) || actual == "application/zip" && declared.hasPrefix("application/")
      || declared == "application/octet-stream" || declared.hasPrefix("text/")
      // One container for sound and pictures.
      || ["audio/ogg", "audio/mp4", "video/mp4", "video/webm", "video/quicktime"].contains(actual)
        && (declared.hasPrefix("audio/") || declared.hasPrefix("video/"))
  }

  private static func plain(_ type: String) -> String {
    switch type {
    case "image/jpg", "image/pjpeg": "image/jpeg"
    case "image/heif": "image/heic"
    case "audio/mp3", "audio/mpga", "audio/x-mp3": "audio/mpeg"
    case "audio/x-wav", "audio/wave", "audio/vnd.wave": "audio/wav"
    case "audio/x-aac": "audio/aac"
    case "audio/x-flac": "audio/flac"
    case "application/x-pdf": "application/pdf"
    default: type
    }
  }

  private static let byEnding = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff", "svg": "image/svg+xml", "heic": "image/heic",
    "avif": "image/avif", "pdf": "application/pdf", "zip": "application/zip", "txt": "text/plain", "csv": "text/csv",
    "mp3": "audio/mpeg", "wav": "audio/wav", "flac": "audio/flac", "ogg": "audio/ogg", "m4a": "audio/mp4",
    "aac": "audio/aac", "mp4": "video/mp4", "mov": "video/quicktime", "avi": "video/x-msvideo",
    "mkv": "video/x-matroska", "webm": "video/webm",
  ]
}
