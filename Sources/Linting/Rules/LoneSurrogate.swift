package import DocumentTree
import SourceText

/// An escape that is half of a surrogate pair.
package enum LoneSurrogate: Rule {
  package static let card = RuleCard(
    id: "lone-surrogate", since: "0.1.0", severity: .warning,
    summary: "An escape is half of a surrogate pair and stands for no character.",
    why: """
      It comes from text that was cut in the middle of an emoji. Some APIs refuse the whole body as broken JSON, others \
      put U+FFFD in its place without a word.
      """,
    examples: [
      .bad(#"{"model": "gpt-4o", "user": "a«\ud83d»"}"#, as: .jsonOnly),
      .good(#"{"model": "gpt-4o", "user": "a\ud83d\ude00"}"#, as: .jsonOnly),
    ])

  package static func check(_ document: Document, _ report: inout Report) {
    for range in document.loneSurrogates {
      let text = document.source.text(range)
      var finding = Finding(at: range, of: nil, "`\(text)` is half of a surrogate pair and stands for no character")
      finding.help = "remove it, or cut the text between whole characters"
      report.add(finding)
    }
  }
}
