/// Cuts a stream of bytes into messages, each after a header with its `Content-Length` in bytes (LSP 3.17, base protocol).
package struct FrameReader {
  /// The longest message that is read, in bytes.
  static let contentLimit = 1 << 28
  /// The longest header.
  private static let headerLimit = 1 << 14

  package enum Frame: Sendable {
    case message(ContiguousArray<UInt8>)
    /// Bytes that are no message were passed over.
    case malformed(String)
  }

  private var buffer: ContiguousArray<UInt8> = []
  private var start = 0
  /// How many bytes of a message that is too long are still to be passed over.
  private var skipping = 0

  package init() {}

  package mutating func append(_ bytes: some Sequence<UInt8>) {
    if start > 0, start > buffer.count / 2 {
      buffer.removeFirst(start)
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next whole message, or nil where more bytes are needed.
  package mutating func next() -> Frame? {
    if skipping > 0 {
      let count = min(skipping, buffer.count - start)
      start += count
      skipping -= count
      if skipping > 0 { return nil }
    }
    guard let end = endOfHeader() else {
      guard buffer.count - start > Self.headerLimit else { return nil }
      start = buffer.count
      return .malformed("no header ends in the first \(Self.headerLimit) bytes")
    }
    let header = String(decoding: buffer[start..<end.header], as: UTF8.self)
    guard let length = Self.contentLength(header) else {
      start = end.content
      return .malformed("a header without a Content-Length was passed over")
    }
    guard length <= Self.contentLimit else {
      start = end.content
      skipping = length
      return .malformed("a message of \(length) bytes was passed over: the longest is \(Self.contentLimit)")
    }
    guard buffer.count - end.content >= length else { return nil }
    start = end.content + length
    return .message(ContiguousArray(buffer[end.content..<start]))
  }

  /// Where the header's text ends and where the content starts; a bare line feed ends a line as well.
  private func endOfHeader() -> (header: Int, content: Int)? {
    let lineFeed = UInt8(ascii: "\n")
    let carriageReturn = UInt8(ascii: "\r")
    var offset = start
    while offset < buffer.count, offset - start <= Self.headerLimit {
      if buffer[offset] == lineFeed {
        if offset + 1 < buffer.count, buffer[offset + 1] == lineFeed { return (offset, offset + 2) }
        if offset + 2 < buffer.count, buffer[offset + 1] == carriageReturn, buffer[offset + 2] == lineFeed {
          return (offset, offset + 3)
        }
      }
      offset += 1
    }
    return nil
  }

  private static func contentLength(_ header: String) -> Int? {
    for line in header.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
      let digits = parts[1].drop { $0 == " " }.prefix { $0 != " " }
      return Int(digits).flatMap { $0 >= 0 ? $0 : nil }
    }
    return nil
  }

  /// A message with its header.
  package static func frame(_ content: ContiguousArray<UInt8>) -> ContiguousArray<UInt8> {
    ContiguousArray("Content-Length: \(content.count)\r\n\r\n".utf8) + content
  }
}
