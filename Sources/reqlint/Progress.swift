import Dispatch
import Reporting
import Synchronization
import SystemPackage

/// Says on a terminal how far a long run is, and nowhere else: after its first second, on a line that goes away before
/// anything else is written there. A queue of its own draws it, so that it goes on where one file takes long.
final class Progress: Sendable {
  private static let delay = DispatchTimeInterval.seconds(1)
  private static let pause = DispatchTimeInterval.milliseconds(100)

  private static let queue = DispatchQueue(label: "progress")

  private let inputs: [InputFile]
  /// nil: nobody looks.
  private let style: ProgressLine.Style?
  private let start = (time: ContinuousClock.now, bytes: FileReader.bytesRead)
  private let counts = Mutex(Counts())

  private struct Counts {
    var files = 0
    var others: [(number: Int, unit: String)] = []
    /// Of all inputs, in bytes; nil where nobody knows.
    var total: Int?
  }

  /// The terminal's last line.
  private struct LastLine {
    /// Whose line it is; nil: nobody's.
    var run: Progress?
    /// What stands there; empty: nothing does.
    var text = ""
    /// Whether the line is free: what was written last has ended its own.
    var isFree = true

    mutating func show(_ line: String) {
      guard isFree else { return }
      put(line)
      text = line
    }

    mutating func hide() {
      guard !text.isEmpty else { return }
      put("")
      text = ""
    }

    private func put(_ line: String) {
      // Nobody misses it where the terminal has gone away.
      _ = try? FileDescriptor.standardError.writeAll("\r\(line)\u{1B}[K".utf8)
    }
  }

  private static let lastLine = Mutex(LastLine())

  /// Starts to look on.
  ///
  /// - Parameter inputs: what the run reads.
  init(_ inputs: [InputFile], _ colour: Check.Colour) {
    self.inputs = inputs
    guard Terminal.canMoveCursor(.standardError) else {
      style = nil
      return
    }
    style = ProgressLine.Style(
      Terminal.palette(colour, on: .standardError), hasBoxDrawing: Terminal.hasBoxDrawing)
    Self.lastLine.withLock { $0.run = self }
    Self.queue.asyncAfter(deadline: .now() + Self.delay) { [self] in
      counts.withLock { $0.total = size }
      draw()
    }
  }

  /// Says how far it is.
  ///
  /// - Parameters:
  ///   - files: how many were read.
  ///   - others: what else was counted, each with its unit in the plural, the most telling first.
  func note(files: Int, _ others: @autoclosure () -> [(number: Int, unit: String)]) {
    guard style != nil else { return }
    let others = others()
    counts.withLock { ($0.files, $0.others) = (files, others) }
  }

  /// Takes the line away, whosever it is, and lets nobody have it.
  static func end() {
    lastLine.withLock { line in
      line.hide()
      line.run = nil
    }
  }

  /// Writes something else, with the line out of the way where that goes to a terminal.
  ///
  /// - Parameter endsLine: whether the terminal's last line is free after that.
  static func makeWay<Failure: Error>(
    on descriptor: FileDescriptor, endsLine: Bool, _ write: () throws(Failure) -> Void
  ) throws(Failure) {
    guard Terminal.isWatched(descriptor) else { return try write() }
    try lastLine.withLock { line throws(Failure) in
      let text = line.text
      line.hide()
      line.isFree = endsLine
      try write()
      if !text.isEmpty { line.show(text) }
    }
  }

  private func draw() {
    guard let style else { return }
    let line = counts.withLock { counts in
      ProgressLine(
        read: FileReader.bytesRead - start.bytes, of: counts.total, in: ContinuousClock.now - start.time,
        files: (counts.files, inputs.count), counts: counts.others)
    }
    let isMine = Self.lastLine.withLock { last in
      guard last.run === self else { return false }
      last.show(line.text(width: Terminal.width(of: .standardError), style))
      return true
    }
    guard isMine else { return }
    Self.queue.asyncAfter(deadline: .now() + Self.pause) { [self] in draw() }
  }

  /// Of all inputs, in bytes; nil where one has no end that is known.
  private var size: Int? {
    var size = 0
    for input in inputs {
      guard let own = input.size else { return nil }
      size += own
    }
    return size
  }
}
