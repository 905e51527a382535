/// How sure a fact is, and so how loud a finding that rests on it may be.
package enum Confidence: String, Sendable, Hashable, CaseIterable {
  /// The provider's own words, its source code, or a recorded answer.
  case high
  /// A maintained third party, or several reports.
  case medium
  /// One report, or sources that contradict each other.
  case low

  /// The less sure one of the two.
  func atMost(_ limit: Confidence) -> Confidence {
    [.low, .medium].first { $0 == self || $0 == limit } ?? .high
  }
}

/// Where a fact comes from.
package struct Provenance: Sendable, Hashable {
  package var source: String?
  package var checked: Day?
  package var confidence: Confidence

  /// The same, and no surer than `bound`.
  package func atMost(_ bound: Confidence) -> Provenance {
    var bounded = self
    bounded.confidence = confidence.atMost(bound)
    return bounded
  }

  package init(source: String? = nil, checked: Day? = nil, confidence: Confidence = .high) {
    self.source = source
    self.checked = checked
    self.confidence = confidence
  }
}

/// A value with its provenance and the place where it is written.
package struct Fact<Value: Sendable & Hashable>: Sendable, Hashable {
  package let value: Value
  package let provenance: Provenance
  package let place: FactPlace
}
