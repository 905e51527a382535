package import Diagnosis
package import DocumentTree
import Facts
import Linting
import SourceText

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
      text += advice("help", fix.advice)
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

extension DiagnosisReport {
  /// The diagnosis for other programs, version 1. Every key is always there; what is not known is null.
  ///
  /// - Parameters:
  ///   - version: of reqlint.
  ///   - facts: the day of the newest facts.
  package func json(version: String, facts: String) -> JSONValue {
    let response = diagnosis.response
    let answer: JSONValue = [
      "status": .optional(response.status), "code": .optional(response.code?.excerpt),
      "type": .optional(response.type?.excerpt), "param": .optional(response.param?.excerpt),
      "retryAfter": .optional(response.retryAfter),
    ]
    return [
      "format": 1, "reqlint": .string(version), "facts": .string(facts), "explained": .boolean(diagnosis.isExplained),
      "provider": .optional(diagnosis.provider?.id), "endpoint": .optional(diagnosis.endpoint),
      "model": .optional(diagnosis.model?.excerpt), "answer": answer, "known": diagnosis.known.map(json) ?? .null,
      "advice": .strings(diagnosis.advice), "places": .array(places.map(json)),
      "diagnostics": .array((predicted + others).map { $0.json(in: path, request: nil) }),
    ]
  }

  private func json(_ known: KnownAnswer) -> JSONValue {
    [
      "id": .string(known.id), "guide": .string(known.file), "cause": .string(known.cause.rawValue),
      "speaker": .optional(diagnosis.speaker), "explanation": .string(diagnosis.explanation ?? ""),
      "source": .optional(known.provenance.source), "checked": .optional(known.provenance.checked?.description),
    ]
  }

  private func json(_ place: Place, _ certain: Diagnosis.Place) -> JSONValue {
    [
      "path": .string(path), "line": .integer(place.line), "column": .integer(place.column),
      "endLine": .integer(place.endLine), "endColumn": .integer(place.endColumn),
      "startOffset": .integer(place.offsets.lower), "endOffset": .integer(place.offsets.upper),
      "pointer": .string(certain.pointer), "param": .string(certain.param), "missing": .optional(certain.missing),
      "certainty": .string(certain.certainty.rawValue),
    ]
  }
}
