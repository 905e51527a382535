package import DocumentTree
import SourceText

/// A surrogate pair in YAML's double quotes.
package enum YAMLSurrogatePair: Rule {
  package static let card = RuleCard(
    id: "yaml-surrogate-pair", since: "0.1.0", severity: .warning,
    summary: "A surrogate pair, as JSON writes characters past U+FFFF, stands in YAML.",
    why: "libyaml and its ports refuse it, so the file reads in some languages and breaks in others. YAML writes `\\U0001F600`.",
    examples: [
      .bad(#"user: "«\ud83d\ude00»""# + "\n", fixed: #"user: "\U0001F600""# + "\n", as: .yaml),
      .good(#"user: "\U0001F600""# + "\n", as: .yaml),
    ])

  package static func check(_ document: Document, _ report: inout Report) {
    for range in document.yamlSurrogatePairs {
      let text = document.source.text(range)
      let units = text.split(separator: "\\u").compactMap { UInt32($0, radix: 16) }
      guard units.count == 2, units[0] >= 0xD800, units[1] >= 0xDC00 else { continue }
      let digits = String(0x10000 + ((units[0] - 0xD800) << 10) + (units[1] - 0xDC00), radix: 16, uppercase: true)
      let escape = "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      var finding = Finding(at: range, of: nil, "`\(text)` is JSON's way to write one character; libyaml refuses it")
      finding.fixes = [Fix(title: "write `\(escape)`", safety: .safe, edits: [.init(range, escape)])]
      report.add(finding)
    }
  }
}
