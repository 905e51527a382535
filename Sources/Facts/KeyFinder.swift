/// Finds the keys of accounts in texts: they start as providers' keys do, and go on at random.
package struct KeyFinder: Sendable {
  /// The longest first.
  private let starts: [(text: [UInt8], owners: Set<String>)]
  /// Whether a start begins with a byte.
  private let isFirst: [Bool]

  init(_ providers: [Provider]) {
    var owners: [String: Set<String>] = [:]
    for provider in providers {
      for start in provider.credentials?.keyStarts ?? [] { owners[start, default: []].insert(provider.id) }
    }
    starts = owners.sorted { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }
      .map { (Array($0.key.utf8), $0.value) }
    var isFirst = [Bool](repeating: false, count: 256)
    for start in starts { if let first = start.text.first { isFirst[Int(first)] = true } }
    self.isFirst = isFirst
  }

  /// The ids of the providers whose keys start as this text does; empty where nobody's do.
  package func owners(of text: ArraySlice<UInt8>) -> Set<String> {
    start(of: text)?.owners ?? []
  }

  /// Whether a key stands anywhere in a text.
  package func findsKey(in text: ArraySlice<UInt8>) -> Bool {
    var isWordStart = true
    for (place, byte) in zip(text.indices, text) {
      if isWordStart, isFirst[Int(byte)], isKey(text[place...]) { return true }
      isWordStart = !Self.isKeyByte(byte)
    }
    return false
  }

  /// Whether a text starts with a key that looks like a real one: long, with letters and digits in no order, and
  /// without the words that people put in the place of one.
  private func isKey(_ text: ArraySlice<UInt8>) -> Bool {
    guard let start = start(of: text) else { return false }
    let rest = text.dropFirst(start.text.count).prefix(200).prefix(while: Self.isKeyByte)
    guard rest.count >= 20, rest.count(where: { (0x30...0x39).contains($0) }) >= 3, Set(rest).count >= 10 else {
      return false
    }
    let words = String(decoding: rest, as: UTF8.self).lowercased()
    return !Self.standIns.contains { words.contains($0) }
  }

  private func start(of text: ArraySlice<UInt8>) -> (text: [UInt8], owners: Set<String>)? {
    starts.first { text.starts(with: $0.text) }
  }

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
