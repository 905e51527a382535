import SourceText

/// One node, 24 bytes: children follow their parent, so the first child is the next record.
struct Record {
  var start: UInt32
  var end: UInt32
  /// -1 at a root.
  var parent: Int32
  /// The record after this node and all below it.
  var next: Int32
  /// The place among the parent's items or members, counted from 0.
  var ordinal: UInt32
  var kind: Node.Kind
  var traits: Traits

  /// What a node is beside its kind.
  struct Traits: OptionSet {
    let rawValue: UInt8
    static let key = Traits(rawValue: 1)
    static let single = Traits(rawValue: 2)
    static let double = Traits(rawValue: 4)
    static let block = Traits(rawValue: 8)
    static let customTag = Traits(rawValue: 16)
    static let brokenInside = Traits(rawValue: 32)
    /// A scalar whose content is not the bytes between its quotes as they stand.
    static let rewritten = Traits(rawValue: 64)
    /// A scalar with YAML's tag for base64.
    static let binary = Traits(rawValue: 128)
  }
}

/// Collects the records of a tree while a parser walks the text.
struct TreeBuilder {
  private(set) var records: ContiguousArray<Record> = []
  private(set) var roots: [Int32] = []
  private(set) var errors: [SyntaxError] = []
  var loneSurrogates: [ByteRange] = []
  var yamlSurrogatePairs: [ByteRange] = []
  var blockLayouts: [Int32: BlockLayout] = [:]
  var aliasTargets: [Int32: Int32] = [:]
  private(set) var pieces: [Int32: Piece] = [:]

  /// The open containers, outermost first, each with the number of its children so far.
  private var open: [(index: Int32, children: UInt32)] = []

  var depth: Int { open.count }
  var isFull: Bool { errors.count >= Document.errorLimit }
  var current: Record? { open.last.map { records[Int($0.index)] } }

  /// Whether the next child of the open container is the value of a key.
  var expectsValue: Bool {
    guard let last = open.last, records[Int(last.index)].kind == .object else { return false }
    return last.children % 2 == 1
  }

  /// Whether a container of this kind is open at any level.
  func isOpen(_ kind: Node.Kind) -> Bool {
    open.contains { records[Int($0.index)].kind == kind }
  }

  /// Makes room for the nodes that so many bytes of JSON mostly have.
  mutating func expect(bytes: Int) {
    records.reserveCapacity(min(bytes / 64 + 16, 1 << 16))
    open.reserveCapacity(16)
  }

  @discardableResult
  mutating func add(_ kind: Node.Kind, _ range: ByteRange, _ traits: Record.Traits = []) -> Int32 {
    let index = Int32(clamping: records.count)
    var record = Record(
      start: UInt32(clamping: range.lower), end: UInt32(clamping: range.upper), parent: open.last?.index ?? -1,
      next: index + 1, ordinal: 0, kind: kind, traits: traits)
    if let last = open.last {
      let isObject = records[Int(last.index)].kind == .object
      record.ordinal = isObject ? last.children / 2 : last.children
      if isObject, last.children % 2 == 0 { record.traits.insert(.key) }
      open[open.count - 1].children += 1
    } else {
      roots.append(index)
    }
    records.append(record)
    return index
  }

  @discardableResult
  mutating func open(_ kind: Node.Kind, at start: Int, _ traits: Record.Traits = []) -> Int32 {
    let index = add(kind, ByteRange(start, start), traits)
    open.append((index, 0))
    return index
  }

  /// Adds a string whose content does not stand in the text as it is.
  mutating func add(_ piece: Piece) {
    pieces[add(.string, piece.range, .rewritten)] = piece
  }

  /// Closes the innermost container; a key without a value gets a missing one.
  mutating func close(at end: Int) {
    guard let last = open.last else { return }
    if records[Int(last.index)].kind == .object, last.children % 2 == 1 { add(.missing, ByteRange(end, end)) }
    open.removeLast()
    records[Int(last.index)].end = UInt32(clamping: end)
    records[Int(last.index)].next = Int32(clamping: records.count)
  }

  /// Where the last child of the innermost container ends, or nil where there is none.
  var lastChildEnd: Int? {
    guard let last = open.last, last.children > 0 else { return nil }
    var index = records.count - 1
    while index > Int(last.index), records[index].parent != last.index { index = Int(records[index].parent) }
    return Int(records[index].end)
  }

  /// The records in the order of their starts.
  var placeOrder: ContiguousArray<Int32> {
    let indexes = ContiguousArray(records.indices.map { Int32(clamping: $0) })
    return ContiguousArray(indexes.sorted { (records[Int($0)].start, $0) < (records[Int($1)].start, $1) })
  }

  /// Keeps an error, and marks the containers around it as broken.
  mutating func report(_ kind: SyntaxError.Kind, _ range: ByteRange) {
    if !isFull { errors.append(SyntaxError(kind: kind, range: range)) }
    markOpenContainersBroken()
  }

  /// Something may be missing from any container.
  mutating func markContainersBroken() {
    for index in records.indices where [.array, .object].contains(records[index].kind) {
      records[index].traits.insert(.brokenInside)
    }
  }

  /// What follows in the open containers is lost.
  mutating func markOpenContainersBroken() {
    for container in open { records[Int(container.index)].traits.insert(.brokenInside) }
  }
}
