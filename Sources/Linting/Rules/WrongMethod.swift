import Carriers
import DocumentTree
import Facts

/// A request with a body whose method sends none.
package enum WrongMethod: Rule {
  package static let card = RuleCard(
    id: "wrong-method", since: "0.1.0", severity: .hint,
    summary: "The envelope has a body, and a method that these endpoints do not take it with.",
    why: "Payloads are sent with POST. With GET the answer is 405, or a list of what was stored before.",
    examples: [
      .bad(
        #"{"method": «"GET"», "url": "https://api.openai.com/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#,
        fixed:
          #"{"method": "POST", "url": "https://api.openai.com/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#
      ),
      .good(
        #"{"method": "post", "url": "https://api.openai.com/v1/embeddings", "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    // The shape of a batch file's lines says which method they have.
    guard request.site.kind != .batchLine, let method = request.site.envelope?["method"],
      let name = method.string?.uppercased(), ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"].contains(name)
    else { return }
    var finding = Finding(at: method, "`\(request.endpoint.id)` takes its body with POST, not with \(name)")
    finding.fixes = [Fix(title: "write `POST`", safety: .safe, edits: method.replacing(with: "POST"))]
    report.add(finding)
  }
}
