import Carriers
import DocumentTree
import Facts
package import SourceText

/// What the lines of a batch file said so far, for rules about the file as a whole. Small keys are kept, never trees.
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
    if first == nil, let url = request.batchURL { first = (url, line) }
    if model == nil, let name = request.batchModel { model = (name, line) }
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

  /// The URL that the lines of its batch must share.
  fileprivate var batchURL: String? { urlNode.flatMap { $0.holdsPlaceholder ? nil : $0.string } }

  /// The model that the lines of its batch may have to share.
  fileprivate var batchModel: String? { modelNode.flatMap { $0.holdsPlaceholder ? nil : $0.string } }

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

/// What one line of a batch file says that matters to the others: of such entries a program that splits a file makes
/// the ledger of each part.
package struct BatchEntry: Sendable {
  package let customID: String?
  package let url: String?
  package let model: String?
  /// Texts to embed, or whatever else the body asks for in its `input`.
  package let inputs: Int
  /// Where the line ends, in bytes of its document.
  package let end: Int
  /// The model that tokens are summed up for, and the least that the input has.
  package let tokens: (model: String, count: Int)?

  /// nil where the request is no line of a batch file.
  ///
  /// - Parameter cost: where tokens are summed up.
  init?(_ request: Request, _ cost: RequestCost?) {
    guard let envelope = request.batchLine else { return nil }
    // Who put a key in the place of a name does not want to see it in a report.
    func shown(_ name: String?) -> String? {
      name.flatMap { request.facts.keys.findsKey(in: Array($0.utf8)[...]) ? nil : $0 }
    }
    customID = shown(request.customID?.string)
    url = shown(request.batchURL)
    model = shown(request.batchModel)
    inputs = request.inputCount
    end = envelope.range.upper
    tokens = request.modelName.flatMap { model in cost.map { (model, $0.input.low) } }
  }
}

// MARK: - As a file

extension BatchLedger {
  /// Reads the ledger that stands at the start of a part of a JSONL file:
  ///
  ///     {"line": 12001, "offset": 52428811, "requests": 12000, "bytes": 52428810, "inputs": 0,
  ///      "url": {"text": "/v1/chat/completions", "line": 1}, "model": {"text": "gpt-4o", "line": 1},
  ///      "tokens": {"gpt-4o": 9000000}, "custom_ids": {"request-7": 7}}
  ///
  /// `line` and `offset` say where the part starts; what is left out was not said so far. Of the `custom_ids` only those
  /// matter that the part has as well.
  package init(_ source: SourceText) throws(DecodingProblem) {
    let document = Document.parse(source, as: .json)
    guard document.errors.isEmpty, let root = document.roots.first, root.kind == .object else {
      throw DecodingProblem("a ledger is a JSON object")
    }
    func number(_ node: Node?, _ name: String, orElse absent: Int) throws(DecodingProblem) -> Int {
      guard let node else { return absent }
      guard let number = node.number.flatMap({ Int(exactly: $0) }), (0...Self.limit).contains(number) else {
        throw DecodingProblem("`\(name)` is no number of something")
      }
      return number
    }
    func number(_ name: String, orElse absent: Int = 0) throws(DecodingProblem) -> Int {
      try number(root[name], name, orElse: absent)
    }
    func numbers(_ name: String) throws(DecodingProblem) -> [String: Int] {
      guard let node = root[name] else { return [:] }
      guard node.kind == .object else { throw DecodingProblem("`\(name)` is no object") }
      var numbers: [String: Int] = [:]
      for member in node.members { numbers[member.name] = try number(member.value, member.name, orElse: 0) }
      return numbers
    }
    func mention(_ name: String) throws(DecodingProblem) -> (String, Int)? {
      guard let node = root[name] else { return nil }
      guard let text = node["text"]?.string else { throw DecodingProblem("`\(name)` has no `text`") }
      return (text, try number(node["line"], "line", orElse: 1))
    }
    record = (max(1, try number("line", orElse: 1)), try number("offset"))
    totals.requests = try number("requests")
    totals.bytes = try number("bytes")
    totals.inputs = try number("inputs")
    first = try mention("url")
    model = try mention("model")
    enqueued = try numbers("tokens")
    lineOfID = try numbers("custom_ids")
  }

  /// So far whole numbers are what they are in any program's JSON; what is added to one is far from the end of an `Int`.
  private static let limit = 1 << 53

  /// Why a text is no ledger.
  package struct DecodingProblem: Error {
    package let message: String

    init(_ message: String) { self.message = message }
  }
}
