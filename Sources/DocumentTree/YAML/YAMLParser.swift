import SourceText

/// Reads a YAML stream through libyaml's events into the tree, with byte offsets that are right.
///
/// libyaml stops at its first problem. What was open is closed then, and reading goes on at the next `---`.
struct YAMLParser {
  /// How many levels are read; libyaml's time grows with the square of the depth.
  static let depthLimit = 256
  /// How often the text is read again because of a surrogate pair that libyaml refuses.
  private static let patchLimit = 16

  private var text: YAMLText
  private var offsets: ScalarOffsets
  private var tree: TreeBuilder
  private var anchors: [String: Int32] = [:]

  static func parse(_ source: SourceText, into tree: inout TreeBuilder) {
    var text = YAMLText(source)
    for error in text.errors { tree.report(error.kind, error.range) }
    var pairs: [ByteRange] = []
    for attempt in 0... {
      var parser = YAMLParser(text: text, offsets: ScalarOffsets(text.bytes), tree: tree)
      let refused = parser.run(reportingPairs: attempt == patchLimit)
      if let refused, let patched = text.replacingSurrogatePairs(inQuotesAt: refused) {
        pairs += patched
        continue
      }
      tree = parser.tree
      break
    }
    tree.yamlSurrogatePairs = pairs
    if tree.roots.isEmpty, tree.errors.isEmpty {
      tree.report(.empty, ByteRange(source.byteOrderMarkLength, source.byteOrderMarkLength))
    }
  }

  /// Returns the offset of a double-quoted scalar with a surrogate pair, where one stopped libyaml.
  private mutating func run(reportingPairs: Bool) -> Int? {
    var start = text.start
    while start < text.bytes.count, !tree.isFull {
      let base = offsets.base(at: start)
      let outcome =
        LibYAML.withParser(over: text.bytes, from: start) { parser in read(parser, from: base) } ?? .finished
      while tree.depth > 0 { tree.close(at: tree.lastChildEnd ?? text.bytes.count) }
      switch outcome {
      case .finished: return nil
      case .problem(let problem):
        let mark = offsets.offset(ofMark: problem.mark, after: base)
        let contextMark = offsets.offset(ofMark: problem.contextMark, after: base)
        if !reportingPairs, problem.text.contains("Unicode character escape"), text.hasSurrogatePair(at: mark) {
          return contextMark
        }
        report(problem, mark: mark, contextMark: contextMark)
        guard let next = text.nextDocument(after: max(mark, start)) else { return nil }
        start = next
      case .tooDeep(let offset):
        tree.report(.tooDeep(limit: Self.depthLimit), ByteRange(offset, offset + 1))
        return nil
      }
    }
    return nil
  }

  private enum Outcome {
    case finished
    case problem(LibYAML.Problem)
    case tooDeep(at: Int)
  }

  private mutating func read(_ parser: LibYAML, from base: ScalarOffsets.Base) -> Outcome {
    while true {
      guard let event = parser.next() else {
        let problem = parser.problem
        markBroken()
        return .problem(problem)
      }
      let start = offsets.offset(ofMark: event.start, after: base)
      let end = offsets.offset(ofMark: event.end, after: base)
      switch event.kind {
      case .streamEnd: return .finished
      case .documentStart: anchors = [:]
      case .documentEnd, .ignored: break
      case .alias: addAlias(event.anchor ?? "", ByteRange(start, end))
      case .scalar(let style): addScalar(event, style, ByteRange(start, end))
      case .sequenceStart(let isFlow): openContainer(.array, event, isFlow: isFlow, start: start)
      case .mappingStart(let isFlow): openContainer(.object, event, isFlow: isFlow, start: start)
      case .end: closeContainer(end: end)
      }
      if tree.depth > Self.depthLimit {
        markBroken()
        return .tooDeep(at: start)
      }
    }
  }

  /// The containers that are open now lose what follows.
  private mutating func markBroken() {
    tree.markOpenContainersBroken()
  }

  // MARK: Nodes

  private mutating func addAlias(_ name: String, _ range: ByteRange) {
    let index = tree.add(.alias, range)
    if let target = anchors[name] {
      tree.aliasTargets[index] = target
    } else {
      tree.report(.undefinedAlias, range)
    }
  }

