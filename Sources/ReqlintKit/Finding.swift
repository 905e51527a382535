import Linting
import SourceText

/// One thing that is wrong with a payload, or may not do what was meant.
public struct Finding: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable, CaseIterable {
    /// The API would refuse the request, or nobody can read it.
    case error
    /// It is taken, and may not do what was meant.
    case warning
    case info
    /// Advice that rests on a weak source.
    case hint
  }

  /// The id of the rule, such as `unsupported-parameter`.
  public let rule: String
  public let severity: Severity
  /// What is wrong with what; no text of a prompt is in it.
  public let message: String
  /// The JSON Pointer of the value.
  public let pointer: String
  /// Where it stands, in bytes of the text.
  public let range: Range<Int>
  /// Where it starts, counted from 1.
  public let line: Int
  /// Counted from 1, in Unicode scalars.
  public let column: Int
  /// The HTTP status that an error predicts, where it is known.
  public let status: Int?
  public let fixes: [Fix]
  /// The page that explains the rule.
  public let url: String

  /// A way to mend it.
  public struct Fix: Sendable, Hashable {
    /// One action in the imperative.
    public let title: String
    /// Whether the request keeps its meaning, or gets the one that it surely should have.
    public let isSafe: Bool
    /// They do not overlap.
    public let edits: [Edit]
  }

  /// A text that takes the place of a range.
  public struct Edit: Sendable, Hashable {
    /// In bytes of the text.
    public let range: Range<Int>
    public let text: String
  }
}

extension Finding {
  init(_ diagnostic: Diagnostic, _ lines: LineIndex) {
    rule = diagnostic.rule
    severity = Severity(diagnostic.severity)
    message = diagnostic.message
    pointer = diagnostic.pointer
    range = diagnostic.range.lower..<diagnostic.range.upper
    let place = lines.position(of: diagnostic.range.lower, in: .utf32)
    line = place.line + 1
    column = place.column + 1
    status = diagnostic.severity == .error ? diagnostic.answer?.status : nil
    fixes = diagnostic.fixes.map { fix in
      Fix(
        title: fix.title, isSafe: fix.safety == .safe,
        edits: fix.edits.map { Edit(range: $0.range.lower..<$0.range.upper, text: $0.text) })
    }
    url = diagnostic.url
  }
}

extension Finding.Severity {
  fileprivate init(_ severity: Linting.Severity) {
    switch severity {
    case .error: self = .error
    case .warning: self = .warning
    case .info: self = .info
    case .hint: self = .hint
    }
  }
}
