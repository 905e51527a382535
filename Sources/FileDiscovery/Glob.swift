/// A pattern for paths, as ignore files and our configuration write them.
///
/// `*` and `?` stay within one segment, `[a-z]` and `[!a-z]` stand for one byte, `\` takes the next
/// byte as it is, and `**` as a whole segment stands for any number of them, at the end for one or
/// more. As in git, bytes are compared, not characters, and case counts.
package struct Glob: Sendable, Hashable {
  private let segments: [Part<[Part<ByteSet>]>]

  /// Nil where the pattern is broken: a class that nothing closes, or a `\` at the end.
  package init?(_ pattern: String) {
    self.init(Array(pattern.utf8)[...])
  }

  package init?(_ pattern: ArraySlice<UInt8>) {
    var rest = pattern
    var segments: [Part<[Part<ByteSet>]>] = []
    var segment: [Part<ByteSet>] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"):
        segment.append(.anyNumber)
      case UInt8(ascii: "?"):
        segment.append(.one(.anyButSlash))
      case UInt8(ascii: "["):
        guard let set = ByteSet(bracket: &rest) else { return nil }
        segment.append(.one(set))
      case UInt8(ascii: "/"):
        segments.append(folding: segment)
        segment = []
      case UInt8(ascii: #"\"#):
        guard let escaped = rest.popFirst() else { return nil }
        // An escaped slash still parts two segments, for no name can hold one.
        guard escaped == UInt8(ascii: "/") else {
          segment.append(.one(ByteSet(escaped)))
          continue
        }
        segments.append(closing: segment)
        segment = []
      default:
        segment.append(.one(ByteSet(byte)))
      }
    }
    segments.append(closing: segment)
    self.segments = segments
  }

  package func matches(_ path: String) -> Bool {
    matches(Array(path.utf8)[...])
  }

  package func matches(_ path: ArraySlice<UInt8>) -> Bool {
    // Most patterns of an ignore file are for a name alone, which need not be taken apart.
    if segments.count == 1, case .one(let parts)? = segments.first {
      return !path.contains(UInt8(ascii: "/")) && parts.match(path) { set, byte in set.contains(byte) }
    }
    let names = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return segments.match(names[...]) { parts, name in
      parts.match(name) { set, byte in set.contains(byte) }
    }
  }
}

/// One place of a pattern: any number of items, none included, or one item that fits.
private enum Part<Matcher: Sendable & Hashable>: Sendable, Hashable {
  case anyNumber
  case one(Matcher)
}

extension [Part<[Part<ByteSet>]>] {
  /// Two or more stars and nothing else are any number of segments; runs of them say it once.
  fileprivate mutating func append(folding segment: [Part<ByteSet>]) {
    guard segment.count > 1, segment.allSatisfy({ $0 == .anyNumber }) else {
      append(.one(segment))
      return
    }
    if last != .anyNumber { append(.anyNumber) }
  }

  /// With no plain slash behind them, two stars are at least one segment: `a/**` is what lies in
  /// `a`, and not `a`.
  fileprivate mutating func append(closing segment: [Part<ByteSet>]) {
    append(folding: segment)
    if last == .anyNumber { append(.one([.anyNumber])) }
  }
}

extension Array {
  /// Whether the parts account for all of `items`, in order.
  ///
  /// Goes from left to right and back to the last `.anyNumber` only: an earlier one need never take
  /// more, for the last one can. So the work is at most the product of the two lengths, whatever
  /// the pattern.
  fileprivate func match<Matcher, Item>(
    _ items: ArraySlice<Item>, _ fits: (Matcher, Item) -> Bool
  ) -> Bool where Element == Part<Matcher> {
    var part = startIndex
    var item = items.startIndex
    var retry: (part: Int, item: Int)?
    while item < items.endIndex {
      if part < endIndex {
        switch self[part] {
        case .anyNumber:
          part += 1
          retry = (part, item)
          continue
        case .one(let matcher) where fits(matcher, items[item]):
          part += 1
          item += 1
          continue
        case .one:
          break
        }
      }
      guard let last = retry else { return false }
      part = last.part
      item = last.item + 1
      retry = (part, item)
    }
    return self[part...].allSatisfy { if case .anyNumber = $0 { true } else { false } }
  }
}
