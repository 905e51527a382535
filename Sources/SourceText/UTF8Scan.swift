/// Walks UTF-8 as the Unicode Standard 3.9 table 3-7 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
package enum UTF8Scan {
  /// The length in bytes of the well-formed scalar at `offset`, or nil where the bytes are not UTF-8.
  package static func scalarWidth(in bytes: ContiguousArray<UInt8>, at offset: Int, limit: Int) -> Int? {
    let lead = bytes[offset]
    if lead < 0x80 { return 1 }
    func continuation(_ distance: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      let place = offset + distance
      return place < limit && bytes[place] >= low && bytes[place] <= high
    }
    switch lead {
    case 0xC2...0xDF:
      return continuation(1) ? 2 : nil
    case 0xE0...0xEF:
      let low: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
      let high: UInt8 = lead == 0xED ? 0x9F : 0xBF
      return continuation(1, low, high) && continuation(2) ? 3 : nil
    case 0xF0...0xF4:
      let low: UInt8 = lead == 0xF0 ? 0x90 : 0x80
      let high: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
      return continuation(1, low, high) && continuation(2) && continuation(3) ? 4 : nil
    default:
      return nil
    }
  }

  /// Where the run of ASCII from `start` ends, which is `start` itself where there is none.
  package static func endOfASCII(in bytes: ContiguousArray<UInt8>, from start: Int, limit: Int) -> Int {
    var offset = start
    while offset < limit, bytes[offset] < 0x80 { offset += 1 }
    return offset
  }

  /// The places whose bytes are not UTF-8: runs of bad bytes, at most `most` of them.
  package static func malformed(in bytes: ContiguousArray<UInt8>, most: Int) -> [ByteRange] {
    var found: [ByteRange] = []
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] < 0x80 {
        offset += 1
        continue
      }
      if let width = scalarWidth(in: bytes, at: offset, limit: bytes.count) {
        offset += width
        continue
      }
      if let last = found.last, last.upper == offset {
        found[found.count - 1] = ByteRange(last.lower, offset + 1)
      } else if found.count == most {
        return found
      } else {
        found.append(ByteRange(offset, offset + 1))
      }
      offset += 1
    }
    return found
  }

  /// Appends the UTF-8 of a scalar; a surrogate or a number past U+10FFFF becomes U+FFFD.
  package static func append(_ scalar: UInt32, to bytes: inout ContiguousArray<UInt8>) {
    let scalar = Unicode.Scalar(scalar) ?? "\u{FFFD}"
    for unit in Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter { bytes.append(unit) }
  }
}
