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
    let limit = min(limit, bytes.count)
    return unsafe bytes.withUnsafeBytes { bytes in
      var end = start
      // Safe: eight bytes are read where there are eight.
      while end + 8 <= limit {
        let word = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self))
        let others = word & 0x8080_8080_8080_8080
        guard others == 0 else { return end + others.trailingZeroBitCount / 8 }
        end += 8
      }
      while end < limit, unsafe bytes[end] < 0x80 { end += 1 }
      return end
    }
  }

  /// Where the run of ASCII from `start` ends that has no control characters, DEL aside, and neither of two bytes.
  ///
  /// Eight bytes are looked at at a time, as the bytes of a word in which no sum touches a neighbour's lowest mark ("Bit
  /// Twiddling Hacks", Sean Eron Anderson: `hasless`).
  package static func endOfPlainText(
    in bytes: ContiguousArray<UInt8>, from start: Int, without one: UInt8, _ other: UInt8
  ) -> Int {
    let (all, highBits) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
    let (ones, others) = (all &* UInt64(one), all &* UInt64(other))
    return unsafe bytes.withUnsafeBytes { bytes in
      var end = start
      // Safe: eight bytes are read where there are eight.
      while end + 8 <= bytes.count {
        let word = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self))
        let (first, second) = (word ^ ones, word ^ others)
        let special =
          (word | (word &- all &* 0x20) & ~word | (first &- all) & ~first | (second &- all) & ~second) & highBits
        guard special == 0 else { return end + special.trailingZeroBitCount / 8 }
        end += 8
      }
      while end < bytes.count {
        let byte = unsafe bytes[end]
        if byte < 0x20 || byte >= 0x80 || byte == one || byte == other { break }
        end += 1
      }
      return end
    }
  }

  /// Where the run of bytes from `start` ends that has no line end, which is CR or LF, and not `other`.
  package static func endOfLine(
    in bytes: ContiguousArray<UInt8>, from start: Int, limit: Int, without other: UInt8 = UInt8(ascii: "\n")
  ) -> Int {
    var end = start
    while end < limit {
      end = endOfPlainText(in: bytes, from: end, without: other, other)
      guard end < limit, bytes[end] != other, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") else {
        break
      }
      repeat { end += 1 } while end < limit && bytes[end] >= 0x80
    }
    return min(end, max(start, limit))
  }

  /// The places whose bytes are not UTF-8: runs of bad bytes, at most `most` of them.
  package static func malformed(in bytes: ContiguousArray<UInt8>, most: Int) -> [ByteRange] {
    var found: [ByteRange] = []
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] < 0x80 {
        offset = endOfPlainText(in: bytes, from: offset + 1, without: 0x7F, 0x7F)
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
