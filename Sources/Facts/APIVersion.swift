/// A dated version of an API, as Azure names them: `2024-10-21`, `2024-12-01-preview`.
///
/// Versions are ordered by their days: a preview has what an earlier version has.
package struct APIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let day: Day
  package let description: String

  /// nil for anything else, such as `preview` and `v1`.
  package init?(_ text: String) {
    let dayLength = 10
    let rest = text.dropFirst(dayLength)
    guard rest.isEmpty || rest == "-preview", let day = Day(String(text.prefix(dayLength))) else { return nil }
    self.day = day
    description = text
  }

  package static func < (left: APIVersion, right: APIVersion) -> Bool {
    left.day < right.day
  }
}
