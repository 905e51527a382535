import DocumentTree
import Facts
import Synchronization

/// A request about which there is nothing to say.
struct QuietRequest: Sendable {
  let body: Int32
  /// The whole line, where it is one of a batch file.
  let envelope: Int32?
  let customID: Int32?
  var request: RecognisedRequest
  let entry: BatchEntry?
  let limits: Provider.BatchLimits?
  /// The id of its endpoint, where it is an example of a training file.
  let exampleOf: String?
}

/// Documents, and bodies in strings, without a finding. Payloads made by one program are mostly alike, and what differs,
/// the texts, is seldom what a verdict hangs on: one that is the same as an earlier one as far as that was looked at gets
/// its verdict.
final class Precedents: Sendable {
  /// How much is kept, in bytes; then it starts anew.
  private static let capacity = 4 << 20
  /// What differs from so many others with its outline in what is looked at will differ from the next ones.
  private static let mostAlike = 8

  struct Precedent: Sendable {
    let observation: Observation
    let requests: [QuietRequest]
  }

  private struct State {
    var known: [Int: [Precedent]] = [:]
    var size = 0
  }

  private let state = Mutex(State())

  /// What is said of the requests in a passage like this one, or nil where there was none.
  func requests(in passage: Passage, _ outline: Int) -> [QuietRequest]? {
    let candidates = state.withLock { $0.known[outline] }
    return candidates?.first { $0.observation.holds(for: passage) }?.requests
  }

  /// Keeps what is without a finding, unless there are enough with this outline.
  func add(_ precedent: Precedent, _ outline: Int) {
    let size = precedent.observation.size
    guard size <= Self.capacity / 16 else { return }
    state.withLock { state in
      if state.size + size > Self.capacity { state = State() }
      guard state.known[outline, default: []].count < Self.mostAlike else { return }
      state.known[outline, default: []].append(precedent)
      state.size += size
    }
  }
}
