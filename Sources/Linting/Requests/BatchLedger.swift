import Carriers
import DocumentTree
import Facts
package import SourceText

/// What the lines of a batch file, or of a training file, said so far, for rules about the file as a whole. Small keys are kept, never trees.
package struct BatchLedger: Sendable {
  /// Where the next document stands in a file that has one a line: its line, counted from 1, and its first byte; nil:
  /// the document is the whole file.
  package var record: (line: Int, offset: Int)?
  private var names = BatchNames()
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
  }

  package init() {}

  /// The totals with this line.
  func totals(with entry: BatchEntry) -> Totals {
    Totals(
      requests: totals.requests + 1, bytes: (record?.offset ?? 0) + entry.end, inputs: totals.inputs + entry.inputs)
  }

  /// The line that first had a `custom_id`, counted from 1; nil where none had it.
  func line(ofID id: String) -> Int? { names[id] }

  /// - Parameter limits: those of the line's provider.
  mutating func add(_ entry: BatchEntry, _ limits: Provider.BatchLimits?) {
    let line = (record?.line ?? 1) + entry.line
    if let id = entry.customID { names.add(id, in: line, limit: limits?.requests?.value) }
    if let tokens = entry.tokens {
      enqueued[tokens.model] = enqueued[tokens.model, default: 0].addingReportingOverflow(tokens.count).partialValue
    }
    if first == nil, let url = entry.url { first = (url, line) }
    if model == nil, let name = entry.model { model = (name, line) }
    totals = totals(with: entry)
  }

  /// Counts an example of a training file.
  ///
  /// - Parameter endpoint: the id of its endpoint.
  mutating func count(exampleOf endpoint: String) {
    guard record != nil else { return }
    examples[endpoint, default: 0] += 1
  }

  /// Whether no rule about batch files has anything to say of this line.
  ///
  /// - Parameters:
  ///   - limits: those of the line's provider.
  ///   - endpoint: the id of its endpoint.
  func isUnremarkable(_ entry: BatchEntry, _ limits: Provider.BatchLimits?, endpoint: String) -> Bool {
    let new = totals(with: entry)
    func crosses(_ limit: Fact<Int>?, _ old: Int, _ new: Int) -> Bool {
      limit.map { old <= $0.value && new > $0.value } ?? false
    }
    return (entry.customID.map { names[$0] == nil } ?? true)
      && (first == nil || entry.url == nil || entry.url == first?.url)
      && (model == nil || entry.model == nil || entry.model == model?.name)
      && !crosses(limits?.requests, totals.requests, new.requests) && !crosses(limits?.bytes, totals.bytes, new.bytes)
      && !crosses(limits?.inputs[endpoint], totals.inputs, new.inputs)
  }
}

/// Which line of a batch file first had a name, in some twenty bytes a name.
///
/// Names are told apart by 64 bits: that two of 50,000 names are taken for one happens in one of 15 billion files, of a
/// million names in one of 37 million.
private struct BatchNames: Sendable {
  /// As many names are kept where nobody says how many requests one batch may have.
  private static let most = 1 << 20

  private var lines: [Fingerprint: UInt32] = [:]

  subscript(_ name: String) -> Int? { lines[Fingerprint(of: name.utf8)].map(Int.init) }

  /// Keeps the first line of a name.
  ///
  /// - Parameter limit: how many requests one batch may have; one with more has to be split, and then each part is seen
  ///   as a whole.
  mutating func add(_ name: String, in line: Int, limit: Int?) {
    guard lines.count < limit ?? Self.most else { return }
    let key = Fingerprint(of: name.utf8)
    if lines[key] == nil { lines[key] = UInt32(clamping: line) }
  }
}

/// What a line of a batch file says that matters to those after it: of such entries a program that splits a file makes
/// the ledger of each part.
package struct BatchEntry: Sendable {
  package fileprivate(set) var customID: String?
  /// nil where it is open.
  package fileprivate(set) var url: String?
  /// The name of the model; nil where it is open.
  package fileprivate(set) var model: String?
  /// Texts to embed, or whatever else the body asks for in its `input`.
  package let inputs: Int
  /// Its line in its document, counted from 0.
  let line: Int
  /// Where the line ends, in bytes of its document.
  package fileprivate(set) var end: Int
  /// The model that tokens are summed up for, and the least that the input has.
  package let tokens: (model: String, count: Int)?

  /// nil where the request is no line of a batch file.
  ///
  /// - Parameters:
  ///   - lines: those of its document; nil: it is a line itself.
  ///   - cost: where tokens are summed up.
  init?(_ request: Request, _ lines: LineIndex?, _ cost: RequestCost?) {
    guard let envelope = request.batchLine else { return nil }
    func written(_ node: Node?) -> String? { node.flatMap { $0.holdsPlaceholder ? nil : $0.string } }
    customID = request.customID?.string
    url = written(request.urlNode)
    model = written(request.modelNode)
    inputs = request.inputCount
    line = lines?.line(of: envelope.range.lower) ?? 0
    end = envelope.range.upper
    tokens = request.modelName.flatMap { model in cost.map { (model, $0.input.low) } }
  }

  /// The same as another line, which has nothing else that matters.
  func moved(to end: Int, customID: String?) -> BatchEntry {
    var entry = self
    (entry.end, entry.customID) = (end, customID)
    return entry
  }

  /// The same for reports: who put a key in the place of a name does not want to see it there.
  func withoutKeys(_ keys: KeyFinder) -> BatchEntry {
    func shown(_ name: String?) -> String? { name.flatMap { keys.isFound(in: Array($0.utf8)[...]) ? nil : $0 } }
    var entry = self
    (entry.customID, entry.url, entry.model) = (shown(customID), shown(url), shown(model))
    return entry
  }
}

extension Request {
  /// The id of the endpoint, where the request is an example of a training file.
  var exampleOf: String? { endpoint.leastExamples == nil ? nil : endpoint.id }

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

// MARK: - As a file

extension BatchLedger {
  /// Reads the ledger that stands at the start of a part of a JSONL file:
  ///
  ///     {"line": 12001, "offset": 52428811, "requests": 12000, "bytes": 52428810, "inputs": 0,
  ///      "url": {"text": "/v1/chat/completions", "line": 1}, "model": {"text": "a-model", "line": 1},
  ///      "tokens": {"a-model": 9000000}, "custom_ids": {"request-7": 7}}
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
    for (name, line) in try numbers("custom_ids") { names.add(name, in: line, limit: nil) }
  }

  /// So far whole numbers are what they are in any program's JSON; what is added to one is far from the end of an `Int`.
  private static let limit = 1 << 53

  /// Why a text is no ledger.
  package struct DecodingProblem: Error {
    package let message: String

    init(_ message: String) { self.message = message }
  }
}
