package import DocumentTree
package import Facts
import SourceText

/// What a request costs in tokens before anything is answered, and what of it costs how much.
package struct RequestCost: Sendable {
  /// Something that is counted.
  package struct Part: Sendable {
    package enum Kind: String, Sendable {
      case message, instructions, text, tools, format
    }

    package let kind: Kind
    /// The message, the text, the list of tools.
    package let node: Node
    package let tokens: TokenCount
  }

  package let formula: TokenFormula
  package let parts: [Part]
  /// Beside the parts: what opens the reply, and what tells the model to think.
  package let frame: Int
  /// Whether all is counted. If not, the request has something whose cost nobody knows, and the numbers are the least.
  package let isComplete: Bool

  /// The whole input.
  package var input: TokenCount {
    let parts = parts.map(\.tokens).reduce(.zero, +)
    let sum = TokenCount(likely: parts.likely + frame, low: parts.low + frame, high: parts.high + frame)
    return formula.isExact ? sum : sum.widened(by: formula.spread, plus: formula.slack)
  }

  /// What a part costs; where the numbers are not those of the API, between two bounds.
  package func tokens(of part: Part) -> TokenCount {
    formula.isExact ? part.tokens : part.tokens.widened(by: formula.spread, plus: 0)
  }

  /// The whole input in words: `9,001 tokens`, `about 9,001 tokens (8,000 to 10,000)`, `at least 9,001 tokens`.
  package var inputWords: String { words(input) }

  /// Some of it in the same words.
  func words(_ tokens: TokenCount) -> String {
    isComplete ? tokens.words : "at least \(Wording.count(tokens.low, "tokens"))"
  }
}

extension Request {
  /// What the request costs; nil where no formula is made for its model and endpoint.
  package func cost(_ meter: inout TokenMeter) -> RequestCost? {
    guard let formula = tokenFormula,
      let encoding = (formula.encoding ?? profile?.encoding?.value).flatMap({ meter.encoding($0) })
    else { return nil }
    let images = modelName.flatMap { facts.imageFormula(model: $0, provider: provider.id) }
    // It is the reader's alone meanwhile: what two hold is copied when one of them changes it.
    var own = TokenMeter()
    swap(&own, &meter)
    var reader = CostReader(body, formula, images: images, encoding, consume own)
    reader.read()
    meter = reader.meter
    let thinking = isThinking ? formula.thinking : 0
    return RequestCost(
      formula: formula, parts: reader.parts, frame: formula.reply + thinking, isComplete: reader.isComplete)
  }

  /// Whether the input is so short that it has at most so many tokens without being counted: no token is shorter than a
  /// byte. false where the bytes say nothing, because aliases stand for texts again.
  func isShort(for tokens: Int, _ formula: TokenFormula) -> Bool {
    if body.document.format == .yaml, body.subtree.contains(where: { $0.kind == .alias }) { return false }
    let bytes = Double(tokens - Self.frameBound) / (max(1, formula.text) * (1 + formula.spread))
    return bytes >= 0 && body.isWritten(inAtMost: Int(bytes))
  }

  /// More than any formula adds to the text of a request, in tokens.
  private static let frameBound = 2000

  /// Whether the model is told how long to think; where it decides by itself, nothing is added.
  private var isThinking: Bool {
    let thinking = body["thinking"] ?? body["additionalModelRequestFields"]?["thinking"]
    return thinking?["type"]?.string == "enabled"
  }

  /// The value of the body that holds the input.
  var inputNode: Node? {
    ["messages", "input", "contents", "prompt"].lazy.compactMap { self.body[$0] }.first { _ in true }
  }

  /// The formula for the request's model at its endpoint.
  package var tokenFormula: TokenFormula? {
    guard let modelName else { return nil }
    return facts.tokenFormula(model: modelName, provider: provider.id, endpoint: endpoint.id)
  }
}
