import CZlib

/// Reads what gzip (RFC 1952) made small.
enum Gzip {
  /// How gzip's bytes begin.
  private static let mark: [UInt8] = [0x1F, 0x8B]
  private static let pieceLength = 1 << 16

  static func isMarked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: mark) }

  /// The content, or nil where the bytes are not gzip's or stand for more than `limit`: a few bytes can stand for very
  /// many.
  static func inflate(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    var stream = unsafe z_stream()
    // zlib fills the stream here, and frees what it made for it in `inflateEnd`; 16 says that the format is gzip's.
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    guard unsafe inflateInit2_(&stream, 16 + MAX_WBITS, ZLIB_VERSION, size) == Z_OK else { return nil }
    defer { unsafe inflateEnd(&stream) }
    var input = bytes
    var content: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: pieceLength)
    // Safe: zlib keeps within the two buffers, whose lengths it is told and which outlive the calls.
    return unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe stream.next_in = source.baseAddress
      unsafe stream.avail_in = UInt32(clamping: source.count)
      while true {
        let (status, count) = unsafe piece.withUnsafeMutableBufferPointer { target in
          unsafe stream.next_out = target.baseAddress
          unsafe stream.avail_out = UInt32(clamping: target.count)
          let status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
          return (status, unsafe target.count - Int(stream.avail_out))
        }
        guard status == Z_OK || status == Z_STREAM_END, content.count + count <= limit else { return nil }
        content += piece.prefix(count)
        if status == Z_STREAM_END { return content }
      }
    }
  }
}
