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

  /// - Parameter isSpaced: whether a blank follows each comma and colon.
  init(_ node: Node, isSpaced: Bool = false) {
    comma = isSpaced ? ", " : ","
    colon = isSpaced ? ": " : ":"
    write(node, depth: 0)
  }

  private mutating func write(_ node: Node, depth: Int) {
    guard text.count < Self.byteLimit, depth < Self.depthLimit, let node = node.meant else {
      isCut = true
      return
    }
    switch node.kind {
    case .object:
      put("{")
      for (place, member) in node.meantMembers.enumerated() {
        if place > 0 { put(comma) }
        put(string: member.name)
        put(colon)
        write(member.value, depth: depth + 1)
      }
      put("}")
    case .array:
      put("[")
      for (place, item) in node.items.enumerated() {
        if place > 0 { put(comma) }
        write(item, depth: depth + 1)
      }
      put("]")
    case .string: put(string: node.string ?? "")
    case .number: put(node.rawText)
    case .true: put("true")
    case .false: put("false")
    case .null, .missing, .alias: put("null")
    }
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
