import DocumentTree
import Facts

/// What one request costs, without the request: as the reports say it.
package struct TokenSummary: Sendable {
  package struct Part: Sendable {
    package let kind: RequestCost.Part.Kind
    /// The JSON Pointer of the message, the text, the list of tools.
    package let pointer: String
    /// Who speaks, where that is said.
    package let role: String?
    package let tokens: TokenCount
  }

  /// nil where the cost of something in the request is not known.
  package let input: TokenCount?
  /// The tokens of the answer that the request asks for at most.
  package let reply: Int?
  /// What the model takes, input and output together.
  package let window: Int?
  package let parts: [Part]

  package init(_ request: Request, _ cost: RequestCost) {
    input = cost.isComplete ? cost.input : nil
    reply = request.outputAsked?.value
    window = cost.formula.form == .texts ? request.profile?.maxInput?.value : request.profile?.contextWindow?.value
    parts = cost.parts.map {
      Part(kind: $0.kind, pointer: $0.node.pointer, role: $0.node["role"]?.string?.excerpt, tokens: cost.tokens(of: $0))
    }
  }
}

extension Request {
  /// The most output tokens that the request asks for, and where it does.
  var outputAsked: (node: Node, value: Int)? {
    for node in outputLimits {
      if let value = node.number.flatMap({ Int(exactly: $0) }), value > 0 { return (node, value) }
    }
    return nil
  }

  /// Whether the request asks for no more output than this, in tokens.
  func asksForAtMost(_ tokens: Int) -> Bool {
    outputLimits.allSatisfy { $0.kind != .number || $0.isNumber(from: -.infinity, to: Double(tokens)) }
  }

  /// What limits the output, in the order in which it counts.
  private var outputLimits: [Node] {
    let places = [
      ["max_completion_tokens"], ["max_tokens"], ["max_output_tokens"], ["generationConfig", "maxOutputTokens"],
      ["inferenceConfig", "maxTokens"], ["options", "num_predict"],
    ]
    return places.compactMap { path in path.reduce(Optional(body)) { $0?[$1] } }
  }
}