  private mutating func addScalar(_ event: LibYAML.Event, _ style: LibYAML.Style, _ marks: ByteRange) {
    let hasProperties = event.anchor != nil || event.tag != nil
    let start = hasProperties ? text.skippingProperties(from: marks.lower, to: marks.upper) : marks.lower
    let range = ByteRange(start, style == .block ? text.endOfBlockScalar(from: start, to: marks.upper) : marks.upper)
    var traits: Record.Traits =
      switch style {
      case .plain: []
      case .single: .single
      case .double: .double
      case .block: .block
      }
    let kind: Node.Kind
    switch event.tag {
    case nil: kind = style == .plain ? CoreSchema.kind(of: text.bytes[range.lower..<range.upper]) : .string
    case "tag:yaml.org,2002:null": kind = .null
    case "tag:yaml.org,2002:bool":
      kind = text.bytes[range.lower..<range.upper].first.map { $0 | 0x20 } == UInt8(ascii: "t") ? .true : .false
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float": kind = .number
    case "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:binary": kind = .string
    default:
      kind = .string
      traits.insert(.customTag)
    }
    let index = tree.add(kind, range, traits)
    if style == .block { tree.decodedScalars[index] = event.value }
    if let anchor = event.anchor { anchors[anchor] = index }
  }

  private mutating func openContainer(_ kind: Node.Kind, _ event: LibYAML.Event, isFlow: Bool, start: Int) {
    var start = start
    // A block container's start is put at its first child when it closes.
    if isFlow, event.anchor != nil || event.tag != nil {
      start = text.skippingProperties(from: start, to: text.bytes.count)
    }
    var traits: Record.Traits = isFlow ? [] : .block
    if let tag = event.tag, !tag.hasPrefix("tag:yaml.org,2002:") { traits.insert(.customTag) }
    let index = tree.open(kind, at: start, traits)
    if let anchor = event.anchor { anchors[anchor] = index }
  }

  private mutating func closeContainer(end: Int) {
    guard let current = tree.current else { return }
    if current.traits.contains(.block) {
      // libyaml puts the end after trailing comments and blank lines, and the start at the anchor or tag.
      if current.kind == .object, let first = tree.firstChildStart { tree.moveStartOfCurrent(to: first) }
      tree.close(at: tree.lastChildEnd ?? Int(current.start))
    } else {
      tree.close(at: end)
    }
  }

  // MARK: Problems

  private mutating func report(_ problem: LibYAML.Problem, mark: Int, contextMark: Int) {
    let kind = YAMLProblem(problem, byte: mark < text.bytes.count ? text.bytes[mark] : nil)
    let isAtContext = kind == .unterminatedQuote || kind == .unclosedFlow
    let start = min(isAtContext ? contextMark : mark, text.bytes.count)
    tree.report(.yaml(kind), ByteRange(start, text.endOfCharacter(at: start)))
  }
}

extension YAMLProblem {
  /// Reads libyaml's own words (`scanner.c`, `parser.c` of 0.2.5).
  fileprivate init(_ problem: LibYAML.Problem, byte: UInt8?) {
    let text = problem.text
    if text.contains("cannot start any token") {
      self = byte == UInt8(ascii: "\t") ? .tabIndentation : .reservedIndicator
    } else if text.contains("tab character") {
      self = .tabIndentation
    } else if text.contains("mapping values are not allowed") {
      self = .unexpectedColon
    } else if text.contains("could not find expected ':'") {
      self = .missingColon
    } else if text.contains("unexpected end of stream") || text.contains("unexpected document indicator") {
      self = .unterminatedQuote
    } else if text.contains("did not find expected ',' or") {
      self = .unclosedFlow
    } else if text.contains("did not find expected key") || text.contains("did not find expected '-' indicator")
      || text.contains("block sequence entries are not allowed")
      || text.contains("did not find expected <document start>")
    {
      self = .badIndentation
    } else if text.contains("unknown escape character") || text.contains("hexdecimal")
      || text.contains("Unicode character escape")
    {
      self = .malformedEscape
    } else if text.contains("undefined tag handle") {
      self = .undefinedTagPrefix
    } else if problem.context.contains("block scalar") {
      self = .malformedBlockHeader
    } else {
      self = .other(text)
    }
  }
}
