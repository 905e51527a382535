import DocumentTree
package import SourceText

/// A file that holds one value, in which no name stands twice.
package struct PackedFile: Sendable {
  /// Something that may not be in such a file.
  package struct Mistake: Sendable {
    /// In bytes of the file.
    package let range: ByteRange
    package let message: String
  }

  /// nil: an empty file.
  package let root: PackedValue?
  package let mistakes: [Mistake]

  init(root: PackedValue?) {
    self.root = root
    mistakes = []
  }

  /// Reads YAML.
  package init(yaml source: SourceText) {
    let document = Document.parse(source, as: .yaml)
    var mistakes = document.errors.map { Mistake(range: $0.range, message: "this is no YAML") }
    for other in document.roots.dropFirst() {
      mistakes.append(Mistake(range: other.range, message: "a file of facts is one document"))
    }
    if let root = document.roots.first { mistakes += Self.repetitions(in: root) }
    root = document.roots.first.map { PackedValue($0) }
    self.mistakes = mistakes
  }

  private static func repetitions(in root: Node) -> [Mistake] {
    var mistakes: [Mistake] = []
    for node in root.subtree where node.kind == .object {
      var seen: Set<String> = []
      for member in node.members where !seen.insert(member.name).inserted {
        mistakes.append(Mistake(range: member.key.range, message: "`\(member.name)` stands here twice"))
      }
    }
    return mistakes
  }
}
