package import DocumentTree
package import Facts
package import SourceText

/// What a rule says about one place, in bytes of the document it looked at.
package struct Finding {
  package let node: Node?
  package let range: ByteRange
  package let message: String
  /// nil: the card's.
  package var severity: Severity?
  package var label: String?
  package var help: String?
  package var note: String?
  package var related: [(range: ByteRange, message: String)] = []
  package var fixes: [Fix] = []
  package var answer: Answer?

  package init(at node: Node, _ message: String) {
    self.node = node
    range = node.range
    self.message = message
  }

  package init(at range: ByteRange, of node: Node?, _ message: String) {
    self.node = node
    self.range = range
    self.message = message
  }
}

/// Collects what rules find.
package struct Report: Sendable {
  package private(set) var diagnostics: [Diagnostic] = []
  /// So many aliases are shown that stand for what was found.
  private static let aliasLimit = 3

  private var rule: any Rule.Type
  private var document: Document
  private var request: Int?
  private let asksForValues: Bool
  /// What was worked out of values, and of the last line.
  private var values: [Node: Fingerprint] = [:]
  private var line: (range: ByteRange, value: Fingerprint)?
  private let meters: TokenMeters
  /// The costs that a rule asked for, by the numbers of their requests.
  package private(set) var costs: [Int: RequestCost] = [:]

  /// - Parameter asksForValues: whether findings say what their values are.
  package init(_ rule: any Rule.Type, _ document: Document, asksForValues: Bool = false) {
    self.init(rule, document, asksForValues: asksForValues, TokenMeters())
  }

  /// - Parameter meters: what tokens are counted with.
  init(_ rule: any Rule.Type, _ document: Document, asksForValues: Bool, _ meters: TokenMeters) {
    self.meters = meters
    self.rule = rule
    self.document = document
    self.asksForValues = asksForValues
  }

  /// From now on `rule` speaks about `document`, or about request number `request` in it.
  mutating func turn(to rule: any Rule.Type, _ document: Document, request: Int?) {
    self.rule = rule
    self.document = document
    self.request = request
  }

  /// What a request costs in tokens, counted once however many rules ask; nil where no formula is made for its model.
  package mutating func cost(of request: Request) -> RequestCost? {
    guard let number = self.request else { return nil }
    if let cost = costs[number] { return cost }
    let cost = meters.lend { request.cost(&$0) }
    costs[number] = cost
    return cost
  }

  /// Keeps what a request costs, for rules that ask; nil: that is not known.
  mutating func keep(_ cost: RequestCost?, ofRequest number: Int) {
    costs[number] = cost
  }

  /// Keeps a finding; its ranges become those of the file.
  package mutating func add(_ finding: Finding) {
    let card = rule.card
    let document = finding.node?.document ?? document
    let fixes: [Fix] = finding.fixes.compactMap { fix in
      let edits = fix.edits.map { document.outermostEdit($0) }
      guard !edits.contains(nil) else { return nil }
      return Fix(title: fix.title, safety: fix.safety, edits: edits.compactMap(\.self))
    }
    let aliases = (finding.node?.aliasesAround ?? []).prefix(Self.aliasLimit).map { alias in
      (range: alias.range, message: "this stands for it as well")
    }
    diagnostics.append(
      Diagnostic(
        rule: card.id, severity: finding.severity ?? card.severity, range: document.outermostRange(finding.range),
        message: finding.message, label: finding.label, help: finding.help, note: finding.note,
        related: (finding.related + aliases).map {
          .init(range: document.outermostRange($0.range), message: $0.message)
        },
        fixes: fixes, answer: finding.answer, pointer: finding.node?.pointer ?? "", request: request,
        value: asksForValues ? value(of: finding) : nil))
  }

  /// What is found to be wrong: the value; of a key its value; of what is neither its line.
  private mutating func value(of finding: Finding) -> Fingerprint {
    if let node = finding.node.map({ $0.isKey ? $0.member?.value ?? $0 : $0 }) {
      if let known = values[node] { return known }
      let value = node.fingerprint
      values[node] = value
      return value
    }
    return line(at: document.outermostRange(finding.range))
  }

  /// Keeps what somebody else found.
  mutating func add(explained diagnostic: Diagnostic) {
    var diagnostic = diagnostic
    if asksForValues { diagnostic.value = line(at: diagnostic.range) }
    diagnostics.append(diagnostic)
  }

  /// What stands on the line of a place of the file.
  private mutating func line(at place: ByteRange) -> Fingerprint {
    let source = document.outermost.source
    if let line, line.range.contains(place) { return line.value }
    let range = source.wholeLines(of: place)
    let value = Fingerprint(of: source.slice(range).lazy.filter { $0 > UInt8(ascii: " ") })
    line = (range, value)
    return value
  }
}

extension Severity {
  /// How loud a finding may be that rests on facts of this confidence.
  package init(_ confidence: Confidence) {
    switch confidence {
    case .high: self = .error
    case .medium: self = .warning
    case .low: self = .hint
    }
  }
}

extension Provenance {
  /// The reason line of a finding: why, where that is known from, and since when.
  package func note(_ why: String?) -> String? {
    var parts: [String] = []
    if let why { parts.append(why) }
    if let source { parts.append(checked.map { "\(source), \($0)" } ?? source) }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }
}
