package import SourceText

/// One thing that keeps a text from being JSON or YAML.
package struct SyntaxError: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case empty
    case tooLong(limit: Int)
    case tooDeep(limit: Int)
    /// The text is in another encoding altogether.
    case notUTF8(String)
    case malformedUTF8
    case unexpectedCharacter
    case missingComma
    case extraComma
    case trailingComma
    case missingColon
    case missingValue
    case missingKey
    case unquotedKey
    case singleQuotes
    /// A word of another language, such as `True`, and what JSON calls it (nil: JSON has no such value).
    case foreignLiteral(meant: String?)
    case malformedNumber
    case unterminatedString
    case controlCharacter
    case malformedEscape
    /// The range is the opening bracket.
    case unclosedBracket
    case unmatchedBracket
    case extraContent
    case comment
    case undefinedAlias
    /// What libyaml found.
    case yaml(YAMLProblem)
  }

  package let kind: Kind
  package let range: ByteRange
}

/// What keeps a text from being YAML, by what the writer did.
package enum YAMLProblem: Sendable, Hashable {
  case tabIndentation
  case reservedIndicator
  case unexpectedColon
  case missingColon
  case badIndentation
  case unterminatedQuote
  case unclosedFlow
  case malformedEscape
  case undefinedTagPrefix
  case malformedBlockHeader
  /// libyaml's own words, where none of the above fits.
  case other(String)
}
