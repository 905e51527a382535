import DocumentTree
import Linting
import SourceText

/// The few lines of a file that a finding shows, without the texts that people write in them.
///
/// A string that is long or has blanks in it may be a prompt or a secret: it shows as `…`, unless it is the very
/// thing that is underlined, and then only its start shows.
struct Excerpt: Sendable {
  /// One line, piece by piece.
  struct Line: Sendable {
    /// Counted from 1.
    let number: Int
    var glyphs: [Glyph]
    var marks: [Mark]
  }

  /// A character and its width in cells.
  struct Glyph: Sendable {
    let text: String
    let width: Int
  }

  /// An underlined part of a line, in places among its glyphs.
  struct Mark: Sendable {
    let start: Int
    let end: Int
    let isPrimary: Bool
    let label: String?
  }

  let lines: [Line]

  /// How many bytes are looked at on either side of a mark: more than any terminal is wide.
  private static let reach = 600
  /// How many characters of an underlined string show.
  private static let shownLength = 24

  init(of diagnostic: Diagnostic, in document: Document, _ lines: LineIndex, firstLine: Int) {
    typealias Span = (range: ByteRange, isPrimary: Bool, label: String?)
    var spans: [Span] = [(diagnostic.range, true, diagnostic.label)]
    spans += diagnostic.related.prefix(3).map { ($0.range, false, $0.message) }
    var byLine: [Int: [Span]] = [:]
    for span in spans { byLine[lines.line(of: span.range.lower), default: []].append(span) }
    self.lines = byLine.keys.sorted().map { line in
      let builder = LineBuilder(document, lines.content(ofLine: line), byLine[line] ?? [])
      return builder.line(number: firstLine + line)
    }
  }

  /// Turns the bytes of one line into glyphs, leaving out what nobody else should read.
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
      window = ByteRange(max(line.lower, lower), min(line.upper, upper))
      let ranges = spans.map(\.range)
      hidden = document.scalars(in: window).compactMap { Self.hidden($0, ranges) }.flatMap(\.self)
    }

    /// The parts of a scalar that do not show.
    private static func hidden(_ node: Node, _ spans: [ByteRange]) -> [ByteRange]? {
      guard node.kind == .string, !node.isKey else { return nil }
      let content = node.contentRange
      let text = node.document.source.slice(content)
      let isPlainWord = content.count <= Excerpt.shownLength && !text.contains { $0 <= UInt8(ascii: " ") }
      let touching = spans.filter { $0.overlaps(content) || $0 == node.range }
      guard let span = touching.first else { return isPlainWord ? nil : [content] }
      if span.contains(content) {
        let shown = content.lower + Excerpt.shownLength
        return content.count > Excerpt.shownLength ? [ByteRange(shown, content.upper)] : nil
      }
      // A part of the string is meant: of a body in a string, say, one key.
      let end = min(span.upper, span.lower + Excerpt.shownLength * 2)
      return [ByteRange(content.lower, span.lower), ByteRange(end, content.upper)].filter { !$0.isEmpty }
    }

    func line(number: Int) -> Line {
      var glyphs: [Glyph] = []
      var places: [(offset: Int, glyph: Int)] = []
      if window.lower > line.lower { glyphs.append(Glyph(text: "…", width: 1)) }
      var offset = window.lower
      var hidden = hidden[...]
      while offset < window.upper {
        places.append((offset, glyphs.count))
        while let first = hidden.first, first.upper <= offset { hidden = hidden.dropFirst() }
        if let first = hidden.first, first.lower <= offset {
          glyphs.append(Glyph(text: "…", width: 1))
          offset = min(first.upper, window.upper)
          continue
        }
        let width = UTF8Scan.scalarWidth(in: document.source.bytes, at: offset, limit: window.upper) ?? 1
        glyphs.append(Self.glyph(document.source.text(ByteRange(offset, offset + width))))
        offset += width
      }
      places.append((window.upper, glyphs.count))
      if window.upper < line.upper { glyphs.append(Glyph(text: "…", width: 1)) }
      let marks = spans.map { span in
        let start = Self.glyph(at: span.range.lower, places)
        let end = Self.glyph(at: min(span.range.upper, window.upper), places)
        return Mark(start: start, end: max(end, start + 1), isPrimary: span.isPrimary, label: span.label)
      }
      return Line(number: number, glyphs: glyphs, marks: marks)
    }

    /// A character as a terminal may show it: nothing that moves the cursor or turns the direction of writing.
    private static func glyph(_ text: String) -> Glyph {
      guard let scalar = text.unicodeScalars.first else { return Glyph(text: " ", width: 1) }
      if scalar == "\t" { return Glyph(text: " ", width: 1) }
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      let turnsDirection = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      if isControl || turnsDirection { return Glyph(text: "\u{FFFD}", width: 1) }
      return Glyph(text: String(scalar), width: DisplayWidth.of(scalar))
    }

    private static func glyph(at offset: Int, _ places: [(offset: Int, glyph: Int)]) -> Int {
      var low = 0
      var high = places.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if places[middle].offset <= offset { low = middle } else { high = middle }
      }
      return places.isEmpty ? 0 : places[low].glyph
    }
  }
}

extension Excerpt.Line {
  /// The line cut to `width` cells around its first primary mark, with `…` where something was cut.
  func cropped(to width: Int) -> Excerpt.Line {
    let total = glyphs.reduce(0) { $0 + $1.width }
    guard total > width, width > 10 else { return self }
    let focus = marks.first { $0.isPrimary } ?? marks.first
    var start = max(0, (focus?.start ?? 0) - width / 3)
    if start < 4 { start = 0 }
    var cells = start > 0 ? 1 : 0
    var end = start
    while end < glyphs.count, cells + glyphs[end].width < width {
      cells += glyphs[end].width
      end += 1
    }
    var kept = Array(glyphs[start..<end])
    if start > 0 { kept.insert(Excerpt.Glyph(text: "…", width: 1), at: 0) }
    if end < glyphs.count { kept.append(Excerpt.Glyph(text: "…", width: 1)) }
    let shift = start > 0 ? start - 1 : 0
    let marks = marks.filter { $0.start < end && $0.end > start }.map { mark in
      let lower = max(mark.start, start) - shift
      return Excerpt.Mark(start: lower, end: max(lower + 1, min(mark.end, end) - shift), isPrimary: mark.isPrimary, label: mark.label)
    }
    return Excerpt.Line(number: number, glyphs: kept, marks: marks)
  }

  var text: String { glyphs.map(\.text).joined() }

  /// The cells before a glyph.
  func cells(before glyph: Int) -> Int {
    glyphs.prefix(glyph).reduce(0) { $0 + $1.width }
  }
}
