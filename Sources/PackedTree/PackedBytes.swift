/// Bytes that stay where they are: those of a string of the program, or a copy of others.
@safe final class PackedBytes: Sendable {
  /// Safe: nobody writes there, and where they are a copy they live as long as this does.
  private nonisolated(unsafe) let start: UnsafePointer<UInt8>
  let count: Int
  private let isCopy: Bool

  init(_ text: StaticString) {
    unsafe start = text.utf8Start
    count = text.utf8CodeUnitCount
    isCopy = false
  }

  init(copying bytes: ContiguousArray<UInt8>) {
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
    for (place, byte) in bytes.enumerated() { unsafe (copy + place).initialize(to: byte) }
    unsafe start = UnsafePointer(copy)
    count = bytes.count
    isCopy = true
  }

  deinit {
    if isCopy { unsafe start.deallocate() }
  }

  subscript(offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < count)
    // Safe: it is one of them.
    return unsafe start[offset]
  }

  /// UTF-8 as a text.
  func text(_ place: Range<Int>) -> String {
    precondition(place.lowerBound >= 0 && place.upperBound <= count)
    // Safe: all of it lies in them.
    return unsafe String(
      decoding: UnsafeBufferPointer(start: start + place.lowerBound, count: place.count), as: UTF8.self)
  }
}
