import DocumentTree
import SourceText

/// Which findings the `ignore` comments of one document are about.
struct IgnoreScopes {
  /// One rule of one comment.
  struct Place: Hashable {
    let comment: Int
    let item: Int
  }

  private struct LineRule: Hashable {
    let line: Int
    let rule: String
  }

  private struct Stretch {
    let range: ByteRange
    let place: Place
  }

  private let document: Document
  private let lines: LineIndex
  private var everywhere: [String: [Place]] = [:]
  private var onLine: [LineRule: [Place]] = [:]
  /// By rule, in order; they do not overlap.
  private var stretches: [String: [Stretch]] = [:]
  /// The `ignore-end` comments, or rules of them, that end something.
  private(set) var ends: Set<Place> = []
  /// The `ignore-end` comments without rules that end something, by their index.
  private(set) var generalEnds: Set<Int> = []

  init(_ comments: [IgnoreComment], in document: Document) {
    self.document = document
    lines = LineIndex(document.source)
    addLines(comments)
    var open: [String: (start: Int, place: Place)] = [:]
    for (index, comment) in comments.enumerated() {
      switch comment.reach {
      case .line: break
      case .file:
        for (item, name) in comment.items.enumerated() {
          everywhere[name.rule, default: []].append(Place(comment: index, item: item))
        }
      case .start:
        for (item, name) in comment.items.enumerated() {
          close(name.rule, at: comment.range.lower, &open)
          open[name.rule] = (comment.range.lower, Place(comment: index, item: item))
        }
      case .end where comment.items.isEmpty:
        if !open.isEmpty { generalEnds.insert(index) }
        for rule in open.keys { close(rule, at: comment.range.lower, &open) }
      case .end:
        for (item, name) in comment.items.enumerated() where close(name.rule, at: comment.range.lower, &open) {
          ends.insert(Place(comment: index, item: item))
        }
      }
    }
    for rule in open.keys { close(rule, at: .max, &open) }
  }

  @discardableResult
  private mutating func close(_ rule: String, at end: Int, _ open: inout [String: (start: Int, place: Place)]) -> Bool {
    guard let (start, place) = open.removeValue(forKey: rule) else { return false }
    stretches[rule, default: []].append(Stretch(range: ByteRange(start, end), place: place))
    return true
  }

  private mutating func addLines(_ comments: [IgnoreComment]) {
    // From the last one up, so that comments above comments are walked over once.
    var below: (line: Int, target: Int)?
    for (index, comment) in comments.enumerated().reversed() where comment.reach == .line {
      let own = lines.line(of: comment.range.lower)
      var line = own
      if comment.isAlone {
        repeat {
          line += 1
          if let below, below.line == line { line = below.target }
        } while line < lines.lineCount && isComment(line)
        below = (own, line)
      }
      for (item, name) in comment.items.enumerated() {
        onLine[LineRule(line: line, rule: name.rule), default: []].append(Place(comment: index, item: item))
      }
    }
  }

  private func isComment(_ line: Int) -> Bool {
    let text = document.source.slice(lines.content(ofLine: line))
    return text.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } == UInt8(ascii: "#")
  }

  /// Where it is said that a finding is not to be told.
  func places(hiding finding: Diagnostic) -> [Place] {
    let (rule, start) = (finding.rule, finding.range.lower)
    var places = everywhere[rule] ?? []
    if let stretches = stretches[rule] {
      var (low, high) = (0, stretches.count)
      while low < high {
        let middle = (low + high) / 2
        if stretches[middle].range.upper <= start { low = middle + 1 } else { high = middle }
      }
      if low < stretches.count, stretches[low].range.lower <= start { places.append(stretches[low].place) }
    }
    guard !onLine.isEmpty else { return places }
    let line = lines.line(of: start)
    places += onLine[LineRule(line: line, rule: rule)] ?? []
    // No comment can stand in a text of several lines, so what is found in it answers to the line where it begins.
    let host = document.scalars(in: ByteRange(start, start + 1)).first.map { lines.line(of: $0.range.lower) }
    if let host, host < line { places += onLine[LineRule(line: host, rule: rule)] ?? [] }
    return places
  }
}
