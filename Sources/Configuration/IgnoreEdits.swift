package import DocumentTree
package import Linting
package import SourceText

/// An item of `ignore:` that is still to be written.
package struct IgnoreDraft: Sendable, Hashable {
  /// Of the file, absolute.
  package let path: String
  package let rule: String
  package let pointer: String
  package let record: IgnoreEntry.Record?
  package let reason: String

  /// - Parameters:
  ///   - document: the one that the finding is in.
  ///   - line: the document's, counted from 1, where the file has one a line.
  ///   - path: of the file, absolute.
  package init(ignoring finding: Diagnostic, in document: Document, line: Int?, of path: String, reason: String) {
    self.path = path
    rule = finding.rule
    pointer = finding.pointer
    record = line.map { line in
      document.roots.first?["custom_id"]?.string.map { .customID($0) } ?? .line(line)
    }
    self.reason = reason
  }

  /// The item in one line of YAML; nil for a file that does not lie below the folder.
  ///
  /// - Parameter folder: absolute, with a slash at its end.
  fileprivate func text(in folder: String) -> String? {
    guard path.utf8.starts(with: folder.utf8) else { return nil }
    let name = String(Substring(path.utf8.dropFirst(folder.utf8.count)))
    var members = [("files", name.exactPattern.yamlScalar), ("rule", rule.yamlScalar), ("pointer", pointer.yamlScalar)]
    switch record {
    case .customID(let id): members.append(("custom_id", id.yamlScalar))
    case .line(let line): members.append(("line", String(line)))
    case nil: break
    }
    if !reason.isEmpty { members.append(("reason", reason.yamlScalar)) }
    return "{\(members.map { "\($0): \($1)" }.joined(separator: ", "))}"
  }
}

extension Configuration {
  private static let key = "ignore"

  /// The text of a new configuration that ignores these; nil where one of them does not lie below its folder.
  ///
  /// - Parameter folder: absolute.
  package static func text(ignoring drafts: [IgnoreDraft], in folder: String) -> String? {
    let items = drafts.compactMap { $0.text(in: folder == "/" ? folder : folder + "/") }
    return items.count == drafts.count ? block(items, "", "\n") : nil
  }

  /// The edits that ignore these, and leave every other byte; nil where the file is broken, or where one of them does not
  /// lie below its folder.
  package func ignoring(_ drafts: [IgnoreDraft]) -> [TextEdit]? {
    let items = drafts.compactMap { $0.text(in: folder + "/") }
    guard !isBroken, items.count == drafts.count, document.documentCount <= 1, let edits = insertion(of: items) else {
      return nil
    }
    let old = Configuration(document.source.bytes, path: path, facts: facts)
    let new = Configuration(document.source.applying(edits).bytes, path: path, facts: facts)
    // Whoever writes YAML in a way that nobody thought of here keeps it.
    guard new.content.ignores.count == old.content.ignores.count + items.count,
      new.diagnostics.count <= old.diagnostics.count
    else { return nil }
    return edits
  }

  private func insertion(of items: [String]) -> [TextEdit]? {
    let source = document.source
    let lineEnd = source.bytes.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
    guard let root = document.roots.first, root.kind == .object else {
      return source.appending(Self.block(items, "", lineEnd), at: source.count, lineEnd)
    }
    guard let member = root.members.first(where: { $0.name == Self.key }) else {
      if root.isFlow { return root.adding(Self.key, "[\(items.joined(separator: ", "))]") }
      guard let first = root.members.first(where: { _ in true }), let last = root.members.reversed().first,
        let indent = source.blanks(before: first.key.range.lower)
      else { return nil }
      return source.appending(
        Self.block(items, indent, lineEnd), at: source.wholeLines(of: last.range).upper, lineEnd)
    }
    let value = member.value
    if let last = value.items.reversed().first {
      if value.isFlow { return [.insertion(items.map { ", " + $0 }.joined(), at: last.range.upper)] }
      let dash = last.range.lower - 2
      guard source.text(ByteRange(dash, dash + 2)) == "- ", let indent = source.blanks(before: dash) else { return nil }
      return source.appending(
        Self.list(items, indent, lineEnd), at: source.wholeLines(of: last.range).upper, lineEnd)
    }
    guard let indent = source.blanks(before: member.key.range.lower),
      source.text(ByteRange(member.key.range.upper, value.range.lower)).allSatisfy({ $0 == ":" || $0 == " " }),
      value.kind == .array || value.kind == .null
    else { return nil }
    let list = Self.list(items, indent + "  ", lineEnd)
    return [
      TextEdit(ByteRange(member.key.range.upper, value.range.upper), ":" + lineEnd + list.dropLast(lineEnd.count))
    ]
  }

