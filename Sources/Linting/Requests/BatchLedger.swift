import Carriers
import DocumentTree
import SourceText

/// What the lines of a batch file said so far, for rules about the file as a whole. Small keys are kept, never trees.
package struct BatchLedger: Sendable {
  /// The line of the next document, counted from 1, where the file has one a line; nil: it is the whole file.
  package var line: Int?
  /// The line of each `custom_id`, counted from 1.
  private(set) var lineOfID: [String: Int] = [:]
  /// The URL of the first line, and which that is.
  private(set) var first: (url: String, line: Int)?

  package init() {}

  /// Keeps what a request says that is a line of a batch file.
  ///
  /// - Parameter lines: those of its document.
  mutating func add(_ request: Request, _ lines: LineIndex) {
    guard request.site.carrier == .batchLine, let envelope = request.site.envelope else { return }
    let line = (self.line ?? 1) + lines.line(of: envelope.range.lower)
    if let id = request.customID?.string, lineOfID[id] == nil { lineOfID[id] = line }
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
