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

  /// Writes all of `text`. A reader that has gone away (`| head`) ends the program quietly.
  static func write(_ text: String, to descriptor: FileDescriptor = .standardOutput) {
    write(ContiguousArray(text.utf8), to: descriptor)
  }

  /// Writes all of `bytes`, as ``write(_:to:)`` does.
  static func write(_ bytes: ContiguousArray<UInt8>, to descriptor: FileDescriptor = .standardOutput) {
    do {
      try Progress.makeWay(on: descriptor, endsLine: bytes.last == UInt8(ascii: "\n")) {
        _ = try descriptor.writeAll(bytes)
      }
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
    Progress.end()
    #if canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }

  /// The colours to use: as the user said, else by `NO_COLOR`, `FORCE_COLOR` and whether somebody looks.
  static func palette(_ colour: Check.Colour, on descriptor: FileDescriptor = .standardOutput) -> Palette {
    Palette(colours: hasColours(colour, on: descriptor), links: colour != .never && hasLinks)
  }

  private static func hasColours(_ colour: Check.Colour, on descriptor: FileDescriptor) -> Bool {
    switch colour {
    case .always: return true
    case .never: return false
    case .auto:
      if !(environment["NO_COLOR"] ?? "").isEmpty { return false }
      if let force = environment["FORCE_COLOR"], force != "0", !force.isEmpty { return true }
      return canMoveCursor(descriptor)
    }
  }

  /// Whether texts may be links: by `FORCE_HYPERLINK`, else where somebody looks at a terminal that is known to take them.
  private static var hasLinks: Bool {
    if let force = environment["FORCE_HYPERLINK"], !force.isEmpty { return force != "0" }
    guard canMoveCursor(.standardOutput) else { return false }
    let programs: Set = ["ghostty", "Hyper", "iTerm.app", "vscode", "WezTerm"]
    let terminals: Set = ["alacritty", "foot", "xterm-ghostty", "xterm-kitty"]
    return programs.contains(environment["TERM_PROGRAM"] ?? "") || terminals.contains(environment["TERM"] ?? "")
      || Int(environment["VTE_VERSION"] ?? "") ?? 0 >= 5000
      || ["KONSOLE_VERSION", "WT_SESSION", "DOMTERM"].contains { environment[$0] != nil }
  }

  /// Whether somebody looks at what is written there.
  static func isWatched(_ descriptor: FileDescriptor) -> Bool { isatty(descriptor.rawValue) == 1 }

  /// Whether somebody looks at what is written there, at a terminal that takes more than lines of text.
  static func canMoveCursor(_ descriptor: FileDescriptor) -> Bool {
    isWatched(descriptor) && environment["TERM"] != "dumb"
  }

  /// Whether the locale has characters for lines and boxes that take one cell: in Chinese, Japanese and Korean ones they
  /// take two in many terminals.
  static var hasBoxDrawing: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    guard let encoding = locale.split(separator: ".").dropFirst().first?.lowercased() else { return false }
    return (encoding.hasPrefix("utf-8") || encoding.hasPrefix("utf8"))
      && !["zh", "ja", "ko"].contains { locale.hasPrefix($0) }
  }

  /// The width to write reports for, in cells.
  static var width: Int {
    if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
    return width(of: .standardOutput)
  }

  /// The width of a terminal at this moment, in cells; 100 where it does not tell.
  static func width(of descriptor: FileDescriptor) -> Int {
    var size = winsize()
    // Safe: the call fills the struct that it is given, or fails and leaves it.
    let outcome = unsafe ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size)
    return outcome == 0 && size.ws_col > 0 ? Int(size.ws_col) : 100
  }
}
