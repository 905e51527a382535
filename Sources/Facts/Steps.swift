extension StringProtocol {
  /// The members on a way through a payload, as facts write it: parted by `/`.
  package var steps: [String] { split(separator: "/").map { String($0) } }
}

extension FactReader {
  /// A way through a payload; empty where none is given.
  mutating func path(_ key: String) -> [String] { string(key)?.steps ?? [] }

  /// One such way, or a list of them.
  mutating func paths(_ key: String) -> [[String]] { (strings(key) ?? []).map(\.steps) }
}
