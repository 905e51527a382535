import Linting

/// How far a run is, on one line of a terminal: a bar, and as many of the numbers as there is room for.
package struct ProgressLine: Sendable {
  /// How a terminal shows it.
  package struct Style: Sendable {
    let palette: Palette
    /// Whether the terminal shows characters beyond ASCII, each in one cell.
    let hasBoxDrawing: Bool

    package init(_ palette: Palette, hasBoxDrawing: Bool) {
      (self.palette, self.hasBoxDrawing) = (palette, hasBoxDrawing)
    }
  }

  /// How many bytes were read.
  package var read: Int
  /// How many bytes there are; nil: nobody knows, as of what comes from a pipe.
  package var total: Int?
  /// Of the run so far.
  package var elapsed: Duration
  package var files: (read: Int, total: Int)
  /// What else was counted, each with its unit in the plural, the most telling first.
  package var counts: [(number: Int, unit: String)]

  package init(
    read: Int, of total: Int?, in elapsed: Duration, files: (read: Int, total: Int),
    counts: [(number: Int, unit: String)]
  ) {
    (self.read, self.total, self.elapsed, self.files, self.counts) = (read, total, elapsed, files, counts)
  }

  /// In cells.
  private static let bar = (least: 10, most: 30)

  /// - Parameter width: of the terminal, in cells. The last one stays free: some terminals begin a new line there.
  package func text(width: Int, _ style: Style) -> String {
    let room = max(0, width - 1)
    let share = share
    let barRoom = share == nil ? 0 : Self.bar.least + 1
    var parts = parts
    while parts.count > 1, Self.width(of: parts) + barRoom > room {
      guard let last = parts.indices.max(by: { parts[$0].rank < parts[$1].rank }) else { break }
      parts.remove(at: last)
    }
    let words = String(parts.map(\.text).joined(separator: ", ").prefix(room))
    guard let share, room >= words.count + barRoom else { return words }
    return bar(share, of: min(Self.bar.most, room - words.count - 1), style) + " " + words
  }

  private static func width(of parts: [(rank: Int, text: String)]) -> Int {
    parts.reduce(2 * (parts.count - 1)) { $0 + $1.text.count }
  }

  /// How much of the bytes was read, from 0 to 1; nil where nobody knows.
  private var share: Double? {
    guard let total, total > 0 else { return nil }
    return min(1, Double(read) / Double(total))
  }

  /// In the order of reading; where there is no room for all, those of the highest rank go first.
  private var parts: [(rank: Int, text: String)] {
    var parts: [(rank: Int, text: String)] = []
    if let share { parts.append((0, "\(Int(share * 100)) %")) }
    parts.append((counts.count + 2, total.map { Self.bytes(read, of: $0) } ?? Self.bytes(read)))
    if files.total > 1 {
      let number = "\(Wording.grouped(files.read)) of \(Wording.count(files.total, "files"))"
      parts.append((counts.count + 3, number))
    }
    for (place, count) in counts.enumerated().reversed() {
      parts.append((place + 2, Wording.count(count.number, count.unit)))
    }
    if let timeLeft { parts.append((1, timeLeft)) }
    return parts
  }

  private func bar(_ share: Double, of cells: Int, _ style: Style) -> String {
    let inner = style.hasBoxDrawing ? cells : cells - 2
    let done = Int(share * Double(inner))
    guard style.hasBoxDrawing else {
      return "[" + String(repeating: "=", count: done) + String(repeating: " ", count: inner - done) + "]"
    }
    return style.palette.secondary(String(repeating: "━", count: done))
      + style.palette.dim(String(repeating: "─", count: inner - done))
  }

  /// By the bytes that were read in a second so far; nil while they say too little.
  private var timeLeft: String? {
    guard let total, read > 0, read < total, read >= total / 50, elapsed >= .seconds(1) else { return nil }
    let seconds = Int((Double(total - read) * (elapsed / .seconds(1)) / Double(read)).rounded(.up))
    let (minutes, hours) = (seconds / 60, seconds / 3600)
    if hours > 0 { return "\(Wording.grouped(hours)) h \(minutes % 60) min left" }
    return minutes > 0 ? "\(minutes) min \(seconds % 60) s left" : "\(seconds) s left"
  }

  // MARK: Bytes

  private static let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")]

  /// `1.2 of 200.0 MB`.
  private static func bytes(_ count: Int, of total: Int) -> String {
    guard let (size, unit) = units.first(where: { total >= $0.0 }) else { return "\(count) of \(total) bytes" }
    return "\(tenths(count, of: size)) of \(tenths(total, of: size)) \(unit)"
  }

  private static func bytes(_ count: Int) -> String {
    guard let (size, unit) = units.first(where: { count >= $0.0 }) else { return Wording.count(count, "bytes") }
    return "\(tenths(count, of: size)) \(unit)"
  }

  private static func tenths(_ count: Int, of size: Int) -> String {
    let tenths = count / (size / 10)
    return "\(Wording.grouped(tenths / 10)).\(tenths % 10)"
  }
}
