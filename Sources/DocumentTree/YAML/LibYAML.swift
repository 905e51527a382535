import CLibYAML

/// libyaml's parser over bytes in memory, one event at a time.
///
/// Marks count Unicode scalars from the first byte given, not bytes (libyaml 0.2.5).
@safe final class LibYAML {
  enum Style {
    case plain, single, double, block
  }

  struct Event {
    enum Kind {
      case streamEnd
      case documentStart
      case documentEnd
      case alias
      case scalar(Style)
      case sequenceStart(isFlow: Bool)
      case mappingStart(isFlow: Bool)
      case end
      case ignored
    }

    let kind: Kind
    /// In scalars.
    let start: Int
    let end: Int
    let anchor: String?
    let tag: String?
    /// The content of a block scalar, and of any scalar with a tag.
    let value: ContiguousArray<UInt8>

    /// How many of anchor and tag stand before the node.
    var properties: Int { (anchor == nil ? 0 : 1) + (tag == nil ? 0 : 1) }
  }

  /// Why parsing stopped. Marks in scalars.
  struct Problem {
    let text: String
    let mark: Int
    /// Where the construct starts that the problem lies in.
    let contextMark: Int
    let context: String
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>

  /// Runs `body` with a parser over `bytes`, or returns nil where there is no memory for one.
  static func withParser<Result>(
    over bytes: ContiguousArray<UInt8>, from start: Int, _ body: (LibYAML) -> Result
  ) -> Result? {
    // Safe: the buffer outlives `body`, and the parser does not outlive this call.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let parser = LibYAML() else { return nil }
      let rest = unsafe UnsafeBufferPointer(rebasing: buffer[min(start, buffer.count)...])
      unsafe yaml_parser_set_encoding(parser.parser, YAML_UTF8_ENCODING)
      unsafe yaml_parser_set_input_string(parser.parser, rest.baseAddress, rest.count)
      return body(parser)
    }
  }

  private init?() {
    // Safe: both are deallocated in `deinit`; `yaml_parser_initialize` fills the first, `next` the second.
    unsafe parser = .allocate(capacity: 1)
    unsafe event = .allocate(capacity: 1)
    unsafe event.initialize(to: yaml_event_t())
    unsafe parser.initialize(to: yaml_parser_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else { return nil }
  }

  deinit {
    // Safe: deleting a zeroed parser or event frees nothing.
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe event.deallocate()
  }

  /// The next event, or nil on a ``problem``.
  func next() -> Event? {
    // Safe: libyaml fills the event on success only, and everything is copied out of it before it is deleted.
    guard unsafe yaml_parser_parse(parser, event) == 1 else { return nil }
    defer { unsafe yaml_event_delete(event) }
    return unsafe Self.copy(event.pointee)
  }

  /// What made ``next()`` return nil.
  var problem: Problem {
    // Safe: libyaml's texts are static C strings.
    let parser = unsafe parser.pointee
    return unsafe Problem(
      text: parser.problem.map { unsafe String(cString: $0) } ?? "",
      mark: parser.problem_mark.index,
      contextMark: parser.context_mark.index,
      context: parser.context.map { unsafe String(cString: $0) } ?? "")
  }

  private static func copy(_ event: yaml_event_t) -> Event {
    // Safe: the member of the union is chosen by the event's type, as libyaml writes it.
    func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
      unsafe pointer.map { unsafe String(cString: $0) }
    }
    var kind = Event.Kind.ignored
    var anchor: String?
    var tag: String?
    var value: ContiguousArray<UInt8> = []
    switch unsafe event.type {
    case YAML_STREAM_END_EVENT: kind = .streamEnd
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_ALIAS_EVENT:
      kind = .alias
      anchor = unsafe text(event.data.alias.anchor)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let style = unsafe style(scalar.style)
      kind = .scalar(style)
      anchor = unsafe text(scalar.anchor)
      tag = unsafe text(scalar.tag)
      if style == .block || tag != nil {
        value = unsafe ContiguousArray(UnsafeBufferPointer(start: scalar.value, count: scalar.length))
      }
    case YAML_SEQUENCE_START_EVENT:
      let sequence = unsafe event.data.sequence_start
      kind = unsafe .sequenceStart(isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE)
      anchor = unsafe text(sequence.anchor)
      tag = unsafe text(sequence.tag)
    case YAML_MAPPING_START_EVENT:
      let mapping = unsafe event.data.mapping_start
      kind = unsafe .mappingStart(isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE)
      anchor = unsafe text(mapping.anchor)
      tag = unsafe text(mapping.tag)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: kind = .end
    default: break
    }
    return unsafe Event(
      kind: kind, start: event.start_mark.index, end: event.end_mark.index, anchor: anchor, tag: tag, value: value)
  }

  private static func style(_ style: yaml_scalar_style_t) -> Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .single
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .double
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }
}
