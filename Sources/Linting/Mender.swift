package import DocumentTree
package import SourceText

/// Mends a document by the fixes of its findings, pass after pass, until none is left that may be applied.
///
/// A pass applies fixes that stay clear of each other, and counts only where the text is better for it: fewer syntax
/// errors, else fewer keys set twice, else fewer errors, else fewer findings. A fix that makes nothing better is left
/// out, and the others go on.
package struct Mender: Sendable {
  package let linter: Linter
  /// Fixes as safe as this are applied, and safer ones.
  package let safety: Fix.Safety

  package init(_ linter: Linter, safety: Fix.Safety) {
    self.linter = linter
    self.safety = safety
  }

  /// What became of a document.
  package struct Outcome: Sendable {
    /// The text after all fixes, and what is found in it.
    package let document: Document
    package let verdict: Verdict
    /// All that was done, as edits of the text before, in order.
    package let edits: [TextEdit]
    /// The fixes that were applied, in order.
    package let fixes: [AppliedFix]
  }

  /// A fix that was applied, as people call it.
  package struct AppliedFix: Sendable, Hashable {
    package let rule: String
    package let title: String

    package init(rule: String, title: String) {
      self.rule = rule
      self.title = title
    }
  }

  /// So often is a document linted at most.
  private static let passLimit = 100

  /// - Parameters:
  ///   - line: the line of the document, counted from 1, where the file has one a line.
  ///   - sieve: what need not be told of the file, and is not mended.
  package func mend(_ document: Document, line: Int? = nil, _ sieve: Sieve = Sieve()) -> Outcome {
    let lint = { (document: Document) in
      var ledger = BatchLedger()
      ledger.record = line.map { ($0, 0) }
      return linter.lint(document, &ledger, sieve)
    }
    var state = State(document, lint(document))
    var patchwork = Patchwork(count: document.source.count)
    var refused: Set<Candidate.Identity> = []
    var width = Int.max
    var fixes: [AppliedFix] = []
    for _ in 0..<Self.passLimit {
      let candidates = Self.candidates(state.verdict.diagnostics, safety)
      let batch = candidates.filter { !refused.contains($0.identity) }.apart.prefix(width)
      guard !batch.isEmpty else { break }
      let edits = batch.flatMap(\.fix.edits)
      let next = state.applying(edits, lint)
      if next.isBetter(than: state) {
        state = next
        patchwork.apply(edits)
        fixes += batch.map { AppliedFix(rule: $0.identity.rule, title: $0.fix.title) }
        width = width > batch.count ? .max : width * 2
      } else if batch.count == 1 {
        refused.insert(batch[0].identity)
        width = .max
      } else {
        width = batch.count / 2
      }
    }
    return Outcome(document: state.document, verdict: state.verdict, edits: patchwork.edits, fixes: fixes)
  }

  /// The edits of one pass: those of fixes that stay clear of each other.
  ///
  /// - Parameter safety: fixes as safe as this are applied, and safer ones.
  package static func edits(for diagnostics: [Diagnostic], safety: Fix.Safety) -> [TextEdit] {
    candidates(diagnostics, safety).apart.flatMap(\.fix.edits)
  }

  /// The fixes that may be applied, in the order of their findings: those of the syntax by themselves, for what else is
  /// found in a broken text may be found because of that.
  private static func candidates(_ diagnostics: [Diagnostic], _ safety: Fix.Safety) -> [Candidate] {
    let all = diagnostics.compactMap { diagnostic in
      diagnostic.fixes.first { $0.safety == .safe || safety == .unsafe }.map { Candidate(diagnostic, $0) }
    }
    let syntax = all.filter { State.syntaxRules.contains($0.identity.rule) }
    return syntax.isEmpty ? all : syntax
  }
}

/// A fix that may be applied.
private struct Candidate {
  /// What a finding is known by while the text around it moves.
  struct Identity: Hashable {
    let rule: String
    let pointer: String
    let message: String
  }

  let identity: Identity
  let fix: Fix
  /// From the start of its first edit to the end of its last one.
  let span: ByteRange

  init(_ diagnostic: Diagnostic, _ fix: Fix) {
    identity = Identity(rule: diagnostic.rule, pointer: diagnostic.pointer, message: diagnostic.message)
    self.fix = fix
    let ends = fix.edits.map(\.range)
    span = ByteRange(ends.map(\.lower).min() ?? 0, ends.map(\.upper).max() ?? 0)
  }
}

extension [Candidate] {
  /// Those that do not touch: of two that do, the one that starts first, and the other waits.
  fileprivate var apart: [Candidate] {
    var end = -1
    return sorted { ($0.span.lower, $0.span.upper) < ($1.span.lower, $1.span.upper) }.filter { candidate in
      guard candidate.span.lower > end else { return false }
      end = candidate.span.upper
      return true
    }
  }
}

/// A text with its findings.
private struct State {
  static let syntaxRules: Set = [InvalidJSON.card.id, InvalidYAML.card.id]

  let document: Document
  let verdict: Verdict

  init(_ document: Document, _ verdict: Verdict) {
    self.document = document
    self.verdict = verdict
  }

  func applying(_ edits: [TextEdit], _ lint: (Document) -> Verdict) -> State {
    let next = Document.parse(document.source.applying(edits), as: document.format)
    return State(next, lint(next))
  }

  func isBetter(than other: State) -> Bool {
    badness.lexicographicallyPrecedes(other.badness)
  }

  /// What is worse stands first.
  private var badness: [Int] {
    let findings = verdict.diagnostics
    let syntax = findings.filter { Self.syntaxRules.contains($0.rule) }
    // Of many syntax errors only the first are known, and where there are fewer, more of the text is read.
    let unread = syntax.first.map { document.source.count - $0.range.lower } ?? 0
    // Two slips for one name, each of them right to mend, would be that name twice.
    let duplicates = findings.count { $0.rule == DuplicateKey.card.id }
    return [syntax.count, unread, duplicates, findings.count { $0.severity == .error }, findings.count]
  }
}
