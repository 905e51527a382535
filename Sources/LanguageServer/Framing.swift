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
  /// Whether bytes that are no message are being passed over, up to the next header.
  private var isLost = false

  package init() {}

  package mutating func append(_ bytes: some Sequence<UInt8>) {
    if start > 0, start > buffer.count / 2 {
      buffer.removeFirst(start)
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next whole message, or nil where more bytes are needed.
  ///
  /// After a header that is none, or that announces more than a message may have, reading goes on at the next
  /// `Content-Length`: JSON has no such word outside of a string, and no line end inside of one.
  package mutating func next() -> Frame? {
    while true {
      if isLost, !skipToHeader() { return nil }
      guard let end = endOfHeader() else {
        guard buffer.count - start > Self.headerLimit else { return nil }
        // A header that began in the first half would be too long.
        start += Self.headerLimit / 2
        if let frame = lose("no header ends in \(Self.headerLimit) bytes") { return frame }
        continue
      }
      guard let length = Self.contentLength(buffer[start..<end.header]) else {
        start = end.content
        if let frame = lose("a header without a Content-Length was passed over") { return frame }
        continue
      }
      guard length <= Self.contentLimit else {
        start = end.content
        if let frame = lose("a message of \(length) bytes was passed over: the longest is \(Self.contentLimit)") {
          return frame
        }
        continue
      }
      guard buffer.count - end.content >= length else { return nil }
      isLost = false
      start = end.content + length
      return .message(ContiguousArray(buffer[end.content..<start]))
    }
  }

  private static let word = ContiguousArray("content-length:".utf8)

  /// By how much the search goes on behind each byte that ends a place where the word is not (Horspool's table).
  private static let shifts: ContiguousArray<Int> = {
    var shifts = ContiguousArray(repeating: word.count, count: 256)
    for (place, byte) in word.dropLast().enumerated() {
      shifts[Int(byte)] = word.count - 1 - place
      if byte >= UInt8(ascii: "a") { shifts[Int(byte & ~0x20)] = word.count - 1 - place }
    }
    return shifts
  }()

  /// Goes on to the next `Content-Length:`, or to shortly before the end of what was read. It looks at few of the bytes:
  /// a message that is too long may well be long.
  private mutating func skipToHeader() -> Bool {
    let (word, shifts) = (Self.word, Self.shifts)
    var last = start + word.count - 1
    while last < buffer.count {
      let byte = buffer[last]
      if byte == UInt8(ascii: ":") {
        let place = last - word.count + 1
        if buffer[place...last].elementsEqual(word, by: { $0 | 0x20 == $1 }) {
          start = place
          return true
        }
      }
      last += shifts[Int(byte)]
    }
    start = max(start, buffer.count - word.count + 1)
    return false
  }

  /// Says once that bytes are being passed over.
  private mutating func lose(_ sentence: String) -> Frame? {
    defer { isLost = true }
    return isLost ? nil : .malformed(sentence)
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

  /// The number after the last `Content-Length:` of a header, whatever stands before it on its line.
  private static func contentLength(_ header: ArraySlice<UInt8>) -> Int? {
    var place = header.endIndex - word.count
    while place >= header.startIndex {
      if header[place...].prefix(word.count).elementsEqual(word, by: { $0 | 0x20 == $1 }) {
        let rest = header[(place + word.count)...].drop { $0 == UInt8(ascii: " ") }
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
      }
      place -= 1
    }
    return nil
  }

  /// A message with its header.
  package static func frame(_ content: ContiguousArray<UInt8>) -> ContiguousArray<UInt8> {
    ContiguousArray("Content-Length: \(content.count)\r\n\r\n".utf8) + content
  }
}
