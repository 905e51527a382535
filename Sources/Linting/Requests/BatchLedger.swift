import Carriers
import DocumentTree
import Facts
import SourceText

/// What the lines of a batch file, or of a training file, said so far, for rules about the file as a whole. Small keys are kept, never trees.
package struct BatchLedger: Sendable {
  /// Where the next document stands in a file that has one a line: its line, counted from 1, and its first byte; nil:
  /// the document is the whole file.
  package var record: (line: Int, offset: Int)?
  /// The line of each `custom_id`, counted from 1.
  private(set) var lineOfID: [String: Int] = [:]
  /// The URL of the first line, and which that is.
  private(set) var first: (url: String, line: Int)?
  /// The least tokens of input for each model, where the user says how many may wait.
  private(set) var enqueued: [String: Int] = [:]
  /// The model of the first line that names one, and which line that is.
  private(set) var model: (name: String, line: Int)?
  private(set) var totals = Totals()
  /// How many examples a training file has, by the id of the endpoint.
  private(set) var examples: [String: Int] = [:]

  /// How much the lines hold together.
  struct Totals {
    var requests = 0
    /// Of the file, up to the end of the last line.
    var bytes = 0
    /// Texts to embed, or whatever else a body asks for in its `input`.
    var inputs = 0

    /// - Parameter offset: that of the document with the request.
    mutating func add(_ request: Request, _ envelope: Node, offset: Int) {
      requests += 1
      bytes = offset + envelope.range.upper
      inputs += request.inputCount
    }
  }

  package init() {}

  /// The totals with this request, where it is a line of a batch file.
  func totals(with request: Request) -> Totals {
    var totals = totals
    if let envelope = request.batchLine { totals.add(request, envelope, offset: record?.offset ?? 0) }
    return totals
  }

  /// Counts a request that is an example of a training file.
  mutating func count(_ request: Request) {
    guard record != nil, request.endpoint.leastExamples != nil else { return }
    examples[request.endpoint.id, default: 0] += 1
  }

  /// Keeps what a request says that is a line of a batch file.
  ///
  /// - Parameters:
  ///   - lines: those of its document.
  ///   - cost: where tokens are summed up.
  mutating func add(_ request: Request, _ lines: LineIndex, _ cost: RequestCost?) {
    guard let envelope = request.batchLine else { return }
    let line = (record?.line ?? 1) + lines.line(of: envelope.range.lower)
    if let id = request.customID?.string, lineOfID[id] == nil { lineOfID[id] = line }
    if let cost, let model = request.modelName {
      enqueued[model] = enqueued[model, default: 0].addingReportingOverflow(cost.input.low).partialValue
    }
    if first == nil, let url = request.urlNode, !url.holdsPlaceholder, let text = url.string { first = (text, line) }
    if model == nil, let node = request.modelNode, !node.holdsPlaceholder, let name = node.string {
      model = (name, line)
    }
    totals = totals(with: request)
  }
}

extension Request {
  /// The line of a batch file that the request is.
  var batchLine: Node? { site.kind == .batchLine || site.kind == .batchItem ? site.envelope : nil }

  /// The name of a line of a batch file, where it must be its own.
  var customID: Node? {
    guard let line = batchLine, site.kind == .batchLine || line["params"] != nil, let id = line["custom_id"],
      id.kind == .string, !id.holdsPlaceholder
    else { return nil }
    return id
  }

  /// How many texts the body has in its `input`: a list of numbers is one text, in tokens.
  fileprivate var inputCount: Int {
    guard let input = body["input"] else { return 0 }
    let items = input.items
    guard input.kind == .array, let first = items.first(where: { _ in true }), first.meant?.kind != .number else {
      return 1
    }
    return items.reduce(0) { count, _ in count + 1 }
  }
}
