import DocumentTree

/// A value written as JSON on one line, as the APIs write what they show to a model.
struct CompactJSON {
  /// What is longer is cut: aliases can make a small file mean endlessly much.
  private static let byteLimit = 8 << 20
  private static let depthLimit = 128

  private(set) var text: [UInt8] = []
  /// Whether something was left out.
  private(set) var isCut = false

  private let comma: String
  private let colon: String
  /// The keywords of a schema that are left out, where the value is one.
  private let omitted: Set<String>?

  /// - Parameter isSpaced: whether a blank follows each comma and colon.
  init(_ node: Node, isSpaced: Bool = false) {
    self.init(node, isSpaced: isSpaced, omitting: nil)
  }

  /// A JSON Schema without the description of the whole.
  /// - Parameter keywords: those that are left out at every depth.
  init(schema: Node, omitting keywords: Set<String>) {
    self.init(schema, isSpaced: false, omitting: keywords)
  }

  private init(_ node: Node, isSpaced: Bool, omitting keywords: Set<String>?) {
    comma = isSpaced ? ", " : ","
    colon = isSpaced ? ": " : ":"
    omitted = keywords
    write(node, isSchema: true, depth: 0)
  }

  /// Keywords below which the members are names, and no keywords.
  private static let namesSchemas: Set<String> = ["properties", "$defs", "definitions"]

  private mutating func write(_ node: Node, isSchema: Bool, depth: Int) {
    guard text.count < Self.byteLimit, depth < Self.depthLimit, let node = node.meant else {
      isCut = true
      return
    }
    switch node.kind {
    case .object:
      put("{")
      var isFirst = true
      for member in node.meantMembers where !(isSchema && isOmitted(member.name, depth: depth)) {
        if !isFirst { put(comma) }
        isFirst = false
        put(string: member.name)
        put(colon)
        write(member.value, isSchema: !(isSchema && Self.namesSchemas.contains(member.name)), depth: depth + 1)
      }
      put("}")
    case .array:
      put("[")
      for (place, item) in node.items.enumerated() {
        if place > 0 { put(comma) }
        write(item, isSchema: isSchema, depth: depth + 1)
      }
      put("]")
    case .string: put(string: node.string ?? "")
    case .number: put(node.rawText)
    case .true: put("true")
    case .false: put("false")
    case .null, .missing, .alias: put("null")
    }
  }

  private func isOmitted(_ keyword: String, depth: Int) -> Bool {
    guard let omitted else { return false }
    return omitted.contains(keyword) || depth == 0 && keyword == "description"
  }

  private mutating func put(_ words: String) { text.append(contentsOf: words.utf8) }

  private mutating func put(string: String) {
    put("\"")
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): put("\\\"")
      case UInt8(ascii: "\\"): put("\\\\")
      case UInt8(ascii: "\n"): put("\\n")
      case UInt8(ascii: "\r"): put("\\r")
      case UInt8(ascii: "\t"): put("\\t")
      case ..<0x20: put("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
      default: text.append(byte)
      }
    }
    put("\"")
  }
}
