import PackedTree
import SourceText

/// Takes the known keys out of a mapping, strictly: what is left over, or of the wrong type, is a problem with its place.
package struct FactReader {
  private let fact: RawFact
  private let entries: [RawFact.Entry]
  /// Of each entry: most of them are not meant by a key, which numbers tell sooner than texts.
  private var marks: [(hash: Int, isTaken: Bool)]
  /// The keys that somebody asked for.
  private var known: [String] = []
  package private(set) var problems: [FactProblem] = []

  package init(_ fact: RawFact) {
    self.fact = fact
    entries = fact.entries
    marks = entries.map { ($0.keyHash, false) }
    known.reserveCapacity(16)
    if !fact.isMapping { problems.append(FactProblem(fact.place, "a mapping is expected here")) }
  }

  var provenance: Provenance { fact.provenance }

  /// The value of a key, which is then known; nil where it is absent.
  package mutating func take(_ key: String) -> RawFact? {
    known.append(key)
    let hash = PackedValue.Member.nameHash(of: key)
    for place in marks.indices.reversed() where marks[place].hash == hash && entries[place].isNamed(key) {
      marks[place].isTaken = true
      return entries[place].value
    }
    return nil
  }

  package mutating func report(_ fact: RawFact, _ message: String) {
    problems.append(FactProblem(fact.place, message))
  }

  /// Every key that nobody took is a problem.
  package mutating func finish(into all: inout [FactProblem]) {
    for place in marks.indices where !marks[place].isTaken {
      let entry = entries[place]
      guard !known.contains(where: { entry.isNamed($0) }) else { continue }
      problems.append(
        FactProblem(entry.keyPlace, "unknown key `\(entry.key)`", knownKeys: Set(known).sorted()))
    }
    all += problems
  }

  package mutating func string(_ key: String) -> String? {
    guard let fact = take(key) else { return nil }
    return string(fact, key)
  }

  private mutating func string(_ fact: RawFact, _ key: String) -> String? {
    if case .scalar(.string(let text)) = fact.content { return text }
    report(fact, "`\(key)` is no text")
    return nil
  }

  mutating func boolean(_ key: String) -> Bool? {
    guard let fact = take(key) else { return nil }
    return boolean(fact, key)
  }

  private mutating func boolean(_ fact: RawFact, _ key: String) -> Bool? {
    if case .scalar(.boolean(let value)) = fact.content { return value }
    report(fact, "`\(key)` is not true or false")
    return nil
  }

  mutating func number(_ key: String) -> Double? {
    guard let fact = take(key) else { return nil }
    if case .scalar(.number(let value)) = fact.content { return value }
    report(fact, "`\(key)` is no number")
    return nil
  }

  package mutating func count(_ key: String) -> Int? {
    guard let fact = take(key) else { return nil }
    return count(fact, key)
  }

  private mutating func count(_ fact: RawFact, _ key: String) -> Int? {
    if case .scalar(.number(let value)) = fact.content, let count = Int(exactly: value), count >= 0 { return count }
    report(fact, "`\(key)` is no whole number")
    return nil
  }

  /// A count as a bound of a length.
  mutating func length(_ key: String) -> Double? {
    count(key).map { Double($0) }
  }

  /// One text or a list of texts.
  package mutating func strings(_ key: String) -> [String]? {
    guard let fact = take(key) else { return nil }
    return strings(fact, key)
  }

  private mutating func strings(_ fact: RawFact, _ key: String) -> [String]? {
    guard case .list(let items) = fact.content else { return string(fact, key).map { [$0] } }
    var strings: [String] = []
    strings.reserveCapacity(items.count)
    for item in items { if let string = string(item, key) { strings.append(string) } }
    return strings
  }

  /// A mapping of texts, in the order of the file.
  mutating func texts(_ key: String) -> [(key: String, text: String)] {
    map(key).compactMap { entry in string(entry.value, entry.key).map { (entry.key, $0) } }
  }

  /// A list of lists of texts.
  mutating func groups(_ key: String) -> [[String]] {
    list(key).compactMap { group in
      if case .list(let items) = group.content { return items.compactMap { string($0, key) } }
      report(group, "`\(key)` is no list of lists")
      return nil
    }
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) -> Choice? {
    guard let fact = take(key) else { return nil }
    return choice(fact, key)
  }

  private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ fact: RawFact, _ key: String)
    -> Choice?
  {
    if case .scalar(.string(let text)) = fact.content, let choice = Choice(rawValue: text) { return choice }
    report(fact, "`\(key)` is not one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }

  package mutating func list(_ key: String) -> [RawFact] {
    guard let fact = take(key) else { return [] }
    if case .list(let items) = fact.content { return items }
    report(fact, "`\(key)` is no list")
    return []
  }

  package mutating func map(_ key: String) -> [RawFact.Entry] {
    guard let fact = take(key) else { return [] }
    if case .map(let entries) = fact.content { return entries }
    report(fact, "`\(key)` is no mapping")
    return []
  }

  /// A number, a text, a boolean or null.
  mutating func value(_ key: String) -> FactValue? {
    guard let fact = take(key) else { return nil }
    return value(fact, key)
  }

  /// One such value, or a list of them.
  mutating func values(_ key: String) -> [FactValue]? {
    guard let fact = take(key) else { return nil }
    guard case .list(let items) = fact.content else { return value(fact, key).map { [$0] } }
    return items.compactMap { value($0, key) }
  }

  private mutating func value(_ fact: RawFact, _ key: String) -> FactValue? {
    switch fact.content {
    case .scalar(.null): return .null
    case .scalar(.boolean(let value)): return .boolean(value)
    case .scalar(.number(let value)): return .number(value)
    case .scalar(.string(let value)): return .string(value)
    case .list, .map:
      report(fact, "`\(key)` takes plain values only")
      return nil
    }
  }

  // MARK: Facts with provenance

  mutating func countFact(_ key: String) -> Fact<Int>? {
    fact(key) { $0.count($1, key) }
  }

  mutating func booleanFact(_ key: String) -> Fact<Bool>? {
    fact(key) { $0.boolean($1, key) }
  }

  mutating func stringFact(_ key: String) -> Fact<String>? {
    fact(key) { $0.string($1, key) }
  }

  mutating func choiceFact<Choice: RawRepresentable<String> & CaseIterable & Sendable & Hashable>(_ key: String)
    -> Fact<Choice>?
  {
    fact(key) { $0.choice($1, key) }
  }

  mutating func stringsFact(_ key: String) -> Fact<[String]>? {
    fact(key) { $0.strings($1, key) }
  }

  mutating func apiVersionFact(_ key: String) -> Fact<APIVersion>? {
    fact(key) { $0.value($1, key, "no version such as 2024-12-01-preview") { APIVersion($0) } }
  }

  mutating func serverVersionFact(_ key: String) -> Fact<ServerVersion>? {
    fact(key) { $0.value($1, key, "no version such as 0.5.1") { ServerVersion($0) } }
  }

  mutating func dayFact(_ key: String) -> Fact<Day>? {
    fact(key) { $0.value($1, key, "no day such as 2026-11-21") { Day($0) } }
  }

  private mutating func fact<Value>(_ key: String, _ read: (inout Self, RawFact) -> Value?) -> Fact<Value>? {
    guard let fact = take(key), let value = read(&self, fact) else { return nil }
    return Fact(value: value, provenance: fact.provenance, place: fact.place)
  }

  /// What a text stands for.
  private mutating func value<Value>(
    _ fact: RawFact, _ key: String, _ complaint: String, _ read: (String) -> Value?
  ) -> Value? {
    guard let text = string(fact, key) else { return nil }
    if let value = read(text) { return value }
    report(fact, "`\(key)` is \(complaint)")
    return nil
  }

  mutating func apiVersions(_ key: String) -> [APIVersion] {
    list(key).compactMap { fact in
      if case .scalar(.string(let text)) = fact.content, let version = APIVersion(text) { return version }
      report(fact, "`\(key)` has only versions such as 2024-12-01-preview")
      return nil
    }
  }
}

/// A plain value that a fact names: an accepted value, a default.
package enum FactValue: Sendable, Hashable, CustomStringConvertible {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)

  package var description: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): value.shortest
    case .string(let value): value
    }
  }
}

extension Double {
  /// The number without a needless fraction: `2`, `0.5`.
  package var shortest: String {
    Int(exactly: self).map(String.init) ?? String(self)
  }
}
