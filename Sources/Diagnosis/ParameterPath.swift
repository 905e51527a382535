package import DocumentTree
import Linting

/// The place of a parameter as some API names it: `messages[0].role`, `messages.[2].content`, `$.input`,
/// `body -> messages -> 0`, `#/temperature`, `tools.7.custom.name`.
package struct ParameterPath: Sendable, Hashable {
  package enum Step: Sendable, Hashable {
    case name(String)
    case item(Int)
    /// `[*]`, or a letter that stands for a number: `messages.N.content`.
    case anyItem
  }

  package let steps: [Step]

  /// Longer paths are none.
  private static let stepLimit = 64

  /// nil where nothing in the text is a step.
  package init?(_ text: String) {
    var steps: [Step] = []
    var word = ""
    func close() {
      if let step = Self.step(word) { steps.append(step) }
      word = ""
    }
    for character in text.unicodeScalars {
      switch character {
      case ".", "[", "]", "/", "#", "$", "'", "\"", "`", "(", ")", ",", ">", " ", "\n": close()
      default: word.unicodeScalars.append(character)
      }
    }
    close()
    self.init(steps)
  }

  /// From the `loc` of a validation error: names and numbers; nil where there are none.
  package init?(location: Node) {
    self.init(
      location.items.prefix(Self.stepLimit).compactMap { item in
        item.kind == .number || item.kind == .string ? item.scalarText.flatMap { Self.step($0) } : nil
      })
  }

  private init?(_ steps: [Step]) {
    guard !steps.isEmpty, steps.count <= Self.stepLimit else { return nil }
    self.steps = steps
  }

  private static func step(_ word: String) -> Step? {
    guard !word.isEmpty, word != "-" else { return nil }
    if word == "*" || word.utf8.count == 1 && "NMXKIJ".contains(word) { return .anyItem }
    if word.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(word) { return .item(number) }
    return .name(word)
  }
}

extension [ParameterPath.Step] {
  /// As OpenAI writes it: `messages[0].role`.
  var text: String {
    let parts = map { step in
      switch step {
      case .name(let name): "." + name.excerpt
      case .item(let ordinal): "[\(ordinal)]"
      case .anyItem: "[*]"
      }
    }
    let text = parts.joined()
    return text.hasPrefix(".") ? String(text.dropFirst()) : text
  }
}

extension ParameterPath {
  /// Where a path leads in a body.
  struct Target {
    /// The values that it can mean, in order; several where the path leaves open which item of an array.
    var nodes: [Node]
    /// What the path names below them and is not there.
    var missing: [Step] = []
    /// Whether something on the way was left open, or is not as the path has it.
    var isGuess = false
  }

  /// Follows the path from `body`.
  ///
  /// Names are compared without regard to case, `_` and `-`, since gateways translate them. A step that leads nowhere
  /// is passed over if a later one goes on: APIs name branches of unions, classes and wrappers on the way. An item that
  /// the array does not have stands for any, because people mend and shorten what they sent.
  ///
  /// - Returns: nil where no step leads anywhere and the last is no name.
  func target(in body: Node) -> Target? {
    var target = Target(nodes: [body])
    var taken = 0
    for step in steps {
      let next = Self.next(step, from: target.nodes)
      if next.nodes.isEmpty {
        target.missing.append(step)
        continue
      }
      // What was passed over before a step that goes on was no part of the way.
      target.missing = []
      target.isGuess = target.isGuess || next.isGuess
      target.nodes = next.nodes
      taken += 1
    }
    if taken == 0 {
      // Nothing leads anywhere: all of it is what the body does not have.
      guard case .name? = steps.last else { return nil }
      target.missing = Array(steps.first == .name("body") ? steps.dropFirst() : steps[...])
      target.isGuess = target.missing.count > 1
      if target.missing.isEmpty { return nil }
    }
    return target
  }

  private static func next(_ step: Step, from nodes: [Node]) -> (nodes: [Node], isGuess: Bool) {
    var seen: Set<Node> = []
    func unique(_ found: [Node]) -> [Node] { found.filter { seen.insert($0).inserted } }
    switch step {
    case .name(let name):
      let direct = nodes.compactMap { $0.member(called: name) }
      if !direct.isEmpty { return (unique(direct), false) }
      // A path without numbers: `messages.role`.
      let below = nodes.flatMap { $0.items.compactMap { $0.meant?.member(called: name) } }
      return (unique(below), true)
    case .item(let ordinal):
      let arrays = nodes.filter { $0.kind == .array }
      let direct = arrays.compactMap { array in array.items.first { $0.ordinal == ordinal }?.meant }
      if !direct.isEmpty { return (unique(direct), false) }
      return (unique(arrays.flatMap { $0.items.compactMap(\.meant) }), true)
    case .anyItem:
      return (unique(nodes.flatMap { $0.items.compactMap(\.meant) }), true)
    }
  }
}

extension Node {
  /// The value of a member by its name, or by a name that differs from it in case, `_` and `-` only.
  func member(called name: String) -> Node? {
    guard kind == .object else { return nil }
    if let exact = self[name] { return exact }
    let plain = name.plainName
    return meantMembers.first { $0.name.utf8.count <= 128 && $0.name.plainName == plain }?.value.meant
  }
}

extension String {
  /// Without what spellings of one name differ in.
  var plainName: [UInt8] {
    utf8.compactMap { byte in
      switch byte {
      case UInt8(ascii: "_"), UInt8(ascii: "-"): nil
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      default: byte
      }
    }
  }
}
