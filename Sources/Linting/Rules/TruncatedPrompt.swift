import DocumentTree
import Facts
import SourceText

/// A prompt that the server cuts to its window without a word.
package enum TruncatedPrompt: Rule {
  package static let card = RuleCard(
    id: "truncated-prompt", since: "0.1.0", severity: .warning,
    summary: "The prompt is longer than the window that the server gives it, and is cut silently.",
    why:
      "Ollama does not refuse a prompt that is longer than `num_ctx`: it drops the beginning, system prompt and tools first, and answers 200 to the rest. Where nothing is asked for, the window of a small machine is a few thousand tokens, whatever the model could take.",
    examples: [
      .bad(
        #"{"model": "llama3.2", "prompt": "one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten", "options": {"num_ctx": «8»}}"#,
        fixed:
          #"{"model": "llama3.2", "prompt": "one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten", "options": {"num_ctx": 2048}}"#,
        api: "ollama/api-generate"),
      .good(
        #"{"model": "llama3.2", "prompt": "one two three", "options": {"num_ctx": 4096}}"#, api: "ollama/api-generate"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let formula = request.tokenFormula, let standard = formula.defaultWindow,
      request.body["truncate"]?.boolean != false, request.body["shift"]?.boolean != false
    else { return }
    let asked = request.body["options"]?["num_ctx"]
    if let asked, asked.number == nil { return }
    let window = asked?.number.flatMap { Int(exactly: $0) } ?? standard.value
    guard window > 0, !request.isShort(for: window, formula), let cost = report.cost(of: request),
      cost.input.low > window
    else { return }
    let needed = enough(for: cost.input.high)
    let prompt = ["messages", "prompt", "input"].lazy.compactMap { request.body[$0] }.first
    let node = asked ?? prompt.map { $0.member?.key ?? $0 } ?? request.body
    let given =
      asked == nil
      ? "and the window is \(Wording.grouped(window)) where nothing is asked for"
      : "and `options.num_ctx` is \(Wording.grouped(window))"
    var finding = Finding(
      at: node, "the prompt is at least \(Wording.count(cost.input.low, "tokens")), \(given): the rest is cut silently")
    finding.note = asked == nil ? standard.provenance.note(nil) : nil
    if let asked {
      finding.fixes = [
        Fix(title: "write \(needed)", safety: .unsafe, edits: [.init(asked.range, String(needed))])
      ]
    } else if request.endpoint.id.hasPrefix("api-") {
      finding.help = "set `options.num_ctx` to \(needed)"
    } else {
      finding.help = "start the server with `OLLAMA_CONTEXT_LENGTH=\(needed)`"
    }
    report.add(finding)
  }

  /// The window to ask for: the next power of two that also leaves room for an answer.
  private static func enough(for tokens: Int) -> Int {
    var window = 2048
    while window < tokens + 512, window < 1 << 30 { window *= 2 }
    return window
  }
}
