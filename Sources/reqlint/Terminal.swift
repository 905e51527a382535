import Reporting
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output and standard error.
enum Terminal {
  /// The variables that were set when the program started.
  static let environment = ProcessInfo.processInfo.environment

  /// From now on a reader that goes away is an error of the write, and does not end the program at once.
  static func keepClosedPipesQuiet() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// From now on the signals that end programs end this one. Who started it may have blocked them for itself, as the
  /// threads of libdispatch do, and what is started inherits that.
  static func heedSignals() {
    var signals = sigset_t()
    // Safe: the calls fill and read the set that lies here.
    unsafe sigemptyset(&signals)
    for signal in [SIGHUP, SIGINT, SIGTERM] { unsafe sigaddset(&signals, signal) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Writes all of `text`. A reader that has gone away (`| head`) ends the program quietly.
  static func write(_ text: String, to descriptor: FileDescriptor = .standardOutput) {
    write(ContiguousArray(text.utf8), to: descriptor)
  }

  /// Writes all of `bytes`, as ``write(_:to:)`` does.
  static func write(_ bytes: ContiguousArray<UInt8>, to descriptor: FileDescriptor = .standardOutput) {
    do {
      try descriptor.writeAll(bytes)
    } catch Errno.brokenPipe {
      exit(0)
    } catch {
      if descriptor != .standardError { complain("the report could not be written: \(error)") }
      exit(2)
    }
  }

  /// Says a sentence on standard error.
  static func complain(_ sentence: String) {
    write("reqlint: \(sentence.forTerminal)\n", to: .standardError)
  }

  /// Makes place for a new report: on a screen an empty one, elsewhere nothing.
  static func clear() {
    // The cursor to the top, and away with what is on the screen and above it.
    if isWatched(.standardOutput) { write("\u{1B}[H\u{1B}[2J\u{1B}[3J") }
  }

  /// Waits as long as nobody minds who has just saved a file.
  static func pause() {
    var time = timespec(tv_sec: 0, tv_nsec: 200_000_000)
    unsafe nanosleep(&time, nil)
  }

  static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }

  /// The colours to use: as the user said, else by `NO_COLOR`, `FORCE_COLOR` and whether somebody looks.
  static func palette(_ colour: Check.Colour) -> Palette {
    Palette(colours: hasColours(colour), links: colour != .never && hasLinks)
  }

  private static func hasColours(_ colour: Check.Colour) -> Bool {
    switch colour {
    case .always: return true
    case .never: return false
    case .auto:
      if !(environment["NO_COLOR"] ?? "").isEmpty { return false }
      if let force = environment["FORCE_COLOR"], force != "0", !force.isEmpty { return true }
      return isWatched(.standardOutput) && environment["TERM"] != "dumb"
    }
  }

  /// Whether texts may be links: by `FORCE_HYPERLINK`, else where somebody looks at a terminal that is known to take them.
  private static var hasLinks: Bool {
    if let force = environment["FORCE_HYPERLINK"], !force.isEmpty { return force != "0" }
    guard isWatched(.standardOutput), environment["TERM"] != "dumb" else { return false }
    let programs: Set = ["ghostty", "Hyper", "iTerm.app", "vscode", "WezTerm"]
    let terminals: Set = ["alacritty", "foot", "xterm-ghostty", "xterm-kitty"]
    return programs.contains(environment["TERM_PROGRAM"] ?? "") || terminals.contains(environment["TERM"] ?? "")
      || Int(environment["VTE_VERSION"] ?? "") ?? 0 >= 5000
      || ["KONSOLE_VERSION", "WT_SESSION", "DOMTERM"].contains { environment[$0] != nil }
  }

  /// Whether somebody looks at what is written there.
  static func isWatched(_ descriptor: FileDescriptor) -> Bool { isatty(descriptor.rawValue) == 1 }

  /// The width to write for, in cells.
  static var width: Int {
    if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    // Safe: the call fills the struct that it is given, or fails and leaves it.
    let outcome = unsafe ioctl(FileDescriptor.standardOutput.rawValue, UInt(TIOCGWINSZ), &size)
    return outcome == 0 && size.ws_col > 0 ? Int(size.ws_col) : 100
  }
}
