import DocumentTree
import Linting
import SourceText

/// The report for other programs, version 1. Every key but `tokens` and `batch` is always there; what is not known is
/// null.
package struct JSONReport: ReportWriter {
  package static let name = "json"
  package static let summary = "everything, for other programs: places in lines and bytes, fixes as edits"

  private let context: ReportContext
  /// The requests come before all findings, so the text is held.
  private var files = ""
  private var diagnostics = ""
  private var problems = ""
  private var fileItems = JSONItems()
  private var requestItems = JSONItems()
  private var diagnosticItems = JSONItems()
  private var problemItems = JSONItems()
  private var isFileOpen = false

  package init(_ context: ReportContext) {
    self.context = context
  }

  package mutating func add(_ file: FileReport) -> String {
    if !file.isContinuation || !isFileOpen {
      closeFile()
      // What follows the file's path is written later, part by part.
      let opening: JSONValue = ["path": .string(file.path), "requests": []]
      files += String(fileItems.next(opening).dropLast(2))
      isFileOpen = true
      requestItems = JSONItems()
    }
    for request in file.requests { files += requestItems.next(request.json) }
    for finding in file.findings {
      diagnostics += diagnosticItems.next(finding.json(in: file.path, request: finding.request))
    }
    return ""
  }

  private mutating func closeFile() {
    if isFileOpen { files += "]}" }
    isFileOpen = false
  }

  package mutating func add(_ problem: ReportProblem) -> String {
    problems += problemItems.next(["path": .string(problem.path), "message": .string(problem.message)])
    return ""
  }

  package mutating func finish(_ tally: Tally) -> String {
    closeFile()
    let summary: JSONValue = [
      "files": .integer(tally.files + tally.configurations), "requests": .integer(tally.requests),
      "errors": .integer(tally.count(.error)), "warnings": .integer(tally.count(.warning)),
      "suppressed": .integer(tally.suppressed), "baselined": .integer(tally.baselined),
    ]
    let head = #""format":1,"reqlint":\#(JSONValue.string(context.version).text)"#
    return "{\(head),\"facts\":\(JSONValue.string(context.dayOfFacts).text),\n\"files\":[\(files)],\n"
      + "\"diagnostics\":[\(diagnostics)],\n\"problems\":[\(problems)],\n\"summary\":\(summary.text)}\n"
  }
}

extension FileReport.LocatedRequest {
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init(name: "line", value: .integer(line)),
      .init(name: "pointer", value: .string(request.pointer)),
      .init(name: "provider", value: .string(request.provider)),
      .init(name: "endpoint", value: .string(request.endpoint)),
      .init(name: "model", value: .optional(request.model)),
    ]
    // Left out where they were not counted.
    if let tokens = request.tokens?.input { members.append(.init(name: "tokens", value: tokens.json)) }
    if let batch = request.batch { members.append(.init(name: "batch", value: batch.json(at: offset))) }
    return .object(members)
  }
}

extension BatchEntry {
  /// What of a line of a batch file counts for the file as a whole.
  ///
  /// - Parameter offset: where its document starts, in bytes of the file.
  fileprivate func json(at offset: Int) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init(name: "custom_id", value: .optional(customID)), .init(name: "url", value: .optional(url)),
      .init(name: "model", value: .optional(model)), .init(name: "inputs", value: .integer(inputs)),
      .init(name: "end", value: .integer(offset + end)),
    ]
    // Only where the user says how many may wait.
    if let tokens {
      members.append(
        .init(name: "tokens", value: ["model": .string(tokens.model), "count": .integer(tokens.count)]))
    }
    return .object(members)
  }
}

extension TokenCount {
  /// The bounds are left out of an exact count.
  var json: JSONValue {
    isExact
      ? ["input": .integer(likely), "exact": true]
      : ["input": .integer(likely), "low": .integer(low), "high": .integer(high), "exact": false]
  }
}

extension LocatedFinding {
  /// - Parameter request: the index of the request that it is about, among those of the report.
  func json(in path: String, request: Int?) -> JSONValue {
    let answer = diagnostic.severity == .error ? diagnostic.answer : nil
    return [
      "path": .string(path), "rule": .string(diagnostic.rule), "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message), "line": .integer(place.line), "column": .integer(place.column),
      "endLine": .integer(place.endLine), "endColumn": .integer(place.endColumn),
      "startOffset": .integer(place.offsets.lower), "endOffset": .integer(place.offsets.upper),
      "pointer": .string(diagnostic.pointer), "request": .optional(request), "answer": answer?.json ?? .null,
      "related": .array(
        related.map { other in
          [
            "message": .string(other.message), "line": .integer(other.place.line),
            "column": .integer(other.place.column), "startOffset": .integer(other.place.offsets.lower),
            "endOffset": .integer(other.place.offsets.upper),
          ]
        }),
      "fixes": .array(fixes.map(\.json)), "help": .optional(diagnostic.help), "note": .optional(diagnostic.note),
      "url": .string(diagnostic.url),
    ]
  }
}

extension Answer {
  fileprivate var json: JSONValue {
    ["status": .integer(status), "code": .optional(code), "param": .optional(param)]
  }
}

extension LocatedFix {
  fileprivate var json: JSONValue {
    let edits = edits.map { place, text -> JSONValue in
      [
        "startOffset": .integer(place.offsets.lower), "endOffset": .integer(place.offsets.upper),
        "text": .string(text),
      ]
    }
    return ["title": .string(title), "safety": .string(safety.rawValue), "edits": .array(edits)]
  }
}
