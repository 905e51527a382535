import DocumentTree

/// Finds the keys of accounts in texts: they start as providers' keys do, and go on at random.
package final class KeyFinder: ByteSearch {
  private typealias Start = (text: [UInt8], owners: Set<String>)

  /// By their first byte, of those with one in common the longest first.
  private let starts: [[Start]]
  /// What each byte is to a key.
  private let roles: [Role]

  /// What a byte is to a key; nothing: it stands in none.
  private struct Role: OptionSet {
    let rawValue: UInt8
    /// It stands in a key.
    static let part = Role(rawValue: 1)
    /// Some start begins with it.
    static let first = Role(rawValue: 2)
    /// It makes the byte behind it one that stands in no key: `\n`.
    static let escape = Role(rawValue: 4)
  }

  init(_ providers: [Provider]) {
    var owners: [String: Set<String>] = [:]
    for provider in providers {
      for start in provider.credentials?.keyStarts ?? [] { owners[start, default: []].insert(provider.id) }
    }
    var roles = (0...UInt8.max).map { Self.isKeyByte($0) ? Role.part : [] }
    var starts = [[Start]](repeating: [], count: roles.count)
    for (start, owners) in owners.sorted(by: { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }) {
      guard let first = start.utf8.first else { continue }
      starts[Int(first)].append((Array(start.utf8), owners))
      roles[Int(first)].insert(.first)
    }
    self.starts = starts
    roles[Int(UInt8(ascii: "\\"))] = .escape
    self.roles = roles
  }

  /// The ids of the providers whose keys start as this text does; empty where nobody's do.
  package func owners(of text: ArraySlice<UInt8>) -> Set<String> {
    start(of: text)?.owners ?? []
  }

  /// Whether a key stands anywhere in a text, with or without the escapes of JSON.
  package func isFound(in text: ArraySlice<UInt8>) -> Bool {
    let table = roles
    let (bytes, roles) = (text.span, table.span)
    var last: Role = []
    for place in bytes.indices {
      let role = last == .escape ? [] : roles[Int(bytes[place])]
      // One rare branch: where words start and end cannot be foreseen.
      if role.rawValue >> 1 & ~last.rawValue & 1 != 0, isKey(text.dropFirst(place)) { return true }
      last = role
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

  private func start(of text: ArraySlice<UInt8>) -> Start? {
    text.first.flatMap { starts[Int($0)].first { text.starts(with: $0.text) } }
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
