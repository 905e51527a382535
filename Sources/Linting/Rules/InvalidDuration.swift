import DocumentTree
import Facts

/// A duration that Go does not read.
package enum InvalidDuration: Rule {
  package static let card = RuleCard(
    id: "invalid-duration", since: "0.1.0", severity: .error,
    summary: "A duration is not written as Go reads it.",
    why:
      "Ollama's `keep_alive` takes a number of seconds, or a text such as `5m` or `1h30m`. `5 minutes` and `\"300\"` are a 400.",
    examples: [
      .bad(#"{"model": "llama3.2", "messages": [], "keep_alive": «"5 minutes"»}"#, api: "ollama/api-chat"),
      .bad(
        #"{"model": "llama3.2", "messages": [], "keep_alive": «"300"»}"#,
        fixed: #"{"model": "llama3.2", "messages": [], "keep_alive": "300s"}"#, api: "ollama/api-chat"),
      .good(#"{"model": "llama3.2", "messages": [], "keep_alive": "5m"}"#, api: "ollama/api-chat"),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .formatted(.goDuration) = mismatch.kind, let text = mismatch.node.string, !text.isEmpty,
        !isDuration(text)
      else { continue }
      let node = mismatch.node
      var finding = Finding(at: node, "`\(text.excerpt)` is no duration; write `5m`, `1h30m` or a number of seconds")
      finding.settle(mismatch, request)
      if Int(text) != nil {
        finding.fixes = [Fix(title: "write `\(text)s`", safety: .safe, edits: node.replacing(with: text + "s"))]
      }
      report.add(finding)
    }
  }

  /// `time.ParseDuration`: an optional sign, then numbers each with a unit; or a bare 0.
  private static func isDuration(_ text: String) -> Bool {
    var rest = Substring(text)
    if rest.hasPrefix("-") || rest.hasPrefix("+") { rest = rest.dropFirst() }
    if rest == "0" { return true }
    guard !rest.isEmpty else { return false }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      guard number.contains(where: \.isNumber), number.filter({ $0 == "." }).count <= 1 else { return false }
      rest = rest.dropFirst(number.count)
      guard let unit = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"].first(where: { rest.hasPrefix($0) }) else {
        return false
      }
      rest = rest.dropFirst(unit.count)
    }
    return true
  }
}
