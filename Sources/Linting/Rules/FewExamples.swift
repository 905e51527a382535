import DocumentTree
import Facts

/// A training file with fewer examples than a job takes.
package enum FewExamples: Rule {
  package static let card = RuleCard(
    id: "few-examples", since: "0.1.0", severity: .warning,
    summary: "A training file has fewer examples than a fine-tuning job takes.",
    why: """
      OpenAI takes the upload and refuses the job: a training file has at least 10 examples. It is said once, at the \
      last line, and is a warning because a file for validation may have fewer.
      """,
    examples: [
      .good(
        #"{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]}"#,
        api: "openai/fine-tuning-chat")
    ])

  package static func check(_ last: Request, atEndOf file: BatchLedger, _ report: inout Report) {
    guard let least = last.endpoint.leastExamples, let count = file.examples[last.endpoint.id], count < least.value
    else { return }
    var finding = Finding(
      at: last.body.members.first { _ in true }?.key ?? last.body,
      "the file has \(Wording.count(count, "examples")), and \(last.provider.name) wants at least \(Wording.grouped(least.value))"
    )
    finding.severity = Severity(least.provenance.confidence)
    finding.note = least.provenance.note(nil)
    finding.answer = Answer(status: 400, code: nil, param: nil)
    report.add(finding)
  }
}
