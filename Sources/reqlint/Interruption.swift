import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The signals by which somebody asks a program to end, as Ctrl-C does.
enum Interruption {
  private static let signals = [SIGHUP, SIGINT, SIGTERM]

  /// The number of the signal that came; 0: none.
  private static let received = Atomic<Int32>(0)

  /// The status to end with, as a shell has it; nil where nobody has asked.
  static var status: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : 128 + number
  }

  /// From now on signals arrive. Who started the program may have blocked them for itself, as the threads of libdispatch
  /// do, and what is started inherits that.
  static func unblock() {
    var set = sigset_t()
    // Safe: the calls fill and read the set that lies here.
    unsafe sigemptyset(&set)
    for number in signals { unsafe sigaddset(&set, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// From now on the first signal ends no more than the reading of input, so that what was found until then is reported;
  /// the next one ends the program.
  static func endReading() {
    // The handler must not be the first to touch it.
    received.store(0, ordering: .relaxed)
    respond { number in
      Interruption.received.store(number, ordering: .relaxed)
      // May stand in a handler, as the store may.
      signal(number, SIG_DFL)
    }
  }

  /// From now on a signal ends the program.
  static func endProgram() {
    respond(SIG_DFL)
  }

  /// A signal that is ignored, as under `nohup`, stays so.
  private static func respond(_ handler: (@convention(c) (Int32) -> Void)?) {
    for number in signals {
      let old = signal(number, handler)
      // Functions have no equality; these two are numbers in the place of one.
      if unsafe unsafeBitCast(old, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
    }
  }
}
