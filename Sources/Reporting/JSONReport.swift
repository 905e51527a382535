import DocumentTree
import Linting
import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The report for other programs, version 1. Every key but `tokens` is always there; what is not known is null.
package struct JSONReport: Encodable {
  private let format = 1
  private let reqlint: String
  private let facts: String
  private let files: [File]
  private let diagnostics: [Finding]
  private let summary: Summary

  fileprivate struct File: Encodable {
    let path: String
    let requests: [Request]
  }

  fileprivate struct Request: Encodable {
    let line: Int
    let pointer: String
    let provider: String
    let endpoint: String
    let model: OrNull<String>
    /// Left out where they were not counted.
    let tokens: TokenFields?
  }

  struct Finding: Encodable {
    let path: String
    let rule: String
    let severity: String
    let message: String
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    let startOffset: Int
    let endOffset: Int
    let pointer: String
    let request: OrNull<Int>
    let answer: OrNull<AnswerFields>
    let related: [RelatedFields]
    let fixes: [FixFields]
    let help: OrNull<String>
    let note: OrNull<String>
    let url: String
  }

  struct AnswerFields: Encodable {
    let status: Int
    let code: OrNull<String>
    let param: OrNull<String>
  }

  struct RelatedFields: Encodable {
    let message: String
    let line: Int
    let column: Int
    let startOffset: Int
    let endOffset: Int
  }

  struct FixFields: Encodable {
    let title: String
    let safety: String
    let edits: [EditFields]
  }

  struct EditFields: Encodable {
    let startOffset: Int
    let endOffset: Int
    let text: String
  }

  fileprivate struct Summary: Encodable {
    let files: Int
    let requests: Int
    let errors: Int
    let warnings: Int
    let suppressed: Int
    let baselined: Int
  }

  /// - Parameters:
  ///   - tally: of these files.
  ///   - version: of reqlint.
  ///   - facts: the day of the newest facts.
  package init(_ files: [FileReport], _ tally: Tally, version: String, facts: String) {
    reqlint = version
    self.facts = facts
    self.files = files.map { file in
      File(
        path: file.path,
        requests: file.requests.map { located in
          Request(
            line: located.line, pointer: located.request.pointer, provider: located.request.provider,
            endpoint: located.request.endpoint, model: OrNull(located.request.model),
            tokens: located.request.tokens?.input.map { TokenFields($0) })
        })
    }
    diagnostics = files.flatMap { file in file.findings.map { Finding($0, path: file.path) } }
    summary = Summary(
      files: tally.files + tally.configurations, requests: tally.requests, errors: tally.count(.error),
      warnings: tally.count(.warning), suppressed: tally.suppressed, baselined: tally.baselined)
  }

  /// The report as JSON with sorted keys, the same for the same input.
  package func render() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

/// A count of tokens; the bounds are left out of an exact one.
struct TokenFields: Encodable {
  let input: Int
  let low: Int?
  let high: Int?
  let exact: Bool

  init(_ count: TokenCount) {
    input = count.likely
    low = count.isExact ? nil : count.low
    high = count.isExact ? nil : count.high
    exact = count.isExact
  }
}

extension JSONReport.Finding {
  init(_ finding: LocatedFinding, path: String) {
    let diagnostic = finding.diagnostic
    self.path = path
    rule = diagnostic.rule
    severity = diagnostic.severity.rawValue
    message = diagnostic.message
    line = finding.place.line
    column = finding.place.column
    endLine = finding.place.endLine
    endColumn = finding.place.endColumn
    startOffset = finding.place.offsets.lower
    endOffset = finding.place.offsets.upper
    pointer = diagnostic.pointer
    request = OrNull(finding.request)
    let answer = diagnostic.severity == .error ? diagnostic.answer : nil
    self.answer = OrNull(answer.map { .init(status: $0.status, code: OrNull($0.code), param: OrNull($0.param)) })
    related = finding.related.map {
      .init(
        message: $0.message, line: $0.place.line, column: $0.place.column, startOffset: $0.place.offsets.lower,
        endOffset: $0.place.offsets.upper)
    }
    fixes = finding.fixes.map { fix in
      .init(
        title: fix.title, safety: fix.safety.rawValue,
        edits: fix.edits.map { .init(startOffset: $0.range.lower, endOffset: $0.range.upper, text: $0.text) })
    }
    help = OrNull(diagnostic.help)
    note = OrNull(diagnostic.note)
    url = diagnostic.url
  }
}

/// A value that is written as null where there is none, and not left out.
struct OrNull<Value: Encodable>: Encodable {
  private let value: Value?

  init(_ value: Value?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}
