import SourceText

/// Tells findings apart over time by their rule, file and pointer, and by how many of the same stand before them: a
/// finding whose lines move keeps its fingerprint, and no two of a run have the same one.
struct Fingerprints: Sendable {
  private var path = ""
  /// How often each key was met in the file, by its first half.
  private var counts: [Fingerprint: Int] = [:]

  /// 32 hexadecimal digits. The findings of one file come in one go, in order.
  mutating func next(_ rule: String, _ path: String, _ pointer: String) -> String {
    if path != self.path {
      self.path = path
      counts = [:]
    }
    var halves = (Fingerprint(), Fingerprint(from: Self.secondStart))
    func add(_ text: String) {
      for byte in text.utf8 + [0] {
        halves.0.combine(byte)
        halves.1.combine(byte)
      }
    }
    for part in [rule, path, pointer] { add(part) }
    let count = counts[halves.0, default: 0]
    counts[halves.0] = count + 1
    if count > 0 { add(String(count)) }
    return halves.0.text + halves.1.text
  }

  private static let secondStart: UInt64 = 0x6C62_272E_07BB_0142
}
