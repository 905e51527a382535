import DocumentTree
import Synchronization
import Tokens

/// Counts texts by the names of their encodings; a counter is made when it is first needed.
///
/// A meter that remembers counts only what it has not met: after a keystroke in a long conversation, one message.
package struct TokenMeter: Sendable {
  private var counters: [Encoding: TokenCounter] = [:]
  private var memory: TextMemory?

  package init() {}

  /// - Parameter capacity: at least so many counts of texts are remembered, at most twice as many.
  package init(remembering capacity: Int) {
    memory = TextMemory(capacity: capacity)
  }

  /// nil where there is no such encoding.
  func encoding(_ name: String) -> Encoding? { Encoding(rawValue: name) }

  mutating func count(_ text: ArraySlice<UInt8>, _ encoding: Encoding) -> Int {
    // A short text is counted as quickly as it is looked up.
    guard memory != nil, text.count >= 128 else {
      return counters[encoding, default: TokenCounter(encoding)].count(text)
    }
    let key = TextMemory.Key(text, encoding)
    if let known = memory?[key] { return known }
    let count = counters[encoding, default: TokenCounter(encoding)].count(text)
    memory?[key] = count
    return count
  }

  mutating func count(_ text: String, _ encoding: Encoding) -> Int {
    count(ArraySlice(text.utf8), encoding)
  }
}

/// Meters for requests that come one after the other, on any thread: what one of them has met is known to the next.
final class TokenMeters: Sendable {
  private let idle = Mutex<[TokenMeter]>([])

  /// Lends a meter that nobody uses.
  func lend<Result>(_ body: (inout TokenMeter) -> Result) -> Result {
    var meter = idle.withLock { $0.popLast() } ?? TokenMeter()
    let result = body(&meter)
    idle.withLock { [meter] in $0.append(meter) }
    return result
  }
}

/// The counts of texts that were met lately. The texts themselves are not kept.
private struct TextMemory: Sendable {
  /// A text by its length and two hashes of 64 bits, with seeds that nobody knows.
  struct Key: Hashable {
    private let encoding: Encoding
    private let length: Int
    private let first: Int
    private let second: Int

    init(_ text: ArraySlice<UInt8>, _ encoding: Encoding) {
      self.encoding = encoding
      length = text.count
      first = Self.hash(text, salt: 0)
      second = Self.hash(text, salt: 1)
    }

    private static func hash(_ text: ArraySlice<UInt8>, salt: UInt8) -> Int {
      var hasher = Hasher()
      hasher.combine(salt)
      unsafe text.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
      return hasher.finalize()
    }
  }

  private let capacity: Int
  /// What was met since the older ones were put aside.
  private var recent: [Key: Int] = [:]
  private var older: [Key: Int] = [:]

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Reading one keeps it.
  subscript(_ key: Key) -> Int? {
    mutating get {
      if let count = recent[key] { return count }
      guard let count = older[key] else { return nil }
      self[key] = count
      return count
    }
    set {
      if recent.count >= capacity {
        older = recent
        recent = [:]
      }
      recent[key] = newValue
    }
  }
}
