import SourceText

/// How a literal or folded scalar lies in its lines.
struct BlockLayout {
  /// How many blanks at the start of a line are no content.
  let indentation: Int
  /// After the last empty line that belongs to the scalar.
  let end: Int

  /// Compares the first line that has content with what libyaml made of it.
  ///
  /// The header need not name the indentation, and libyaml does not tell it.
  init(of value: ContiguousArray<UInt8>, in bytes: ContiguousArray<UInt8>, _ range: ByteRange) {
    end = range.upper
    let emptyLines = value.prefix { $0 == UInt8(ascii: "\n") }.count
    guard emptyLines < value.count else {
      indentation = .max
      return
    }
    var line = BlockLine(header: range.lower)
    for _ in 0...emptyLines { line.advance(in: bytes, limit: range.upper) }
    let blanks = value[emptyLines...].prefix { $0 == UInt8(ascii: " ") }.count
    indentation = max(0, line.leadingBlanks(in: bytes, limit: range.upper) - blanks)
  }
}

/// Where a line starts.
private struct BlockLine {
  private var start: Int

  init(header: Int) { start = header }

  mutating func advance(in bytes: ContiguousArray<UInt8>, limit: Int) {
    while start < limit, !bytes[start].isLineEnd { start += 1 }
    start += bytes.lineEndLength(at: start, limit: limit)
  }

  func leadingBlanks(in bytes: ContiguousArray<UInt8>, limit: Int) -> Int {
    var offset = start
    while offset < limit, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
    return offset - start
  }
}

/// Reads the content of a literal or folded YAML scalar, keeping the way back to its bytes (YAML 1.2, section 8.1).
struct BlockScalarDecoder {
  private enum Chomping {
    case strip, clip, keep
  }

  private let source: SourceText
  private let indentation: Int
  /// After the last empty line that belongs to the scalar.
  private let end: Int
  private var isFolded = false
  private var chomping = Chomping.clip
  private var offset: Int
  private var text: DecodedText

  /// Decodes the scalar whose `|` or `>` is at `start`.
  static func decode(_ source: SourceText, at start: Int, _ layout: BlockLayout) -> DecodedText {
    var decoder = BlockScalarDecoder(source: source, start: start, layout: layout)
    decoder.run()
    return decoder.text
  }

  private init(source: SourceText, start: Int, layout: BlockLayout) {
    self.source = source
    indentation = layout.indentation
    end = min(layout.end, source.count)
    offset = start
    text = DecodedText(at: start, capacity: max(0, end - start))
  }

  private var byte: UInt8? { offset < end ? source.bytes[offset] : nil }

  private mutating func run() {
    readHeader()
    takeLineEnd()
    /// The end of the last content: what lies between it and the next is line ends and indentation.
    var gap = offset
    var hasContent = false
    var wasIndented = false
    while let byte {
      if byte.isLineEnd {
        takeLineEnd()
        continue
      }
      let isIndented = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
      let isJoined = isFolded && hasContent && !wasIndented && !isIndented
      if isJoined { appendFold(from: gap, to: offset) } else { appendLineEnds(from: gap, to: offset) }
      let start = offset
      takeLine()
      text.append(verbatim: source, ByteRange(start, offset))
      gap = offset
      hasContent = true
      wasIndented = isIndented
    }
    finish(from: gap, hasContent)
  }

  private mutating func readHeader() {
    isFolded = byte == UInt8(ascii: ">")
    offset += 1
    // A comment may follow at once, to libyaml.
    while let byte, byte > 0x20, byte != UInt8(ascii: "#") {
      if byte == UInt8(ascii: "-") { chomping = .strip }
      if byte == UInt8(ascii: "+") { chomping = .keep }
      offset += 1
    }
    takeLine()
  }

  private mutating func takeLine() {
    offset = UTF8Scan.endOfLine(in: source.bytes, from: offset, limit: end)
  }

  /// Takes a line end and the indentation of the next line.
  private mutating func takeLineEnd() {
    offset = endOfLineEnd(at: offset, limit: end)
  }

  private func endOfLineEnd(at start: Int, limit: Int) -> Int {
    var end = start + source.bytes.lineEndLength(at: start, limit: limit)
    var width = 0
    while end < limit, width < indentation, source.bytes[end] == UInt8(ascii: " ") {
      end += 1
      width += 1
    }
    return end
  }

  /// Two lines of text are joined by a blank, or by the empty lines between them.
  private mutating func appendFold(from start: Int, to end: Int) {
    let first = ByteRange(start, endOfLineEnd(at: start, limit: end))
    if first.upper < end { appendLineEnds(from: first.upper, to: end) } else { text.append(" ".utf8, writtenAs: first) }
  }

  private mutating func appendLineEnds(from start: Int, to end: Int) {
    var lower = start
    while lower < end, source.byte(at: lower)?.isLineEnd == true {
      let upper = endOfLineEnd(at: lower, limit: end)
      appendLineEnd(ByteRange(lower, upper))
      lower = upper
    }
  }

  private mutating func appendLineEnd(_ range: ByteRange) {
    if range.count == 1, source.byte(at: range.lower) == UInt8(ascii: "\n") {
      text.append(verbatim: source, range)
    } else {
      text.append("\n".utf8, writtenAs: range)
    }
  }

  private mutating func finish(from gap: Int, _ hasContent: Bool) {
    switch chomping {
    case .strip: break
    case .keep: appendLineEnds(from: gap, to: end)
    case .clip:
      let length = source.bytes.lineEndLength(at: gap, limit: end)
      if hasContent, length > 0 { appendLineEnd(ByteRange(gap, gap + length)) }
    }
  }
}

extension UInt8 {
  var isLineEnd: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}

extension ContiguousArray<UInt8> {
  /// The length of the line end at `offset`: 2 for CRLF, 0 where there is none.
  func lineEndLength(at offset: Int, limit: Int) -> Int {
    guard offset < Swift.min(limit, count), self[offset].isLineEnd else { return 0 }
    let isPair =
      self[offset] == UInt8(ascii: "\r") && offset + 1 < Swift.min(limit, count)
      && self[offset + 1] == UInt8(ascii: "\n")
    return isPair ? 2 : 1
  }
}
