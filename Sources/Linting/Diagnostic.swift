import Carriers
package import SourceText

/// How bad a finding is.
package enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Advice that rests on a weak source.
  case hint
  case info
  /// The API takes it, and may not do what was meant.
  case warning
  /// The API would refuse it, or nobody can read it.
  case error

  package static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}

/// The answer that an error predicts.
package struct Answer: Sendable, Hashable {
  /// The HTTP status.
  package let status: Int
  package let code: String?
  /// The parameter as that API names it, such as `messages[0].role`.
  package let param: String?
}

/// A way to mend a finding.
package struct Fix: Sendable, Hashable {
  package enum Safety: String, Sendable {
    /// The request keeps its meaning, or gets the one it surely should have.
    case safe
    /// What is asked for changes.
    case unsafe
  }

  /// One action in the imperative.
  package let title: String
  package let safety: Safety
  /// In bytes of the file; they do not overlap.
  package let edits: [TextEdit]

  package init(title: String, safety: Safety, edits: [TextEdit]) {
    self.title = title
    self.safety = safety
    self.edits = edits
  }

  /// The same fix, counted from a place `bytes` earlier.
  package func shifted(by bytes: Int) -> Fix {
    Fix(title: title, safety: safety, edits: edits.map { TextEdit($0.range.shifted(by: bytes), $0.text) })
  }
}

/// One finding. All ranges are bytes of the file, or of the line where the file is JSONL.
package struct Diagnostic: Sendable, Hashable {
  /// A second place that is half of the reason.
  package struct Related: Sendable, Hashable {
    package let range: ByteRange
    package let message: String
  }

  package let rule: String
  package private(set) var severity: Severity
  package let range: ByteRange
  package let message: String
  /// A few words beside the underlined place.
  package let label: String?
  /// What to do, where no fix does it.
  package let help: String?
  /// The reason, with its source and date.
  package private(set) var note: String?
  package let related: [Related]
  package private(set) var fixes: [Fix]
  package let answer: Answer?
  /// The JSON Pointer of the value.
  package let pointer: String
  /// Which of the requests it is about, as an index; nil: the document.
  package let request: Int?
  /// What stands there, where a baseline asks; of what is no value the line.
  package internal(set) var value: Fingerprint?

  package init(
    rule: String, severity: Severity, range: ByteRange, message: String, label: String? = nil, help: String? = nil,
    note: String? = nil, related: [Related] = [], fixes: [Fix] = [], answer: Answer? = nil, pointer: String,
    request: Int?, value: Fingerprint? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.range = range
    self.message = message
    self.label = label
    self.help = help
    self.note = note
    self.related = related
    self.fixes = fixes
    self.answer = answer
    self.pointer = pointer
    self.request = request
    self.value = value
  }

  /// The same finding, counted from a place `bytes` earlier.
  package func shifted(by bytes: Int) -> Diagnostic {
    Diagnostic(
      rule: rule, severity: severity, range: range.shifted(by: bytes), message: message, label: label, help: help,
      note: note, related: related.map { Related(range: $0.range.shifted(by: bytes), message: $0.message) },
      fixes: fixes.map { $0.shifted(by: bytes) }, answer: answer, pointer: pointer, request: request, value: value)
  }

  /// The same finding, as loud as the user wants it; nil where the rule does not speak.
  ///
  /// - Parameter provider: of the request that it is about; nil: of none.
  package func atLevel(in levels: RuleLevels, at provider: String? = nil) -> Diagnostic? {
    switch levels[rule, at: provider] {
    case .off: return nil
    case .standard: return self
    case .always(let severity):
      var diagnostic = self
      diagnostic.severity = severity
      return diagnostic
    }
  }

  /// The same finding, held against what the API answered to that very request: where the API took it, it refuses it
  /// by no means, whatever the facts say.
  func held(against answer: RecordedAnswer?) -> Diagnostic {
    guard let answer, answer.isAcceptance, severity == .error || self.answer != nil else { return self }
    var diagnostic = self
    let isLate = rule == RetiredModel.card.id
    diagnostic.severity = min(severity, isLate ? .info : .hint)
    // What was recorded is what a test goes by, and it worked.
    diagnostic.fixes = []
    let reason =
      isLate
      ? "it was answered with \(answer.status) when it was recorded; recorded again, it would be refused"
      : "the recorded answer is \(answer.status), so the API took this, and what is known here disagrees"
    diagnostic.note = [reason, note].compactMap(\.self).joined(separator: " · ")
    return diagnostic
  }

  /// The page that explains the rule.
  package var url: String { RuleCard.url(of: rule) }
}
