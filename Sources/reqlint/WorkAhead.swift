import Dispatch
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

private enum Processors {
  /// How many threads work at once; nobody asks for it where there is but one piece of work.
  static let count = ProcessInfo.processInfo.activeProcessorCount
}

/// Work that other threads do ahead of the one that waits for its results; they come in the order of the work.
struct WorkAhead<Result: Sendable>: ~Copyable {
  typealias Work = @Sendable () -> Result

  private var jobs: [Job] = []

  /// The next result; nil where there is no more work.
  ///
  /// - Parameter upcoming: gives the next piece of work, or nil where there is none, or none so soon; it is told whether
  ///   no other work is left to wait for.
  mutating func next(_ upcoming: (_ isLast: Bool) -> Work?) -> Result? {
    // One more than there are threads, so that none of them has to wait for this one.
    while jobs.count <= 1 || jobs.count <= Processors.count + 1, let work = upcoming(jobs.isEmpty) { add(work) }
    return jobs.isEmpty ? nil : jobs.removeFirst().result()
  }

  /// A piece of work that stays alone is done by the thread that waits for it.
  private mutating func add(_ work: @escaping Work) {
    jobs.append(Job(work))
    if jobs.count > 1, Processors.count > 1 { for job in jobs { job.start() } }
  }

  private final class Job: Sendable {
    private let work: Work
    private let state = Mutex<(isStarted: Bool, result: Result?)>((false, nil))
    private let isDone = DispatchSemaphore(value: 0)

    init(_ work: @escaping Work) {
      self.work = work
    }

    /// Lets another thread do the work, unless one does.
    func start() {
      guard isFirst() else { return }
      DispatchQueue.global().async {
        let result = self.work()
        self.state.withLock { $0.result = result }
        self.isDone.signal()
      }
    }

    func result() -> Result {
      if !isFirst() { isDone.wait() }
      return state.withLock { $0.result } ?? work()
    }

    /// Whether nobody has begun yet; the one who asks does.
    private func isFirst() -> Bool {
      state.withLock { state in
        defer { state.isStarted = true }
        return !state.isStarted
      }
    }
  }
}
