import DocumentTree
package import Linting

/// An end user who goes by an e-mail address.
package enum EmailAsUser: Rule {
  package static let card = RuleCard(
    id: "email-as-user", since: "0.1.0", severity: .warning,
    summary: "The end user's id is an e-mail address.",
    why: "The id is there to tell users apart. An address says who they are, to somebody who need not know.",
    examples: [
      .bad(#"{"user": «"jo@example.com"»}"#),
      .good(#"{"user": "8f14e45f"}"#),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    guard let user = request.body["user"], let id = user.string, id.contains("@") else { return }
    report.add(Finding(at: user, "`user` is an e-mail address, and any stable id would do"))
  }
}
