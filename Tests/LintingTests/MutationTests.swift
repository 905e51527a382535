import DocumentTree
import Facts
import Foundation
import Linting
import SourceText
import Testing

/// Valid requests with one mistake in each: what the mistake is follows from the shape at its place.
@Suite struct MutationTests {
  /// A mistake of one kind, made at one place.
  struct Mutation {
    let kind: String
    /// The rules of which one should see it.
    let rules: Set<String>
    let text: String
    /// Where a finding belongs, in bytes of `text`.
    let place: ByteRange
  }

  @Test func `nearly every mistake is found, once, where it was made`() {
    var tally: [String: Tally] = [:]
    var missed: [String] = []
    for (example, mutations) in Mutations.sample(ofEach: 5) {
      for mutation in mutations {
        let found = example.lint(mutation.text).diagnostics.filter { $0.severity >= .warning }
        let expected = found.filter { mutation.rules.contains($0.rule) }
        let isInPlace = expected.contains { mutation.place.contains($0.range) }
        let key = "\(example.provider) \(mutation.kind)"
        tally[key, default: Tally()].add(found: found.count, isCaught: !expected.isEmpty, isInPlace: isInPlace)
        if !isInPlace {
          let text = SourceText(mutation.text).text(mutation.place).prefix(80)
          missed.append("\(example.path) \(mutation.kind): \(text) \(found.map { "\($0.rule) \($0.pointer)" })")
        }
      }
    }
    for (kind, tally) in tally.sorted(by: { $0.key < $1.key }) { print(kind, tally) }
    let whole = tally.values.reduce(into: Tally()) { $0.add($1) }
    print("all", whole)
    #expect(whole.made > 1000)
    #expect(whole.caughtShare >= 0.95, "\(missed.joined(separator: "\n"))")
    #expect(whole.placeShare >= 0.95)
    #expect(whole.findingsEach <= 1.1)
  }

  struct Tally: CustomStringConvertible {
    private(set) var made = 0
    private var caught = 0
    private var inPlace = 0
    private var findings = 0

    mutating func add(found: Int, isCaught: Bool, isInPlace: Bool) {
      made += 1
      findings += found
      caught += isCaught ? 1 : 0
      inPlace += isInPlace ? 1 : 0
    }

    mutating func add(_ other: Tally) {
      made += other.made
      caught += other.caught
      inPlace += other.inPlace
      findings += other.findings
    }

    var caughtShare: Double { Double(caught) / Double(max(made, 1)) }
    var placeShare: Double { Double(inPlace) / Double(max(made, 1)) }
    var findingsEach: Double { Double(findings) / Double(max(made, 1)) }
    var description: String { "made \(made), caught \(caught), in place \(inPlace), findings \(findings)" }
  }
}

/// The mistakes that can be made in a request.
struct Mutations {
  private(set) var all: [MutationTests.Mutation] = []
  private let request: Request
  private let navigator: ShapeNavigator
  private let source: SourceText

  /// Whether everything is tried, which takes long (`.ci/full`).
  static let takesAll = ProcessInfo.processInfo.environment["REQLINT_FULL"] != nil

  /// One of so many mistakes, counted over all examples; with `REQLINT_FULL` every one.
  static func sample(ofEach step: Int) -> [(example: ValidExample, mutations: [MutationTests.Mutation])] {
    var count = 0
    return ValidExample.all.map { example in
      let mutations = Mutations(of: example).all.filter { _ in
        count += 1
        return takesAll || count.isMultiple(of: step)
      }
      return (example, mutations)
    }
  }

  init(of example: ValidExample) {
    let requests = example.lint(example.text).requests
    guard let request = requests.first else { preconditionFailure("no request in \(example)") }
    self.request = request
    navigator = ShapeNavigator(request)
    source = request.document.source
    for node in request.body.subtree {
      if node.kind == .object { addForMembers(of: node) }
      guard !node.isKey, node != request.body, let shape = navigator.shape(of: node) else { continue }
      addForValue(node, shape)
    }
  }

  // MARK: Members

  private mutating func addForMembers(of object: Node) {
    let properties = navigator.properties(of: object)
    let isOneOf = oneOfRequired(object)
    for member in object.members {
      addDuplicate(member)
      guard let property = properties.first(where: { $0.name == member.name }) else { continue }
      if property.isRequired || isOneOf.contains(member.name) { addRemoval(member, of: object) }
      // Two slips in a short word make another word.
      if member.name.utf8.count >= 4 { addRenaming(member) }
    }
  }

  private mutating func addDuplicate(_ member: Node.Member) {
    let copy = source.text(member.range) + ", "
    let length = copy.utf8.count
    add(
      "duplicates a key", ["duplicate-key"], [.insertion(copy, at: member.range.lower)],
      ByteRange(member.range.lower, member.range.upper + length))
  }

