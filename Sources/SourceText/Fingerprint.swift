/// A number that other bytes have hardly ever (FNV-1a with 64 bits), the same on every machine and in every version.
package struct Fingerprint: Sendable, Hashable {
  package private(set) var bits: UInt64

  /// - Parameter start: numbers with other starts have nothing to do with each other.
  package init(from start: UInt64 = 0xCBF2_9CE4_8422_2325) {
    bits = start
  }

  /// Of bytes that stand alone.
  package init(of bytes: some Sequence<UInt8>) {
    self.init()
    combine(bytes)
  }

  /// Reads what ``text`` writes.
  package init?(_ text: String) {
    guard text.utf8.count == 16, let bits = UInt64(text, radix: 16), text.first != "+" else { return nil }
    self.bits = bits
  }

  package mutating func combine(_ byte: UInt8) {
    bits = (bits ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  package mutating func combine(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { combine(byte) }
  }

  /// Sixteen hexadecimal digits.
  package var text: String { bits.hexadecimal(digits: 16) }
}
