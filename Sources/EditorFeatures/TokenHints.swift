import DocumentTree
package import Linting
package import SourceText

/// How many tokens a part of a request is, for a few words beside it.
package struct TokenHint: Sendable {
  /// Where the words go, in bytes of the text.
  package let offset: Int
  /// `12 tokens`, `≈12 tokens`.
  package let label: String
  /// The bounds of an estimate; nil where the count is exact.
  package let bounds: String?
}

extension Analysis {
  /// Longer texts show no tokens: nobody reads them, and each keystroke would count them.
  private static let lengthLimit = 4 << 20

  /// The tokens of each message, list of tools, text and format in a range of the text.
  package func tokenHints(in range: ByteRange, _ meter: inout TokenMeter) -> [TokenHint] {
    guard isShort else { return [] }
    var hints: [TokenHint] = []
    for part in parts {
      for request in part.requests {
        let whole = request.document.outermostRange(request.body.range).shifted(by: part.offset)
        guard whole.lower <= range.upper, range.lower <= whole.upper, let cost = request.cost(&meter) else { continue }
        hints += cost.parts.map { TokenHint($0.node, cost.tokens(of: $0), part.offset) }
      }
    }
    return hints.filter { range.lower <= $0.offset && $0.offset <= range.upper }
  }

  /// What the input of a request costs of the model's window; nil where that is not known, or the text is very long.
  func share(of request: Request, _ meter: inout TokenMeter) -> String? {
    guard isShort, let cost = request.cost(&meter), cost.isComplete else { return nil }
    let mark = cost.input.isExact ? "" : "≈"
    let window = TokenSummary(request, cost).window.map { " of \(Wording.grouped($0))" } ?? ""
    return "\(mark)\(Wording.grouped(cost.input.likely))\(window) tokens"
  }

  private var isShort: Bool {
    parts.last.map { $0.offset + $0.document.source.count <= Self.lengthLimit } ?? false
  }
}

extension TokenHint {
  /// Beside the role of a message, else before the value. Places of texts inside of texts are those of the outer one.
  fileprivate init(_ node: Node, _ tokens: TokenCount, _ offset: Int) {
    let role = node["role"].flatMap { $0.document === node.document ? $0 : nil }
    let place = node.document.outermostRange(role?.range ?? node.range)
    self.offset = (role == nil ? place.lower : place.upper) + offset
    label = (tokens.isExact ? "" : "≈") + Wording.count(tokens.likely, "tokens")
    bounds = tokens.isExact ? nil : tokens.words
  }
}

extension RequestCost {
  /// What the input is made of: `812 tokens: messages 700, tools 100, frame 12`.
  var composition: String {
    let kinds: [(RequestCost.Part.Kind, String)] = [
      (.instructions, "instructions"), (.message, "messages"), (.text, "texts"), (.tools, "tools"),
      (.format, "the format of the answer"),
    ]
    var words = kinds.compactMap { kind, name -> String? in
      let own = parts.filter { $0.kind == kind }
      guard !own.isEmpty else { return nil }
      let number = own.count > 1 ? "\(Wording.grouped(own.count)) " : ""
      return "\(number)\(name) \(Wording.grouped(own.map(\.tokens.likely).reduce(0, +)))"
    }
    if frame > 0 { words.append("what opens the reply \(Wording.grouped(frame))") }
    return words.isEmpty ? inputWords : "\(inputWords): " + words.joined(separator: ", ")
  }
}
