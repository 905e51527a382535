import SourceText

/// Turns libyaml's marks, which count Unicode scalars, into byte offsets.
///
/// Marks come nearly in order, so each is looked for from the one before it.
struct ScalarOffsets {
  private let bytes: ContiguousArray<UInt8>
  /// Marks are offsets then.
  private let isASCII: Bool
  /// What was asked for last: the start of a scalar, or the end.
  private var place = Base(offset: 0, scalars: 0)

  /// `bytes` must be well-formed UTF-8.
  init(_ bytes: ContiguousArray<UInt8>) {
    self.bytes = bytes
    isASCII = UTF8Scan.endOfASCII(in: bytes, from: 0, limit: bytes.count) == bytes.count
  }

  /// A place from which marks are counted.
  struct Base {
    var offset: Int
    var scalars: Int
  }

  /// The offset of scalar number `mark`, counted from the scalar that starts at byte `base`.
  mutating func offset(ofMark mark: Int, after base: Base) -> Int {
    let wanted = mark + base.scalars
    guard !isASCII else { return min(wanted, bytes.count) }
    while place.scalars < wanted, place.offset < bytes.count { goOn(to: place.offset + wanted - place.scalars) }
    while place.scalars > wanted { goBack() }
    return place.offset
  }

  /// The scalar that starts at byte `offset`.
  mutating func base(at offset: Int) -> Base {
    guard !isASCII else { return Base(offset: offset, scalars: offset) }
    while place.offset < offset { goOn(to: offset) }
    while place.offset > offset { goBack() }
    return place
  }

  /// Passes over one scalar, or over what is ASCII up to `limit`.
  private mutating func goOn(to limit: Int) {
    let end = UTF8Scan.endOfASCII(in: bytes, from: place.offset, limit: limit)
    place.scalars += end - place.offset
    place.offset = end
    guard end < min(limit, bytes.count) else { return }
    place.scalars += 1
    repeat { place.offset += 1 } while place.offset < bytes.count && bytes[place.offset] & 0xC0 == 0x80
  }

  private mutating func goBack() {
    place.scalars -= 1
    repeat { place.offset -= 1 } while place.offset > 0 && bytes[place.offset] & 0xC0 == 0x80
  }
}
