import DocumentTree
import Facts

/// A budget for thinking that leaves nothing for the answer.
package enum ThinkingBudget: Rule {
  package static let card = RuleCard(
    id: "thinking-budget", since: "0.1.0", severity: .error,
    summary: "The budget for thinking is not below `max_tokens`.",
    why:
      "`max_tokens` bounds thoughts and answer together, so the budget for thoughts has to be smaller: else the API answers 400, \"max_tokens must be greater than thinking.budget_tokens\". Thinking between calls of tools (`interleaved-thinking`) is the one exception.",
    examples: [
      .bad(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 2000, "thinking": {"type": "enabled", "budget_tokens": «2000»}, "messages": [{"role": "user", "content": "Say hi."}]}"#,
        api: "anthropic/messages"),
      .good(
        #"{"model": "claude-sonnet-4-5", "max_tokens": 4000, "thinking": {"type": "enabled", "budget_tokens": 2000}, "messages": [{"role": "user", "content": "Say hi."}]}"#,
        api: "anthropic/messages"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let thinking = request.body["thinking"], thinking["type"]?.string == "enabled",
      let budget = thinking["budget_tokens"], let value = budget.number, let maximum = request.body["max_tokens"],
      let bound = maximum.number, value >= bound
    else { return }
    // With tools the budget may span several answers, where a header that nobody sees here asks for that.
    let hasTools = request.body["tools"]?.items.contains { _ in true } ?? false
    var finding = Finding(
      at: budget,
      "`\(request.param(of: budget))` is \(Wording.number(value)), and has to be below `max_tokens`, which is \(Wording.number(bound))"
    )
    finding.severity = hasTools ? .warning : .error
    finding.related = [(maximum.range, "`max_tokens` is \(Wording.number(bound))")]
    finding.answer = request.answer(budget)
    report.add(finding)
  }
}
