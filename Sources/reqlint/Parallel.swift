import Dispatch
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Work on several threads, whose results keep their order.
enum Parallel {
  /// How many threads work at once.
  private static let width = ProcessInfo.processInfo.activeProcessorCount
  /// Threads take a part each; more parts than threads, since some take longer.
  private static let partsEach = 4

  /// As `map`, with `transform` called on several threads at once where there are enough of them and of elements.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    let count = min(elements.count, width * partsEach)
    guard width > 1, count > 1 else { return elements.map(transform) }
    let parts = Mutex([[Result]](repeating: [], count: count))
    DispatchQueue.concurrentPerform(iterations: count) { part in
      let range = elements.count * part / count..<elements.count * (part + 1) / count
      let results = elements[range].map(transform)
      parts.withLock { $0[part] = results }
    }
    return parts.withLock { $0.flatMap(\.self) }
  }
}
