import DocumentTree
import SourceText

/// A text with « and » around the places that a test is about.
struct Marked: Sendable {
  let text: String
  let ranges: [ByteRange]

  init(_ marked: String) {
    var text = ""
    var ranges: [ByteRange] = []
    var start = 0
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "«": start = text.utf8.count
      case "»": ranges.append(ByteRange(start, text.utf8.count))
      default: text.unicodeScalars.append(scalar)
      }
    }
    self.text = text
    self.ranges = ranges
  }

  func document(_ format: Document.Format) -> Document { Document.parse(SourceText(text), as: format) }
}

extension Document {
  /// The value at a path of names and numbers below the first root, as written.
  func node(_ path: String) -> Node? {
    roots.first?.descendant(path)
  }

  var kinds: [SyntaxError.Kind] { errors.map(\.kind) }
}

extension Node {
  func descendant(_ path: String) -> Node? {
    path.split(separator: "/").reduce(self) { node, name in
      guard let node else { return nil }
      if node.kind == .array { return Array(node.items).dropFirst(Int(name) ?? .max).first }
      return node.members.first { $0.name == name }?.value
    }
  }

  /// The tree from here down on one line, for a short comparison by eye.
  var outline: String {
    switch kind {
    case .array: "[" + items.map(\.outline).joined(separator: ", ") + "]"
    case .object: "{" + members.map { "\($0.key.outline): \($0.value.outline)" }.joined(separator: ", ") + "}"
    case .string: "'" + (string ?? "") + "'"
    case .missing: "?"
    case .null, .true, .false, .number, .alias: rawText
    }
  }
}
