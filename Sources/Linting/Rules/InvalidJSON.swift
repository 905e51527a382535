package import DocumentTree
import SourceText

/// Text that is not JSON (RFC 8259).
package enum InvalidJSON: Rule {
  package static let card = RuleCard(
    id: "invalid-json", since: "0.1.0", severity: .error,
    summary: "The text is not JSON.",
    why: """
      APIs read bodies with strict JSON parsers and answer 400 with little more than "could not parse the JSON body". \
      What another language allows (comments, trailing commas, single quotes, True, NaN) is not JSON.
      """,
    examples: [
      .bad(
        #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]«,»}"#,
        fixed: #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}"#, as: .jsonOnly),
      .bad(#"{"model": "gpt-4o"«»"stream": true}"#, fixed: #"{"model": "gpt-4o","stream": true}"#, as: .jsonOnly),
      .bad(#"{"model": "gpt-4o", "stream": «True»}"#, fixed: #"{"model": "gpt-4o", "stream": true}"#, as: .jsonOnly),
      .bad("{«model»: \"gpt-4o\"}", fixed: #"{"model": "gpt-4o"}"#, as: .jsonOnly),
      .bad(#"{"model": «'gpt-4o'»}"#, fixed: #"{"model": "gpt-4o"}"#, as: .jsonOnly),
      .bad("{\"model\": \"gpt-4o\" «// the cheap one»\n}", as: .jsonOnly),
      .good(#"{"model": "gpt-4o", "stream": true}"#, as: .jsonOnly),
    ])

  package static func check(_ document: Document, _ report: inout Report) {
    guard document.format != .yaml, !document.format.isText else { return }
    for error in document.errors {
      guard let message = message(error, document.source) else { continue }
      var finding = Finding(at: error.range, of: nil, message)
      finding.fixes = fix(error, document.source).map { [$0] } ?? []
      finding.help = help(error.kind)
      report.add(finding)
    }
  }

  static func message(_ error: SyntaxError, _ source: SourceText) -> String? {
    let text = source.text(error.range)
    switch error.kind {
    case .empty: return "the text is empty, and JSON has at least one value"
    case .tooLong(let limit): return "the text is longer than \(limit >> 20) MiB, more than is read as one document"
    case .tooDeep(let limit): return "brackets are nested deeper than \(limit) levels; nothing after this place is read"
    case .unexpectedCharacter: return "`\(text.excerpt)` has no place here"
    case .missingComma: return "a comma is missing between two values"
    case .extraComma: return "there is no value before this comma"
    case .trailingComma: return "a comma stands before the closing bracket"
    case .missingColon: return "a colon is missing after the key"
    case .missingValue: return "the value is missing"
    case .missingKey: return "the key is missing"
    case .unquotedKey: return "the key `\(text.excerpt)` has no quotes"
    case .singleQuotes: return "single quotes are not JSON"
    case .foreignLiteral(let meant?): return "`\(text)` is not JSON; the word is `\(meant)`"
    case .foreignLiteral(nil): return "`\(text)` is not JSON, which has no such number"
    case .malformedNumber: return "`\(text.excerpt)` is not a JSON number"
    case .unterminatedString: return "the string is not closed"
    case .controlCharacter:
      return "a string holds \(controlName(source.byte(at: error.range.lower))) as it is; it has to be escaped"
    case .malformedEscape: return "`\(text)` is not an escape that JSON has"
    case .unclosedBracket: return "`\(text)` is never closed"
    case .unmatchedBracket: return "`\(text)` closes nothing"
    case .extraContent: return "the document ends before this; more than one value needs JSON Lines (`.jsonl`)"
    case .comment: return "comments are not JSON"
    case .notUTF8, .malformedUTF8, .undefinedAlias, .yaml: return nil
    }
  }

  private static func help(_ kind: SyntaxError.Kind) -> String? {
    switch kind {
    case .foreignLiteral(nil): "write a number, or null"
    case .unclosedBracket: "close it where its content ends"
    case .comment: "remove it, or name the file `.jsonc` if no API reads it as it is"
    default: nil
    }
  }

  static func fix(_ error: SyntaxError, _ source: SourceText) -> Fix? {
    func fix(_ title: String, _ edit: TextEdit, _ safety: Fix.Safety = .safe) -> Fix {
      Fix(title: title, safety: safety, edits: [edit])
    }
    let text = source.text(error.range)
    switch error.kind {
    case .extraComma, .trailingComma: return fix("remove the comma", .removal(error.range))
    case .missingComma: return fix("insert a comma", .insertion(",", at: error.range.lower))
    case .missingColon: return fix("insert a colon", .insertion(":", at: error.range.lower))
    case .unquotedKey: return fix("put it in double quotes", TextEdit(error.range, "\"\(text.escapedForJSON)\""))
    case .singleQuotes where text.count >= 2 && !text.contains("\\"):
      return fix(
        "use double quotes", TextEdit(error.range, "\"\(String(text.dropFirst().dropLast()).escapedForJSON)\""))
    case .foreignLiteral(let meant?): return fix("write `\(meant)`", TextEdit(error.range, meant))
    case .controlCharacter: return fix("escape it", TextEdit(error.range, text.escapedForJSON))
    case .malformedEscape: return fix("escape the backslash", .insertion("\\", at: error.range.lower), .unsafe)
    case .unterminatedString: return fix("close the string", .insertion("\"", at: error.range.upper), .unsafe)
    default: return nil
    }
  }

  private static func controlName(_ byte: UInt8?) -> String {
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): "a line end"
    case UInt8(ascii: "\t"): "a tab"
    default: "a control character"
    }
  }
}
