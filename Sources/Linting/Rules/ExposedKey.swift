import Carriers
import DocumentTree
import Facts
import SourceText

/// The key of an account in clear.
package enum ExposedKey: Rule {
  package static let card = RuleCard(
    id: "exposed-key", since: "0.1.0", severity: .warning,
    summary: "The key of an account stands in the file.",
    why: """
      Whoever reads the file can use the account, and what is sent in a message reaches the model as well. Only what \
      starts as a provider's keys do and looks random is taken for one. No report shows the key.
      """,
    examples: [
      .bad(
        #"{"url": "https://api.openai.com/v1/embeddings", "headers": {«"Authorization"»: "Bearer sk-proj-Zq3nB7Lw0Rk5Tm9Vx2Hd8Jc4"}, "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#
      ),
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": «"my key is sk-proj-Zq3nB7Lw0Rk5Tm9Vx2Hd8Jc4"»}]}"#
      ),
      .good(
        #"{"url": "https://api.openai.com/v1/embeddings", "headers": {"Authorization": "Bearer sk-proj-your-key-here"}, "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#
      ),
    ])

  /// A longer text is a file or a book.
  private static let longestText = 1 << 16

  package static let judgesSettings = true

  package static func check(_ request: Request, _ report: inout Report) {
    let whole = request.site.envelope ?? request.body
    let parts = request.body.document === whole.document ? [whole] : [whole, request.body]
    let keys = request.facts.keys
    // Nearly no text has a key in it, and one look at the whole tells.
    guard parts.contains(where: { $0.holds(keys) }) else { return }
    for node in parts.lazy.flatMap(\.subtree) where node.kind == .string && !node.isKey {
      guard node.contentRange.count <= longestText, keys.isFound(in: node.contentBytes) else { continue }
      // A body as a string is looked at in its own document.
      if parts.count > 1, node == request.body.document.embedding?.host { continue }
      // What is wrong with a header is said about its value.
      let place = node.parent == request.site.headers ? node.member?.key ?? node : node
      var finding = Finding(at: place, "the key of an account stands here in clear")
      finding.help = "put `${NAME}` in its place, and make the key void if others have seen the file"
      report.add(finding)
    }
  }
}
