import DocumentTree

/// Finds the keys of accounts in texts: they start as providers' keys do, and go on at random.
package final class KeyFinder: ByteSearch {
  private typealias Start = (text: [UInt8], owners: Set<String>)

  /// By their first byte, of those with one in common the longest first.
  private let starts: [[Start]]
  /// Whether a byte stands in a key.
  private let isPart = (0...UInt8.max).map { KeyFinder.isKeyByte($0) }

  init(_ providers: [Provider]) {
    var owners: [String: Set<String>] = [:]
    for provider in providers {
      for start in provider.credentials?.keyStarts ?? [] { owners[start, default: []].insert(provider.id) }
    }
    var starts = [[Start]](repeating: [], count: isPart.count)
    for (start, owners) in owners.sorted(by: { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }) {
      guard let first = start.utf8.first else { continue }
      starts[Int(first)].append((Array(start.utf8), owners))
    }
    self.starts = starts
  }

  /// The ids of the providers whose keys start as this text does; empty where nobody's do.
  package func owners(of text: ArraySlice<UInt8>) -> Set<String> {
    start(of: text)?.owners ?? []
  }

  /// Whether a key stands anywhere in a text, with or without the escapes of JSON.
  package func isFound(in text: ArraySlice<UInt8>) -> Bool {
    let table = isPart
    let (bytes, isPart) = (text.span, table.span)
    // Where a run of a key's bytes may begin: there, or after the last of so many bytes that does not stand in a key.
    var start = 0
    while start + Self.shortestRest <= bytes.count {
      if let next = Self.endOfLastBreak(in: bytes, before: start + Self.shortestRest) {
        start = next
        continue
      }
      var place = start + Self.shortestRest - 1
      while place >= start, isPart[Int(bytes[place])] { place -= 1 }
      guard place < start else {
        start = place + 1
        continue
      }
      var end = start + Self.shortestRest
      while end < bytes.count, isPart[Int(bytes[end])] { end += 1 }
      if isKey(text.dropFirst(Self.isEscaped(bytes, start) ? start + 1 : start)) { return true }
      start = end + 1
    }
    return false
  }

  /// After the last of the sixteen bytes before a place that surely stands in no key: what is not ASCII, comes before `-`,
  /// or is a backslash. nil where none is seen.
  ///
  /// Eight bytes are looked at at a time, as the bytes of a word in which no sum or difference leaves its byte.
  private static func endOfLastBreak(in bytes: Span<UInt8>, before end: Int) -> Int? {
    let (all, highBits) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
    for words in 1...2 {
      let start = end - 8 * words
      // Safe: the caller has so many bytes before `end`.
      let word = unsafe UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
      let isLess = ~((word | highBits) &- all &* UInt64(UInt8(ascii: "-")))
      let backslashes = word ^ all &* UInt64(UInt8(ascii: "\\"))
      let isBackslash = ~((backslashes & ~highBits) &+ ~highBits | backslashes)
      let breaks = (word | isLess | isBackslash) & highBits
      if breaks != 0 { return start + 8 - breaks.leadingZeroBitCount / 8 }
    }
    return nil
  }

  /// Whether an odd number of backslashes stands before a place: its byte is then the `n` of `\n`.
  private static func isEscaped(_ bytes: Span<UInt8>, _ place: Int) -> Bool {
    var start = place
    while start > 0, bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    return !(place - start).isMultiple(of: 2)
  }

  /// Whether a text starts with a key that looks like a real one: long, with letters and digits in no order, and
  /// without the words that people put in the place of one.
  private func isKey(_ text: ArraySlice<UInt8>) -> Bool {
    guard let start = start(of: text) else { return false }
    let rest = text.dropFirst(start.text.count).prefix(200).prefix(while: Self.isKeyByte)
    guard rest.count >= Self.shortestRest, rest.count(where: { (0x30...0x39).contains($0) }) >= 3, Set(rest).count >= 10
    else {
      return false
    }
    let words = String(decoding: rest, as: UTF8.self).lowercased()
    return !Self.standIns.contains { words.contains($0) }
  }

  private func start(of text: ArraySlice<UInt8>) -> Start? {
    text.first.flatMap { starts[Int($0)].first { text.starts(with: $0.text) } }
  }

  /// How many bytes of a key follow its start at least.
  private static let shortestRest = 20

  private static let standIns = [
    "xxx", "your", "example", "sample", "placeholder", "dummy", "fake", "test", "redacted", "insert", "replace",
    "abcdef",
    "12345", "not-a-", "key-here",
  ]

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }
}
