package import DocumentTree
package import Facts

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
  /// Beside the parts: what opens the reply.
  package let reply: TokenCount
  /// Whether all is counted. If not, the request has something whose cost nobody knows, and the numbers are the least.
  package let isComplete: Bool

  /// The whole input.
  package var input: TokenCount {
    let sum = parts.map(\.tokens).reduce(reply, +)
    return formula.isExact ? sum : sum.widened(by: formula.spread, plus: formula.slack)
  }
}

extension Request {
  /// What the request costs; nil where no formula is made for its model and endpoint.
  package func cost(_ meter: inout TokenMeter) -> RequestCost? {
    guard let formula = tokenFormula,
      let encoding = (formula.encoding ?? profile?.encoding?.value).flatMap({ meter.encoding($0) })
    else { return nil }
    var reader = CostReader(body, formula, encoding, meter)
    reader.read()
    meter = reader.meter
    return RequestCost(
      formula: formula, parts: reader.parts, reply: TokenCount(exactly: formula.reply), isComplete: reader.isComplete)
  }

  /// The formula for the request's model at its endpoint.
  package var tokenFormula: TokenFormula? {
    guard let modelName else { return nil }
    return facts.tokenFormula(model: modelName, provider: provider.id, endpoint: endpoint.id)
  }
}
