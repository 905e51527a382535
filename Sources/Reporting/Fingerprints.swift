/// Tells findings apart over time by their rule, file and pointer, and by how many of the same stand before them: a
/// finding whose lines move keeps its fingerprint, and no two of a run have the same one.
struct Fingerprints: Sendable {
  private var path = ""
  /// How often each key was met in the file, by its first half.
  private var counts: [UInt64: Int] = [:]

  /// 32 hexadecimal digits. The findings of one file come in one go, in order.
  mutating func next(_ rule: String, _ path: String, _ pointer: String) -> String {
    if path != self.path {
      self.path = path
      counts = [:]
    }
    var hash = Hash()
    for part in [rule, path, pointer] { hash.add(part) }
    let count = counts[hash.first, default: 0]
    counts[hash.first] = count + 1
    if count > 0 { hash.add(String(count)) }
    return [hash.first, hash.second].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// FNV-1a from two starts. Swift's own hashes differ from run to run.
  private struct Hash {
    private(set) var first: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var second: UInt64 = 0x6C62_272E_07BB_0142

    mutating func add(_ text: String) {
      for byte in text.utf8 { add(byte) }
      add(0)
    }

    private mutating func add(_ byte: UInt8) {
      first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      second = (second ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
  }
}
