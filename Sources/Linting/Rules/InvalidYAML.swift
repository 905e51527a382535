package import DocumentTree

/// Text that is not YAML.
package enum InvalidYAML: Rule {
  package static let card = RuleCard(
    id: "invalid-yaml", since: "0.1.0", severity: .error,
    summary: "The text is not YAML.",
    why: "Nothing can be sent from a file that no reader understands. libyaml, which most languages use, stops here.",
    examples: [
      .bad("model: gpt-4o\nuser: a«:» b\n", as: .yaml),
      .bad("model: «\"»gpt-4o\n", as: .yaml),
      .good("model: gpt-4o\nuser: \"a: b\"\n", as: .yaml),
    ])

  package static func check(_ document: Document, _ report: inout Report) {
    guard document.format == .yaml else { return }
    for error in document.errors {
      guard let message = message(error.kind) else { continue }
      var finding = Finding(at: error.range, of: nil, message)
      finding.help = help(error.kind)
      report.add(finding)
    }
  }

  private static func message(_ kind: SyntaxError.Kind) -> String? {
    switch kind {
    case .tooLong(let limit): "the text is longer than \(limit >> 20) MiB, more than is read as one document"
    case .tooDeep(let limit): "the nesting is deeper than \(limit) levels; nothing after this place is read"
    case .controlCharacter: "YAML does not allow this control character"
    case .yaml(let problem): message(problem)
    default: nil
    }
  }

  private static func message(_ problem: YAMLProblem) -> String {
    switch problem {
    case .tabIndentation: "a tab stands where YAML wants blanks"
    case .reservedIndicator: "this character cannot start a plain value"
    case .unexpectedColon: "a colon and a blank start a second mapping on this line"
    case .missingColon: "this line is neither a key with a colon nor part of what stands above it"
    case .badIndentation: "the indentation fits nothing that is open above"
    case .unterminatedQuote: "the quote is never closed"
    case .unclosedFlow: "the bracket is never closed, or a comma is missing in it"
    case .malformedEscape: "this is not an escape that YAML has"
    case .undefinedTagPrefix: "the tag's prefix is not declared"
    case .malformedBlockHeader: "the block scalar's first line or its indentation is not YAML"
    case .other(let words): "this is not YAML: \(words)"
    }
  }

  private static func help(_ kind: SyntaxError.Kind) -> String? {
    guard case .yaml(let problem) = kind else { return nil }
    switch problem {
    case .unexpectedColon, .reservedIndicator: return "put the value in quotes"
    case .tabIndentation: return "indent with blanks"
    default: return nil
    }
  }
}
