import DocumentTree
import Facts
import SourceText

/// More tokens than the model takes.
package enum ContextWindow: Rule {
  package static let card = RuleCard(
    id: "context-window", since: "0.1.0", severity: .error,
    summary: "The input, or the input with the output asked for, is more than the model takes.",
    why:
      "The API answers 400: \"This model's maximum context length is 8192 tokens\". Input is counted as the API counts it where that is known; else it is estimated, and an error means that even the lowest estimate is too much. Where the limit lies within the estimate, or the facts are not certain, it is a warning.",
    examples: [
      .bad(
        #"{"model": "gpt-4", "messages": [{"role": "user", "content": "Say hi."}], "max_tokens": «8190»}"#,
        fixed: #"{"model": "gpt-4", "messages": [{"role": "user", "content": "Say hi."}], "max_tokens": 8182}"#),
      .good(#"{"model": "gpt-4", "messages": [{"role": "user", "content": "Say hi."}], "max_tokens": 1000}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let profile = request.profile, let formula = request.tokenFormula, formula.refusesInput?.value ?? true,
      request.body["truncation"]?.string != "auto", request.body["transforms"] == nil
    else { return }
    let limits = [profile.maxInput, profile.contextWindow].compactMap(\.self)
    guard let limit = limits.min(by: { $0.value < $1.value }) else { return }
    // Most payloads are so short in bytes that even with all that the model gives they are within the limit.
    if let most = profile.maxOutput?.value, request.asksForAtMost(most),
      request.isShort(for: limit.value - most, formula)
    {
      return
    }
    let output = formula.refusesOutput ? request.outputAsked : nil
    if request.isShort(for: limit.value - max(0, output?.value ?? 0), formula) { return }
    guard let cost = report.cost(of: request) else { return }
    switch formula.form {
    case .texts:
      for part in cost.parts { judge(part.tokens, at: part.node, limit, cost, request, &report) }
      judgeSum(cost, request, &report)
    case .conversation:
      guard !judge(cost.input, at: place(in: request), limit, cost, request, &report), let output,
        let window = profile.contextWindow,
        // More than the model ever gives is another rule's to say.
        profile.maxOutput.map({ output.value <= $0.value }) ?? true
      else { return }
      judge(cost.input, output, window, cost, request, &report)
    }
  }

  /// Whether something was said.
  @discardableResult
  private static func judge(
    _ tokens: TokenCount, at node: Node, _ limit: Fact<Int>, _ cost: RequestCost, _ request: Request,
    _ report: inout Report
  ) -> Bool {
    guard tokens.high > limit.value, tokens.low > limit.value || cost.isComplete else { return false }
    let param = request.param(of: node)
    var finding = Finding(
      at: place(of: node),
      "`\(param)` is \(cost.words(tokens)), and \(request.modelName ?? "the model") takes at most \(Wording.grouped(limit.value))"
    )
    settle(&finding, isSure: tokens.low > limit.value, limit.provenance, cost, request)
    finding.answer = request.answer(node, code: cost.formula.form == .texts ? nil : "context_length_exceeded")
    report.add(finding)
    return true
  }

  private static func judgeSum(_ cost: RequestCost, _ request: Request, _ report: inout Report) {
    guard let limit = cost.formula.requestLimit, cost.input.low > limit.value else { return }
    let node = place(in: request)
    var finding = Finding(
      at: place(of: node),
      "the texts are \(cost.inputWords) together, and one request takes at most \(Wording.grouped(limit.value))"
    )
    settle(&finding, isSure: true, limit.provenance, cost, request)
    finding.answer = request.answer(node)
    report.add(finding)
  }

  private static func judge(
    _ input: TokenCount, _ output: (node: Node, value: Int), _ window: Fact<Int>, _ cost: RequestCost,
    _ request: Request,
    _ report: inout Report
  ) {
    let room = window.value - output.value
    guard input.high > room, input.low > room || cost.isComplete else { return }
    let node = output.node
    var finding = Finding(
      at: node,
      "`\(request.param(of: node))` is \(Wording.grouped(output.value)), the input is \(cost.words(input)), and \(request.modelName ?? "the model") takes at most \(Wording.grouped(window.value)) together"
    )
    settle(&finding, isSure: input.low > room, window.provenance, cost, request)
    finding.answer = request.answer(node, code: "context_length_exceeded")
    if cost.isComplete, window.value > input.high {
      let rest = String(window.value - input.high)
      finding.fixes = [Fix(title: "write \(rest)", safety: .unsafe, edits: [.init(node.range, rest)])]
    }
    report.add(finding)
  }

  private static func settle(
    _ finding: inout Finding, isSure: Bool, _ provenance: Provenance, _ cost: RequestCost, _ request: Request
  ) {
    let facts = [
      provenance.confidence, cost.formula.provenance.confidence, cost.formula.refusesInput?.provenance.confidence,
    ]
    let severity = facts.compactMap { $0.map { Severity($0) } }.min() ?? .error
    finding.severity = isSure ? severity : min(severity, .warning)
    finding.note = provenance.note(nil)
  }

  /// The value that holds the input.
  private static func place(in request: Request) -> Node { request.inputNode ?? request.body }

  /// What is underlined: the key of a long value.
  private static func place(of node: Node) -> Node { node.member?.key ?? node }
}
