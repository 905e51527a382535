import DocumentTree
import Linting
import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The report for other programs, version 1.
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
    let model: String?
  }

  fileprivate struct Finding: Encodable {
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
    let request: Int?
    let answer: AnswerFields?
    let related: [RelatedFields]
    let fixes: [FixFields]
    let help: String?
    let note: String?
    let url: String
  }

  fileprivate struct AnswerFields: Encodable {
    let status: Int
    let code: String?
    let param: String?
  }

  fileprivate struct RelatedFields: Encodable {
    let message: String
    let line: Int
    let column: Int
    let startOffset: Int
    let endOffset: Int
  }

  fileprivate struct FixFields: Encodable {
    let title: String
    let safety: String
    let edits: [EditFields]
  }

  fileprivate struct EditFields: Encodable {
    let startOffset: Int
    let endOffset: Int
    let text: String
  }

  fileprivate struct Summary: Encodable {
    let files: Int
    let requests: Int
    let errors: Int
    let warnings: Int
  }

  /// - Parameters:
  ///   - version: of reqlint.
  ///   - facts: the day of the newest facts.
  package init(_ files: [FileReport], version: String, facts: String) {
    reqlint = version
    self.facts = facts
    self.files = files.map { file in
      File(
        path: file.path,
        requests: file.requests.map { located in
          Request(
            line: located.line, pointer: located.request.pointer, provider: located.request.provider,
            endpoint: located.request.endpoint, model: located.request.model)
        })
    }
    diagnostics = files.flatMap { file in file.findings.map { Finding($0, path: file.path) } }
    let tally = Tally(files)
    summary = Summary(
      files: tally.files, requests: tally.requests, errors: tally.count(.error), warnings: tally.count(.warning))
  }

  /// The report as JSON with sorted keys, the same for the same input.
  package func render() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

extension JSONReport.Finding {
  fileprivate init(_ finding: LocatedFinding, path: String) {
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
    request = finding.request
    answer =
      diagnostic.severity == .error
      ? diagnostic.answer.map { .init(status: $0.status, code: $0.code, param: $0.param) } : nil
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
    help = diagnostic.help
    note = diagnostic.note
    url = diagnostic.url
  }
}
