import DocumentTree
import Facts
import Linting
import SourceText

/// The few lines of a file that a finding shows, without the texts that people write in them.
///
/// A string that is long or has blanks in it may be a prompt or a secret: it shows as `…`, unless it is the very
/// thing that is underlined, and then only its first word shows. What is called a key or a token never shows. After a
/// syntax error the rest of a text may stand outside of every string, so words between the scalars do not show either.
struct Excerpt: Sendable {
  /// One line, or the part of it around its marks.
  struct Line: Sendable {
    /// Counted from 1.
    let number: Int
    let text: String
    let marks: [Mark]
  }

  /// An underlined part of a line, in places among the scalars of its text.
  struct Mark: Sendable {
    let start: Int
    let end: Int
    let isPrimary: Bool
    let label: String?
  }

  let lines: [Line]

  /// How many bytes are looked at on either side of a mark: more than any terminal is wide.
  private static let reach = 600
  /// How far a string is searched for keys.
  private static let longestText = 1 << 16
  /// How many characters of an underlined string show.
  private static let shownLength = 24

  init(of diagnostic: Diagnostic, in document: Document, _ lines: LineIndex, firstLine: Int) {
    let related = diagnostic.related.map { (range: $0.range, label: $0.message) }
    self.init(of: diagnostic.range, diagnostic.label, beside: related, in: document, lines, firstLine: firstLine)
  }

  /// The line of a range with its label, and those of at most three others.
  init(
    of range: ByteRange, _ label: String?, beside others: [(range: ByteRange, label: String)], in document: Document,
    _ lines: LineIndex, firstLine: Int
  ) {
    typealias Span = (range: ByteRange, isPrimary: Bool, label: String?)
    var spans: [Span] = [(range, true, label)]
    spans += others.prefix(3).map { ($0.range, false, $0.label) }
    var byLine: [Int: [Span]] = [:]
    let primaryLine = lines.line(of: range.lower)
    for span in spans {
      let line = lines.line(of: span.range.lower)
      // In a long line two places may be so far apart that nobody sees both.
      if line == primaryLine, abs(span.range.lower - range.lower) > Self.reach { continue }
      byLine[line, default: []].append(span)
    }
    self.lines = byLine.keys.sorted().map { line in
      let builder = LineBuilder(document, lines.content(ofLine: line), byLine[line] ?? [])
      return builder.line(number: firstLine + line)
    }
  }

  /// Turns the bytes of one line into text, leaving out what nobody else should read.
  private struct LineBuilder {
    private let document: Document
    private let spans: [(range: ByteRange, isPrimary: Bool, label: String?)]
    private let window: ByteRange
    private let line: ByteRange
    private let hidden: [ByteRange]

    init(_ document: Document, _ line: ByteRange, _ spans: [(range: ByteRange, isPrimary: Bool, label: String?)]) {
      self.document = document
      self.line = line
      self.spans = spans.sorted { ($0.range.lower, $0.range.upper) < ($1.range.lower, $1.range.upper) }
      let lower = (self.spans.first?.range.lower ?? line.lower) - Excerpt.reach
      let upper = (self.spans.last?.range.lower ?? line.lower) + Excerpt.reach
      var start = max(line.lower, lower)
      while let byte = document.source.byte(at: start), byte & 0xC0 == 0x80, start > line.lower { start -= 1 }
      window = ByteRange(start, min(line.upper, upper))
      let ranges = spans.map(\.range)
      var hidden: [ByteRange] = []
      var gapStart = window.lower
      for node in document.scalars(in: window) {
        hidden += Self.words(in: ByteRange(gapStart, node.range.lower), document.source, ranges)
        hidden += Self.hidden(node, ranges)
        gapStart = max(gapStart, node.range.upper)
      }
      self.hidden = hidden + Self.words(in: ByteRange(gapStart, window.upper), document.source, ranges)
    }

    /// The parts of a scalar that do not show.
    private static func hidden(_ node: Node, _ spans: [ByteRange]) -> [ByteRange] {
      guard node.kind == .string || node.kind == .missing, !node.isKey else { return [] }
      let content = node.contentRange
      guard !isSecret(node, content) else { return [content] }
      let text = node.document.source.slice(content)
      let word = text.prefix(Excerpt.shownLength).prefix { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: "\\") }
      let touching = spans.filter { $0.overlaps(content) || $0 == node.range }
      guard let span = touching.first else { return word.count == content.count ? [] : [content] }
      if span.contains(content) { return [ByteRange(content.lower + word.count, content.upper)].filter { !$0.isEmpty } }
      // A part of the string is meant: of a body in a string, say, one key.
      let end = min(span.upper, span.lower + Excerpt.shownLength * 2)
      return [ByteRange(content.lower, span.lower), ByteRange(end, content.upper)].filter { !$0.isEmpty }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (0x41...0x5A).contains(byte & 0xDF) }

    /// Whether a value is called a secret, or looks like one; a number in quotes does not.
    private static func isSecret(_ node: Node, _ content: ByteRange) -> Bool {
      let source = node.document.source
      let text = source.slice(content)
      let keys = Facts.embedded.keys
      if text.prefix(6).elementsEqual("bearer".utf8, by: { $0 | 0x20 == $1 }) { return true }
      if !keys.owners(of: text).isEmpty || keys.isFound(in: text.prefix(Excerpt.longestText)) { return true }
      guard text.contains(where: isLetter), let key = node.member?.key, key.range.count <= 64 else { return false }
      let name = source.slice(key.contentRange)
      return name.indices.contains { place in
        secretNames.contains { name[place...].prefix($0.count).elementsEqual($0, by: { $0 | 0x20 == $1 }) }
      }
    }

