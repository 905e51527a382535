import DocumentTree
import Linting
import SourceText

/// Something in a configuration that is not understood, before it is a diagnostic.
struct ConfigurationMistake {
  let range: ByteRange
  let message: String
  /// What the word at that place may be a slip for.
  var names: [String] = []

  /// How many mistakes are told; who makes more begins with these.
  private static let limit = 100

  /// Adds what was probably meant, and the edit that writes it.
  static func diagnostics(_ mistakes: [ConfigurationMistake], in document: Document) -> [Diagnostic] {
    let places = Set(mistakes.map(\.range))
    let nodes = document.roots.lazy.flatMap(\.subtree).filter { places.contains($0.range) }
    // A container and the first value in it never have one range, but a key and a value of no length may.
    let byRange = Dictionary(nodes.map { ($0.range, $0) }) { first, _ in first }
    var report = Report(InvalidConfiguration.self, document)
    // What is wrong with a value in two ways has one cause.
    var told: Set<ByteRange> = []
    for mistake in mistakes.prefix(limit) where told.insert(mistake.range).inserted {
      report.add(mistake.finding(at: byRange[mistake.range]))
    }
    return report.diagnostics
  }

  private func tail(_ meant: String?) -> String {
    if let meant { return "; did you mean `\(meant)`?" }
    // A long list would tell nobody anything.
    guard (1...12).contains(names.count) else { return "" }
    return "; there are \(Wording.list(names.sorted().map { "`\($0)`" }, "and"))"
  }

  private func finding(at node: Node?) -> Finding {
    let meant = node?.scalarText.flatMap { Spelling.suggestion(for: $0, among: names) }
    var finding = Finding(at: range, of: node, message + tail(meant))
    guard let node, let meant else { return finding }
    if let member = node.member, node.isKey {
      // Two keys of one name would be another mistake.
      guard node.parent?.value(of: meant) == nil else { return finding }
      finding.fixes = [Fix(title: "rename it to `\(meant)`", safety: .safe, edits: member.renaming(to: meant))]
    } else {
      finding.fixes = [Fix(title: "write `\(meant)`", safety: .safe, edits: node.replacing(with: meant))]
    }
    return finding
  }
}
