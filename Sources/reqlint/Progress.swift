import SystemPackage

/// Says on a terminal how far a long run is: after the first second, a few times a second, and nowhere else.
struct Progress {
  private static let pause = Duration.milliseconds(200)

  private let isShown = Terminal.isWatched(.standardError)
  private var next = ContinuousClock.now.advanced(by: .seconds(1))
  private var isOnScreen = false

  mutating func show(_ sentence: @autoclosure () -> String) {
    guard isShown, ContinuousClock.now >= next else { return }
    Terminal.write("\r\u{1B}[K\(sentence())", to: .standardError)
    next = ContinuousClock.now.advanced(by: Self.pause)
    isOnScreen = true
  }

  /// Makes room for what is to be read.
  mutating func clear() {
    guard isOnScreen else { return }
    Terminal.write("\r\u{1B}[K", to: .standardError)
    isOnScreen = false
  }
}
