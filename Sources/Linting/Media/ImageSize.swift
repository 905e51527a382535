/// How wide and how high an image is, in pixels, by its header.
struct ImageSize: Equatable {
  let width: Int
  let height: Int

  var longerSide: Int { max(width, height) }

  /// How many bytes of a file are looked at: the size of a JPEG stands behind what a camera wrote into it.
  static let headerLength = 1 << 17

  /// - Parameter bytes: the first ones of the file.
  init?(header bytes: [UInt8]) {
    switch MediaSignature.mediaType(of: Array(bytes.prefix(MediaSignature.length))) {
    case "image/png": self.init(png: bytes)
    case "image/gif": self.init(gif: bytes)
    case "image/webp": self.init(webp: bytes)
    case "image/jpeg": self.init(jpeg: bytes)
    default: return nil
    }
  }

  private init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  private init?(png bytes: [UInt8]) {
    guard bytes.count >= 24 else { return nil }
    self.init(width: bytes.big(16, 4), height: bytes.big(20, 4))
  }

  private init?(gif bytes: [UInt8]) {
    guard bytes.count >= 10 else { return nil }
    self.init(width: bytes.little(6, 2), height: bytes.little(8, 2))
  }

  private init?(webp bytes: [UInt8]) {
    guard bytes.count >= 30 else { return nil }
    switch String(decoding: bytes[12..<16], as: UTF8.self) {
    case "VP8 ": self.init(width: bytes.little(26, 2) & 0x3FFF, height: bytes.little(28, 2) & 0x3FFF)
    case "VP8L":
      let bits = bytes.little(21, 4)
      self.init(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
    case "VP8X": self.init(width: bytes.little(24, 3) + 1, height: bytes.little(27, 3) + 1)
    default: return nil
    }
  }

  /// From segment to segment, up to the one that starts the frame.
  private init?(jpeg bytes: [UInt8]) {
    var place = 2
    while place + 9 <= bytes.count, bytes[place] == 0xFF {
      let marker = bytes[place + 1]
      switch marker {
      case 0xFF: place += 1
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
        self.init(width: bytes.big(place + 7, 2), height: bytes.big(place + 5, 2))
        return
      default: place += 2 + bytes.big(place + 2, 2)
      }
    }
    return nil
  }
}

extension [UInt8] {
  /// A number of `count` bytes, the highest first; the caller has looked that they are there.
  fileprivate func big(_ start: Int, _ count: Int) -> Int {
    self[start..<(start + count)].reduce(0) { $0 << 8 | Int($1) }
  }

  /// The same, the lowest first.
  fileprivate func little(_ start: Int, _ count: Int) -> Int {
    self[start..<(start + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
