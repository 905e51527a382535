/// A half-open range of UTF-8 byte offsets into one input, as it lies on disk.
///
/// Inputs are at most ``SourceText/byteLimit`` long, so 32 bits are enough.
package struct ByteRange: Sendable, Hashable {
  /// The first byte, counted from 0.
  package let lower: Int
  /// The byte after the last one; never less than `lower`.
  package let upper: Int

  package init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  /// How many bytes the range covers.
  package var count: Int { upper - lower }

  package var isEmpty: Bool { lower == upper }

  /// Whether `other` lies within this range; an empty range at either end does.
  package func contains(_ other: ByteRange) -> Bool {
    lower <= other.lower && other.upper <= upper
  }

  /// Whether the two ranges share a byte.
  package func overlaps(_ other: ByteRange) -> Bool {
    lower < other.upper && other.lower < upper
  }

  /// The same range, counted from a place `bytes` earlier.
  package func shifted(by bytes: Int) -> ByteRange {
    ByteRange(lower + bytes, upper + bytes)
  }
}