  private static func block(_ items: [String], _ indent: String, _ lineEnd: String) -> String {
    "\(indent)\(key):\(lineEnd)\(list(items, indent + "  ", lineEnd))"
  }

  private static func list(_ items: [String], _ indent: String, _ lineEnd: String) -> String {
    items.map { "\(indent)- \($0)\(lineEnd)" }.joined()
  }

  /// The edits that take out items of `ignore:`, and leave every other byte.
  ///
  /// - Parameter places: their indexes.
  package func removingIgnores(_ places: Set<Int>) -> [TextEdit] {
    document.roots.first?.members.first { $0.name == Self.key }.map {
      removal(of: places, among: Array($0.value.items), in: $0)
    } ?? []
  }

  private func removal(of places: Set<Int>, among items: [Node], in member: Node.Member) -> [TextEdit] {
    let source = document.source
    let removed = places.sorted().filter { items.indices.contains($0) }
    guard removed.count < items.count else {
      return member.removal ?? [.removal(source.wholeLines(of: member.range))]
    }
    guard member.value.isFlow else { return removed.map { .removal(source.wholeLines(of: items[$0].range)) } }
    // Neighbours go together; of the commas around them one stays.
    var edits: [TextEdit] = []
    var rest = removed[...]
    while let first = rest.popFirst() {
      var last = first
      while rest.first == last + 1 { last = rest.removeFirst() }
      edits.append(
        .removal(
          last + 1 < items.count
            ? ByteRange(items[first].range.lower, items[last + 1].range.lower)
            : ByteRange(items[first - 1].range.upper, items[last].range.upper)))
    }
    return edits
  }
}

// MARK: - What is for nothing

extension Configuration {
  /// Findings about items of `ignore:` that kept nothing from being told, as loud as the user wants them.
  ///
  /// - Parameter places: their indexes.
  package func unusedIgnores(_ places: Set<Int>, _ run: LintSettings) -> [Diagnostic] {
    let levels = run.levels.laid(over: content.levels)
    var report = Report(UnusedSuppression.self, document)
    guard let member = document.roots.first?.members.first(where: { $0.name == Self.key }) else { return [] }
    let items = Array(member.value.items)
    for ignore in content.ignores {
      guard let place = ignore.entry.index, places.contains(place), items.indices.contains(place) else { continue }
      let (name, glob) = (ignore.entry.rule, ignore.glob.excerpt)
      var finding = Finding(at: items[place], "`\(name)` finds nothing there any more in `\(glob)`")
      finding.fixes = [
        Fix(title: "remove the item", safety: .safe, edits: removal(of: [place], among: items, in: member))
      ]
      report.add(finding)
    }
    return report.diagnostics.compactMap { $0.atLevel(in: levels) }
  }
}

extension SourceText {
  /// The edit that puts whole lines at the end of a line, which may be the last one and without its end.
  fileprivate func appending(_ lines: String, at offset: Int, _ lineEnd: String) -> [TextEdit] {
    let isAtStart = offset == 0 || byte(at: offset - 1) == UInt8(ascii: "\n")
    return [.insertion(isAtStart ? lines : lineEnd + lines, at: offset)]
  }

  /// The blanks that stand before a place on its line; nil where something else does.
  fileprivate func blanks(before offset: Int) -> String? {
    var start = offset
    while byte(at: start - 1) == UInt8(ascii: " ") { start -= 1 }
    let isLineStart = start <= byteOrderMarkLength || byte(at: start - 1) == UInt8(ascii: "\n")
    return isLineStart ? String(repeating: " ", count: offset - start) : nil
  }
}

extension String {
  /// The pattern, as in `.gitignore`, that matches this path and no other.
  fileprivate var exactPattern: String {
    var pattern = contains("/") ? "" : "/"
    for character in self {
      if "*?[\\".contains(character) || (pattern.isEmpty && "!#".contains(character)) { pattern += "\\" }
      pattern.append(character)
    }
    return hasSuffix(" ") ? pattern.dropLast() + "\\ " : pattern
  }

  /// The one path that a pattern of `.gitignore` matches; nil where it matches several.
  var exactPath: String? {
    guard !hasSuffix("/"), !hasSuffix(" "), contains("/") else { return nil }
    var path = ""
    var isEscaped = false
    for character in self {
      if !isEscaped, "*?[".contains(character) { return nil }
      isEscaped = !isEscaped && character == "\\"
      if !isEscaped { path.append(character) }
    }
    return path.hasPrefix("/") ? String(path.dropFirst()) : path
  }
}