  private mutating func addRemoval(_ member: Node.Member, of object: Node) {
    guard let edits = member.removal else { return }
    let removed = edits.reduce(0) { $0 + $1.range.count }
    add(
      "drops a required key", ["missing-parameter"], edits,
      ByteRange(object.range.lower, object.range.upper - removed))
  }

  /// Its last two letters swapped, or the last one left out where they are the same.
  private mutating func addRenaming(_ member: Node.Member) {
    var letters = Array(member.name)
    let end = letters.count - 1
    if letters[end] == letters[end - 1] { letters.removeLast() } else { letters.swapAt(end, end - 1) }
    let name = String(letters)
    let key = member.key.range
    add(
      "renames a key", ["unknown-parameter", "missing-parameter", "ignored-parameter"], member.renaming(to: name),
      ByteRange(key.lower, key.upper - member.name.utf8.count + name.utf8.count))
  }

  /// The members that are the only ones of their group.
  private func oneOfRequired(_ object: Node) -> Set<String> {
    let groups = navigator.shape(of: object)?.oneOfRequired ?? []
    return Set(
      groups.compactMap { group in
        let given = group.filter { object[$0] != nil }
        return given.count == 1 ? given.first : nil
      })
  }

  // MARK: Values

  private mutating func addForValue(_ node: Node, _ shape: Shape) {
    let types = types(of: shape)
    if !types.isEmpty, let other = Self.samples.first(where: { $0.types.isDisjoint(with: types) }) {
      replace(node, with: other.text, "gives another type", ["wrong-type"])
    }
    if node.kind == .string, let values = values(of: shape, for: .string), !values.isEmpty {
      replace(node, with: "\"none of them\"", "gives another value", ["unknown-value"])
    }
    if node.member?.name == "role", node.string == "user", values(of: shape, for: .string) != nil,
      let message = node.parent
    {
      // A tool speaks only where it names the call, and not at all at some endpoints.
      add(
        "swaps a role", ["missing-parameter", "unknown-value"], [TextEdit(node.range, "\"tool\"")],
        ByteRange(message.range.lower, message.range.upper))
    }
    if let name = node.member?.name, ["tool_call_id", "call_id"].contains(name), isResult(node.parent) {
      replace(node, with: "\"call_of_nobody\"", "orphans a tool result", ["orphan-tool-result"])
    }
    let bounds = self.shape(of: shape, for: node).range
    if node.kind == .number, let maximum = bounds.maximum {
      replace(node, with: "\(Int(maximum) + 1)", "goes out of range", ["out-of-range"])
    }
    if node.kind == .number, let minimum = bounds.minimum {
      replace(node, with: "\(Int(minimum) - 1)", "goes out of range", ["out-of-range"])
    }
    let length = self.shape(of: shape, for: node).length
    if node.kind == .string, let maximum = length.maximum, maximum <= 5000 {
      replace(
        node, with: "\"" + String(repeating: "a", count: Int(maximum) + 1) + "\"", "is too long", ["wrong-length"])
    }
  }

  private static let samples: [(types: Shape.Types, text: String)] = [
    (.boolean, "true"), ([.integer, .number], "12"), (.string, "\"twelve\""), (.array, "[]"), (.object, "{}"),
  ]

  /// Whether a message or an item is what a tool gave back.
  private func isResult(_ node: Node?) -> Bool {
    node?["role"]?.string == "tool" || node?["type"]?.string?.hasSuffix("_call_output") ?? false
  }

  /// The branch of a union by type for this value.
  private func shape(of shape: Shape, for node: Node) -> Shape {
    let shape = request.facts.resolved(shape)
    let branch = shape.anyOf.map(request.facts.resolved).first { branch in
      switch node.kind {
      case .string: branch.types.contains(.string)
      case .number: !branch.types.isDisjoint(with: [.integer, .number])
      default: false
      }
    }
    return branch ?? shape
  }

  private func values(of shape: Shape, for type: Shape.Types) -> [FactValue]? {
    let shape = request.facts.resolved(shape)
    guard !shape.anyOf.isEmpty else { return shape.values }
    return shape.anyOf.map(request.facts.resolved).first { !$0.types.isDisjoint(with: type) }?.values
  }

  private func types(of shape: Shape) -> Shape.Types {
    let shape = request.facts.resolved(shape)
    return shape.anyOf.reduce(into: shape.types) { $0.formUnion(types(of: $1)) }
  }

  private mutating func replace(_ node: Node, with text: String, _ kind: String, _ rules: Set<String>) {
    add(
      kind, rules, [TextEdit(node.range, text)], ByteRange(node.range.lower, node.range.lower + text.utf8.count))
  }

  private mutating func add(_ kind: String, _ rules: Set<String>, _ edits: [TextEdit], _ place: ByteRange) {
    let text = String(decoding: source.applying(edits).bytes, as: UTF8.self)
    all.append(MutationTests.Mutation(kind: kind, rules: rules, text: text, place: place))
  }
}
