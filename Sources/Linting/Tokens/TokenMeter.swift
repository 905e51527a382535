import DocumentTree
import Tokens

/// Counts texts by the names of their encodings; a counter is made when it is first needed.
package struct TokenMeter: Sendable {
  private var counters: [Encoding: TokenCounter] = [:]

  package init() {}

  /// nil where there is no such encoding.
  func encoding(_ name: String) -> Encoding? { Encoding(rawValue: name) }

  mutating func count(_ text: ArraySlice<UInt8>, _ encoding: Encoding) -> Int {
    counters[encoding, default: TokenCounter(encoding)].count(text)
  }

  mutating func count(_ text: String, _ encoding: Encoding) -> Int {
    count(ArraySlice(text.utf8), encoding)
  }
}
