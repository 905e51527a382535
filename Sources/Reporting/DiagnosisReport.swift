package import Diagnosis
package import DocumentTree
import Facts
import Linting
import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A diagnosis as the reports need it: with places, and without the file.
package struct DiagnosisReport: Sendable {
  let path: String
  let diagnosis: Diagnosis
  let places: [(place: Place, certain: Diagnosis.Place)]
  let excerpt: Excerpt?
  /// `record 3`, `document 2`
  let container: String?
  let predicted: [LocatedFinding]
  let others: [LocatedFinding]

  /// - Parameters:
  ///   - document: the one that the request is in.
  ///   - record: its place in a JSONL file; nil where it is the whole file.
  package init(_ diagnosis: Diagnosis, path: String, _ document: Document, record: FileReport.Record?) {
    self.path = path
    self.diagnosis = diagnosis
    let lines = LineIndex(document.source)
    places = diagnosis.places.map { (Place($0.range, lines, record), $0) }
    func located(_ finding: Diagnostic) -> LocatedFinding {
      LocatedFinding(finding, in: document, lines, record: record, request: nil)
    }
    predicted = diagnosis.predicted.map(located)
    others = diagnosis.others.map(located)
    let first = diagnosis.places.first
    excerpt = first.map { place in
      let beside = diagnosis.places.dropFirst().map { (range: $0.range, label: Self.label(of: $0)) }
      return Excerpt(
        of: place.range, Self.label(of: place), beside: beside, in: document, lines, firstLine: record?.line ?? 1)
    }
    container =
      record.map { "record \($0.line)" }
      ?? first.flatMap { place in
        document.documentCount > 1 ? "document \(document.documentOrdinal(at: place.range.lower) + 1)" : nil
      }
  }

  private static func label(of place: Diagnosis.Place) -> String {
    if let missing = place.missing { return "`\(missing)` is not here" }
    return place.certainty == .exact ? "the answer is about this" : "the answer is most likely about this"
  }
}

extension TextReport {
  package func render(_ report: DiagnosisReport) -> String {
    let diagnosis = report.diagnosis
    let response = diagnosis.response
    let name = [response.status.map(String.init), diagnosis.known.flatMap { $0.isByStatus ? nil : $0.id }].compactMap(
      \.self
    ).joined(separator: " ")
    var text = palette.severity(.error, name.isEmpty ? "error" : "error[\(name)]")
    text += palette.strong(": \((diagnosis.explanation ?? unknown(diagnosis)).forTerminal)") + "\n"
    if let excerpt = report.excerpt, let place = report.places.first {
      text += render(
        excerpt, at: place.place, in: report.path, place.certain.pointer, report.container, Severity.error)
    }
    for fix in report.predicted.flatMap(\.fixes) {
      text += advice("help", fix.title + (fix.safety == .safe ? "  [fix]" : "  [unsafe fix]"))
    }
    if let delay = response.retryAfter { text += advice("help", "wait \(delay) s: the answer's `retry-after` says so") }
    for sentence in diagnosis.advice { text += advice("help", sentence) }
    let rules = report.predicted.map(\.diagnostic.rule).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    if !rules.isEmpty {
      text += advice("note", "`reqlint check` finds this before it is sent: \(Wording.list(rules, "and"))")
    }
    if let note = diagnosis.known?.provenance.note(diagnosis.speaker.map { "\($0) answers so" }) {
      text += advice("note", note)
    }
    guard !diagnosis.isExplained, !report.others.isEmpty else { return text }
    text += "\nWhat `reqlint check` says of the request:\n\n"
    return text + report.others.prefix(3).map { render($0, path: report.path) }.joined(separator: "\n")
  }

  private func unknown(_ diagnosis: Diagnosis) -> String {
    switch (diagnosis.places.isEmpty, diagnosis.predicted.isEmpty) {
    case (_, false): diagnosis.predicted.first?.message ?? ""
    case (false, true): "reqlint does not know this answer; it names something in the request"
    case (true, true): "reqlint does not know this answer, and it names nothing in the request"
    }
  }
}

/// The diagnosis for other programs, version 1. Every key is always there; what is not known is null.
package struct DiagnosisJSON: Encodable {
  private let format = 1
  private let reqlint: String
  private let facts: String
  private let explained: Bool
  private let provider: OrNull<String>
  private let endpoint: OrNull<String>
  private let model: OrNull<String>
  private let answer: Answer
  private let known: OrNull<Known>
  private let advice: [String]
  private let places: [PlaceFields]
  private let diagnostics: [JSONReport.Finding]

  private struct Answer: Encodable {
    let status: OrNull<Int>
    let code: OrNull<String>
    let type: OrNull<String>
    let param: OrNull<String>
    let retryAfter: OrNull<String>
  }

  private struct Known: Encodable {
    let id: String
    let guide: String
    let cause: String
    let speaker: OrNull<String>
    let explanation: String
    let source: OrNull<String>
    let checked: OrNull<String>
  }

  private struct PlaceFields: Encodable {
    let path: String
    let line: Int
    let column: Int
    let endLine: Int
    let endColumn: Int
    let startOffset: Int
    let endOffset: Int
    let pointer: String
    let param: String
    let missing: OrNull<String>
    let certainty: String
  }

  /// - Parameters:
  ///   - version: of reqlint.
  ///   - facts: the day of the newest facts.
  package init(_ report: DiagnosisReport, version: String, facts: String) {
    let diagnosis = report.diagnosis
    let response = diagnosis.response
    reqlint = version
    self.facts = facts
    explained = diagnosis.isExplained
    provider = OrNull(diagnosis.provider?.id)
    endpoint = OrNull(diagnosis.endpoint)
    model = OrNull(diagnosis.model?.excerpt)
    answer = Answer(
      status: OrNull(response.status), code: OrNull(response.code?.excerpt), type: OrNull(response.type?.excerpt),
      param: OrNull(response.param?.excerpt), retryAfter: OrNull(response.retryAfter))
    known = OrNull(
      diagnosis.known.map { known in
        Known(
          id: known.id, guide: known.file, cause: known.cause.rawValue, speaker: OrNull(diagnosis.speaker),
          explanation: diagnosis.explanation ?? "",
          source: OrNull(known.provenance.source), checked: OrNull(known.provenance.checked?.description))
      })
    advice = diagnosis.advice
    places = report.places.map { place, certain in
      PlaceFields(
        path: report.path, line: place.line, column: place.column, endLine: place.endLine, endColumn: place.endColumn,
        startOffset: place.offsets.lower, endOffset: place.offsets.upper, pointer: certain.pointer,
        param: certain.param,
        missing: OrNull(certain.missing), certainty: certain.certainty.rawValue)
    }
    diagnostics = (report.predicted + report.others).map { JSONReport.Finding($0, path: report.path) }
  }

  /// The report as JSON with sorted keys, the same for the same input.
  package func render() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
