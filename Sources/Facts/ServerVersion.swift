/// The version of a server that people run themselves, such as `0.5.1`.
package struct ServerVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let description: String
  /// Without zeros at the end, so that `0.5` is `0.5.0`.
  private let numbers: [Int]

  /// Reads numbers with dots between them. A `v` before them and what comes after a `-` (`-rc2`) count for nothing.
  package init?(_ text: String) {
    let core = (text.hasPrefix("v") ? text.dropFirst() : text[...]).prefix { $0 != "-" && $0 != "+" }
    let parts = core.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
    var numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count else { return nil }
    while numbers.last == 0 { numbers.removeLast() }
    self.numbers = numbers
    description = text
  }

  package static func == (left: ServerVersion, right: ServerVersion) -> Bool {
    left.numbers == right.numbers
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(numbers)
  }

  package static func < (left: ServerVersion, right: ServerVersion) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }
}
