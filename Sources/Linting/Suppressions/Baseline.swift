package import DocumentTree
package import SourceText

/// Findings that were there when somebody began, and that are not told: known by rule, file, place and value, never by
/// line, and without the value itself. One that changes in any of these is a new one.
package struct Baseline: Sendable {
  /// What a finding in a file is known by.
  package struct Key: Sendable, Hashable {
    package let rule: String
    /// nil where the file is one document.
    package let record: Record?
    /// The JSON Pointer of the value, within the record.
    package let pointer: String
    package let value: Fingerprint
  }

  /// What a line of a file is known by.
  package enum Record: Sendable, Hashable {
    case customID(String)
    case value(Fingerprint)
  }

  /// By the paths of their files, relative to the folder of the baseline: how often each finding may be there.
  package var files: [String: [Key: Int]] = [:]

  package init() {}

  package var count: Int { files.values.reduce(0) { $0 + $1.values.reduce(0, +) } }
}

extension Baseline.Key {
  /// nil: nobody asked for the finding's value.
  init?(_ finding: Diagnostic, _ record: Baseline.Record?) {
    guard let value = finding.value else { return nil }
    self.init(rule: finding.rule, record: record, pointer: finding.pointer, value: value)
  }
}

extension Baseline.Record {
  /// - Parameter document: one line of a file.
  init(_ document: Document) {
    let root = document.roots.first
    if let id = root?["custom_id"]?.string {
      self = .customID(id)
    } else {
      self = .value(root?.fingerprint ?? Fingerprint(of: document.source.bytes))
    }
  }
}

extension Baseline {
  /// What the findings in one document are known by; those whose values nobody asked for are left out.
  ///
  /// - Parameter line: of the document, counted from 1, where the file has one a line.
  package static func keys(of findings: [Diagnostic], in document: Document, line: Int?) -> [Key] {
    guard !findings.isEmpty else { return [] }
    let record = line.map { _ in Record(document) }
    return findings.compactMap { Key($0, record) }
  }
}

// MARK: - As a file

extension Baseline {
  /// Why a text is no baseline.
  package struct Mistake: Error {
    package let message: String
    /// In bytes of the text.
    package let range: ByteRange
  }

  private static let format = 1.0

  /// Reads what ``text`` writes, or somebody who merged two of them.
  package init(_ source: SourceText) throws(Mistake) {
    let document = Document.parse(source, as: .json)
    let end = ByteRange(source.count, source.count)
    if let error = document.errors.first { throw Mistake(message: "this is no JSON", range: error.range) }
    guard let root = document.roots.first, root.kind == .object else {
      throw Mistake(message: "a baseline is a JSON object", range: document.roots.first?.range ?? end)
    }
    guard root["format"]?.number == Self.format, let findings = root["findings"], findings.kind == .array else {
      throw Mistake(message: "a baseline has the keys `format`, which is 1, and `findings`", range: root.opening)
    }
    for item in findings.items {
      let (path, key, count) = try Self.entry(item)
      files[path, default: [:]][key, default: 0] += count
    }
  }

  private static func entry(_ item: Node) throws(Mistake) -> (path: String, Key, count: Int) {
    func text(_ name: String) throws(Mistake) -> String {
      guard let node = item[name] else { throw Mistake(message: "`\(name)` is missing", range: item.opening) }
      guard let text = node.string else { throw Mistake(message: "`\(name)` is no text", range: node.range) }
      return text
    }
    func fingerprint(_ name: String) throws(Mistake) -> Fingerprint {
      guard let fingerprint = Fingerprint(try text(name)) else {
        throw Mistake(message: "`\(name)` is not 16 hexadecimal digits", range: (item[name] ?? item).range)
      }
      return fingerprint
    }
    guard item.kind == .object else { throw Mistake(message: "a finding is an object", range: item.range) }
    var record: Record?
    if item["custom_id"] != nil {
      record = .customID(try text("custom_id"))
    } else if item["record"] != nil {
      record = .value(try fingerprint("record"))
    }
    var count = 1
    if let node = item["count"] {
      guard let number = node.number.flatMap({ Int(exactly: $0) }), (1...Int(Int32.max)).contains(number) else {
        throw Mistake(message: "`count` is no number of findings", range: node.range)
      }
      count = number
    }
    let key = Key(
      rule: try text("rule"), record: record, pointer: try text("pointer"), value: try fingerprint("value"))
    return (try text("path"), key, count)
  }

  /// JSON with one finding a line, sorted: two people's changes merge, and the same findings are the same bytes.
  package var text: String {
    let lines = files.sorted { $0.key < $1.key }.flatMap { path, findings in
      findings.filter { $0.value > 0 }.map { Self.line(path, $0.key, $0.value) }.sorted()
    }
    let list = lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n]"
    return "{\"format\": 1, \"findings\": \(list)}\n"
  }

  private static func line(_ path: String, _ key: Key, _ count: Int) -> String {
    var members = [("path", path)]
    switch key.record {
    case .customID(let id): members.append(("custom_id", id))
    case .value(let value): members.append(("record", value.text))
    case nil: break
    }
    members += [("pointer", key.pointer), ("rule", key.rule), ("value", key.value.text)]
    let texts = members.map { "\"\($0)\": \"\($1.escapedForJSON)\"" } + (count > 1 ? ["\"count\": \(count)"] : [])
    return "  {\(texts.joined(separator: ", "))}"
  }
}
