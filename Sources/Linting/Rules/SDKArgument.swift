import DocumentTree
import Facts

/// An argument of an SDK's function that came along into the body.
package enum SDKArgument: Rule {
  package static let card = RuleCard(
    id: "sdk-argument", since: "0.1.0", severity: .error,
    summary: "A key of the body that only an SDK's function takes, such as `extra_body`.",
    why: """
      The SDKs of OpenAI and Anthropic take `extra_body`, `extra_headers`, `extra_query` and `timeout` beside the \
      parameters and send none of them: the members of `extra_body` stand beside the others in what is sent. Written \
      into a body, such a key is an unknown one, which is refused, or ignored with all that is in it.
      """,
    examples: [
      .bad(
        #"{"url": "https://api.openai.com/v1/chat/completions", "body": {"model": "gpt-4o", «"extra_body"»: {"store": true}, "messages": []}}"#,
        fixed:
          #"{"url": "https://api.openai.com/v1/chat/completions", "body": {"model": "gpt-4o", "store": true, "messages": []}}"#
      ),
      .bad(
        #"{"url": "http://localhost:11434/v1/chat/completions", "body": {"model": "m", "messages": [{"role": "user", "content": "Hi"}], «"timeout"»: 30}}"#
      ),
      .good(
        #"{"url": "https://api.openai.com/v1/chat/completions", "body": {"model": "gpt-4o", "store": true, "messages": []}}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    for mismatch in request.mismatches {
      guard case .unknownKey(let policy?, _) = mismatch.kind, let argument = request.sdkArgument(mismatch.node) else {
        continue
      }
      if let finding = finding(argument, policy, mismatch, request) { report.add(finding) }
    }
  }

  private static func finding(
    _ argument: Provider.SDKArgument, _ policy: Provider.UnknownKeys, _ mismatch: Mismatch, _ request: Request
  ) -> Finding? {
    let key = mismatch.node
    var finding = Finding(at: key, "`\(argument.name)` is an argument of the SDK, not of the API: \(argument.why)")
    switch policy {
    case .rejected:
      finding.settle(mismatch, request)
    case .ignored: finding.severity = .warning
    case .open: return nil
    }
    guard let member = key.member else { return finding }
    if argument.isSpread, let edits = member.lifting {
      // What the endpoint does not know is no better one level up.
      let names = member.value.members.map(\.name)
      let areKnown = request.shape.map { shape in names.allSatisfy { shape.root.properties[$0] != nil } } ?? false
      finding.fixes = [Fix(title: "move its members one level up", safety: areKnown ? .safe : .unsafe, edits: edits)]
    } else if let edits = member.removal {
      finding.fixes = [Fix(title: "remove it", safety: .unsafe, edits: edits)]
    }
    return finding
  }
}

extension Request {
  /// The argument of an SDK that a key at the top of the body is called like.
  func sdkArgument(_ key: Node) -> Provider.SDKArgument? {
    guard key.parent == body, let name = key.scalarText else { return nil }
    return provider.sdkArguments.first { $0.name == name }
  }
}
