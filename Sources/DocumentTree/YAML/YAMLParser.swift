import SourceText

/// Reads a YAML stream through libyaml's events into the tree, with byte offsets that are right.
///
/// libyaml stops at its first problem. What was open is closed then, and reading goes on at the next `---`.
struct YAMLParser {
  /// How many levels are read; libyaml's time grows with the square of the depth.
  static let depthLimit = 256

  private let text: YAMLText
  private var offsets: ScalarOffsets
  private var tree: TreeBuilder
  private var anchors: [String: Int32] = [:]
  /// The first of the text's surrogate pairs that no scalar has passed yet.
  private var upcomingPair = 0

  static func parse(_ source: SourceText, into tree: inout TreeBuilder) {
    let text = YAMLText(source)
    for error in text.errors { tree.report(error.kind, error.range) }
    var parser = YAMLParser(text: text, offsets: ScalarOffsets(text.bytes), tree: tree)
    parser.run()
    tree = parser.tree
    if tree.roots.isEmpty, tree.errors.isEmpty {
      tree.report(.empty, ByteRange(source.byteOrderMarkLength, source.byteOrderMarkLength))
    }
  }

  private init(text: YAMLText, offsets: ScalarOffsets, tree: TreeBuilder) {
    self.text = text
    self.offsets = offsets
    self.tree = tree
  }

  private mutating func run() {
    var start = text.start
    while start < text.bytes.count {
      let base = offsets.base(at: start)
      let outcome =
        LibYAML.withParser(over: text.bytes, from: start) { parser in read(parser, from: base) } ?? .finished
      while tree.depth > 0 { closeContainer(end: nil) }
      let stop: Int
      switch outcome {
      case .finished: return
      case .problem(let problem):
        stop = offsets.offset(ofMark: problem.mark, after: base)
        report(problem, mark: stop, contextMark: offsets.offset(ofMark: problem.contextMark, after: base))
      case .tooDeep(let offset):
        stop = offset
        tree.report(.tooDeep(limit: Self.depthLimit), ByteRange(offset, offset + 1))
      }
      guard !tree.isFull, let next = text.startOfDocument(from: stop, after: start) else { return }
      start = next
    }
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
        tree.markOpenContainersBroken()
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
      case .end: closeContainer(end: start < end ? end : nil)
      }
      if tree.depth > Self.depthLimit {
        tree.markOpenContainersBroken()
        return .tooDeep(at: start)
      }
    }
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
    if style == .plain, marks.isEmpty, let end = endOfLoneKey(before: marks.lower) {
      tree.add(.null, ByteRange(end, end))
      return
    }
    let start = text.skippingProperties(event.properties, from: marks.lower, to: marks.upper)
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
    case "tag:yaml.org,2002:bool": kind = YAML11Schema.reading(of: event.value[...]) == .boolean(true) ? .true : .false
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float": kind = .number
    case "!", "tag:yaml.org,2002:str": kind = .string
    case "tag:yaml.org,2002:binary":
      kind = .string
      traits.insert(.binary)
    default:
      kind = .string
      traits.insert(.customTag)
    }
    // In the text that libyaml reads, surrogate pairs are no escapes any more.
    let hasPairs = style == .double && keepPairs(in: range)
    if hasPairs || Self.isRewritten(text.bytes[range.lower..<range.upper], style) { traits.insert(.rewritten) }
    let index = tree.add(kind, range, traits)
    if style == .block {
      tree.blockLayouts[index] = BlockLayout(of: event.value, in: text.bytes, ByteRange(start, marks.upper))
    }
    if let anchor = event.anchor { anchors[anchor] = index }
  }

  /// Whether the content of a scalar is not what stands between its quotes.
  private static func isRewritten(_ written: ArraySlice<UInt8>, _ style: LibYAML.Style) -> Bool {
    let escape: UInt8
    switch style {
    case .block: return true
    case .plain: escape = UInt8(ascii: "\n")
    case .single: escape = UInt8(ascii: "'")
    case .double: escape = UInt8(ascii: "\\")
    }
    let inner = style == .plain ? written : written.dropFirst().dropLast()
    return inner.contains { $0 == escape || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
  }

  /// Where the key ends whose value is not even started with a colon: libyaml puts that value at the next token.
  private func endOfLoneKey(before mark: Int) -> Int? {
    guard tree.expectsValue, mark == 0 || text.bytes[mark - 1] != UInt8(ascii: ":") else { return nil }
    return tree.lastChildEnd
  }

  private mutating func openContainer(_ kind: Node.Kind, _ event: LibYAML.Event, isFlow: Bool, start: Int) {
    var traits: Record.Traits = isFlow ? [] : .block
    if let tag = event.tag, tag != "!", !tag.hasPrefix("tag:yaml.org,2002:") { traits.insert(.customTag) }
    let index = tree.open(
      kind, at: text.skippingProperties(event.properties, from: start, to: text.bytes.count), traits)
    if let anchor = event.anchor { anchors[anchor] = index }
  }

  /// Closes the innermost container at its bracket; one without a bracket at the end of its last child, because
  /// libyaml puts the end after trailing comments and blank lines.
  private mutating func closeContainer(end bracketEnd: Int?) {
    guard let current = tree.current else { return }
    let isFlow = !current.traits.contains(.block)
    if isFlow, let bracketEnd { return tree.close(at: bracketEnd) }
    tree.close(at: tree.lastChildEnd ?? min(Int(current.start) + (isFlow ? 1 : 0), text.bytes.count))
  }

  /// Keeps the surrogate pairs that stand in a double-quoted scalar; anywhere else they are plain text.
  ///
  /// - Returns: whether there are any.
  private mutating func keepPairs(in range: ByteRange) -> Bool {
    let known = tree.yamlSurrogatePairs.count
    while upcomingPair < text.surrogatePairs.count, text.surrogatePairs[upcomingPair].lower < range.upper {
      let pair = text.surrogatePairs[upcomingPair]
      if range.contains(pair) { tree.yamlSurrogatePairs.append(pair) }
      upcomingPair += 1
    }
    return tree.yamlSurrogatePairs.count > known
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