    private static let secretNames = [
      "key".utf8, "token".utf8, "secret".utf8, "password".utf8, "credential".utf8, "authorization".utf8, "cookie".utf8,
    ]

    /// From the first to the last word of what stands between two scalars; empty where there are only brackets,
    /// indicators and numbers.
    private static func words(in gap: ByteRange, _ source: SourceText, _ spans: [ByteRange]) -> [ByteRange] {
      let text = source.slice(gap)
      guard var first = text.firstIndex(where: isLetter), let last = text.lastIndex(where: { $0 > UInt8(ascii: " ") })
      else { return [] }
      first += directiveLength(of: text[first...])
      guard let next = text[first...].firstIndex(where: { $0 > UInt8(ascii: " ") }) else { return [] }
      first = next
      let words = ByteRange(gap.lower + (first - text.startIndex), gap.lower + (last - text.startIndex) + 1)
      let isShown = spans.contains { span in
        span.contains(words) && words.count <= Excerpt.shownLength
          && !source.slice(words).contains { $0 <= UInt8(ascii: " ") }
      }
      return isShown ? [] : [words]
    }

    /// How many bytes at the start of a text are a comment that silences rules, up to its reason.
    private static func directiveLength(of text: ArraySlice<UInt8>) -> Int {
      guard text.starts(with: "reqlint: ignore".utf8) else { return 0 }
      let word = text.dropFirst("reqlint: ".utf8.count).drop { isLetter($0) || $0 == UInt8(ascii: "-") }
      guard word.first == UInt8(ascii: "[") else { return word.startIndex - text.startIndex }
      let end = word.dropFirst().drop { isLetter($0) || "0123456789-, ".utf8.contains($0) }
      return end.first == UInt8(ascii: "]") ? end.startIndex + 1 - text.startIndex : 0
    }

    func line(number: Int) -> Line {
      var scalars = String.UnicodeScalarView()
      var count = 0
      func append(_ scalar: Unicode.Scalar) {
        scalars.append(scalar)
        count += 1
      }
      var places: [(offset: Int, scalar: Int)] = []
      /// Two in a row say no more than one.
      func appendEllipsis() {
        if scalars.last != "…" { append("…") }
      }
      if window.lower > line.lower { append("…") }
      var offset = window.lower
      var hidden = hidden[...]
      while offset < window.upper {
        places.append((offset, count))
        while let first = hidden.first, first.upper <= offset { hidden = hidden.dropFirst() }
        if let first = hidden.first, first.lower <= offset {
          appendEllipsis()
          places[places.count - 1].scalar = count - 1
          offset = min(first.upper, window.upper)
          continue
        }
        let width = UTF8Scan.scalarWidth(in: document.source.bytes, at: offset, limit: window.upper) ?? 1
        append(Self.shown(document.source.text(ByteRange(offset, offset + width))))
        offset += width
      }
      places.append((window.upper, count))
      if window.upper < line.upper { appendEllipsis() }
      let marks = spans.map { span in
        let start = Self.scalar(at: span.range.lower, places)
        let end = Self.scalar(at: min(span.range.upper, window.upper), places)
        return Mark(start: start, end: max(end, start + 1), isPrimary: span.isPrimary, label: span.label)
      }
      return Line(number: number, text: String(scalars), marks: marks)
    }

    /// A character as a terminal may show it.
    private static func shown(_ text: String) -> Unicode.Scalar {
      guard let scalar = text.unicodeScalars.first, scalar != "\t" else { return " " }
      return scalar.movesCursor ? "\u{FFFD}" : scalar
    }

    private static func scalar(at offset: Int, _ places: [(offset: Int, scalar: Int)]) -> Int {
      var low = 0
      var high = places.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if places[middle].offset <= offset { low = middle } else { high = middle }
      }
      return places.isEmpty ? 0 : places[low].scalar
    }
  }
}

extension Excerpt.Line {
  /// The line cut to `width` cells around its first primary mark, with `…` where something was cut.
  func cropped(to width: Int) -> Excerpt.Line {
    let scalars = Array(text.unicodeScalars)
    let total = scalars.reduce(0) { $0 + DisplayWidth.of($1) }
    guard total > width, width > 10 else { return self }
    let focus = marks.first { $0.isPrimary } ?? marks.first
    var start = max(0, (focus?.start ?? 0) - width / 3)
    if start < 4 { start = 0 }
    if start > 0, scalars[start] == "…" { start += 1 }
    var cells = start > 0 ? 1 : 0
    var end = start
    while end < scalars.count, cells + DisplayWidth.of(scalars[end]) < width {
      cells += DisplayWidth.of(scalars[end])
      end += 1
    }
    var kept = String.UnicodeScalarView()
    if start > 0 { kept.append("…") }
    kept.append(contentsOf: scalars[start..<end])
    if end < scalars.count, kept.last != "…" { kept.append("…") }
    let shift = start > 0 ? start - 1 : 0
    let marks = marks.filter { $0.start < end && $0.end > start }.map { mark in
      let lower = max(mark.start, start) - shift
      return Excerpt.Mark(
        start: lower, end: max(lower + 1, min(mark.end, end) - shift), isPrimary: mark.isPrimary, label: mark.label)
    }
    return Excerpt.Line(number: number, text: String(kept), marks: marks)
  }

  /// The cells before a place among the text's scalars.
  func cells(before place: Int) -> Int {
    text.unicodeScalars.prefix(place).reduce(0) { $0 + DisplayWidth.of($1) }
  }
}
