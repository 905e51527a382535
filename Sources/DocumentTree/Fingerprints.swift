package import SourceText

extension Node {
  /// What this value is, in a number: the same however it is laid out, and in JSON and YAML alike.
  ///
  /// An alias counts as its name, so that the work is linear in what is written here.
  package var fingerprint: Fingerprint {
    seeContent()
    var fingerprint = Fingerprint()
    for node in subtree {
      fingerprint.combine(node.kind.rawValue)
      switch node.kind {
      case .array, .object:
        // How many nodes follow in it says where it ends.
        var count = UInt32(bitPattern: node.record.next &- node.index)
        for _ in 0..<4 {
          fingerprint.combine(UInt8(truncatingIfNeeded: count))
          count >>= 8
        }
      case .alias: fingerprint.combine(document.text.slice(node.place))
      default: fingerprint.combine(node.contentBytes)
      }
      // No UTF-8 has this byte.
      fingerprint.combine(0xFF)
    }
    return fingerprint
  }
}
