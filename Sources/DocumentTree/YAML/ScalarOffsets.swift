import SourceText

/// Turns libyaml's marks, which count Unicode scalars, into byte offsets.
struct ScalarOffsets {
  private static let stride = 64
  private let bytes: ContiguousArray<UInt8>
  /// The byte offset of every 64th scalar; empty where all bytes are ASCII and marks are offsets.
  private var checkpoints: ContiguousArray<Int> = []

  /// `bytes` must be well-formed UTF-8.
  init(_ bytes: ContiguousArray<UInt8>) {
    self.bytes = bytes
    guard bytes.contains(where: { $0 >= 0x80 }) else { return }
    var scalars = 0
    for offset in bytes.indices where bytes[offset] & 0xC0 != 0x80 {
      if scalars % Self.stride == 0 { checkpoints.append(offset) }
      scalars += 1
    }
  }

  /// The offset of scalar number `mark`, counted from the scalar that starts at byte `base`.
  func offset(ofMark mark: Int, after base: Base) -> Int {
    let mark = mark + base.scalars
    guard !checkpoints.isEmpty else { return min(mark, bytes.count) }
    let checkpoint = mark / Self.stride
    guard checkpoint < checkpoints.count else { return bytes.count }
    var offset = checkpoints[checkpoint]
    var rest = mark % Self.stride
    while rest > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      rest -= 1
    }
    return offset
  }

  /// A place from which marks are counted.
  struct Base {
    let offset: Int
    let scalars: Int
  }

  func base(at offset: Int) -> Base {
    guard !checkpoints.isEmpty else { return Base(offset: offset, scalars: offset) }
    var low = 0
    var high = checkpoints.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if checkpoints[middle] <= offset { low = middle } else { high = middle }
    }
    var scalars = low * Self.stride
    for place in checkpoints[low]..<max(checkpoints[low], offset) where bytes[place] & 0xC0 != 0x80 { scalars += 1 }
    return Base(offset: offset, scalars: scalars)
  }
}
