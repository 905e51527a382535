package import DocumentTree
package import SourceText

extension Document {
  /// The edits that write `# reqlint: ignore` comments for findings, and the findings for which there is no place for one:
  /// all of them in JSON, and in YAML that is broken.
  ///
  /// - Parameters:
  ///   - findings: of this document, the file itself.
  ///   - reason: one line, or nothing.
  package func ignoring(_ findings: [Diagnostic], reason: String) -> (edits: [TextEdit], rest: [Diagnostic]) {
    guard format == .yaml, errors.isEmpty else { return ([], findings) }
    var insertion = CommentInsertion(self, reason: reason)
    let rest = findings.filter { !insertion.add($0) }
    let edits = insertion.edits
    let new = Document.parse(source.applying(edits), as: .yaml)
    // What was no place for a comment after all would have changed what is said.
    guard new.errors.isEmpty, new.roots.map(\.fingerprint) == roots.map(\.fingerprint) else { return ([], findings) }
    return (edits, rest)
  }
}

/// Collects the rules that comments are to name, line by line.
private struct CommentInsertion {
  private let document: Document
  private let lines: LineIndex
  private let reason: String
  /// The comments that are there and that a rule can be added to, by the line that they are for.
  private var present: [Int: IgnoreComment] = [:]
  /// The lines with comments.
  private var commented: Set<Int> = []
  private var rules: [Int: Set<String>] = [:]

  init(_ document: Document, reason: String) {
    self.document = document
    self.reason = reason
    lines = LineIndex(document.source)
    for comment in document.comments { commented.insert(lines.line(of: comment.lower)) }
    for comment in Directives(in: document).ignores where comment.reach == .line {
      let own = lines.line(of: comment.range.lower)
      present[comment.isAlone ? own + 1 : own] = comment
    }
  }

  /// Whether a comment can be about the finding.
  mutating func add(_ finding: Diagnostic) -> Bool {
    let start = finding.range.lower
    let host = document.scalars(in: ByteRange(start, start + 1)).first?.range.lower ?? start
    let line = lines.line(of: min(host, start))
    let text = document.source.slice(lines.content(ofLine: line)).first { $0 > UInt8(ascii: " ") }
    guard let text, text != UInt8(ascii: "#") else { return false }
    let content = lines.content(ofLine: line)
    guard !isInScalar(content.lower) || !isInScalar(content.upper) else { return false }
    rules[line, default: []].insert(finding.rule)
    return true
  }

  /// Whether a place, the start or the end of a line, lies within a text of several lines.
  private func isInScalar(_ offset: Int) -> Bool {
    document.scalars(in: ByteRange(max(0, offset - 1), offset + 1)).contains {
      $0.range.lower < offset && offset < $0.range.upper
    }
  }

  var edits: [TextEdit] {
    rules.sorted { $0.key < $1.key }.map { line, rules in
      let content = lines.content(ofLine: line)
      if let comment = present[line], let last = comment.items.last {
        let new = rules.subtracting(comment.items.map(\.rule)).sorted()
        return .insertion(new.map { ", " + $0 }.joined(), at: last.range.upper)
      }
      let comment =
        "# reqlint: ignore[\(rules.sorted().joined(separator: ", "))]" + (reason.isEmpty ? "" : " " + reason)
      if !commented.contains(line), !isInScalar(content.upper) { return .insertion("  " + comment, at: content.upper) }
      let text = document.source.text(content)
      let indent = text.prefix { $0 == " " }
      let isWindows = document.source.byte(at: content.upper) == UInt8(ascii: "\r")
      // Above, and behind the mark where the file begins with one.
      let start = line == 0 ? document.source.byteOrderMarkLength : content.lower
      return .insertion(indent + comment + (isWindows ? "\r\n" : "\n"), at: start)
    }
  }
}
