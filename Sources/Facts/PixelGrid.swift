/// The sizes that an image model draws where it is not bound to a list: `1536x864`, or `auto`.
package struct PixelGrid: Sendable, Hashable {
  /// Width and height are multiples of this, in pixels.
  package let multiple: Int
  /// The longer edge is at most so many times the shorter one.
  package let ratio: Int
  /// The longest edge, in pixels.
  package let edge: Int

  init?(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    let multiple = reader.count("multiple_of")
    let ratio = reader.count("ratio")
    let edge = reader.count("edge")
    reader.finish(into: &problems)
    guard let multiple, let ratio, let edge, multiple > 0, ratio > 0, edge < 1 << 20 else {
      problems.append(FactProblem(fact.place, "sizes have a `multiple_of`, a `ratio` and an `edge`"))
      return nil
    }
    self.multiple = multiple
    self.ratio = ratio
    self.edge = edge
  }

  package func admits(_ size: String) -> Bool {
    if size == "auto" { return true }
    let edges = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard edges.count == 2, let short = edges.min(), let long = edges.max() else { return false }
    guard short > 0, long <= edge else { return false }
    return short % multiple == 0 && long % multiple == 0 && long <= short * ratio
  }
}
