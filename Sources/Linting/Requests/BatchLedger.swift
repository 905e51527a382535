import Carriers
import DocumentTree
import SourceText

/// What the lines of a batch file said so far, for rules about the file as a whole. Small keys are kept, never trees.
package struct BatchLedger: Sendable {
  /// Where the next document starts, counted from 1.
  package var firstLine = 1
  /// The line of each `custom_id`, counted from 1.
  private(set) var lineOfID: [String: Int] = [:]
  /// The URL of the first line, and which that is.
  private(set) var first: (url: String, line: Int)?
  /// The least tokens of input for each model, where the user says how many may wait.
  private(set) var enqueued: [String: Int] = [:]

  package init() {}

  /// Keeps what a request says that is a line of a batch file.
  ///
  /// - Parameters:
  ///   - lines: those of its document.
  ///   - cost: where tokens are summed up.
  mutating func add(_ request: Request, _ lines: LineIndex, _ cost: RequestCost?) {
    guard request.site.carrier == .batchLine, let envelope = request.site.envelope else { return }
    let line = firstLine + lines.line(of: envelope.range.lower)
    if let id = request.customID?.string, lineOfID[id] == nil { lineOfID[id] = line }
    if let cost, let model = request.modelName {
      enqueued[model] = enqueued[model, default: 0].addingReportingOverflow(cost.input.low).partialValue
    }
    if first == nil, let url = request.urlNode, !url.holdsPlaceholder, let text = url.string { first = (text, line) }
  }
}

extension Request {
  /// The name of a line of a batch file.
  var customID: Node? {
    guard site.carrier == .batchLine, let id = site.envelope?["custom_id"], id.kind == .string, !id.holdsPlaceholder
    else { return nil }
    return id
  }
}
